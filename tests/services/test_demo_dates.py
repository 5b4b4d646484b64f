"""The demo is alive on any day: its school year is the one of that day, weekdays stay, summers have lessons."""

from datetime import date, timedelta

import pytest

from ejournal_desktop.domain.school_calendar import SchoolCalendar, Span
from ejournal_desktop.exchange.academic_calendar import parse_calendar
from ejournal_desktop.exchange.values import DayOffRow, HolidayRow, PeriodRow
from ejournal_desktop.services.demo.dates import history_begins, shift_for, shifted_calendar
from ejournal_desktop.services.demo.files import CALENDAR
from tests.services.school_of_files import FOLDER

ROWS = parse_calendar(FOLDER / CALENDAR, on_date=date(2026, 11, 23)).rows
DAYS = [date(2026, 11, 23), date(2027, 1, 5), date(2027, 7, 15), date(2026, 9, 3), date(2029, 9, 2), date(2028, 8, 30)]


def calendar_of(today: date) -> SchoolCalendar:
    rows = shifted_calendar(ROWS, shift_for(ROWS, today))
    spans = [row for row in rows if isinstance(row, PeriodRow | HolidayRow)]
    periods, holidays = (
        tuple(Span(r.starts_on, r.ends_on, r.grade_from, r.grade_to) for r in spans if isinstance(r, kind))
        for kind in (PeriodRow, HolidayRow)
    )
    return SchoolCalendar(periods, holidays, frozenset(row.on_date for row in rows if isinstance(row, DayOffRow)))


@pytest.mark.parametrize("today", DAYS)
def test_the_school_year_holds_the_day_and_has_had_lessons_before_it(today):
    days = calendar_of(today).school_days(7, 6)

    assert days[0] < today <= date(days[0].year + 1, 8, 31)
    assert timedelta(0) <= today - max(day for day in days if day < today) <= timedelta(days=14)


@pytest.mark.parametrize("today", DAYS)
def test_dates_move_by_whole_weeks(today):
    shift = shift_for(ROWS, today)
    first = min(row.starts_on for row in ROWS if isinstance(row, PeriodRow))

    assert (shift.day(first) - first).days % 7 == 0
    assert shift.day(first) <= date(shift.first_year, 9, 1)


def test_the_year_of_the_files_stays_as_it_is():
    assert shifted_calendar(ROWS, shift_for(ROWS, date(2026, 11, 23))) == ROWS


def test_in_summer_the_last_periods_run_on_to_the_end_of_august():
    calendar = calendar_of(date(2027, 7, 15))

    assert {period.ends_on for period in calendar.periods if period.ends_on.month == 8} == {date(2027, 8, 31)}
    assert calendar.is_school_day(date(2027, 7, 15), 7, 6)
    assert calendar.is_school_day(date(2027, 7, 15), 10, 6)


def test_public_days_off_keep_their_dates():
    rows = shifted_calendar(ROWS, shift_for(ROWS, date(2031, 3, 1)))

    assert date(2030, 11, 4) in {row.on_date for row in rows if isinstance(row, DayOffRow)}


@pytest.mark.parametrize(
    ("today", "begins"),
    [
        (date(2026, 11, 23), date(2026, 9, 1)),
        (date(2027, 1, 5), date(2026, 11, 2)),
        (date(2026, 9, 3), date(2026, 9, 1)),
        (date(2027, 7, 15), date(2027, 3, 30)),
    ],
)
def test_history_begins_with_the_period_of_eight_weeks_ago(today, begins):
    periods = [(p.starts_on, p.ends_on) for p in calendar_of(today).periods if p.grade_from == 1]

    assert history_begins(periods, today) == begins
