"""The access matrix, executed: every role tries every command on every table and calls every window."""

import tomllib
from pathlib import Path

import psycopg
import pytest

MATRIX = tomllib.loads((Path(__file__).parent / "access_matrix.toml").read_text(encoding="utf-8"))
LOGINS = {role: role for role in MATRIX["roles"]} | {"teacher": "petrova", "class_teacher": "kuznetsova"}
ALL_SEEING = {"deputy", "director", "administrator", "inspector"}
DENIED = "42501"
READERS = {
    **dict.fromkeys(MATRIX["select"]["nobody"], frozenset()),
    **dict.fromkeys(MATRIX["select"]["all_seeing"], frozenset(ALL_SEEING)),
    **dict.fromkeys(MATRIX["select"]["all_seeing_and_secretary"], frozenset(ALL_SEEING | {"secretary"})),
}


def attempt(stage, role, statement):
    """None when it passes, else its SQLSTATE."""
    try:
        stage.as_person(LOGINS[role], statement)
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_the_matrix_knows_every_table(stage):
    tables = stage.owner(
        "select schemaname || '.' || tablename from pg_tables where schemaname in ('journal', 'private', 'audit')"
    )

    assert {name for (name,) in tables} == set(READERS)


def test_the_matrix_knows_every_window(stage):
    windows = stage.owner("select proname::text from pg_proc where pronamespace = 'api'::regnamespace")

    assert sorted(name for (name,) in windows) == sorted(MATRIX["execute"])


@pytest.mark.parametrize("role", MATRIX["roles"])
def test_a_role_reads_exactly_its_tables(stage, role):
    outcome = {table: attempt(stage, role, f"select * from {table} limit 1") for table in READERS}

    assert outcome == {table: None if role in readers else DENIED for table, readers in READERS.items()}


@pytest.mark.parametrize("role", MATRIX["roles"])
@pytest.mark.parametrize("command", ["insert", "update", "delete", "truncate", "lock"])
def test_nobody_writes_any_table(stage, role, command):
    columns = dict(
        stage.owner(
            "select attrelid::regclass::text, min(attname) from pg_attribute join pg_class c on c.oid = attrelid"
            " where c.relkind in ('r', 'p') and attnum > 0 and not attisdropped"
            " and attidentity = '' and attgenerated = '' group by 1"
        )
    )
    statements = {
        "insert": "insert into {table} default values",
        "update": "update {table} set {column} = {column}",
        "delete": "delete from {table}",
        "truncate": "truncate {table}",
        "lock": "lock table {table} in row exclusive mode",
    }

    outcome = {
        table: attempt(stage, role, statements[command].format(table=table, column=columns[table])) for table in READERS
    }

    assert outcome == dict.fromkeys(READERS, DENIED)


@pytest.mark.parametrize("role", MATRIX["roles"])
def test_a_role_calls_exactly_its_windows(stage, role):
    calls = stage.owner(
        "select proname::text, format('select api.%I(%s)', proname, ("
        "select string_agg('null::' || format_type(t, null), ', ')"
        " from unnest(proargtypes) as t)) from pg_proc where pronamespace = 'api'::regnamespace"
    )

    denied = {name for name, call in calls if attempt(stage, role, call) == DENIED}

    assert denied == {name for name, callers in MATRIX["execute"].items() if role not in callers}


@pytest.mark.parametrize("role", MATRIX["roles"])
def test_nobody_calls_a_helper_of_the_guard(stage, role):
    helpers = stage.owner(
        "select format('select %s(%s)', oid::regproc, (select string_agg('null::' || format_type(t, null), ', ')"
        " from unnest(proargtypes) as t))"
        " from pg_proc where pronamespace in ('sec'::regnamespace, 'private'::regnamespace) and prokind = 'f'"
    )

    outcome = {call: attempt(stage, role, call) for (call,) in helpers}

    assert helpers
    assert set(outcome.values()) == {DENIED}


@pytest.mark.parametrize("role", sorted(ALL_SEEING))
def test_who_may_read_a_table_directly_sees_every_row_of_it(stage, role):
    stage.owner_mark(-1, "Абрамов", "4")
    tables = [table for table, readers in READERS.items() if role in readers]

    seen = {table: stage.as_person(LOGINS[role], f"select count(*) from {table}") for table in tables}

    assert seen == {table: stage.owner(f"select count(*) from {table}") for table in tables}


@pytest.mark.parametrize("state", ["locked", "closed"])
def test_the_group_alone_opens_nothing_once_the_account_is_shut(stage, state):
    stage.owner("update private.accounts set state = %s where account_id = %s", state, stage.school.accounts["deputy"])

    rows = stage.as_person("deputy", "select count(*) from journal.people")

    assert rows == [(0,)]


def test_the_group_alone_without_its_dated_role_opens_nothing(stage):
    """The control of policies keyed on the account: membership of the group stays, the grant has ended."""
    stage.owner(
        "update private.role_grants set during = daterange(null, %s) where account_id = %s",
        stage.school.today,
        stage.school.accounts["deputy"],
    )

    rows = stage.as_person("deputy", "select count(*) from journal.people")

    assert rows == [(0,)]
