"""How a pupil stands in a period: marks, works awaited, how long he was not asked, and the risks of it (ux 7 № 9).

Norms are dated: another school year may count otherwise, and an old page is judged by the norm of its own day. Figures
here are advice to the teacher, never a ranking (rulings 40).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from ejournal_desktop.domain.averages import counted_marks
from ejournal_desktop.domain.gradebook import Marking
from ejournal_desktop.domain.marks import DEBT, DRAFT

Risk = Literal["no-marks", "one-mark", "weak", "debts", "long-unasked"]
PeriodKind = Literal["quarter", "trimester", "half-year"]
LEAST_LESSONS: Final = 3
"""With fewer lessons held for him a pupil is not judged by his marks (rulings 34)."""
_WEAK_BELOW: Final = Decimal("2.5")
_FAIL: Final = 2


@dataclass(frozen=True, slots=True)
class AccumulationNorm:
    """How many marks a period asks for, and after how many lessons without one a pupil was «давно не спрашивали».

    Attributes:
        marks_by_hours: least marks of a period by hours a week; the last row holds from its hours upwards.
        marks_otherwise: least marks of a quarter or trimester, and of a half-year, for other loads.
        lessons: more lessons in a row than this without a mark.
        often_lessons: the same of a subject taught ``often_from`` hours a week or more.
    """

    valid_from: date
    marks_by_hours: tuple[tuple[int, int], ...]
    marks_otherwise: tuple[int, int]
    lessons: int
    often_lessons: int
    often_from: Decimal


NORMS: Final = (AccumulationNorm(date(2020, 9, 1), ((1, 3), (2, 5), (3, 7)), (3, 5), 3, 5, Decimal(3)),)


def norm_on(day: date, norms: Sequence[AccumulationNorm] = NORMS) -> AccumulationNorm:
    """The norm in force on a day; before the first one, the first one."""
    begun = [norm for norm in norms if norm.valid_from <= day]
    return begun[-1] if begun else norms[0]


def least_marks(hours: Decimal, kind: PeriodKind, norm: AccumulationNorm) -> int:
    """How many marks a pupil should have in a period of a course."""
    most_hours, most_marks = norm.marks_by_hours[-1]
    if hours >= most_hours:
        return most_marks
    quarter, half_year = norm.marks_otherwise
    return dict(norm.marks_by_hours).get(int(hours) if hours == int(hours) else -1) or (
        half_year if kind == "half-year" else quarter
    )


def most_unasked(hours: Decimal, norm: AccumulationNorm) -> int:
    """So many lessons in a row may pass without a mark."""
    return norm.often_lessons if hours >= norm.often_from else norm.lessons


@dataclass(frozen=True, slots=True)
class PupilLesson:
    """A lesson really held for a pupil's own group: what he got, and whether he was there."""

    held_on: date
    marks: tuple[str | None, ...] = ()
    absent: bool = False
    released: bool = False

    @property
    def was_marked(self) -> bool:
        """Whether any mark stands for it, «зач» too; a draft and a dot are none."""
        return any(_stands(value) for value in self.marks)


@dataclass(frozen=True, slots=True)
class Standing:
    """Figures of a pupil in a period.

    Attributes:
        held: lessons held for him, those left out for which he is released.
        missed: lessons he was absent from.
        marks: figures that count: «4/5» are two.
        debts: works awaited.
        lessons_since: lessons he attended since his last mark, or all of them.
        last_marked_on: the day of his last mark.
    """

    held: int = 0
    missed: int = 0
    marks: int = 0
    debts: int = 0
    lessons_since: int = 0
    last_marked_on: date | None = None

    def days_since(self, today: date) -> int | None:
        """Days since the last mark; ``None`` before the first."""
        return (today - self.last_marked_on).days if self.last_marked_on is not None else None

    @property
    def missed_percent(self) -> int:
        """Share of missed lessons in whole per cent; 0 where none was held."""
        if not self.held:
            return 0
        return int((Decimal(self.missed * 100) / self.held).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def standing_of(lessons: Iterable[PupilLesson]) -> Standing:
    """Count the lessons of a pupil, the oldest first."""
    held = missed = marks = debts = since = 0
    last: date | None = None
    for lesson in lessons:
        held += not lesson.released
        missed += lesson.absent
        marks += sum(_count(value) for value in lesson.marks)
        debts += sum(1 for value in lesson.marks if value == DEBT)
        if lesson.was_marked:
            last, since = lesson.held_on, 0
        elif not lesson.absent and not lesson.released:
            since += 1
    return Standing(held, missed, marks, debts, since, last)


@dataclass(frozen=True, slots=True)
class RiskRule:
    """By what pupils of a course are judged."""

    marking: Marking
    most_unasked: int
    least_marks: int


def rule_for(marking: Marking, hours: Decimal, kind: PeriodKind, day: date) -> RiskRule:
    """The rule of a course in a period."""
    norm = norm_on(day)
    return RiskRule(marking, most_unasked(hours, norm), least_marks(hours, kind, norm))


def risks_of(standing: Standing, rule: RiskRule, *, proposed: int | None, average: Decimal | None) -> frozenset[Risk]:
    """What a teacher should look at; a course without marks has no such risks (rulings 28).

    ``proposed`` is the mark by the school's rule; where the school has none, the average speaks: below 2,5.
    """
    if rule.marking == "none":
        return frozenset()
    found: set[Risk] = {"debts"} if standing.debts else set()
    if rule.marking != "five":
        return frozenset(found)
    if standing.held >= LEAST_LESSONS:
        if standing.marks == 0:
            found.add("no-marks")
        elif standing.marks == 1:
            found.add("one-mark")
    if (proposed is not None and proposed <= _FAIL) or (
        proposed is None and average is not None and average < _WEAK_BELOW
    ):
        found.add("weak")
    if standing.lessons_since > rule.most_unasked:
        found.add("long-unasked")
    return frozenset(found)


def order_of_asking(standings: Iterable[tuple[int, Standing]], today: date) -> list[int]:
    """Keys in the order of whom to ask first: most lessons without a mark, then most days, then as they stand."""
    never = timedelta.max.days

    def urgency(place: tuple[int, Standing]) -> tuple[int, int]:
        days = place[1].days_since(today)
        return -place[1].lessons_since, -(never if days is None else days)

    return [key for key, _ in sorted(standings, key=urgency)]


def _count(value: str | None) -> int:
    figures = len(counted_marks(value))
    return figures or int(_stands(value))


def _stands(value: str | None) -> bool:
    return bool(value) and value != DEBT and not (value or "").endswith(DRAFT)
