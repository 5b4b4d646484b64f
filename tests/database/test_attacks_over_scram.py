"""Attacks of people who know their own password and psql: each over a real SCRAM connection, each with its control.

The control takes the defence away as the superuser would have to, sees the same attack succeed, and puts it back.
"""

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.database.attackers import PAGE, names, run
from tests.database.school_factory import PASSWORD

TRAP = "create schema trap authorization {role}; grant usage on language plpgsql to {role}"
CLEAR = "drop schema trap cascade; revoke usage on language plpgsql from {role}"


@pytest.fixture
def superuser(school):
    with psycopg.connect(school.database.conninfo, autocommit=True) as connection:
        yield connection


# name: (who, attack, the defence taken away, put back)
REFUSED = {
    "explain counts rows of a table": (
        "petrova",
        "explain analyze select from journal.marks where pupil_id = 1",
        "grant usage on schema journal to {role}; grant select on journal.marks to {role}",
        "revoke usage on schema journal from {role}; revoke select on journal.marks from {role}",
    ),
    "explain without running": (
        "guardian",
        "explain select from journal.attendance",
        "grant usage on schema journal to {role}; grant select on journal.attendance to {role}",
        "revoke usage on schema journal from {role}; revoke select on journal.attendance from {role}",
    ),
    "a table copied out": (
        "petrova",
        "copy (select * from journal.marks) to stdout",
        "grant usage on schema journal to {role}; grant select on journal.marks to {role}",
        "revoke usage on schema journal from {role}; revoke select on journal.marks from {role}",
    ),
    "a table turned into xml": (
        "pupil",
        "select query_to_xml('select * from journal.people', true, true, '')",
        "grant usage on schema journal to {role}; grant select on journal.people to {role}",
        "revoke usage on schema journal from {role}; revoke select on journal.people from {role}",
    ),
    "a program started by copy": (
        "administrator",
        "copy (select 1) to program 'cat > /dev/null'",
        "grant pg_execute_server_program to {role}",
        "revoke pg_execute_server_program from {role}",
    ),
    "a file of the server read": (
        "administrator",
        "select pg_read_file('PG_VERSION')",
        "grant pg_read_server_files to {role}; grant execute on function pg_read_file(text) to {role}",
        "revoke pg_read_server_files from {role}; revoke execute on function pg_read_file(text) from {role}",
    ),
    "set role to a group one is not of": (
        "petrova",
        "set role {deputy}",
        "grant {deputy} to {role}",
        "revoke {deputy} from {role}",
    ),
    "set role to the guard": (
        "administrator",
        "set role {guard}",
        "grant {guard} to {role}",
        "revoke {guard} from {role}",
    ),
    "set session authorization": (
        "petrova",
        "set session authorization {deputy}",
        "alter role {role} superuser",
        "alter role {role} nosuperuser",
    ),
    "triggers off for the session": (
        "petrova",
        "set session_replication_role = replica",
        "grant set on parameter session_replication_role to {role}",
        "revoke set on parameter session_replication_role from {role}",
    ),
    "the limit of temporary files lifted": (
        "pupil",
        "set temp_file_limit = -1",
        "grant set on parameter temp_file_limit to {role}",
        "revoke set on parameter temp_file_limit from {role}",
    ),
    "plans of the guard written to the log": (
        "petrova",
        "set log_statement_stats = on",
        "grant set on parameter log_statement_stats to {role}",
        "revoke set on parameter log_statement_stats from {role}",
    ),
    "a window of one's own that overloads": (
        "petrova",
        "create function api.sign_in(client_version bigint) returns json language sql as 'select null::json'",
        "grant create on schema api to {role}",
        "drop function api.sign_in(bigint); revoke create on schema api from {role}",
    ),
    "a schema of one's own": (
        "petrova",
        "create schema trap",
        "grant create on database {db} to {role}",
        "drop schema trap; revoke create on database {db} from {role}",
    ),
    "a temporary table that shadows": (
        "petrova",
        "create temporary table marks (value text)",
        "grant temporary on database {db} to {role}",
        "revoke temporary on database {db} from {role}",
    ),
    "code in plpgsql": (
        "deputy",
        "do $$ begin perform 1; end $$",
        "grant usage on language plpgsql to {role}",
        "revoke usage on language plpgsql from {role}",
    ),
    "a lock that stops all saves of a cell": (
        "pupil",
        "select pg_advisory_lock(1, 1)",
        "grant execute on function pg_advisory_lock(integer, integer) to {role}",
        "revoke execute on function pg_advisory_lock(integer, integer) from {role}",
    ),
    "a large object that fills the disk": (
        "pupil",
        "select lo_from_bytea(0, '\\x00')",
        "grant execute on function lo_from_bytea(oid, bytea) to {role}",
        "revoke execute on function lo_from_bytea(oid, bytea) from {role}",
    ),
    "the end of a stranger's session": (
        "petrova",
        "select pg_terminate_backend(0)",
        "grant execute on function pg_terminate_backend(integer, bigint) to {role}",
        "revoke execute on function pg_terminate_backend(integer, bigint) from {role}",
    ),
    "who is signed in": (
        "petrova",
        "select * from pg_stat_activity",
        "grant execute on function pg_stat_get_activity(integer) to {role}",
        "revoke execute on function pg_stat_get_activity(integer) from {role}",
    ),
    "one's own limit of connections": (
        "pupil",
        "alter role {role} connection limit 100",
        "alter role {role} superuser",
        "alter role {role} nosuperuser connection limit -1",
    ),
    "a role of one's own": (
        "administrator",
        "create role {db}_u_00000000000000aa login in role {deputy}",
        "alter role {role} createrole; grant {deputy} to {role} with admin option",
        "drop role {db}_u_00000000000000aa; revoke {deputy} from {role}; alter role {role} nocreaterole",
    ),
    "a group given to oneself": (
        "administrator",
        "grant {deputy} to {role}",
        "alter role {role} superuser",
        "revoke {deputy} from {role}; alter role {role} nosuperuser",
    ),
    "a window's settings unpinned": (
        "administrator",
        "alter function api.my_courses() reset search_path",
        "alter role {role} superuser",
        "alter function api.my_courses() set search_path = pg_catalog, pg_temp; alter role {role} nosuperuser",
    ),
    "the record of an event invented": (
        "petrova",
        "select nextval('audit.event_ids')",
        "grant usage on schema audit to {role}; grant usage on sequence audit.event_ids to {role}",
        "revoke usage on schema audit from {role}; revoke usage on sequence audit.event_ids from {role}",
    ),
    "a publication of the journal": (
        "administrator",
        "create publication leak",
        "grant create on database {db} to {role}",
        "drop publication leak; revoke create on database {db} from {role}",
    ),
}


