"""What a session may set, hold open, prepare, call or overhear: none of it moves a rule or tells of strangers."""

import json
import uuid

import psycopg
import pytest

CREATE = "select api.create_account(%s, %s, %s, %s, true)"
VERIFIER = "SCRAM-SHA-256$4096:" + "A" * 22 + "==$" + "B" * 43 + "=:" + "C" * 43 + "="
SETTINGS = [
    "standard_conforming_strings = off",
    "transform_null_equals = on",
    "plan_cache_mode = force_custom_plan",
    "intervalstyle = 'sql_standard'",
    "bytea_output = 'escape'",
    "array_nulls = off",
    "quote_all_identifiers = on",
    "plpgsql.extra_errors = 'all'",
    "lc_numeric = 'C'",
    "extra_float_digits = -15",
    "ejournal.import_batch = 'x''; select 1'",
    "ejournal.operation_id = 'no uuid'",
    "role = none",
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_setting_of_a_session_moves_a_rule(school, setting):
    """On a connection of her own: functions are parsed under what she has set before the first call."""
    with school.connect("petrova") as connection:
        connection.execute("set client_min_messages = error")
        connection.execute(f"set {setting}")
        operation = {
            "operation_id": str(uuid.uuid4()),
            "lesson_id": school.lessons["math", 0],
            "work_id": school.works["math", 0],
            "pupil_id": school.pupils["Абрамов"],
            "field": "mark",
            "seen": 0,
            "value": "5",
        }
        ahead = operation | {
            "operation_id": str(uuid.uuid4()),
            "lesson_id": school.lessons["math", 1],
            "work_id": school.works["math", 1],
        }
        foreign = operation | {"operation_id": str(uuid.uuid4()), "lesson_id": school.lessons["math_b", 0]}
        outcomes = connection.execute(
            "select api.save_cells(1, %s::jsonb)", (json.dumps([operation, ahead, foreign]),)
        ).fetchone()[0]
        connection.rollback()

    assert [outcome.get("code", outcome["result"]) for outcome in outcomes] == ["saved", "EJ012", "EJ002"]


def test_row_security_switched_off_by_the_session_opens_nothing_and_writes_nothing(stage):
    stage.owner("set local row_security = off")

    [outcome] = save_or_refusal(stage, stage.mark(-1, "Абрамов", "5"))
    page, _ = stage.refusal(
        "sidorov", "select api.journal_page(%s, %s::smallint)", stage.school.courses["math"], stage.school.period
    )

    assert (outcome["code"], page) == ("EJ002", "42501")
    assert stage.owner("select count(*) from journal.marks") == [(0,)]


def save_or_refusal(stage, operation):
    """Refused by the operation or as a whole: either way nothing is written."""
    try:
        return stage.save("petrova", operation)
    except psycopg.errors.InsufficientPrivilege:
        return [{"code": "EJ002"}]


@pytest.mark.parametrize(
    ("begin", "run"),
    [("declare held cursor for {save}", "fetch held"), ("prepare held as {save}", "execute held")],
)
def test_what_was_opened_before_the_hand_over_is_judged_after_it(stage, begin, run):
    operations = json.dumps([stage.mark(-1, "Абрамов", "5")]).replace("'", "''")
    stage.as_person("petrova", begin.format(save=f"select api.save_cells(1, '{operations}')"))
    stage.hand_over(on_day=0)

    [[outcomes]] = stage.as_person("petrova", run)

    assert outcomes[0]["code"] == "EJ011"


def test_a_held_cursor_of_a_window_that_is_read_later_is_the_page_of_then_and_only_its_owners(stage):
    page = f"select api.journal_page({stage.school.courses['math']}, {stage.school.period}::smallint)"
    stage.as_person("petrova", f"declare held cursor for {page}")
    stage.owner("update private.accounts set state = 'locked' where account_id = %s", stage.school.accounts["petrova"])

    code, _ = stage.refusal("petrova", page)

    assert code == "EJ001"


def test_a_prepared_transaction_does_not_outlive_its_session(school):
    """An edit laid by for later would pass its window: the server of the program keeps none."""
    with school.connect("petrova", autocommit=True) as connection:
        connection.execute("begin")
        with pytest.raises(psycopg.Error) as caught:
            connection.execute("prepare transaction 'later'")

    assert caught.value.sqlstate == "55000"


FORBIDDEN = [
    "select * from pg_locks",
    "select pg_lock_status()",
    "select * from pg_stat_activity",
    "select pg_logical_emit_message(false, 'x', 'y')",
    "select pg_relation_size((select oid from pg_class where relname = 'marks'))",
    "select pg_table_size((select oid from pg_class where relname = 'marks'))",
    "select pg_total_relation_size((select oid from pg_class where relname = 'marks'))",
    "select pg_indexes_size((select oid from pg_class where relname = 'marks'))",
]


@pytest.mark.parametrize("login", ["petrova", "administrator", "pupil"])
@pytest.mark.parametrize("statement", FORBIDDEN)
def test_nobody_overhears_what_others_do(stage, login, statement):
    code, _ = stage.refusal(login, statement)

    assert code == "42501"


def test_with_a_look_at_the_locks_a_stranger_would_see_whom_a_lesson_marks(stage):
    """The control: a lock of a cell is named by its lesson and its pupil."""
    stage.owner("grant execute on function pg_lock_status() to public")
    stage.save("petrova", stage.mark(-1, "Абрамов", "5"))

    seen = stage.as_person("pupil", "select classid::integer, objid::integer from pg_locks where locktype = 'advisory'")

    assert (stage.school.lessons["math", -1], stage.school.pupils["Абрамов"]) in seen


def test_no_function_of_the_school_is_open_to_public(stage):
    """A window is granted to groups, a helper to owners; what an extension brought lies in a schema shut to people."""
    public = stage.owner(
        "select p.oid::regprocedure::text from pg_proc as p cross join lateral aclexplode("
        "coalesce(p.proacl, acldefault('f', p.proowner))) as a"
        " where a.grantee = 0 and p.pronamespace::regnamespace::text in ('api', 'sec', 'journal', 'private', 'audit')"
    )
    schemas = stage.as_person(
        "petrova",
        "select nspname::text from pg_namespace where has_schema_privilege(oid, 'usage') and nspname !~ '^pg_toast'",
    )

    assert public == []
    assert {name for (name,) in schemas} == {"api", "pg_catalog", "information_schema"}


def test_the_statistics_of_a_table_show_no_value_to_who_may_not_read_it(stage):
    stage.owner("analyze journal.people")

    rows = stage.as_person("petrova", "select count(*) from pg_stats where schemaname in ('journal', 'private')")

    assert rows == [(0,)]


def test_a_person_changes_no_limit_of_her_own_role(stage):
    role = stage.school.role("petrova")
    for change in ("connection limit 1000", "valid until 'infinity'", "createrole", "superuser", "bypassrls"):
        code, _ = stage.refusal("petrova", f'alter role "{role}" {change}')
        assert code == "42501"


def test_strings_of_another_dialect_let_no_false_verifier_pass(school):
    """With backslashes as escapes the pattern of verifiers is another one: it has to shut, not to open."""
    with school.connect("petrova") as connection:
        connection.execute("set standard_conforming_strings = off; set escape_string_warning = off")
        for verifier in ("password", "SCRAM-SHA-256", VERIFIER + "' superuser"):
            with pytest.raises(psycopg.Error) as caught, connection.transaction():
                connection.execute("select api.change_password(%s)", (verifier,))
            assert caught.value.sqlstate == "EJ050"
        connection.rollback()


@pytest.mark.parametrize(
    "roles",
    [None, [], [None], ["teacher", None], ["Teacher"], ["person"], ["teacher' in role postgres"], ["deputy", "api"]],
)
def test_a_list_of_roles_that_is_not_one_makes_no_account(stage, roles):
    person = stage.owner(
        "insert into journal.people (last_name, first_name) values ('Подставной', 'Пётр') returning person_id"
    )[0][0]

    code, _ = stage.refusal("administrator", CREATE, person, stage.school.role("sock"), VERIFIER, roles)

    assert code in ("EJ050", "22004", "23502")
    assert stage.owner("select count(*) from private.accounts where person_id = %s", person) == [(0,)]


def test_a_sock_puppet_is_on_record_with_who_made_it_and_what_it_may(stage):
    """It cannot be prevented while one administrator makes accounts alone: it can be found."""
    person = stage.owner(
        "insert into journal.people (last_name, first_name) values ('Подставной', 'Пётр') returning person_id"
    )[0][0]
    stage.owner("insert into journal.staff (person_id, positions) values (%s, '{учитель}')", person)
    stage.as_person("administrator", CREATE, person, stage.school.role("sock"), VERIFIER, ["teacher"])

    recorded = stage.owner(
        "select table_name, account_id from audit.events"
        " where table_name in ('private.accounts', 'private.role_grants') and operation = 'insert'"
        " order by event_id desc limit 2"
    )
    granted = stage.owner("select granted_by from private.role_grants order by role_grant_id desc limit 1")

    me = stage.school.accounts["administrator"]
    assert sorted(recorded) == [("private.accounts", me), ("private.role_grants", me)]
    assert granted == [(stage.school.role("administrator"),)]
