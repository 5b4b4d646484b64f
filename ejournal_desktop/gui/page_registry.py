"""Which pages each role has: the main window asks here, a new page is one row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.people import Role, Session
from ejournal_desktop.gui.bell_words import SchoolClock
from ejournal_desktop.gui.pages.approvals_page import ApprovalsPage
from ejournal_desktop.gui.pages.changed_marks_page import ChangedMarksPage
from ejournal_desktop.gui.pages.control_schedule_page import ControlSchedulePage
from ejournal_desktop.gui.pages.council_page import CouncilPage
from ejournal_desktop.gui.pages.debts_page import DebtsPage
from ejournal_desktop.gui.pages.edit_windows_page import EditWindowsPage
from ejournal_desktop.gui.pages.finals_progress_page import FinalsProgressPage
from ejournal_desktop.gui.pages.journals_page import JournalsPage
from ejournal_desktop.gui.pages.lesson_plan_page import LessonPlanPage
from ejournal_desktop.gui.pages.marking_policy_page import MarkingPolicyPage
from ejournal_desktop.gui.pages.paper_copy_page import PaperCopyPage
from ejournal_desktop.gui.pages.people_access_page import PeopleAccessPage
from ejournal_desktop.gui.pages.session_hours_page import SessionHoursPage
from ejournal_desktop.gui.pages.sessions_page import SessionsPage
from ejournal_desktop.gui.pages.settled_duties_page import SettledDutiesPage
from ejournal_desktop.gui.pages.teacher_today_page import TeacherTodayPage
from ejournal_desktop.gui.pages.today_page import TodayPage
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is here, in which role, at what time."""

    workplace: Workplace
    role: Role
    clock: SchoolClock


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the rail."""

    page_id: str
    title: str
    icon: str
    roles: frozenset[Role]
    make: Callable[[Visit, QWidget], Page]


KEEPERS: Final[frozenset[Role]] = frozenset({"teacher", "psychologist"})
_READERS: Final[frozenset[Role]] = frozenset({"deputy", "director", "administrator", "inspector", "class_teacher"})
_PRINTERS: Final[frozenset[Role]] = frozenset({"deputy", "director", "administrator", "class_teacher"})
_CONTROLLERS: Final[frozenset[Role]] = frozenset({"deputy", "director", "administrator", "inspector"})
_OPENERS: Final[frozenset[Role]] = frozenset({"deputy", "director", "administrator"})
_PLANNERS: Final[frozenset[Role]] = KEEPERS | {"deputy", "director", "administrator", "inspector"}
_DEBTORS: Final[frozenset[Role]] = frozenset({"teacher", "deputy", "inspector"})
_OTHERS: Final[frozenset[Role]] = frozenset({"secretary", "pupil", "guardian"})


def _today(visit: Visit, parent: QWidget) -> Page:
    if visit.role in KEEPERS:
        return TeacherTodayPage(visit.workplace, visit.clock, parent)
    session = visit.workplace.desk.session
    there = frozenset(spec.page_id for spec in pages_of(visit.role, session))
    return TodayPage(visit.workplace, visit.role, visit.clock, there, parent)


PAGES: Final = (
    PageSpec("today", "Сегодня", "sun-horizon", KEEPERS | _READERS | _OTHERS, _today),
    PageSpec(
        "approvals",
        "На утверждение",
        "tray",
        frozenset({"director"}),
        lambda visit, parent: ApprovalsPage(visit.workplace, is_director=True, parent=parent),
    ),
    PageSpec(
        "my_journals",
        "Журнал",
        "notebook",
        KEEPERS,
        lambda visit, parent: JournalsPage(visit.workplace, own=True, parent=parent),
    ),
    PageSpec(
        "journals",
        "Журналы (чтение)",
        "notebook",
        _READERS,
        lambda visit, parent: JournalsPage(visit.workplace, own=False, parent=parent),
    ),
    PageSpec(
        "sessions",
        "Занятия",
        "heartbeat",
        frozenset({"psychologist"}),
        lambda visit, parent: SessionsPage(visit.workplace, visit.clock.now().date(), parent),
    ),
    PageSpec(
        "lesson_plans",
        "КТП",
        "books",
        _PLANNERS,
        lambda visit, parent: LessonPlanPage(visit.workplace, visit.role, parent),
    ),
    PageSpec(
        "paper_copy",
        "Бумажная копия",
        "printer",
        _PRINTERS,
        lambda visit, parent: PaperCopyPage(visit.workplace, parent),
    ),
    PageSpec(
        "proposals",
        "Согласования",
        "article",
        frozenset({"deputy", "administrator"}),
        lambda visit, parent: ApprovalsPage(visit.workplace, is_director=False, parent=parent),
    ),
    PageSpec(
        "finals_progress",
        "Итоги периода",
        "checks",
        _CONTROLLERS,
        lambda visit, parent: FinalsProgressPage(visit.workplace, parent),
    ),
    PageSpec(
        "control_schedule",
        "Контрольные",
        "calendar-check",
        _CONTROLLERS,
        lambda visit, parent: ControlSchedulePage(visit.workplace, visit.clock.now().date(), parent),
    ),
    PageSpec(
        "debts",
        "Задолженности",
        "hourglass",
        _DEBTORS,
        lambda visit, parent: DebtsPage(visit.workplace, visit.role, parent),
    ),
    PageSpec(
        "council",
        "Педсовет",
        "graduation-cap",
        frozenset({"deputy", "director", "inspector", "class_teacher"}),
        lambda visit, parent: CouncilPage(visit.workplace, parent),
    ),
    PageSpec(
        "duties",
        "Обязанности",
        "check-square",
        _CONTROLLERS,
        lambda visit, parent: SettledDutiesPage(visit.workplace, visit.role, parent),
    ),
    PageSpec(
        "session_hours",
        "Часы психолога",
        "heartbeat",
        _CONTROLLERS,
        lambda visit, parent: SessionHoursPage(visit.workplace, parent),
    ),
    PageSpec(
        "changed_marks",
        "Изменения отметок",
        "clock-counter-clockwise",
        _CONTROLLERS,
        lambda visit, parent: ChangedMarksPage(visit.workplace, visit.role, parent),
    ),
    PageSpec(
        "edit_windows",
        "Сроки отметок",
        "lock-simple",
        _OPENERS,
        lambda visit, parent: EditWindowsPage(visit.workplace, visit.role, parent),
    ),
    PageSpec(
        "marking_policy",
        "Правила отметок",
        "sliders-horizontal",
        _OPENERS,
        lambda visit, parent: MarkingPolicyPage(visit.workplace, visit.role, parent),
    ),
    PageSpec(
        "people_access",
        "Люди и доступ",
        "identification-card",
        frozenset({"administrator", "director"}),
        lambda visit, parent: PeopleAccessPage(visit.workplace, visit.role, parent),
    ),
    PageSpec(
        "class_codes",
        "Коды доступа",
        "qr-code",
        frozenset({"class_teacher"}),
        lambda visit, parent: PeopleAccessPage(visit.workplace, "class_teacher", parent),
    ),
)


def pages_of(role: Role, session: Session) -> tuple[PageSpec, ...]:
    """The rail of a role; a teacher who leads a class has the pages of both (ux 5.1)."""
    held: set[Role] = {role}
    if role == "teacher" and "class_teacher" in session.roles:
        held.add("class_teacher")
    return tuple(spec for spec in PAGES if held & spec.roles)
