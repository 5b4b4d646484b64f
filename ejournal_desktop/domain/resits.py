"""Re-sits and academic debts (JRN-13): a new attempt beside the old mark, a debt with its day and its result."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Attempt:
    """A re-sit of a work: linked to the mark that stands in its cell, which it does not change (rulings 5)."""

    work_id: int
    pupil_id: int
    number: int
    value: str
    set_on: date
    author: str = ""


@dataclass(frozen=True, slots=True)
class OpenDot:
    """A work that is awaited («.»): its page is not handed over before it has a mark or goes."""

    course_id: int
    group: str
    subject: str
    period_kind: str
    period_number: int
    lesson_id: int
    held_on: date
    work: str
    pupil_id: int
    pupil: str


@dataclass(frozen=True, slots=True)
class DebtRow:
    """An academic debt as the list shows it; settled when it has a result under an order."""

    debt_id: int
    course_id: int
    group: str
    subject: str
    pupil_id: int
    pupil: str
    arose_on: date
    due_on: date
    settled_on: date | None = None
    result: str | None = None
    order: str = ""
    entered_by: str = ""
    settled_by: str = ""