@pytest.mark.attack("the right or setting of PostgreSQL that its row names")
@pytest.mark.parametrize("attack", REFUSED)
def test_an_attack_is_refused_and_passes_only_without_its_defence(school, superuser, attack):
    login, statement, open_up, shut = REFUSED[attack]

    refused = run(school, login, statement)
    superuser.execute(open_up.format(**names(school, login)))
    try:
        without = run(school, login, statement)
    finally:
        superuser.execute("; ".join(part for part in shut.format(**names(school, login)).split("; ")))

    assert (refused, without) == ("42501", None)
    assert run(school, login, statement) == "42501"


def test_the_connections_of_these_tests_are_scram_ones(school):
    with school.connect("petrova") as connection:
        if connection.info.server_version >= 160_000:
            assert connection.execute("select system_user").fetchone()[0].startswith("scram-sha-256:")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(
            make_conninfo(
                host=school.database.server.host,
                port=school.database.server.port,
                dbname=school.database.name,
                user=school.role("petrova"),
                password=PASSWORD + " ",
            )
        )


FORGERIES = {
    "a shadow of now()": (
        "create function trap.clock_timestamp() returns timestamptz language sql as 'select timestamptz ''2020-01-01'''"
    ),
    "an operator that says yes": (
        "create function trap.same(integer, integer) returns boolean language sql as 'select true';"
        " create operator trap.= (leftarg = integer, rightarg = integer, function = trap.same)"
    ),
    "an overloaded helper": (
        "create function trap.lower(text) returns text language sql as 'select ''administrator''';"
        " create function trap.current_setting(text) returns text language sql as 'select ''read committed'''"
    ),
    "a shadow of a table": (
        "create table trap.marks as select 1 as work_id; create view trap.accounts as select 1 as account_id"
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_objects_of_an_attackers_own_schema_change_no_window(school, superuser, forgery):
    """Provisioning gives nobody a schema; were one to be had, the pinned order of names would still hold."""
    own = names(school, "sidorov")
    superuser.execute(TRAP.format(**own))
    try:
        with school.connect("sidorov", autocommit=True) as connection:
            connection.execute(FORGERIES[forgery])
            connection.execute("set search_path = trap, pg_catalog, api, journal")
            with pytest.raises(psycopg.Error) as caught:
                connection.execute(PAGE, (school.courses["math"], school.period))
    finally:
        superuser.execute(CLEAR.format(**own))

    assert caught.value.sqlstate == "EJ002"


def test_control_an_unpinned_helper_would_take_the_attackers_operator(school, superuser):
    """The same operator, one helper without its pinned search_path: the stranger's page opens."""
    own = names(school, "sidorov")
    helper = "sec.identity_probe()"
    superuser.execute(TRAP.format(**own))
    superuser.execute(
        f"create function {helper} returns boolean language plpgsql security definer as $$ begin return 1 = 2; end $$;"
        f" grant usage on schema sec to {own['role']}; grant execute on function {helper} to {own['role']}"
    )
    try:
        with school.connect("sidorov", autocommit=True) as connection:
            connection.execute(
                "create function trap.same(integer, integer) returns boolean language sql as 'select true';"
                " create operator trap.= (leftarg = integer, rightarg = integer, function = trap.same);"
                " set search_path = trap, pg_catalog; "
                f"grant usage on schema trap to {school.database.server.superuser};"
                f" grant execute on function trap.same(integer, integer) to {school.database.server.superuser}"
            )
            fooled = connection.execute(f"select {helper}").fetchone()[0]
        superuser.execute(f"alter function {helper} set search_path = pg_catalog, pg_temp")
        with school.connect("sidorov", autocommit=True) as connection:
            connection.execute("set search_path = trap, pg_catalog")
            pinned = connection.execute(f"select {helper}").fetchone()[0]
    finally:
        superuser.execute(f"drop function {helper}; revoke usage on schema sec from {own['role']}")
        superuser.execute(CLEAR.format(**own))

    assert (fooled, pinned) == (True, False)
