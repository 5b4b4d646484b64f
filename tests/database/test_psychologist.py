"""The journal of a psychologist (JRN-11; rulings 2): her own sessions, closed to others, hours to who sees all."""

import pytest

from tests.database.stage import Stage
from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

READ = "select api.sessions(%s, %s)"
SAVE = "select api.save_session(%s, %s, %s, %s::smallint, %s, %s, %s)"
CANCEL = "select api.cancel_session(%s)"
HOURS = "select api.session_hours(%s, %s)"
ME = "psychologist"
MANAGEMENT = ["deputy", "director", "administrator", "inspector"]


@pytest.fixture
def model(stage):
    model = WholeModel(stage)
    model.psychologist_course()
    return model


def span(stage: Stage):
    return stage.school.day(-30), stage.school.day(30)


def save(stage, model, login=ME, *, lesson=None, day=0, minutes=30, pupil=None, content="", held=False):
    told = lesson, model.ids["sessions"], stage.school.day(day), minutes, pupil, content, held
    return stage.as_person(login, SAVE, *told)[0][0]


def refused(stage, model, login=ME, *, lesson=None, day=0, minutes=30, pupil=None, content="", held=False):
    told = lesson, model.ids["sessions"], stage.school.day(day), minutes, pupil, content, held
    return stage.refusal(login, SAVE, *told)


def read(stage):
    return stage.as_person(ME, READ, *span(stage))[0][0]


def talk(stage, model):
    """A single session of today with Абрамов."""
    return save(stage, model, pupil=model.ids["abramov"], content="Тревожность", held=True)


def test_she_records_a_session_of_the_timetable_and_a_single_one_outside_of_it(stage, model):
    save(stage, model, lesson=model.ids["session"], minutes=40, content="Знакомство", held=True)
    single = talk(stage, model)

    rows = {row[0]: row for row in read(stage)["sessions"]}

    assert rows[model.ids["session"]][5:12] == [40, False, None, None, True, 0, "Знакомство"]
    assert rows[single][5:12] == [30, True, model.ids["abramov"], "Абрамов Анна", True, 0, "Тревожность"]


def test_she_plans_ahead_and_takes_back_what_was_not_held(stage, model):
    ahead = save(stage, model, day=3)
    stage.as_person(ME, CANCEL, ahead)

    assert {row[0]: row[4] for row in read(stage)["sessions"]}[ahead] == "cancelled"


def test_what_she_wrote_she_may_write_better(stage, model):
    single = talk(stage, model)
    save(stage, model, lesson=single, minutes=35, pupil=model.ids["abramov"], content="Страх ошибки", held=True)

    row = next(row for row in read(stage)["sessions"] if row[0] == single)
    assert (row[5], row[11]) == (35, "Страх ошибки")


def test_a_session_ahead_was_not_held_and_its_control(stage, model):
    ahead = refused(stage, model, day=3, held=True)
    silence(stage, "the lesson has not been held yet")
    save(stage, model, day=3, held=True)

    assert ahead[0] == "EJ012"


def test_a_session_that_was_held_stands_and_its_control(stage, model):
    single = talk(stage, model)
    refusal = stage.refusal(ME, CANCEL, single)
    silence(stage, "a session that was held stands")
    stage.as_person(ME, CANCEL, single)

    assert refusal == ("EJ020", {"reason": "session-held"})


def test_a_pupil_of_another_group_is_refused_and_its_control(stage, model):
    stranger = refused(stage, model, pupil=model.ids["zaitsev"])
    silence(stage, "not a member of the group on that date")
    save(stage, model, pupil=model.ids["zaitsev"])

    assert stranger[0] == "EJ013"


def second_psychologist(stage):
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'psychologist')",
        stage.school.accounts["sidorov"],
    )
    group = stage.school.database.role("psychologist")
    stage.owner(f'grant {group} to "{stage.school.role("sidorov")}"')


