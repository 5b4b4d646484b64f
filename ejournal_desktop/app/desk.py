"""The services bound to one signed-in person, as the windows want them (``gui/session_port.py``: Desk)."""

import time
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, text

from ejournal_desktop.app.desks.access import AccessServices
from ejournal_desktop.app.desks.approvals import ApprovalServices
from ejournal_desktop.app.desks.control_schedule import ControlScheduleServices
from ejournal_desktop.app.desks.council import CouncilServices
from ejournal_desktop.app.desks.drawing import Draw
from ejournal_desktop.app.desks.finals import FinalServices
from ejournal_desktop.app.desks.lesson_card import DatabaseLessonCards
from ejournal_desktop.app.desks.lesson_plans import DatabaseLessonPlans
from ejournal_desktop.app.desks.lock import LockServices
from ejournal_desktop.app.desks.palette import PaletteServices
from ejournal_desktop.app.desks.paper_preview import PaperPreviewServices
from ejournal_desktop.app.desks.remembered import RememberedReads
from ejournal_desktop.app.desks.resits import ResitServices
from ejournal_desktop.app.desks.return_point import ReturnServices
from ejournal_desktop.app.desks.today import TodayServices
from ejournal_desktop.app.desks.unlocks import UnlockServices
from ejournal_desktop.app.strongbox import Strongbox
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.changed_marks import ChangedMarks, ChangeFilter, MarkChange
from ejournal_desktop.domain.errors import SignInFailedError
from ejournal_desktop.domain.gradebook import Course, Period
from ejournal_desktop.domain.people import Session
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.exchange.changed_marks_sheet import changed_marks_workbook
from ejournal_desktop.reports.changed_marks import draw_changed_marks
from ejournal_desktop.reports.journal_copy import draw_journal_copy
from ejournal_desktop.reports.values import ReportFile
from ejournal_desktop.services import accounts, control, reporting


class DatabaseDesk(
    FinalServices,
    ResitServices,
    CouncilServices,
    PaperPreviewServices,
    ApprovalServices,
    DatabaseLessonCards,
    DatabaseLessonPlans,
    ControlScheduleServices,
    UnlockServices,
    AccessServices,
    TodayServices,
    LockServices,
    PaletteServices,
    ReturnServices,
):
    """Reads and papers of one person; the journal page talks to ``engine`` through its own port."""

    def __init__(
        self,
        session: Session,
        engine: Engine,
        draw: Draw,
        profile: ServerProfile,
        login: str,
        *,
        strongbox: Strongbox | None = None,
    ) -> None:
        """``strongbox`` keeps her edits on this computer; who only reads a report has none."""
        self._session = session
        self.strongbox = strongbox
        self.engine = engine
        self._draw = draw
        self.reads = RememberedReads(engine, strongbox.known if strongbox is not None else None)
        self.enters_later = False
        """Whether the server does not know yet that she is here: it was silent at her sign-in."""
        self.profile = profile
        self.login = login

    @property
    def session(self) -> Session:
        """The person."""
        return self._session

    def my_courses(self) -> tuple[Course, ...]:
        """Courses that the teacher holds this year."""
        return self.reads.my_courses()

    def lessons_of_day(self, on_date: date) -> tuple[LessonOfDay, ...]:
        """Own lessons of a day in order, substitutions included."""
        return self.reads.lessons_of_day(on_date)

    def classes(self) -> tuple[SchoolClass, ...]:
        """Classes whose journals the person may read."""
        return reporting.classes(self.engine)

    def courses_of_class(self, class_id: int) -> tuple[Course, ...]:
        """Courses in which pupils of a class learn."""
        return reporting.courses_of_class(self.engine, class_id)

    def periods_of_class(self, class_id: int) -> tuple[Period, ...]:
        """Reporting periods of a class."""
        return reporting.periods_of_class(self.engine, class_id)

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
        copy = reporting.read_journal_copy(self.engine, class_id, period_id, course_ids)
        report: ReportFile = self._draw(draw_journal_copy, copy, progress=progress, cancelled=cancelled)
        reporting.note_journal_copy(self.engine, report, class_id, period_id, course_ids)
        return report

    def changed_marks(self, asked: ChangeFilter, after: MarkChange | None) -> ChangedMarks:
        """The report of changed marks, or its next piece after a row; the read is on record."""
        return control.changed_marks(self.engine, asked, after)

    def changed_marks_pdf(
        self, asked: ChangeFilter, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ReportFile:
        """Read and draw the whole report; it is put on record."""
        values = control.whole_changed_marks(self.engine, asked, "pdf")
        report: ReportFile = self._draw(draw_changed_marks, values, progress=progress, cancelled=cancelled)
        control.note_changed_marks(self.engine, report)
        return report

    def changed_marks_sheet(
        self, asked: ChangeFilter, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> bytes:
        """Read the whole report and write it as a workbook; it is put on record."""
        values = control.whole_changed_marks(self.engine, asked, "xlsx")
        return self._draw(changed_marks_workbook, values, progress=progress, cancelled=cancelled)

    def ping(self) -> int:
        """Milliseconds of a round trip to the server; after a silent one the sign-in is made up for.

        Raises:
            ServerUnavailableError: it is silent.
            SignInFailedError: she is no longer let in; what was known of her courses is forgotten.
        """
        try:
            if self.enters_later:
                self._session = accounts.enter(self.engine)
                self.enters_later = False
            return round_trip_ms(self.engine)
        except SignInFailedError:
            if self.strongbox is not None:
                self.strongbox.known.wipe()
            raise

    @property
    def known_from(self) -> datetime | None:
        """Since when what is shown is known, where this computer's memory stands in for the server."""
        return self.strongbox.known.read_at if self.strongbox is not None else None

    def close(self) -> None:
        """Write what is not written yet and end the connections of this person."""
        if self.strongbox is not None:
            self.strongbox.close()
        self.engine.dispose()


def round_trip_ms(engine: Engine) -> int:
    """Milliseconds that the server takes for the smallest question."""
    with transaction(engine) as connection:
        started = time.perf_counter()
        connection.execute(text("select 1"))
        return max(1, round((time.perf_counter() - started) * 1000))


def desk_of(desk: Any) -> DatabaseDesk:
    """The desk that the windows hand back without looking into it."""
    if not isinstance(desk, DatabaseDesk):
        raise TypeError(desk)
    return desk
