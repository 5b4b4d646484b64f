"""The lock and the sessions: at once, one's own, and nobody else's. Sessions are real connections."""

import psycopg
import pytest

from tests.database.code_holder import enter, issue, new_account, new_teacher, superuser

LOCK = "select api.lock_account(%s)"
NO_FILTER = (
    "create or replace function sec.end_session_of_me(asked_pid integer) returns boolean language plpgsql"
    " security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD'"
    " as $$ begin return pg_terminate_backend(asked_pid); end $$"
)


def account_of(school, person_id):
    return superuser(school, "select account_id from private.accounts where person_id = %s", person_id)[0][0]


def lock(school, by, account_id):
    with school.connect(by) as connection:
        return connection.execute(LOCK, (account_id,)).fetchone()[0]


def pids(connection):
    return {row["pid"]: row["is_this"] for row in connection.execute("select api.my_sessions()").fetchone()[0]}


def is_alive(connection):
    try:
        connection.execute("select 1")
    except psycopg.OperationalError:
        return False
    return True


@pytest.mark.parametrize("by", ["administrator", "director"])
def test_a_locked_account_loses_its_sessions_and_its_way_in(school, by):
    person_id = new_account(school, f"locked.{by}", "teacher")
    with school.connect(f"locked.{by}", autocommit=True) as session:
        ended = lock(school, by, account_of(school, person_id))
        alive = is_alive(session)

    with pytest.raises(psycopg.OperationalError, match="is not permitted to log in"):
        school.connect(f"locked.{by}")
    assert (ended, alive) == (1, False)


def test_control_without_the_end_of_sessions_the_windows_of_a_locked_account_stay_shut(school):
    person_id = new_account(school, "locked.held", "teacher")
    with school.connect("locked.held", autocommit=True) as session:
        superuser(
            school, "update private.accounts set state = 'locked' where account_id = %s", account_of(school, person_id)
        )
        with pytest.raises(psycopg.Error) as caught:
            session.execute("select api.my_courses()")
        alive = is_alive(session)

    assert (caught.value.sqlstate, alive) == ("EJ001", True)


def test_everybody_locks_her_own_account_and_the_asking_session_can_do_nothing_more(school):
    person_id = new_account(school, "locked.self", "teacher")
    with (
        school.connect("locked.self", autocommit=True) as thief,
        school.connect("locked.self", autocommit=True) as owner,
    ):
        ended = owner.execute(LOCK, (account_of(school, person_id),)).fetchone()[0]
        with pytest.raises(psycopg.Error) as caught:
            owner.execute("select api.my_courses()")
        alive = is_alive(thief)

    assert (ended, alive, caught.value.sqlstate) == (1, False, "EJ001")


@pytest.mark.parametrize("by", ["sidorov", "deputy", "kuznetsova", "pupil"])
def test_nobody_else_locks_an_account(stage, by):
    code, detail = stage.refusal(by, LOCK, stage.school.accounts["petrova"])

    state = stage.owner("select state from private.accounts where account_id = %s", stage.school.accounts["petrova"])
    assert (code, detail["reason"], state) == ("EJ002", "role", [("active",)])


def test_a_locked_account_is_locked_once_more_without_a_word(stage):
    stage.as_person("administrator", LOCK, stage.school.accounts["petrova"])

    assert stage.as_person("administrator", LOCK, stage.school.accounts["petrova"]) == [(0,)]


def test_an_unknown_account_is_told_so(stage):
    code, detail = stage.refusal("administrator", LOCK, 0)

    assert (code, detail["reason"]) == ("EJ020", "no-account")


def test_a_code_dies_with_the_account_that_issued_it(school):
    issuer = new_account(school, "issuer", "administrator")
    code = issue(school, new_teacher(school), "teacher", by="issuer")
    enter(school, code).close()  # the control: it lived

    lock(school, "director", account_of(school, issuer))

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        enter(school, code)


def test_a_person_sees_and_ends_her_own_sessions_only(school):
    with (
        school.connect("petrova", autocommit=True) as here,
        school.connect("petrova", autocommit=True) as there,
        school.connect("sidorov", autocommit=True) as stranger,
    ):
        mine, second, other = (session.info.backend_pid for session in (here, there, stranger))
        seen = pids(here)
        answers = [
            here.execute("select api.end_session(%s)", (pid,)).fetchone()[0] for pid in (other, mine, 0, None, second)
        ]
        alive = [is_alive(session) for session in (stranger, here, there)]

    assert (seen[mine], seen[second], other in seen) == (True, False, False)
    assert answers == [False, False, False, False, True]
    assert alive == [True, True, False]


