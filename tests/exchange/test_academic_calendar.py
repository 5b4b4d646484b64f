import pytest

from ejournal_desktop.exchange.academic_calendar import parse_calendar
from ejournal_desktop.exchange.values import BellSchedule, DayOffRow, HolidayRow, PeriodRow, ProblemKind

NAMES = {"quarter": "четверть", "half-year": "полугодие"}


@pytest.fixture(scope="module")
def calendar(school_a, today):
    return parse_calendar(school_a / "Звонки и каникулы.xlsx", on_date=today)


def grades(row):
    return str(row.grade_from) if row.grade_from == row.grade_to else f"{row.grade_from}–{row.grade_to}"


def of_type(result, kind):
    return [row for row in result.rows if isinstance(row, kind)]


def test_both_bell_schedules_are_read_whether_times_are_times_or_text(calendar, answers):
    got = {
        row.name: [[f"{bell.starts_at:%H:%M}", f"{bell.ends_at:%H:%M}"] for bell in row.bells]
        for row in of_type(calendar, BellSchedule)
    }
    assert got == answers["calendar"]["bells"]
    assert [bell.lesson_no for bell in of_type(calendar, BellSchedule)[0].bells] == [1, 2, 3, 4, 5, 6, 7]


def test_periods_are_read(calendar, answers):
    got = [
        {
            "name": f"{row.number} {NAMES[row.kind]}",
            "grades": grades(row),
            "from": str(row.starts_on),
            "to": str(row.ends_on),
        }
        for row in of_type(calendar, PeriodRow)
    ]
    assert got == answers["calendar"]["periods"]


def test_holidays_and_days_off_are_read(calendar, answers):
    got = [
        {
            "name": row.name,
            "grades": grades(row),
            "from": str(row.starts_on),
            "to": str(row.ends_on),
            "days": (row.ends_on - row.starts_on).days + 1,
        }
        for row in of_type(calendar, HolidayRow)
    ]
    assert got == answers["calendar"]["holidays"]
    days_off = [[str(row.on_date), row.name] for row in of_type(calendar, DayOffRow)]
    assert days_off == answers["calendar"]["days_off"]
    assert calendar.problems == ()


def test_overlapping_periods_block_and_a_hole_between_them_warns(workbook, today):
    content = workbook(
        ("Период", "Классы", "Начало", "Окончание"),
        ("1 четверть", "1–9", "01.09.2026", "24.10.2026"),
        ("2 четверть", "1–9", "20.10.2026", "28.12.2026"),
        ("3 четверть", "1–9", "11.01.2027", "20.03.2027"),
        ("4 четверть", "1–9", "30.03.2027", "20.03.2027"),
    )

    result = parse_calendar(content, "каникулы.xlsx", on_date=today)

    told = [(p.place.row, p.kind, p.blocks) for p in result.problems]
    assert told == [
        (3, ProblemKind.PERIOD_OVERLAP, True),
        (4, ProblemKind.PERIOD_GAP, False),
        (5, ProblemKind.DATES_REVERSED, True),
    ]
    assert [row.number for row in result.rows] == [1, 3]


def test_a_bell_that_ends_before_it_starts_is_refused(workbook, today):
    content = workbook(("Урок", "Начало", "Конец"), (1, "08:30", "09:15"), (2, "09:25", "09:10"), (3, "25:00", "26:00"))

    result = parse_calendar(content, "звонки.xlsx", on_date=today)

    assert [bell.lesson_no for bell in result.rows[0].bells] == [1]
    assert [place.row for place in result.refused] == [3, 4]
