"""Lesson plans as their windows hand them over: the list, one plan with its lessons, and what is sent back."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.lesson_plan import Correction, CorrectionKind, PlannedLesson, PlanState, PlanTopic

_BEFORE_PERIOD = timedelta(days=7)
PlanAct = Literal["submit", "withdraw", "approve", "return", "reopen"]


@dataclass(frozen=True, slots=True)
class PlanCourse:
    """A course that follows a plan."""

    course_id: int
    group_name: str


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A row of the list of plans."""

    lesson_plan_id: int
    subject: str
    grade: int
    title: str
    author: str
    is_mine: bool
    state: PlanState
    version: int
    year: str
    is_current: bool
    topics: int
    courses: tuple[PlanCourse, ...]
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str = ""
    returned_reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What stands over a plan."""

    lesson_plan_id: int
    subject: str
    grade: int
    title: str
    author: str
    is_mine: bool
    state: PlanState
    version: int
    year: str
    decided_at: datetime | None = None
    decided_by: str = ""
    returned_reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanNorm:
    """What the year asks of a course's plan.

    Attributes:
        is_curriculum: whether the hours stand in the curriculum; else they are those of the load.
        holidays: first and last days.
    """

    hours_per_week: Decimal
    is_curriculum: bool
    weeks: int
    period_starts: tuple[date, ...] = ()
    holidays: tuple[tuple[date, date], ...] = ()

    @property
    def hours(self) -> int:
        """Hours of the year, half an hour up."""
        return int((self.hours_per_week * self.weeks).to_integral_value(ROUND_HALF_UP))

    def due_on(self, today: date) -> date | None:
        """When the plan had to be ready, 7 days before the period began or begins (duty T4)."""
        due = sorted(day - _BEFORE_PERIOD for day in self.period_starts)
        past = [day for day in due if day <= today]
        return past[-1] if past else next(iter(due), None)


@dataclass(frozen=True, slots=True)
class PlanBook:
    """A plan laid open for one course.

    Attributes:
        head: ``None`` while the course follows no plan.
        group_name: whose lessons these are; empty when no course was named.
    """

    head: PlanHead | None
    topics: tuple[PlanTopic, ...]
    courses: tuple[PlanCourse, ...]
    lessons: tuple[PlannedLesson, ...]
    corrections: tuple[Correction, ...]
    today: date
    school: str = ""
    course_id: int | None = None
    subject: str = ""
    group_name: str = ""
    teacher: str = ""
    norm: PlanNorm | None = None


@dataclass(frozen=True, slots=True)
class PlanOperation:
    """A whole plan on its way (``api.save_lesson_plan``)."""

    operation_id: str
    lesson_plan_id: int | None
    course_id: int | None
    title: str
    seen: int | None
    topics: tuple[PlanTopic, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """What became of one of several plans decided at once; ``error``: why it was left as it was."""

    lesson_plan_id: int
    error: EjournalError | None = None


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """A line for the correction sheet."""

    course_id: int
    kind: CorrectionKind
    topic_id: int
    reason: str
    until_place: int | None = None
    on_date: date | None = None
