"""What the journal of a psychologist asks for; every method waits and belongs into a lane."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from ejournal_desktop.domain.sessions import SessionEntry, SessionHours, SessionJournal
from ejournal_desktop.reports.values import ReportFile


class SessionDesk(Protocol):
    """Sessions of the signed-in psychologist."""

    def session_journal(self, since: date, until: date) -> SessionJournal:
        """Own groups and sessions between two days."""

    def save_session(self, entry: SessionEntry) -> int:
        """Plan or record a session."""

    def cancel_session(self, lesson_id: int) -> None:
        """Take a planned session back."""

    def session_hours(self, since: date, until: date) -> tuple[SessionHours, ...]:
        """That sessions were held and their hours, for who sees all."""

    def session_journal_pdf(
        self,
        journal: SessionJournal,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> ReportFile:
        """Draw her printout; it is put on record."""
