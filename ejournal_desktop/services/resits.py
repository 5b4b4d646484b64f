"""Re-sits and academic debts (JRN-13). Online only: the server names the number of an attempt and finds the order."""

from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.database.queries import resits as queries
from ejournal_desktop.database.transaction import one_statement
from ejournal_desktop.domain.resits import Attempt, DebtRow, OpenDot


def attempts(engine: Engine, course_id: int, period_id: int) -> tuple[Attempt, ...]:
    """The re-sits of a page."""
    with one_statement(engine) as connection:
        return queries.attempts(connection, course_id, period_id)


def add_attempt(engine: Engine, work_id: int, pupil_id: int, value: str) -> int:
    """A new attempt beside the mark that stands.

    Raises:
        RuleBrokenError: there is no mark to sit again, the page is handed over.
    """
    with one_statement(engine) as connection:
        return queries.add_attempt(connection, work_id, pupil_id, value)


def debts(engine: Engine, course_id: int | None = None) -> tuple[DebtRow, ...]:
    """Debts, the open ones first."""
    with one_statement(engine) as connection:
        return queries.debts(connection, course_id)


def open_dots(engine: Engine) -> tuple[OpenDot, ...]:
    """Works that are awaited in own journals, the oldest first."""
    with one_statement(engine) as connection:
        return queries.open_dots(connection)


def open_debt(engine: Engine, course_id: int, pupil_id: int, due_on: date) -> int:
    """The deputy records a debt."""
    with one_statement(engine) as connection:
        return queries.open_debt(connection, course_id, pupil_id, due_on)


def prolong_debt(engine: Engine, debt_id: int, due_on: date) -> None:
    """The deputy gives a debt another last day."""
    with one_statement(engine) as connection:
        queries.prolong_debt(connection, debt_id, due_on)


def settle_debt(engine: Engine, debt_id: int, result: str, year: str | None = None) -> None:
    """The course's holder sets the result, and the year's mark, under the order of re-sits that is open today.

    Raises:
        RuleBrokenError: no such order is open, or the debt is settled.
    """
    with one_statement(engine) as connection:
        queries.settle_debt(connection, debt_id, result, year)
