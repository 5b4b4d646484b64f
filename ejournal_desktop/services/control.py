"""Control of the journal: who changed which mark (JRN-8; Порядок, 3.7)."""

from typing import Final

from sqlalchemy import Engine

from ejournal_desktop.database.queries import changed_marks as queries
from ejournal_desktop.database.queries import journal_copy
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.changed_marks import ChangedMarks, ChangeFilter, MarkChange
from ejournal_desktop.reports.values import ReportFile

_PIECE: Final = 5000


def changed_marks(engine: Engine, asked: ChangeFilter, after: MarkChange | None = None) -> ChangedMarks:
    """The first piece of the report, or the one after a row of it; newest first, the read is on record."""
    with transaction(engine) as connection:
        return queries.changed_marks(connection, asked, after)


def whole_changed_marks(engine: Engine, asked: ChangeFilter, purpose: queries.Purpose) -> ChangedMarks:
    """Every change that fits, newest first, to be taken out of the program; what for is on record."""
    with transaction(engine) as connection:
        report = queries.changed_marks(connection, asked, None, purpose, _PIECE)
        while not report.is_whole:
            more = queries.changed_marks(connection, asked, report.changes[-1], purpose, _PIECE)
            if not more.changes:
                break
            report = report.with_more(more)
    return report


def note_changed_marks(engine: Engine, report: ReportFile) -> int:
    """Enter a drawn report in the register of papers; return its number there."""
    printout = journal_copy.Printout("changed-marks", None, None, None, report.content_sha256, report.pages)
    with transaction(engine) as connection:
        return journal_copy.note_printout(connection, printout)
