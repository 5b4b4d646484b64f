"""Papers: what may be printed, the content of a copy, and the register of what was produced (RPT-1, Порядок: Z10)."""

from collections.abc import Sequence

from sqlalchemy import Engine

from ejournal_desktop.database.queries import journal_copy as queries
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.gradebook import Course, Period
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.reports.values import JournalCopy, ReportFile
from ejournal_desktop.services import copy_values


def classes(engine: Engine) -> tuple[SchoolClass, ...]:
    """Classes whose journals this person may read, by grade and letter."""
    with transaction(engine) as connection:
        return queries.classes(connection)


def courses_of_class(engine: Engine, class_id: int) -> tuple[Course, ...]:
    """Courses in which pupils of the class learn, by subject and group."""
    with transaction(engine) as connection:
        return queries.courses_of_class(connection, class_id)


def periods_of_class(engine: Engine, class_id: int) -> tuple[Period, ...]:
    """Reporting periods of the class's grade in order."""
    with transaction(engine) as connection:
        return queries.periods_of_class(connection, class_id)


def read_journal_copy(
    engine: Engine, class_id: int, period_id: int, course_ids: Sequence[int] | None = None
) -> JournalCopy:
    """The content of a paper copy: of the named courses, or of every course of the class; the read is on record."""
    with transaction(engine) as connection:
        chosen = course_ids or [course.course_id for course in queries.courses_of_class(connection, class_id)]
        answer = queries.journal_copy(connection, class_id, chosen, period_id)
    return copy_values.journal_copy(answer, whole_class=course_ids is None)


def read_journal_spread(engine: Engine, class_name: str, course_id: int, period_id: int) -> JournalCopy:
    """The content of one journal for the paper view; the read is on record, no printout is."""
    with transaction(engine) as connection:
        answer = queries.journal_spread(connection, class_name, course_id, period_id)
    return copy_values.journal_copy(answer, whole_class=False)


def read_own_copy(engine: Engine, class_name: str, course_id: int, period_id: int) -> tuple[JournalCopy, int]:
    """The copy of one journal for a class known by name, and the id of that class; the read is on record."""
    with transaction(engine) as connection:
        answer = queries.journal_spread(connection, class_name, course_id, period_id)
    return copy_values.journal_copy(answer, whole_class=False), int(answer["class"]["class_id"])


def note_journal_copy(
    engine: Engine, report: ReportFile, class_id: int, period_id: int, course_ids: Sequence[int] | None = None
) -> int:
    """Enter a produced copy in the register; return its number there."""
    printout = queries.Printout(
        form="journal-copy",
        class_id=class_id,
        course_id=course_ids[0] if course_ids and len(course_ids) == 1 else None,
        period_id=period_id,
        content_sha256=report.content_sha256,
        pages=report.pages,
    )
    with transaction(engine) as connection:
        return queries.note_printout(connection, printout)
