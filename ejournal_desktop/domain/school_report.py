"""The report of the whole school for a period (CTL-1, CTL-2, CTL-3): a row for each class and course."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from ejournal_desktop.domain.averages import Distribution, round_half_up
from ejournal_desktop.domain.gradebook import Marking, Period
from ejournal_desktop.domain.statistics import PeriodMarks

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One course in one class; a group of several classes stands in each of them with its own pupils.

    Attributes:
        lessons: really held by today (rulings 27); ``without_*`` and ``unchecked`` are of them.
        pupils: who belongs on the last day of the period or today.
        base: pairs for shares of pupils without marks (rulings 34); ``unmarked`` and ``marked_once`` are of them.
        marks: how many count; ``average`` is by the weights of the works.
        current: fives … twos of the lessons; ``finals``: of the period.
    """

    class_id: int
    class_name: str
    grade: int
    course_id: int
    subject: str
    group_name: str
    is_whole_class: bool
    marking: Marking
    teacher_ids: tuple[int, ...]
    teachers: tuple[str, ...]
    lessons: int
    without_topic: int
    without_homework: int
    unchecked: int
    pupils: int
    base: int
    unmarked: int
    marked_once: int
    marks: int
    average: Decimal | None
    current: Distribution
    finals: PeriodMarks


@dataclass(frozen=True, slots=True)
class SchoolReport:
    """All rows by class and subject."""

    period: Period
    read_at: datetime
    rows: tuple[SchoolRow, ...]


def unmarked_share(rows: Iterable[SchoolRow]) -> Decimal | None:
    """Share of pairs pupil × course without a mark in the period, per cent in tenths (CTL-2; rulings 34)."""
    chosen = tuple(rows)
    base = sum(row.base for row in chosen)
    return round_half_up(Decimal(100 * sum(row.unmarked for row in chosen)) / base, _TENTH) if base else None
