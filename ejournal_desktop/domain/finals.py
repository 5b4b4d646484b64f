"""Final marks of a page as frozen values: what ``api.finals_page`` tells, what ``api.save_finals`` is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from ejournal_desktop.domain.marking_policy import WITHOUT_RULE, MarkingPolicy

FinalField = Literal["period", "year", "exam", "final"]
OF_NO_LESSON: Final = 0
YEAR_FIELDS: Final[tuple[FinalField, ...]] = ("year", "exam", "final")


@dataclass(frozen=True, slots=True)
class FinalKey:
    """Whose final it is and of what: ``period_id`` only for the mark of a period."""

    field: FinalField
    period_id: int | None
    pupil_id: int


@dataclass(frozen=True, slots=True)
class StandingFinal:
    """A final mark as the server holds it; ``changed_after``: a mark under it was written later."""

    value: str | None
    version: int
    reason: str = ""
    order: str = ""
    author: str = ""
    entered_at: datetime | None = None
    changed_after: bool = False


@dataclass(frozen=True, slots=True)
class FinalsScope:
    """The days of an order under which the finals of the class are set."""

    order: str
    opens_on: date
    closes_on: date

    def covers(self, day: date) -> bool:
        """Whether finals may be set on a day."""
        return self.opens_on <= day <= self.closes_on


@dataclass(frozen=True, slots=True)
class ResultOpening:
    """Who may be given a result of the year: the whole class in the days of an order, some pupils today."""

    scope: FinalsScope | None = None
    pupils: frozenset[int] = frozenset()


NOT_OPENED: Final = ResultOpening()


@dataclass(frozen=True, slots=True)
class Handover:
    """When and by whom the page was handed over."""

    at: datetime
    by: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class Debt:
    """An academic debt of a pupil; settled when it has a result."""

    debt_id: int
    pupil_id: int
    arose_on: date
    due_on: date
    settled_on: date | None = None
    result: str | None = None


@dataclass(frozen=True, slots=True)
class CountedMark:
    """A mark of another course that a certificate counts: of a part of the subject, or of grade 10."""

    pupil_id: int
    matter: Literal["part", "earlier"]
    subject: str
    value: str


@dataclass(frozen=True, slots=True)
class FinalsPage:
    """What a page's finals need beside the page.

    Attributes:
        may_set: this person is the named holder today (rulings 13).
        scope: the order for the whole class in this period.
        results: the orders for marks of the year, exams and finals (rulings 10).
        counted: marks of other courses that the rule of the certificate asks for.
        early: pupils who have an order of their own today.
    """

    today: date
    policy: MarkingPolicy = WITHOUT_RULE
    may_set: bool = False
    scope: FinalsScope | None = None
    results: Mapping[FinalField, ResultOpening] = field(default_factory=dict)
    is_last_period: bool = False
    early: frozenset[int] = frozenset()
    handed_over: Handover | None = None
    finals: Mapping[FinalKey, StandingFinal] = field(default_factory=dict)
    debts: tuple[Debt, ...] = ()
    counted: tuple[CountedMark, ...] = ()

    def opening(self, result: FinalField) -> ResultOpening:
        """Who may be given this result of the year."""
        return self.results.get(result, NOT_OPENED)

    @property
    def shows_year(self) -> bool:
        """Whether the results of the year have their columns: in the last period, or where an order opens one."""
        opened = (one.pupils or (one.scope and one.scope.covers(self.today)) for one in self.results.values())
        return self.is_last_period or any(opened)


@dataclass(frozen=True, slots=True)
class FinalOperation:
    """One final mark as it travels; ``seen`` 0 = «I saw it empty»; the server names the order."""

    operation_id: str
    course_id: int
    period_id: int | None
    pupil_id: int
    field: FinalField
    seen: int
    value: str | None
    reason: str = ""

    @property
    def lesson_id(self) -> int:
        """A final is of no lesson."""
        return OF_NO_LESSON


@dataclass(frozen=True, slots=True)
class HandoverCheck:
    """A line of «Завершить выставление»."""

    name: str
    is_well: bool
    blocks: bool
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """How far the finals of a course are; ``year_marks``: how many of year, exam and final, where they are due."""

    course_id: int
    group: str
    subject: str
    teacher: str
    pupils: int
    finals: int
    not_attested: int
    handed_over_at: datetime | None
    changed_after: int
    year_marks: tuple[int, int, int] | None = None