def test_another_psychologist_reads_and_writes_nothing_of_hers_and_the_control(stage, model):
    """Window, judge and row security each refuse; only without all of them is the session written."""
    talk(stage, model)
    second_psychologist(stage)
    seen = stage.as_person("sidorov", READ, *span(stage))[0][0]
    added = refused(stage, model, "sidorov")
    changed = refused(stage, model, "sidorov", lesson=model.ids["session"], content="чужое")
    cancelled = stage.refusal("sidorov", CANCEL, model.ids["session"])
    silence(stage, "not a session of yours", "the timetable is not yours", "not your course on that date")
    save(stage, model, "sidorov", lesson=model.ids["session"], minutes=77)
    held_back = written(stage, model)
    api = stage.school.database.role("api")
    for table in ("lessons", "session_facts"):
        stage.owner(f"create policy hole on journal.{table} to {api} using (true) with check (true)")
    save(stage, model, "sidorov", lesson=model.ids["session"], minutes=77)
    stage.as_person("sidorov", CANCEL, model.ids["session"])

    assert (seen["courses"], seen["sessions"]) == ([], [])
    assert {added[0], changed[0], cancelled[0]} == {"EJ002"}
    assert (held_back, written(stage, model)) == ([], [(77,)])


def written(stage, model):
    return stage.owner("select minutes from journal.session_facts where lesson_id = %s", model.ids["session"])


@pytest.mark.parametrize("login", ["petrova", "kuznetsova", *MANAGEMENT])
def test_nobody_else_may_ask_for_sessions(stage, model, login):
    assert stage.refusal(login, READ, *span(stage))[0] == "42501"
    assert stage.refusal(login, CANCEL, model.ids["session"])[0] == "42501"


@pytest.mark.parametrize("login", MANAGEMENT)
def test_who_sees_all_sees_that_a_session_was_held_and_its_hours_and_nothing_else(stage, model, login):
    talk(stage, model)
    save(stage, model, lesson=model.ids["session"], minutes=40, content="Знакомство", held=True)

    told = stage.as_person(login, HOURS, *span(stage))[0][0]

    assert sorted((row[0], row[2], row[4], row[5]) for row in told) == [
        ("Душева А. О.", "", 30, True),
        ("Душева А. О.", "7А", 40, False),
    ]
    assert "Абрамов" not in str(told)
    assert "Тревожность" not in str(told)


@pytest.mark.parametrize("table", ["private.session_pupils", "private.session_contents"])
def test_a_window_of_the_management_that_forgets_its_check_shows_no_pupil_and_no_word(stage, model, table):
    talk(stage, model)
    api = stage.school.database.role("api")
    stage.owner(f'grant {api} to "{stage.school.role("director")}"')
    hidden = stage.as_person("director", f"select count(*) from {table}")
    stage.owner(f"create policy hole on {table} to {api} using (true)")

    assert (hidden, stage.as_person("director", f"select count(*) from {table}")) == ([(0,)], [(1,)])


@pytest.mark.parametrize("login", MANAGEMENT)
def test_who_came_to_a_session_is_no_attendance_for_the_management_and_the_control(stage, model, login):
    stage.owner(
        "insert into journal.attendance (lesson_id, pupil_id, course_id, fact, entered_by)"
        " values (%s, %s, %s, 'absent', %s)",
        model.ids["session"],
        model.ids["abramov"],
        model.ids["sessions"],
        model.ids["psychologist"],
    )
    page = ("select api.journal_page(%s, %s::smallint)", model.ids["sessions"], stage.school.period)
    hidden = stage.as_person(login, *page)[0][0]["attendance"]
    stage.owner("update journal.courses set kind = 'elective' where course_id = %s", model.ids["math"])
    stage.owner(
        "create or replace function sec.closed_course_ids() returns integer[] language sql stable"
        " set search_path = pg_catalog, pg_temp as $$ select '{}'::integer[] $$"
    )
    shown = stage.as_person(login, *page)[0][0]["attendance"]

    assert (hidden, len(shown)) == ([], 1)


def ended_order(stage):
    """The order for the finals of 7А and this period is over: pages of its marks are closed."""
    stage.owner(
        "with o as (insert into journal.orders (number, issued_on, kind, title)"
        " values ('97', %s, 'finals', 'Итоги') returning order_id)"
        " insert into journal.finals_scopes (order_id, class_id, period_id, opens_on, closes_on)"
        " select o.order_id, %s, %s, %s, %s from o",
        *(stage.school.day(-9), stage.school.classes["7А"], stage.school.period),
        *(stage.school.day(-9), stage.school.day(-1)),
    )


