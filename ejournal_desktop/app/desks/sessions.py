"""The journal of a psychologist on the services (``gui/ports/sessions.py``)."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.app.desks.drawing import Draw
from ejournal_desktop.domain.sessions import SessionEntry, SessionHours, SessionJournal
from ejournal_desktop.reports.psychologist_journal import draw_psychologist_journal
from ejournal_desktop.reports.values import ReportFile
from ejournal_desktop.services import sessions


class SessionServices:
    """The part of a desk that a psychologist keeps; what it stands in gives ``engine`` and ``_draw``."""

    engine: Engine
    _draw: Draw

    def session_journal(self, since: date, until: date) -> SessionJournal:
        """Own groups and sessions between two days."""
        return sessions.session_journal(self.engine, since, until)

    def save_session(self, entry: SessionEntry) -> int:
        """Plan or record a session."""
        return sessions.save_session(self.engine, entry)

    def cancel_session(self, lesson_id: int) -> None:
        """Take a planned session back."""
        sessions.cancel_session(self.engine, lesson_id)

    def session_hours(self, since: date, until: date) -> tuple[SessionHours, ...]:
        """That sessions were held and their hours, for who sees all."""
        return sessions.session_hours(self.engine, since, until)

    def session_journal_pdf(
        self, journal: SessionJournal, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ReportFile:
        """Draw her printout; it is put on record."""
        report: ReportFile = self._draw(draw_psychologist_journal, journal, progress=progress, cancelled=cancelled)
        sessions.note_printout(self.engine, report)
        return report
