"""A small school written by hand: what the windows are shown in tests (the people are invented)."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from ejournal_desktop.background.outbox.standing import Standing
from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.domain.errors import SignInFailedError
from ejournal_desktop.domain.gradebook import Course, Period
from ejournal_desktop.domain.people import SchoolYear, Session
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.gui.session_port import AppContext, ServerChoice, ServerState
from tests.gui.fakes.access import FakeAccessDesk, FakeAccessDoor
from tests.gui.fakes.approvals import FakeApprovalDesk
from tests.gui.fakes.control_schedule import FakeControlScheduleDesk
from tests.gui.fakes.council import FakeCouncilDesk
from tests.gui.fakes.finals import FakeFinalsDesk
from tests.gui.fakes.lesson_card import FakeLessonCardDesk
from tests.gui.fakes.lesson_plans import FakeLessonPlanDesk
from tests.gui.fakes.lock import FakeLockDesk
from tests.gui.fakes.palette import FakePaletteDesk
from tests.gui.fakes.paper_preview import FakePaperPreviewDesk
from tests.gui.fakes.resits import FakeResitDesk
from tests.gui.fakes.return_point import FakeReturnDesk
from tests.gui.fakes.today import FakeTodayDesk
from tests.gui.fakes.unlocks import FakeUnlockDesk
from tests.reports.sample_changes import report_of

MOSCOW = timezone(timedelta(hours=3))
MORNING = datetime(2026, 9, 25, 10, 43, tzinfo=MOSCOW)
SCHOOL = ServerChoice("school", "Школьный сервер", "school.local", False, "profile", "МБОУ «Ключевская СШ»")
DEMO = ServerChoice("demo", "Демонстрационная школа", "127.0.0.1", True, "profile", "МБОУ «Ключевская СШ»")


def session(*roles, class_teacher_of=(), is_demo=False):
    return Session(
        account_id=1,
        person_id=1,
        last_name="Петрова",
        first_name="Анна",
        middle_name="Викторовна",
        roles=roles or ("teacher",),
        class_teacher_of=class_teacher_of,
        school_name="МБОУ «Ключевская СШ»",
        school_full_name="Муниципальное бюджетное общеобразовательное учреждение «Ключевская средняя школа»",
        is_demo=is_demo,
        must_change_password=False,
        school_year=SchoolYear(1, "2026/27", date(2026, 9, 1), date(2027, 5, 31)),
        last_sign_in_at=datetime(2026, 9, 24, 16, 12, tzinfo=MOSCOW),
        server_time=MORNING,
    )


def course(course_id=1, subject="Алгебра", class_name="7А", **changes):
    values = {
        "course_id": course_id,
        "subject": subject,
        "group_name": class_name,
        "is_whole_class": True,
        "class_names": (class_name,),
        "grade": int(class_name[:-1]),
        "hours_per_week": Decimal(3),
        "marking": "five",
        "teachers": ("Петрова А. В.",),
    }
    return Course(**{**values, **changes})


def lesson(lesson_no, course_id=1, **changes):
    starts = time(7 + lesson_no, 30)
    values = {
        "lesson_id": 100 + lesson_no,
        "course_id": course_id,
        "subject": "Алгебра",
        "group_name": "7А",
        "is_whole_class": True,
        "class_names": ("7А",),
        "lesson_no": lesson_no,
        "starts_at": starts,
        "ends_at": (datetime.combine(date(2026, 9, 25), starts, UTC) + timedelta(minutes=40)).time(),
        "room": "21",
        "topic": "Степень с натуральным показателем и её свойства",
        "homework": "§ 4, № 112",
        "homework_none": False,
        "attendance_checked": True,
        "is_substitution": False,
        "state": "planned",
    }
    return LessonOfDay(**{**values, **changes})


@dataclass
class FakePaper:
    pdf: bytes
    pages: int = 2
    title: str = "Журнал 7А, I четверть"
    content_sha256: bytes = b"\x01" * 32


@dataclass
class FakeDesk(
    FakeFinalsDesk,
    FakeResitDesk,
    FakeCouncilDesk,
    FakePaperPreviewDesk,
    FakeApprovalDesk,
    FakeLessonCardDesk,
    FakeUnlockDesk,
    FakeLessonPlanDesk,
    FakeControlScheduleDesk,
    FakeAccessDesk,
    FakeTodayDesk,
    FakeLockDesk,
    FakePaletteDesk,
    FakeReturnDesk,
):
    """Answers at once what it was given; ``error`` is raised instead when set."""

    session: Session = field(default_factory=session)
    courses: tuple = (course(), course(2, "Геометрия"), course(3, "Алгебра", "7Б"))
    day: tuple = ()
    class_list: tuple = (SchoolClass(1, "7А", 7, 24), SchoolClass(2, "7Б", 7, 26))
    periods: tuple = (
        Period(1, "quarter", 1, date(2026, 9, 1), date(2026, 10, 25)),
        Period(2, "quarter", 2, date(2026, 11, 4), date(2026, 12, 29)),
    )
    paper: object = None
    changes: object = field(default_factory=lambda: report_of([]))
    piece: int = 500
    error: Exception | None = None
    asked: list = field(default_factory=list)
    closed: bool = False

    def my_courses(self):
        return self._answer("my_courses", self.courses)

    def lessons_of_day(self, on_date):
        return self._answer(("lessons_of_day", on_date), self.day)

    def classes(self):
        return self._answer("classes", self.class_list)

    def courses_of_class(self, class_id):
        return self._answer(("courses_of_class", class_id), self.courses)

    def periods_of_class(self, class_id):
        return self._answer(("periods_of_class", class_id), self.periods)

    def journal_copy_pdf(self, class_id, course_ids, period_id, *, progress, cancelled):
        self.asked.append(("journal_copy_pdf", class_id, course_ids, period_id))
        if callable(self.paper):
            return self.paper(progress, cancelled)
        if self.error:
            raise self.error
        progress(1, 2)
        return self.paper

    def changed_marks(self, asked, after):
        report = self._answer(("changed_marks", asked, after), self.changes)
        found = [each for each in report.changes if each.pupil.lower().startswith(asked.pupil.lower())]
        first = found.index(after) + 1 if after else 0
        piece = found[first : first + self.piece]
        return replace(report, changes=tuple(piece), total=len(found), asked=asked)

    def changed_marks_pdf(self, asked, *, progress, cancelled):
        self.asked.append(("changed_marks_pdf", asked))
        return self._taken_out(progress, cancelled)

    def changed_marks_sheet(self, asked, *, progress, cancelled):
        self.asked.append(("changed_marks_sheet", asked))
        return self._taken_out(progress, cancelled)

    def _taken_out(self, progress, cancelled):
        if self.error:
            raise self.error
        return self.paper(progress, cancelled) if callable(self.paper) else self.paper

    def ping(self):
        return self._answer("ping", 12)

    def close(self):
        self.closed = True

    def _answer(self, asked, answer):
        self.asked.append(asked)
        if self.error:
            raise self.error
        return answer


@dataclass
class FakeDoor(FakeAccessDoor):
    """Lets in who knows the password, or raises ``error``."""

    desk: FakeDesk = field(default_factory=FakeDesk)
    known: tuple = (SCHOOL,)
    state: ServerState = field(default_factory=lambda: ServerState(12))
    error: Exception | None = None
    kept: dict = field(default_factory=dict)
    reason: str = ""
    tried: list = field(default_factory=list)
    gate: object = None

    def servers(self):
        return self.known

    def knock(self, _server):
        return self.state

    def sign_in(self, server, login, password):
        self.tried.append((server.key, login, password))
        if self.gate is not None:
            self.gate.wait(5)
        if self.error:
            raise self.error
        return self.desk

    def why_not_remembered(self):
        return self.reason

    def remembered(self, server):
        return self.kept.get(server.key)

    def remember(self, server, login, password):
        self.kept[server.key] = (login, password)

    def forget(self, server, _login):
        self.kept.pop(server.key, None)


class FakeGradebook(QObject):
    """A gradebook whose unsent edits the test decides."""

    pending_changed = Signal(int, bool)
    standing_changed = Signal(object)
    sent_again = Signal(object)
    sent_anew = Signal(int)
    server_silent = Signal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.standing = Standing()
        self.is_kept = True
        self.sent = 0
        self.ended = False
        self.edit_list = ()
        self.note_list = (False, None)
        self.solved = []

    @property
    def pending(self):
        return self.standing.pending

    @pending.setter
    def pending(self, count):
        self.standing = replace(self.standing, pending=count)

    def stand(self, **changes):
        self.standing = Standing(**changes)
        self.standing_changed.emit(self.standing)
        self.pending_changed.emit(self.standing.pending, self.standing.is_offline)

    def edits(self):
        return self.edit_list

    def solve(self, edit, *, mine):
        self.solved.append((edit.operation_id, mine))

    def notes(self):
        return self.note_list

    def open_earlier(self, password, done, failed):
        done(2) if password == "прежний" else failed(SignInFailedError("earlier-password"))

    def read_copy(self, _path, password, done, failed):
        done(2) if password == "прежний" else failed(SignInFailedError("earlier-password"))

    def save_copy(self, path):
        return path

    def work_kinds(self, done, _failed):
        done(())

    def send_now(self):
        self.sent += 1

    def keep_now(self):
        return self.is_kept

    def end(self):
        self.ended = True


def context(lanes, folder, door=None, **changes):
    """What the composition root would hand over, with a journal page that is only a label."""

    def make_journal(workplace, course, lesson_id, parent):
        page = QLabel(f"{course.title} {lesson_id}", parent)
        page.setAccessibleName(course.title)
        return page

    values = {
        "version": "0.1",
        "lanes": lanes,
        "door": door or FakeDoor(),
        "make_gradebook": lambda _desk, _lanes, parent: FakeGradebook(parent),
        "make_journal": make_journal,
        "settings": SettingsStore(folder / "settings.toml"),
        "catch_bugs": lambda _show: None,
    }
    return AppContext(**{**values, **changes})