def test_the_end_of_an_order_for_finals_closes_no_session_until_the_year_closes_and_the_control(stage, model):
    ended_order(stage)
    past = {"lesson": None, "day": -3, "held": True}
    saved = save(stage, model, **past)
    stage.owner(
        "create or replace function sec.page_ended_at(asked_course_id integer, asked_period_id smallint, today date,"
        " school_zone text) returns timestamptz language sql stable set search_path = pg_catalog, pg_temp as"
        " $$ select sec.finals_ended_at(c.group_id, asked_period_id, today, school_zone) from journal.courses as c"
        " where c.course_id = asked_course_id $$"
    )
    shut = refused(stage, model, **past)
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")

    assert (saved > 0, shut[0], shut[1]["reason"]) == (True, "EJ011", "order-ended")
    assert refused(stage, model, **past)[0] == "EJ018"


def test_no_paper_copy_and_no_list_of_a_class_holds_a_psychologists_course(stage, model):
    listed = stage.as_person("deputy", "select api.courses_of_class(%s::smallint)", model.ids["class"])[0][0]
    copy = "select api.journal_copy(%s::smallint, null, %s::smallint)"
    printed = stage.as_person("deputy", copy, model.ids["class"], stage.school.period)[0][0]
    summary = "select api.class_summary(%s::smallint, %s::smallint)"
    shown = stage.as_person("deputy", summary, model.ids["class"], stage.school.period)[0][0]

    for courses in (
        [row["course_id"] for row in listed],
        [row["course"]["course_id"] for row in printed["courses"]],
        [row[0] for row in shown["courses"]],
    ):
        assert model.ids["math"] in courses
        assert model.ids["sessions"] not in courses


def test_the_record_keeps_keys_of_what_is_closed_and_the_printout_its_hash(stage, model):
    talk(stage, model)
    stage.as_person(ME, "select api.note_session_printout(sha256('x'), 2)")
    rows = stage.owner(
        "select table_name, operation, coalesce(new_row::text, '') from audit.events order by event_id desc limit 6"
    )

    assert ("journal.session_facts", "printed") in [row[:2] for row in rows]
    assert "Тревожность" not in str(rows)
    assert f'"pupil_id": {model.ids["abramov"]}' not in str(rows)


def own_group(stage, model):
    """A group of the psychologist's alone, with Абрамов in it."""
    model.ids["circle"] = model.make(
        "insert into journal.study_groups (school_year_id, name, is_whole_class) values ({year}, 'Адаптация', false)"
        " returning group_id"
    )
    model.make("insert into journal.study_group_classes (group_id, class_id) values ({circle}, {class}) returning 1")
    model.make("update journal.courses set group_id = {circle} where course_id = {sessions} returning 1")
    model.make(
        "insert into journal.group_memberships (group_id, pupil_id, during)"
        " values ({circle}, {abramov}, daterange(%s, null)) returning 1",
        stage.school.day(-60),
    )


def members(stage, model, login):
    return stage.as_person(
        login, "select count(*) from journal.group_memberships where group_id = %s", model.ids["circle"]
    )


def pupils_of(stage, model, login):
    page = stage.as_person(
        login, "select api.journal_page(%s, %s::smallint)", model.ids["sessions"], stage.school.period
    )
    return len(page[0][0]["pupils"])


@pytest.mark.parametrize("login", MANAGEMENT)
def test_who_is_in_a_psychologists_group_is_hers_to_know_and_the_control(stage, model, login):
    own_group(stage, model)

    hidden = members(stage, model, login)[0][0], pupils_of(stage, model, login)
    hers = pupils_of(stage, model, ME)
    stage.owner(
        "create or replace function sec.closed_group_ids() returns integer[] language sql stable"
        " set search_path = pg_catalog, pg_temp as $$ select '{}'::integer[] $$"
    )
    shown = members(stage, model, login)[0][0], pupils_of(stage, model, login)

    assert (hidden, hers, shown) == ((0, 0), 1, (1, 1))


def test_a_group_that_has_a_subject_too_stays_in_sight(stage, model):
    """Sessions with a whole class hide nobody: the class's journal needs its list."""
    listed = "select count(*) from journal.group_memberships as m join journal.courses as c using (group_id)"

    assert stage.as_person("deputy", f"{listed} where c.course_id = %s", model.ids["math"])[0][0] > 0


@pytest.mark.parametrize("login", ["secretary", "administrator"])
def test_a_departure_ends_a_group_that_is_closed_to_who_records_it(stage, model, login):
    own_group(stage, model)
    depart = "select api.record_movement(%s, 'departure', %s, null, '', null, '')"

    stage.as_person(login, depart, model.ids["abramov"], stage.school.today)

    ends = "select upper(during) from journal.group_memberships where group_id = {circle}"
    assert model.make(ends) == stage.school.today
