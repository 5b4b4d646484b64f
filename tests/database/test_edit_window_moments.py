"""The last moment of an edit window and the first one after it, in the school's zone, for every setting of 3.6.

The clock of the rules is set by hand inside the transaction: the functions that ask for it are made anew with a moment.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.database.stage import refused, saved_without_judge

ZONES = ("Europe/Kaliningrad", "Asia/Kamchatka", "<odd>+03:17:41")
CLOCKS = ("sec.facts_under_lock(integer,integer)", "sec.me()", "sec.today()")
BORDERS = [
    ("1 week", "2026-10-05", "2026-10-12"),
    ("1 week", "2026-12-28", "2027-01-04"),
    ("2 weeks", "2027-02-20", "2027-03-06"),
    ("3 weeks", "2026-10-25", "2026-11-15"),
    ("1 month", "2026-09-15", "2026-10-15"),
    ("1 month", "2026-08-31", "2026-09-30"),
    ("1 month", "2027-01-31", "2027-02-28"),
    ("1 month", "2028-01-31", "2028-02-29"),
    ("1 month", "2026-12-31", "2027-01-31"),
    ("never", "2026-09-15", "2028-05-31"),  # «Никогда» lasts until the school year ends
]


@pytest.fixture
def long_year(stage):
    """The year, the course and the membership reach over every date of the table."""
    stage.owner("update journal.school_years set starts_on = '2026-08-01', ends_on = '2028-05-31'")
    for table in ("course_holders", "group_memberships"):
        stage.owner(f"alter table journal.{table} disable trigger user")
        stage.owner(f"update journal.{table} set during = daterange('2026-08-01', null)")
    return stage


def set_clock(stage, moment):
    for name in CLOCKS:
        [(source,)] = stage.owner("select pg_get_functiondef(%s::regprocedure)", name)
        stage.owner(source.replace("clock_timestamp()", f"timestamptz '{moment.isoformat()}'").replace("%", "%%"))


def midnight_after(day, zone):
    """The moment at which the school's next day begins."""
    local = dt.datetime.fromisoformat(day) + dt.timedelta(days=1)
    if zone.startswith("<"):  # POSIX counts westwards: the school's clock is behind UTC
        return (local + dt.timedelta(hours=3, minutes=17, seconds=41)).replace(tzinfo=dt.UTC)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)


def marked_lesson(stage, held_on):
    school = stage.school
    [(lesson,)] = stage.owner(
        "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 9) returning lesson_id",
        school.courses["math"],
        held_on,
    )
    [(work,)] = stage.owner(
        "insert into journal.works (lesson_id, course_id, work_kind_id) values (%s, %s, %s) returning work_id",
        lesson,
        school.courses["math"],
        school.kinds["тест"],
    )
    stage.owner(
        "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by) values (%s, %s, %s, '3', %s)",
        work,
        school.pupils["Абрамов"],
        school.courses["math"],
        school.people["petrova"],
    )
    return stage.mark(-1, "Абрамов", "4", seen=1, lesson_id=lesson, work_id=work)


def use_window(stage, kind):
    stage.without_judge("journal.edit_windows")
    stage.owner(
        "insert into journal.edit_windows (valid_from, kind, source) values ('2000-01-02', %s, 'приказ № 1')", kind
    )


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("kind", "held_on", "closes_on"), BORDERS)
def test_a_window_is_open_to_its_last_second_and_shut_in_the_next(long_year, kind, held_on, closes_on, zone):
    stage = long_year
    use_window(stage, kind)
    stage.owner("update journal.schools set zone = %s", zone)
    end = midnight_after(closes_on, zone)
    set_clock(stage, end - dt.timedelta(seconds=1))
    operation = marked_lesson(stage, held_on)

    [within] = stage.save("petrova", operation)
    set_clock_again(stage, end - dt.timedelta(seconds=1), end)
    late = operation | {"operation_id": "00000000-0000-4000-8000-000000000001", "seen": 2, "value": "5"}
    code, detail = refused(stage, "petrova", late)

    assert (within["result"], code, detail["closed_on"]) == ("saved", "EJ010", closes_on)
    assert saved_without_judge(
        stage, "journal.marks", "petrova", late | {"operation_id": "00000000-0000-4000-8000-000000000002"}
    )


def set_clock_again(stage, old, new):
    for name in CLOCKS:
        [(source,)] = stage.owner("select pg_get_functiondef(%s::regprocedure)", name)
        changed = source.replace(old.isoformat(), new.isoformat())
        assert changed != source
        stage.owner(changed.replace("%", "%%"))
