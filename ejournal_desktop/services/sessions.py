"""The journal of a psychologist: one intent, one function."""

from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.database.queries import sessions as queries
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.sessions import SessionEntry, SessionHours, SessionJournal
from ejournal_desktop.reports.values import ReportFile


def session_journal(engine: Engine, since: date, until: date) -> SessionJournal:
    """Own groups and sessions between two days, with what they were about."""
    with transaction(engine) as connection:
        return queries.sessions(connection, since, until)


def save_session(engine: Engine, entry: SessionEntry) -> int:
    """Plan or record a session."""
    with transaction(engine) as connection:
        return queries.save_session(connection, entry)


def cancel_session(engine: Engine, lesson_id: int) -> None:
    """Take a planned session back; one that was held stands."""
    with transaction(engine) as connection:
        queries.cancel_session(connection, lesson_id)


def note_printout(engine: Engine, report: ReportFile) -> None:
    """Put the printout on record: its hash and pages, nothing of what it says."""
    with transaction(engine) as connection:
        queries.note_printout(connection, report.content_sha256, report.pages)


def session_hours(engine: Engine, since: date, until: date) -> tuple[SessionHours, ...]:
    """That sessions were held and their hours, to who sees all."""
    with transaction(engine) as connection:
        return queries.session_hours(connection, since, until)