def test_control_without_its_filter_the_same_window_ends_a_stranger(school):
    with school.connect("sidorov", autocommit=True) as stranger:
        with school.stage() as stage:
            stage.owner(NO_FILTER)
            ended = stage.as_person("petrova", "select api.end_session(%s)", stranger.info.backend_pid)
        alive = is_alive(stranger)

    assert (ended, alive) == ([(True,)], False)


@pytest.mark.parametrize(
    "statement",
    [
        "select pg_terminate_backend({pid})",
        "select sec.end_session_of_me({pid})",
        "select sec.end_sessions_of('{role}')",
        "set role {db}_signaller",
        "select * from pg_stat_activity",
    ],
)
def test_nobody_signals_past_the_window(school, statement):
    with (
        school.connect("sidorov", autocommit=True) as stranger,
        school.connect("petrova", autocommit=True) as connection,
    ):
        text = statement.format(pid=stranger.info.backend_pid, role=school.role("sidorov"), db=school.database.name)
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(text)

        assert (caught.value.sqlstate, is_alive(stranger)) == ("42501", True)


def test_the_signaller_ends_no_session_of_another_database_or_of_an_operator(school):
    with psycopg.connect(school.database.conninfo, autocommit=True) as operator:
        operator_name = operator.info.user
        with school.stage() as stage:
            guard = school.database.role("guard")
            stage.owner(f"set local role {guard}")
            answer = stage.connection.execute("select sec.end_sessions_of(%s)", (operator_name,)).fetchone()[0]
        alive = is_alive(operator)

    assert (answer, alive) == (0, True)


def test_the_list_of_accounts_tells_names_and_roles_and_nothing_more(stage):
    rows = stage.as_person("administrator", "select api.accounts()")[0][0]

    [petrova] = [row for row in rows if row["account_id"] == stage.school.accounts["petrova"]]
    read = stage.owner("select operation, table_name from audit.events order by event_id desc limit 1")
    assert petrova == {
        "account_id": stage.school.accounts["petrova"],
        "person_id": stage.school.people["petrova"],
        "last_name": "Петрова",
        "first_name": "Анна",
        "middle_name": "Олеговна",
        "roles": ["teacher"],
        "state": "active",
        "must_change_password": False,
        "last_sign_in_at": petrova["last_sign_in_at"],
    }
    assert read == [("read", "private.accounts")]


def test_a_due_password_shuts_every_window_but_its_doors(stage):
    groups = (
        *("teacher", "class_teacher", "deputy", "director", "administrator", "inspector", "psychologist"),
        *("pupil", "guardian"),
    )
    me = stage.school.role("petrova")
    for group in groups:
        stage.owner(f'grant {stage.school.database.role(group)} to "{me}"')
    stage.owner("alter table private.role_grants disable trigger judge")
    stage.owner(
        "insert into private.role_grants (account_id, school_role) select %s, unnest(%s::text[])",
        stage.school.accounts["petrova"],
        list(groups[1:]),
    )
    windows = stage.owner(
        "select proname::text, format('select api.%I(%s)', proname, (select string_agg(case"
        " when t = 'uuid'::regtype then '''00000000-0000-0000-0000-000000000000''::uuid'"
        " when t = 'jsonb'::regtype then '''[]''::jsonb'"
        " when t = 'date'::regtype then 'current_date' when t = 'text'::regtype then '''x''::text'"
        " when format_type(t, null) ~ '^(integer|smallint|bigint)$' then '1::' || format_type(t, null)"
        " else 'null::' || format_type(t, null) end, ', ') from unnest(proargtypes) as t))"
        " from pg_proc where pronamespace = 'api'::regnamespace"
        " and proname not in ('redeem', 'sign_in', 'change_password', 'lock_account', 'not_me')"
    )
    open_before = {name for name, call in windows if outcome(stage, call) == "EJ004"}

    stage.owner(
        "update private.accounts set must_change_password = true where account_id = %s",
        stage.school.accounts["petrova"],
    )

    shut = {name for name, call in windows if outcome(stage, call) == "EJ004"}
    others, _ = stage.refusal("petrova", LOCK, stage.school.accounts["sidorov"])
    own = stage.as_person("petrova", LOCK, stage.school.accounts["petrova"])
    assert (open_before, others) == (set(), "EJ004")
    assert shut == {name for name, _ in windows}
    assert own == [(0,)]


def outcome(stage, call):
    try:
        stage.as_person("petrova", call)
    except psycopg.Error as error:
        return error.sqlstate
    return None
