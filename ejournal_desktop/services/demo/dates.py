"""The demo lives in the school year of the day it is first run: the files' dates move by whole weeks, so weekdays stay.

Public days off keep their dates (4 November stays 4 November). In summer the last period runs on to 31 August.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ejournal_desktop.exchange.values import BellSchedule, CalendarRow, DayOffRow, HolidayRow, PeriodRow

_YEAR_BEGINS_IN = 9
_DAYS_OF_WEEK = 7
HISTORY = timedelta(weeks=8)
"""How far back the journal is filled, at least: to the start of the period in which that day lies."""


@dataclass(frozen=True, slots=True)
class YearShift:
    """How far the dates of the files move, and to where the year reaches.

    Attributes:
        weeks: whole weeks, also negative.
        first_year: 2026 of the school year 2026/2027.
        runs_on_to: last day of the last period when the files' own is over already, else ``None``.
    """

    weeks: int
    first_year: int
    runs_on_to: date | None

    def day(self, day: date) -> date:
        """Where a day of the files lies in the demo."""
        return day + timedelta(weeks=self.weeks)

    @property
    def year_name(self) -> str:
        """«2026/2027»."""
        return f"{self.first_year}/{self.first_year + 1}"


def first_year_of(day: date) -> int:
    """The year in which the school year of a day began: it does on the first of September."""
    return day.year if day.month >= _YEAR_BEGINS_IN else day.year - 1


def shift_for(rows: Sequence[CalendarRow], today: date) -> YearShift:
    """How to move the files' calendar: its year is the one of ``today`` and begins by the first of September."""
    periods = [row for row in rows if isinstance(row, PeriodRow)]
    starts_on, ends_on = min(row.starts_on for row in periods), max(row.ends_on for row in periods)
    first_year = first_year_of(today)
    september = date(first_year, _YEAR_BEGINS_IN, 1)
    weeks = (september - starts_on).days // _DAYS_OF_WEEK
    over = today > ends_on + timedelta(weeks=weeks)
    return YearShift(weeks, first_year, date(first_year + 1, 8, 31) if over else None)


def shifted_calendar(rows: Sequence[CalendarRow], shift: YearShift) -> tuple[CalendarRow, ...]:
    """Periods, holidays and days off of the demo's year; bells as they are."""
    last = max(row.ends_on for row in rows if isinstance(row, PeriodRow))
    return tuple(_shifted(row, shift, last) for row in rows)


def history_begins(periods: Sequence[tuple[date, date]], today: date) -> date:
    """The first day of the period in which «eight weeks ago» lies, else of the next; periods are (first, last) days."""
    asked = today - HISTORY
    return min((first for first, last in periods if last >= asked), default=today)


def _shifted(row: CalendarRow, shift: YearShift, last: date) -> CalendarRow:
    if isinstance(row, BellSchedule):
        return row
    if isinstance(row, DayOffRow):
        return replace(row, on_date=_same_date(row.on_date, shift.first_year))
    if isinstance(row, PeriodRow) and row.ends_on == last and shift.runs_on_to is not None:
        return replace(row, starts_on=shift.day(row.starts_on), ends_on=shift.runs_on_to)
    moved: PeriodRow | HolidayRow = row
    return replace(moved, starts_on=shift.day(row.starts_on), ends_on=shift.day(row.ends_on))


def _same_date(day: date, first_year: int) -> date:
    """The same calendar date in the demo's year (none of the days off is a 29 February)."""
    return day.replace(year=first_year if day.month >= _YEAR_BEGINS_IN else first_year + 1)
