"""An endless or absurd day breaks no page of others: over real SCRAM connections, each attack with its control."""

import json
import uuid

import psycopg
import pytest

from tests.database.attackers import weakened, without
from tests.database.red_team import answer, owner

ABSURD = ["infinity", "-infinity", "294000-01-01", "0044-03-15 BC", "1026-11-28", "2000-01-01 BC"]
UNLOCK = "select api.request_unlock(%s, array[%s], null, 'ошибка', %s)"
UNLOCKS = "select api.unlocks()"
ORDER = "select api.enter_order('other', %s, %s, 'Приказ')"
REFUSED = ("EJ014", "day")


def judged_no_more(school):
    return without(school, "sec.demand_days", ("array columns loop", "array '{}'::text [] loop"))


def due(school, moment):
    """The outcome of a deadline of homework for the lesson of today."""
    lesson = school.lessons["math", 0]
    seen = owner(school, "select homework_version from journal.lessons where lesson_id = %s", lesson)
    operation = {"operation_id": str(uuid.uuid4()), "lesson_id": lesson, "field": "homework_due", "seen": seen}
    [outcome] = answer(
        school, "petrova", "select api.save_lessons(1, %s::jsonb)", json.dumps([operation | {"value": moment}])
    )
    return outcome["result"], outcome.get("code"), outcome.get("detail", {}).get("reason")


@pytest.mark.attack("the judge of days")
@pytest.mark.parametrize("moment", ["infinity", "294000-01-01", "2999-01-01"])
def test_a_teacher_gives_no_homework_until_a_day_that_breaks_the_diary_of_her_class(school, moment):
    refused = due(school, moment)
    with weakened(school, judged_no_more(school)):
        control = due(school, moment)
        due(school, "")

    assert refused == ("refused", *REFUSED)
    assert control == ("saved", None, None)


@pytest.mark.attack("the judge of days")
@pytest.mark.parametrize("day", ABSURD)
def test_one_request_does_not_shut_the_list_of_requests_to_the_deputy(school, day):
    lesson = school.lessons["math", -40]
    request = (school.courses["math"], lesson, day)
    refused = answer(school, "petrova", UNLOCK, *request)
    with weakened(school, judged_no_more(school)):
        control = answer(school, "petrova", UNLOCK, *request)
    try:
        listed = answer(school, "deputy", UNLOCKS)["unlocks"]
    finally:
        with psycopg.connect(school.database.conninfo) as superuser:
            superuser.execute("set session_replication_role = replica")
            superuser.execute("delete from journal.unlocks")

    assert refused == REFUSED
    assert len(control) == 1
    assert [row["lesson_id"] for row in listed] == [lesson]  # the page stands even where such a row had got in before


@pytest.mark.attack("the judge of days")
@pytest.mark.parametrize("day", [day for day in ABSURD if day not in ("infinity", "294000-01-01")])
def test_an_order_of_no_time_does_not_break_the_register_of_the_director(school, day):
    refused = answer(school, "secretary", ORDER, day, day)
    with weakened(school, judged_no_more(school)):
        control = answer(school, "secretary", ORDER, day, day)

    assert refused == REFUSED
    assert isinstance(control, int)


@pytest.mark.attack("the judge of days")
@pytest.mark.parametrize("day", ["infinity", "2999-01-01"])
def test_no_window_of_edits_begins_at_the_end_of_time(school, day):
    window = ("select api.set_edit_window('1 week', %s, '9', %s)", day, school.today)
    refused = answer(school, "administrator", *window)
    with weakened(school, judged_no_more(school)):
        control = answer(school, "administrator", *window)

    assert refused == REFUSED
    assert isinstance(control, int)


@pytest.mark.attack("the year of a session")
def test_a_session_lies_in_its_school_year(school):
    course = owner(
        school,
        "update journal.courses set kind = 'psychologist' where course_id = %s returning course_id",
        made_course(school),
    )
    session = ("select api.save_session(null, %s, %s, 30::smallint, null, '', false)", course, school.day(400))
    refused = answer(school, "psychologist", *session)
    with weakened(school, without(school, "sec.add_session", ("and on_date between y.starts_on and y.ends_on", ""))):
        control = answer(school, "psychologist", *session)

    assert refused == REFUSED
    assert isinstance(control, int)


def made_course(school):
    """A course without lessons that the psychologist holds."""
    course = owner(
        school,
        "insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week, marking)"
        " select c.school_year_id, s.subject_id, c.group_id, 1, 'none' from journal.courses as c, journal.subjects as s"
        " where c.course_id = %s and s.name = 'Английский язык' returning course_id",
        school.courses["math"],
    )
    owner(
        school,
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        course,
        school.people["psychologist"],
        school.day(-80),
    )
    return course


def test_every_day_that_a_person_names_is_judged(school):
    """A column of days stands under the judge of days, is the server's own, or is written by no window."""
    own = {
        ("journal", "mark_attempts", "set_on"),  # today, by its judge
        ("journal", "debts", "settled_on"),  # today, by its judge
        ("journal", "bell_assignments", "during"),  # no window writes these yet
        ("journal", "moved_days", "off_on"),
        ("journal", "moved_days", "worked_on"),
        ("journal", "day_acts", "during"),
        ("journal", "staff", "employed"),
        ("private", "accounts", "valid"),
        ("journal", "week_lengths", "during"),
    }
    with psycopg.connect(school.database.conninfo) as superuser:
        columns = superuser.execute(
            "select n.nspname, c.relname, a.attname, exists (select from pg_trigger as t where t.tgrelid = c.oid"
            " and t.tgfoid = 'sec.judge_days'::regproc"
            " and strpos(pg_get_triggerdef(t.oid), quote_literal(a.attname)) > 0)"
            " from pg_attribute as a join pg_class as c on c.oid = a.attrelid and c.relkind = 'r'"
            " join pg_namespace as n on n.oid = c.relnamespace and n.nspname in ('journal', 'private')"
            " where a.atttypid in ('date'::regtype, 'daterange'::regtype) and a.attnum > 0"
        ).fetchall()

    assert {(schema, table, column) for schema, table, column, is_judged in columns if not is_judged} <= own
