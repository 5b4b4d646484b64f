"""What the windows need of the program below, as protocols: the composition root wires them, tests fake them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.background.outbox.standing import Standing
from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.domain.changed_marks import ChangedMarks, ChangeFilter, MarkChange
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Course, Period
from ejournal_desktop.domain.outbox import KeptEdit
from ejournal_desktop.domain.people import Session
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.ports.access import AccessDesk, PasswordJudge
from ejournal_desktop.gui.ports.approvals import ApprovalDesk
from ejournal_desktop.gui.ports.control_schedule import ControlScheduleDesk
from ejournal_desktop.gui.ports.council import CouncilDesk
from ejournal_desktop.gui.ports.finals import FinalsDesk
from ejournal_desktop.gui.ports.lesson_card import LessonCardDesk
from ejournal_desktop.gui.ports.lesson_plans import LessonPlanDesk
from ejournal_desktop.gui.ports.lock import LockDesk
from ejournal_desktop.gui.ports.palette import PaletteDesk
from ejournal_desktop.gui.ports.paper_preview import PaperPreviewDesk
from ejournal_desktop.gui.ports.resits import ResitDesk
from ejournal_desktop.gui.ports.return_point import ReturnDesk
from ejournal_desktop.gui.ports.today import TodayDesk
from ejournal_desktop.gui.ports.unlocks import UnlockDesk


@dataclass(frozen=True, slots=True)
class ServerChoice:
    """A server one may sign in to.

    Attributes:
        key: the name under which a login is remembered.
        title: «Школьный сервер», «Демонстрационная школа».
        school_name: the school's name if the profile knows it.
        profile: what ``Door.sign_in`` gets back, unread by the windows.
        access_keeper: who gives new access: name, room, phone, as far as the profile knows them.
    """

    key: str
    title: str
    host: str
    is_demo: bool
    profile: object
    school_name: str = ""
    access_keeper: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerState:
    """What a server answered to a knock; ``latency_ms`` ``None``: no answer."""

    latency_ms: int | None

    @property
    def words(self) -> str:
        """«в сети, 12 мс» or «нет связи»."""
        return "нет связи" if self.latency_ms is None else f"в сети, {self.latency_ms} мс"


class ReportFile(Protocol):
    """A paper that was drawn (``services/reporting.py``)."""

    @property
    def pdf(self) -> bytes:
        """The file."""

    @property
    def pages(self) -> int:
        """How many pages it has."""

    @property
    def title(self) -> str:
        """What it is, as a file name may say it."""

    @property
    def content_sha256(self) -> bytes | str:
        """The hash that is on record."""


class Desk(
    PaperPreviewDesk,
    FinalsDesk,
    ResitDesk,
    CouncilDesk,
    ApprovalDesk,
    LessonCardDesk,
    LessonPlanDesk,
    ControlScheduleDesk,
    UnlockDesk,
    AccessDesk,
    TodayDesk,
    LockDesk,
    PaletteDesk,
    ReturnDesk,
    Protocol,
):
    """The services bound to one signed-in person; every method waits for the server and belongs into a lane."""

    @property
    def session(self) -> Session:
        """The person."""

    def my_courses(self) -> tuple[Course, ...]:
        """Courses that the teacher holds this year."""

    def lessons_of_day(self, on_date: date) -> tuple[LessonOfDay, ...]:
        """Own lessons of a day in order, substitutions included."""

    def classes(self) -> tuple[SchoolClass, ...]:
        """Classes whose journals the person may read."""

    def courses_of_class(self, class_id: int) -> tuple[Course, ...]:
        """Courses in which pupils of a class learn."""

    def periods_of_class(self, class_id: int) -> tuple[Period, ...]:
        """Reporting periods of a class."""

    def journal_copy_pdf(
        self,
        class_id: int,
        course_ids: tuple[int, ...] | None,
        period_id: int,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> ReportFile:
        """Read and draw the paper copy; it is put on record."""

    def changed_marks(self, asked: ChangeFilter, after: MarkChange | None) -> ChangedMarks:
        """The report of changed marks, or its next piece after a row; the read is on record."""

    def changed_marks_pdf(
        self, asked: ChangeFilter, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ReportFile:
        """Read and draw the whole report; it is put on record."""

    def changed_marks_sheet(
        self, asked: ChangeFilter, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> bytes:
        """Read the whole report and write it as a workbook; it is put on record."""

    def ping(self) -> int:
        """Milliseconds of a round trip to the server; raises ``ServerUnavailableError``."""

    def close(self) -> None:
        """End the connections of this person."""


class Door(Protocol):
    """Everything before somebody is signed in; every method but ``servers`` may wait and belongs into a lane."""

    def servers(self) -> tuple[ServerChoice, ...]:
        """Servers known on this computer, the preferred one first."""

    def knock(self, server: ServerChoice) -> ServerState:
        """Whether a server answers, and how quickly."""

    def sign_in(self, server: ServerChoice, login: str, password: str) -> Desk:
        """Sign in; raises ``SignInFailedError`` or ``ServerUnavailableError``."""

    def try_code(self, server: ServerChoice, code: str) -> None:
        """Whether an access code still lets in; raises ``SignInFailedError``."""

    def register(self, server: ServerChoice, code: str, login: str, password: str) -> Desk:
        """Turn a code into an account and sign in; raises ``SignInFailedError`` or ``RuleBrokenError``."""

    @property
    def judge_password(self) -> PasswordJudge:
        """Judges a password while it is typed."""

    def report_own_account(self, server: ServerChoice, login: str, password: str) -> None:
        """Lock one's own account with its password."""

    def why_not_remembered(self) -> str:
        """Empty where passwords can be kept safely, else the reason in words."""

    def remembered(self, server: ServerChoice) -> tuple[str, str] | None:
        """Login and password kept for a server."""

    def remember(self, server: ServerChoice, login: str, password: str) -> None:
        """Keep them in the system's protected store."""

    def forget(self, server: ServerChoice, login: str) -> None:
        """Remove them from there."""


