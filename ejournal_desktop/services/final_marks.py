"""Final marks (JRN-5, 6): propose and set under the order, hand the page over, enter the school's rule. Online only."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from ejournal_desktop.database.queries import finals as queries
from ejournal_desktop.database.transaction import one_statement, transaction
from ejournal_desktop.domain.finals import CourseProgress, FinalOperation, FinalsPage, HandoverCheck
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.marking_policy import NormRow, PolicyEntry


def finals_page(engine: Engine, course_id: int, period_id: int) -> FinalsPage:
    """The rule, the order, reasons, year marks and debts of a page."""
    with one_statement(engine) as connection:
        return queries.finals_page(connection, course_id, period_id)


def save_finals(engine: Engine, operations: Sequence[FinalOperation]) -> list[Outcome]:
    """Set final marks under the order: an outcome per operation, in order."""
    with one_statement(engine) as connection:
        return queries.save_finals(connection, operations)


def handover_checks(engine: Engine, course_id: int, period_id: int) -> tuple[HandoverCheck, ...]:
    """What is done and what is missing before the page is handed over."""
    with one_statement(engine) as connection:
        return queries.handover_checks(connection, course_id, period_id)


def hand_over(engine: Engine, course_id: int, period_id: int) -> datetime:
    """Close the page to its teacher (Порядок, 5.2).

    Raises:
        RuleBrokenError: a final is missing, a dot is open, no order is open.
    """
    with one_statement(engine) as connection:
        return queries.hand_over(connection, course_id, period_id)


def finals_progress(engine: Engine, period_id: int) -> tuple[CourseProgress, ...]:
    """How far the finals of a period are, course by course."""
    with transaction(engine) as connection:
        return queries.finals_progress(connection, period_id)


def marking_policies(engine: Engine) -> tuple[tuple[tuple[int, str], ...], tuple[NormRow, ...]]:
    """Subjects, and the register of norms of marks."""
    with transaction(engine) as connection:
        return queries.marking_policies(connection)


def set_marking_policy(engine: Engine, entry: PolicyEntry) -> int:
    """Enter weights and borders under an order, from tomorrow at the earliest (rulings 26)."""
    with transaction(engine) as connection:
        return queries.set_marking_policy(connection, entry)
