"""The academic calendar: names of periods, holidays, and which days are days of lessons."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ejournal_desktop.domain.names import fold

PeriodKind = Literal["quarter", "trimester", "half-year"]

_KINDS: dict[str, PeriodKind] = {"четверть": "quarter", "триместр": "trimester", "полугодие": "half-year"}
_COUNTS: dict[PeriodKind, int] = {"quarter": 4, "trimester": 3, "half-year": 2}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PERIOD = re.compile(r"(?P<number>[1-4]|iv|i{1,3})\s*-?\s*(?:я|ая|й|ый|ое|е)?\s+(?P<kind>четверть|триместр|полугодие)")
_SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Span:
    """Days of some grades, both ends included."""

    starts_on: date
    ends_on: date
    grade_from: int = 1
    grade_to: int = 11

    def covers(self, day: date, grade: int) -> bool:
        """Whether the day falls into it for the grade."""
        return self.starts_on <= day <= self.ends_on and self.grade_from <= grade <= self.grade_to

    @property
    def days(self) -> int:
        """Number of calendar days."""
        return (self.ends_on - self.starts_on).days + 1


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Periods, holidays and public days off of a year."""

    periods: tuple[Span, ...]
    holidays: tuple[Span, ...]
    days_off: frozenset[date]

    def is_school_day(self, day: date, grade: int, days_a_week: int) -> bool:
        """Whether lessons of the grade are held: in a period, no holiday, no day off, within the 5- or 6-day week."""
        if day.isoweekday() > min(days_a_week, _SATURDAY) or day in self.days_off:
            return False
        in_period = any(period.covers(day, grade) for period in self.periods)
        return in_period and not any(holiday.covers(day, grade) for holiday in self.holidays)

    def school_days(self, grade: int, days_a_week: int) -> tuple[date, ...]:
        """Every day of lessons of the grade in the year, in order."""
        if not self.periods:
            return ()
        first, last = min(p.starts_on for p in self.periods), max(p.ends_on for p in self.periods)
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return tuple(day for day in days if self.is_school_day(day, grade, days_a_week))


def parse_period_name(text: str) -> tuple[PeriodKind, int] | None:
    """Read «1 четверть», «II полугодие», «3-й триместр»; ``None`` for anything else."""
    match = _PERIOD.fullmatch(fold(text))
    if match is None:
        return None
    kind = _KINDS[match["kind"]]
    number = _ROMAN.get(match["number"]) or int(match["number"])
    return (kind, number) if number <= _COUNTS[kind] else None


def overlapping(spans: Iterable[Span]) -> tuple[tuple[Span, Span], ...]:
    """Pairs of spans that share a day of a grade, in order of their first day."""
    ordered = sorted(spans, key=lambda span: (span.starts_on, span.ends_on))
    return tuple(
        (first, second)
        for index, first in enumerate(ordered)
        for second in ordered[index + 1 :]
        if second.starts_on <= first.ends_on
        and first.grade_from <= second.grade_to
        and second.grade_from <= first.grade_to
    )


def uncovered_days(before: Span, after: Span, holidays: Iterable[Span]) -> tuple[date, ...]:
    """Days between two periods that are no holidays of their grades: nobody says what happens on them."""
    known = tuple(holidays)
    count = (after.starts_on - before.ends_on).days - 1
    between = (before.ends_on + timedelta(days=number + 1) for number in range(count))
    return tuple(day for day in between if not any(span.covers(day, before.grade_from) for span in known))