class PendingGradebook(Gradebook, Protocol):
    """The gradebook of a signed-in person, with what is not yet on the server."""

    @property
    def pending(self) -> int:
        """How many edits are not settled."""

    @property
    def pending_changed(self) -> SignalInstance:
        """How many edits are not settled, and whether the server does not answer."""

    @property
    def standing(self) -> Standing:
        """How everything stands that is not on the server."""

    @property
    def standing_changed(self) -> SignalInstance:
        """``Standing``, whenever it is another one."""

    def send_now(self) -> None:
        """Send what waits without waiting longer."""

    @property
    def sent_again(self) -> SignalInstance:
        """All that waited while the server was away has been judged: a tuple of ``KeptEdit``."""

    @property
    def sent_anew(self) -> SignalInstance:
        """How many edits a restored server did not have: they are on their way again."""

    @property
    def server_silent(self) -> SignalInstance:
        """A reading found no server."""

    def edits(self) -> tuple[KeptEdit, ...]:
        """Everything that is not on the server or not dealt with, oldest first."""

    def solve(self, edit: KeptEdit, *, mine: bool) -> None:
        """Deal with a failed edit whose page is not open."""

    def notes(self) -> tuple[bool, Path | None]:
        """Whether a former password locks edits here, and where a damaged file was set aside at this start."""

    def open_earlier(self, password: str, done: Callable[[int], None], failed: Callable[[EjournalError], None]) -> None:
        """Take over what a former password locks; tell how many edits that were."""

    def read_copy(
        self, path: Path, password: str, done: Callable[[int], None], failed: Callable[[EjournalError], None]
    ) -> None:
        """Take over the edits of a saved copy; tell how many were not known here."""

    def save_copy(self, path: Path) -> Path | None:
        """Write an encrypted copy of everything; ``None`` where it cannot be written. Waits for the disk."""

    def keep_now(self) -> bool:
        """Wait a moment until everything is on the disk of this computer; ``False`` when it is not."""

    def end(self) -> None:
        """The person leaves: nothing more is sent for her."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a page is given: the person's services, the lanes they run in, keys and news."""

    desk: Desk
    lanes: Lanes
    actions: ActionRegistry
    changes: ChangeBus
    gradebook: PendingGradebook


class MakeJournal(Protocol):
    """Makes the page of a journal: the main window puts it into a tab."""

    def __call__(self, workplace: Workplace, course: Course, lesson_id: int | None, parent: QWidget) -> QWidget:
        """A page of ``course``, opened at a lesson when one is named."""


@dataclass(frozen=True, slots=True)
class AppContext:
    """What the composition root hands to the windows.

    Attributes:
        lanes: of the whole program; the door's and the desk's work runs there.
        make_gradebook: the gradebook of a desk; its parent ends it.
        settings: what was set up for this computer account.
        catch_bugs: sends whatever nobody caught to the log and to the function given.
        watch_system_lock: calls the function whenever the computer itself is locked, as long as the window is there.
    """

    version: str
    lanes: Lanes
    door: Door
    make_gradebook: Callable[[Desk, Lanes, QObject], PendingGradebook]
    make_journal: MakeJournal
    settings: SettingsStore
    catch_bugs: Callable[[Callable[[BaseException], None]], None]
    watch_system_lock: Callable[[QWidget, Callable[[], None]], object] = lambda _window, _lock: None
