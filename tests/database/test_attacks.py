"""Attacks on the guard, each with its control: without the defence the same attack succeeds."""

import json
import threading
import uuid

import psycopg
import pytest

PAGE = "select api.journal_page(%s, %s::smallint)"
FORGERIES = [
    "select set_config('ejournal.account_id', '1', false), set_config('role', current_user, false)",
    "set application_name = 'ejournal'",
    "set ejournal.import_batch = '00000000-0000-0000-0000-000000000000'",
    "set ejournal.operation_id = 'forged'",
    "set search_path = pg_temp, api, journal",
]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_settings_of_the_session_forge_no_identity(school, forgery):
    with school.connect("petrova", autocommit=True) as connection:
        connection.execute(forgery)
        me = connection.execute("select api.sign_in(1)").fetchone()[0]
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(PAGE, (school.courses["math_b"], school.period))

    assert (me["last_name"], caught.value.sqlstate) == ("Петрова", "EJ002")


@pytest.mark.parametrize(
    "statement",
    [
        "set role {db}_deputy",
        "set role {db}_api",
        "set role {db}_guard",
        "set role {db}_owner",
        "set session authorization postgres",
        "set session_replication_role = replica",
        "set row_security = off; select api.journal_page(1, 1::smallint); select 1/0",
        "grant {db}_administrator to current_user",
        "create role {db}_u_0000000000000000 login",
    ],
)
def test_a_person_becomes_nobody_else(school, statement):
    with school.connect("petrova", autocommit=True) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement.format(db=school.database.name))


def test_a_role_set_by_a_member_changes_no_identity(stage):
    """The control of session_user: even a real member of another group stays who she is."""
    stage.owner(f'grant {stage.school.database.role("deputy")} to "{stage.school.role("petrova")}"')

    rows = stage.as_person("petrova", "select count(*) from journal.marks")

    assert rows == [(0,)]


@pytest.mark.parametrize(
    "statement",
    [
        "select * from journal.marks",
        "explain analyze select 1 from journal.attendance where pupil_id = 1",
        "select count(*) from audit.events",
        "copy journal.marks to stdout",
        "create temporary table people (person_id integer)",
        "create table api.trap ()",
        "create function api.trap() returns integer language sql as 'select 1'",
        "do $$ begin perform 1; end $$",
        "select pg_advisory_lock(1)",
        "select pg_terminate_backend(1)",
        "select pg_stat_get_activity(null)",
        "select lo_create(0)",
        "select nextval('audit.event_ids')",
        "select rolpassword from pg_authid",
        "select pg_read_file('postgresql.conf')",
        "listen journal; select sec.me()",
    ],
)
def test_a_teacher_has_no_way_past_the_windows(school, statement):
    with school.connect("petrova", autocommit=True) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_a_grant_of_one_table_would_tell_of_strangers_through_explain(stage):
    """The control of «no table privileges»: the plan counts rows that row security hides."""
    stage.owner_attendance(-1, "Абрамов", "absent")
    teacher = stage.school.database.role("teacher")
    stage.owner(f"grant usage on schema journal to {teacher}; grant select on journal.attendance to {teacher}")
    stage.owner(f"create policy trap on journal.attendance for select to {teacher} using (lesson_id + 0 = -1)")

    plan = stage.as_person("sidorov", "explain analyze select from journal.attendance where fact = 'absent'")

    assert any("Rows Removed by Filter: 1" in line for (line,) in plan)


def test_a_shadow_in_a_schema_of_the_attackers_changes_no_window(stage):
    """She gets what provisioning took from her, a schema of her own; the pinned search_path still holds."""
    role = stage.school.role("petrova")
    stage.owner(
        f'create schema trap authorization "{role}"'
        f'; grant usage on language plpgsql to "{role}"; grant usage on language sql to "{role}"'
    )
    stage.as_person(
        "petrova",
        "create function trap.clock_timestamp() returns timestamptz"
        " language sql as 'select now() - interval ''9 years'''",
    )
    stage.as_person(
        "petrova", "create function trap.current_setting(text) returns text language sql as 'select ''read committed'''"
    )
    stage.owner_mark(-40, "Абрамов", "3")
    stage.owner("set local search_path = trap, pg_catalog")

    [outcome] = stage.save("petrova", stage.mark(-40, "Абрамов", "5", seen=1))

    assert outcome["code"] == "EJ010"


@pytest.mark.parametrize(
    "setting", ["timezone = 'Pacific/Kiritimati'", "timezone = 'Etc/GMT+12'", "datestyle = 'SQL, MDY'"]
)
def test_time_zone_and_date_style_of_the_client_move_no_border(stage, setting):
    stage.owner_mark(-15, "Абрамов", "3")
    stage.owner_mark(-14, "Абрамов", "3")
    stage.owner(f"set local {setting}")

    late, in_time, ahead = stage.save(
        "petrova",
        stage.mark(-15, "Абрамов", "5", seen=1),
        stage.mark(-14, "Абрамов", "5", seen=1),
        stage.mark(1, "Абрамов", "5"),
    )

    assert (late["code"], in_time["result"], ahead["code"]) == ("EJ010", "saved", "EJ012")


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_a_frozen_view_of_the_past_writes_nothing(school, level):
    with school.connect("petrova") as connection:
        connection.execute(f"set transaction isolation level {level}")
        with pytest.raises(psycopg.Error) as caught:
            connection.execute("select api.save_cells(1, '[]')")

    assert caught.value.sqlstate == "25001"


def cell(school, day, pupil, value, course="russian"):
    return {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": school.lessons[course, day],
        "work_id": school.works[course, day],
        "pupil_id": school.pupils[pupil],
        "field": "mark",
        "seen": 0,
        "value": value,
    }


