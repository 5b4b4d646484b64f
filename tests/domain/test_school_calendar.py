from datetime import date

import pytest

from ejournal_desktop.domain.school_calendar import (
    SchoolCalendar,
    Span,
    overlapping,
    parse_period_name,
    uncovered_days,
)

FIRST = Span(date(2026, 9, 1), date(2026, 10, 24), 1, 9)
SECOND = Span(date(2026, 11, 2), date(2026, 12, 28), 1, 9)
AUTUMN = Span(date(2026, 10, 25), date(2026, 11, 1))
CALENDAR = SchoolCalendar((FIRST, SECOND), (AUTUMN,), frozenset({date(2026, 11, 4)}))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 четверть", ("quarter", 1)),
        ("II полугодие", ("half-year", 2)),
        ("3-й триместр", ("trimester", 3)),
        ("4 триместр", None),
        ("Осенние каникулы", None),
    ],
)
def test_names_of_periods_are_read(written, meant):
    assert parse_period_name(written) == meant


def test_lessons_are_held_on_days_of_periods_that_are_neither_holidays_nor_days_off():
    assert CALENDAR.is_school_day(date(2026, 10, 24), 5, 6)
    assert not CALENDAR.is_school_day(date(2026, 10, 24), 5, 5)
    assert not CALENDAR.is_school_day(date(2026, 10, 26), 5, 6)
    assert not CALENDAR.is_school_day(date(2026, 11, 4), 5, 6)
    assert not CALENDAR.is_school_day(date(2026, 9, 2), 10, 6)
    assert len(CALENDAR.school_days(5, 5)) == 39 + 40


def test_periods_of_the_same_grades_that_share_a_day_are_found():
    late = Span(date(2026, 10, 24), date(2026, 11, 10), 9, 9)
    assert overlapping([SECOND, late, FIRST]) == ((FIRST, late), (late, SECOND))
    assert overlapping([FIRST, Span(FIRST.starts_on, FIRST.ends_on, 10, 11)]) == ()


def test_days_between_periods_that_are_no_holidays_are_found():
    assert uncovered_days(FIRST, SECOND, [AUTUMN]) == ()
    days = uncovered_days(FIRST, SECOND, [])
    assert (len(days), days[0], days[-1]) == (8, date(2026, 10, 25), date(2026, 11, 1))
