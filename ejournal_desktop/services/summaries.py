"""What was reached: the summary of a class (CLS-2) and the report of the whole school (CTL-1, CTL-2, CTL-3)."""

from sqlalchemy import Engine

from ejournal_desktop.database.queries import summaries
from ejournal_desktop.database.transaction import one_statement
from ejournal_desktop.domain.class_summary import ClassSummary
from ejournal_desktop.domain.school_report import SchoolReport


def class_summary(engine: Engine, class_id: int, period_id: int) -> ClassSummary:
    """Averages, marks of periods and absences of a class by pupil and course.

    Raises:
        RefusedError: not this person's class, or not a period of that class.
    """
    with one_statement(engine) as connection:
        return summaries.class_summary(connection, class_id, period_id)


def school_report(engine: Engine, period_id: int) -> SchoolReport:
    """Lessons, marks and results of every class and course; for the deputy, director, administrator and inspector.

    Raises:
        RefusedError: not for this role, or no such period.
    """
    with one_statement(engine) as connection:
        return summaries.school_report(connection, period_id)