def save(connection, *operations):
    return connection.execute("select api.save_cells(1, %s::jsonb)", (json.dumps(operations),)).fetchone()[0]


@pytest.fixture
def superuser(school):
    with psycopg.connect(school.database.conninfo, autocommit=True) as connection:
        yield connection


def test_a_transaction_held_open_past_the_lock_of_its_account_writes_nothing_more(school, superuser):
    with school.connect("sidorov") as connection:
        connection.execute("select api.my_courses()")
        superuser.execute(
            "update private.accounts set state = 'locked' where account_id = %s", (school.accounts["sidorov"],)
        )
        try:
            with pytest.raises(psycopg.Error) as caught:
                save(connection, cell(school, -20, "Абрамов", "5", "english"))
        finally:
            superuser.execute(
                "update private.accounts set state = 'active' where account_id = %s", (school.accounts["sidorov"],)
            )

    assert (caught.value.sqlstate, caught.value.diag.message_detail) == ("EJ001", '{"state": "locked"}')


@pytest.fixture
def handing_over(school, superuser):
    """Two real connections: the hand-over of Russian under way, and its undoing afterwards."""
    yield superuser
    with psycopg.connect(school.database.conninfo) as cleaner:
        cleaner.execute("set session_replication_role = replica")
        cleaner.execute("delete from journal.handovers")


def hand_over(connection, school):
    connection.execute(
        "insert into journal.handovers values (%s, %s, clock_timestamp(), %s)",
        (school.courses["russian"], school.period, school.people["petrova"]),
    )


def is_waiting(superuser, connection):
    blocked = superuser.execute("select cardinality(pg_blocking_pids(%s)) > 0", (connection.info.backend_pid,))
    return blocked.fetchone()[0]


def in_background(work):
    result = []
    thread = threading.Thread(target=lambda: result.append(work()))
    thread.start()
    return thread, result


def wait_until_blocked(superuser, connection, thread):
    while thread.is_alive() and not is_waiting(superuser, connection):
        thread.join(0.01)


def test_a_save_that_races_with_the_hand_over_waits_and_is_refused(school, handing_over):
    with psycopg.connect(school.database.conninfo) as closing, school.connect("petrova", autocommit=True) as teacher:
        hand_over(closing, school)
        thread, result = in_background(lambda: save(teacher, cell(school, -20, "Абрамов", "5")))
        wait_until_blocked(handing_over, teacher, thread)
        waited = thread.is_alive()
        closing.commit()
        thread.join(10)

    assert (waited, result[0][0]["code"]) == (True, "EJ011")


def test_a_hand_over_waits_for_the_saves_before_it(school, handing_over):
    with psycopg.connect(school.database.conninfo) as closing, school.connect("petrova") as teacher:
        [outcome] = save(teacher, cell(school, -20, "Белова", "5"))
        thread, _ = in_background(lambda: hand_over(closing, school))
        wait_until_blocked(handing_over, closing, thread)
        waited = thread.is_alive()
        teacher.rollback()
        thread.join(10)
        closing.rollback()

    assert (outcome["result"], waited) == ("saved", True)


def test_without_the_lock_of_the_page_the_race_would_be_won(school, handing_over):
    """The control: the same race with the lock taken out of the judge."""
    name = "sec.judge_mark()"
    body = handing_over.execute(f"select pg_get_functiondef('{name}'::regprocedure)").fetchone()[0]
    line = "for share of x, c;"
    assert line in body
    handing_over.execute(body.replace(line, "for share of x;"))
    try:
        with psycopg.connect(school.database.conninfo) as closing, school.connect("petrova") as teacher:
            hand_over(closing, school)
            [outcome] = save(teacher, cell(school, -20, "Ёлкин", "5"))
            teacher.rollback()
            closing.rollback()
    finally:
        handing_over.execute(body)

    assert outcome["result"] == "saved"


def test_two_saves_of_one_empty_cell_leave_one_winner_and_one_conflict(school, superuser):
    with school.connect("petrova") as first, school.connect("petrova", autocommit=True) as second:
        [won] = save(
            first,
            cell(school, -20, "Волков", None)
            | {"field": "attendance", "value": "оп", "pupil_id": school.pupils["Гусева"]},
        )
        thread, result = in_background(
            lambda: save(second, cell(school, -20, "Гусева", None) | {"field": "attendance", "value": "осв"})
        )
        wait_until_blocked(superuser, second, thread)
        first.commit()
        thread.join(10)

    assert (won["result"], result[0][0]["result"], result[0][0]["value"]) == ("saved", "conflict", "оп")


def test_one_operation_sent_twice_at_once_is_applied_once(school, superuser):
    operation = cell(school, 0, "Белова", None) | {"field": "attendance", "value": "оп"}
    with school.connect("petrova") as first, school.connect("petrova", autocommit=True) as second:
        [outcome] = save(first, operation)
        thread, result = in_background(lambda: save(second, operation))
        wait_until_blocked(superuser, second, thread)
        first.commit()
        thread.join(10)

    assert result == [[outcome]]


def test_a_window_judges_by_the_account_of_this_database_not_by_the_group(stage):
    """A stranger from another school of the cluster: the group role alone, no account row here."""
    role = stage.school.role("stranger")
    stage.owner(f'create role "{role}" login')
    for group in ("person", "teacher", "deputy"):
        stage.owner(f'grant {stage.school.database.role(group)} to "{role}"')

    code, _ = stage.refusal("stranger", "select api.my_courses()")
    rows = stage.as_person("stranger", "select count(*) from journal.people")

    assert (code, rows) == ("EJ001", [(0,)])
