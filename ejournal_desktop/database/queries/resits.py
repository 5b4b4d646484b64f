"""Re-sits and academic debts through their windows (JRN-13)."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.resits import Attempt, DebtRow, OpenDot

_ATTEMPTS = text("select api.attempts(:course_id, cast(:period_id as smallint))")
_ADD = text("select api.add_attempt(:work_id, :pupil_id, :value)")
_DEBTS = text("select api.debts(:course_id)")
_DOTS = text("select api.open_dots()")
_OPEN = text("select api.open_debt(:course_id, :pupil_id, null, :due_on)")
_PROLONG = text("select api.prolong_debt(:debt_id, :due_on)")
_SETTLE = text("select api.settle_debt(:debt_id, :result, :year)")


@understood()
def attempts(connection: Connection, course_id: int, period_id: int) -> tuple[Attempt, ...]:
    """The re-sits of a page, those of a mark in their order."""
    rows = connection.execute(_ATTEMPTS, {"course_id": course_id, "period_id": period_id}).scalar_one()
    return tuple(_attempt(row) for row in rows)


def _attempt(row: list[Any]) -> Attempt:
    work_id, pupil_id, number, value, set_on, author = row
    return Attempt(work_id, pupil_id, number, value, date.fromisoformat(set_on), author or "")


@understood()
def add_attempt(connection: Connection, work_id: int, pupil_id: int, value: str) -> int:
    """A re-sit of today; its number."""
    asked = {"work_id": work_id, "pupil_id": pupil_id, "value": value}
    return int(connection.execute(_ADD, asked).scalar_one())


@understood()
def debts(connection: Connection, course_id: int | None) -> tuple[DebtRow, ...]:
    """Debts of a course, or of every course that this person may see."""
    rows = connection.execute(_DEBTS, {"course_id": course_id}).scalar_one()
    return tuple(_debt(row) for row in rows)


def _debt(row: list[Any]) -> DebtRow:
    debt_id, course_id, group, subject, pupil_id, pupil, arose_on, due_on, settled_on, result, order, by, settled_by = (
        row
    )
    return DebtRow(
        debt_id,
        course_id,
        group,
        subject,
        pupil_id,
        pupil,
        date.fromisoformat(arose_on),
        date.fromisoformat(due_on),
        date.fromisoformat(settled_on) if settled_on else None,
        result,
        order or "",
        by or "",
        settled_by or "",
    )


@understood()
def open_dots(connection: Connection) -> tuple[OpenDot, ...]:
    """Works that are awaited in own journals, the oldest first."""
    rows = connection.execute(_DOTS).scalar_one()
    return tuple(_dot(*row) for row in rows)


def _dot(*row: Any) -> OpenDot:
    course_id, group, subject, kind, number, lesson_id, held_on, work, pupil_id, pupil = row
    day = date.fromisoformat(held_on)
    return OpenDot(course_id, group, subject, kind, number, lesson_id, day, work, pupil_id, pupil)


@understood()
def open_debt(connection: Connection, course_id: int, pupil_id: int, due_on: date) -> int:
    """Record a debt that arose today."""
    asked = {"course_id": course_id, "pupil_id": pupil_id, "due_on": due_on}
    return int(connection.execute(_OPEN, asked).scalar_one())


def prolong_debt(connection: Connection, debt_id: int, due_on: date) -> None:
    """Another last day of a debt that is open."""
    connection.execute(_PROLONG, {"debt_id": debt_id, "due_on": due_on})


def settle_debt(connection: Connection, debt_id: int, result: str, year: str | None) -> None:
    """The result of a debt, and the year's mark where it changes; the server names the order of the re-sit."""
    connection.execute(_SETTLE, {"debt_id": debt_id, "result": result, "year": year})
