"""«Мои сроки»: the teacher's rows of the regulation as live checks (rulings 39), and what happened meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

DutyCheck = Literal["automatic", "by-hand", "standing"]
Outcome = Literal["done", "not-applicable"]
DutyState = Literal["done", "by-hand", "not-applicable", "standing"]


@dataclass(frozen=True, slots=True)
class DutyClause:
    """A row of the dated directory: what «Почему это здесь?» shows."""

    code: str
    row: int
    name: str
    text: str
    term: str
    check: DutyCheck
    source: str

    @property
    def citation(self) -> str:
        """«Порядок ведения электронного журнала, п. 5.1, строка 11»."""
        return f"{self.source}, строка {self.row}"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """Something that is left to do, with its place.

    Attributes:
        amount: lessons, groups or courses that are left.
        pupils: pupils that are left.
        due_at: the moment where an hour counts (homework of today).
    """

    code: str
    course_id: int
    lesson_id: int | None
    group: str
    subject: str
    first_on: date | None
    last_on: date | None
    due_on: date
    due_at: datetime | None
    amount: int
    pupils: int

    def days_over(self, now: datetime) -> int:
        """Whole days after the last day; 0 while it is in time."""
        return max(0, (now.date() - self.due_on).days)

    def is_over(self, now: datetime) -> bool:
        """Whether the term has passed, to the minute where it has an hour."""
        return self.days_over(now) > 0 or (self.due_at is not None and now > self.due_at)


@dataclass(frozen=True, slots=True)
class SettledDuty:
    """A duty that the management settled by hand."""

    code: str
    outcome: Outcome
    basis: str
    for_day: date
    checked_by: str


@dataclass(frozen=True, slots=True)
class NewSettlement:
    """What the management settles by hand."""

    person_id: int
    code: str
    outcome: Outcome
    for_day: date
    basis: str


@dataclass(frozen=True, slots=True)
class DutySettlement:
    """A line of the register of duties settled by hand."""

    person: str
    code: str
    outcome: Outcome
    for_day: date
    basis: str
    checked_by: str
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Duties:
    """What one teacher has to do, the most overdue first."""

    now: datetime
    today: date
    has_courses: bool
    has_parts: bool
    rows: tuple[DutyRow, ...]
    settled: tuple[SettledDuty, ...] = ()

    def waiting(self) -> tuple[DutyRow, ...]:
        """Overdue ones first, then by their day."""
        return tuple(sorted(self.rows, key=lambda row: (not row.is_over(self.now), row.due_on, row.code, row.group)))

    def seen(self) -> object:
        """What a list of them shows: equal while only the clock has gone on."""
        overdue = tuple(row.is_over(self.now) for row in self.rows)
        return self.today, self.has_courses, self.has_parts, self.rows, self.settled, overdue

    def folded(self, clauses: Iterable[DutyClause]) -> tuple[tuple[DutyClause, DutyState, SettledDuty | None], ...]:
        """The rows of which nothing is left, each with how that is known."""
        busy = {row.code for row in self.rows}
        settled = {one.code: one for one in self.settled}
        return tuple(
            (clause, self._state(clause, settled.get(clause.code)), settled.get(clause.code))
            for clause in clauses
            if clause.code not in busy
        )

    def _state(self, clause: DutyClause, settled: SettledDuty | None) -> DutyState:
        if settled is not None:
            return "by-hand" if settled.outcome == "done" else "not-applicable"
        if clause.check == "standing":
            return "standing"
        needs_parts = clause.code == "T2" and not self.has_parts
        return "not-applicable" if needs_parts or (clause.code != "T1" and not self.has_courses) else "done"


NewsKind = Literal[
    "attendance",
    "marks",
    "substitute",
    "substituted",
    "unlock-agreed",
    "unlock-open",
    "unlock-refused",
    "notice",
    "remark",
    "plan-approved",
    "plan-returned",
]


@dataclass(frozen=True, slots=True)
class News:
    """A line of «Пока вас не было»: what others did in own courses, with its place."""

    kind: NewsKind
    course_id: int | None
    lesson_id: int | None
    group: str
    subject: str
    held_on: date | None
    at: datetime
    amount: int
    author: str
    text: str
