"""What PUBLIC loses in a school's database, each refusal with its control."""

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from ejournal_desktop.database.provision import GROUPS, provision
from ejournal_desktop.domain.errors import RuleBrokenError

ONE = "returns int language plpgsql as 'begin return 1; end'"
SECRET = "secret-of-ivanova"
REFUSED = {
    "a temporary table": ("create temp table mine (x int)", "grant temporary on database {database} to public"),
    "code of her own": ("do $$ begin end $$", "grant usage on language plpgsql to public"),
    "an advisory lock": ("select pg_advisory_lock(1)", "grant execute on function pg_advisory_lock(bigint) to public"),
    "a tried lock": (
        "select pg_try_advisory_lock(1)",
        "grant execute on function pg_try_advisory_lock(bigint) to public",
    ),
    "a large object": ("select lo_create(0)", "grant execute on function lo_create(oid) to public"),
    "who else works": (
        "select * from pg_stat_get_activity(null)",
        "grant execute on function pg_stat_get_activity(integer) to public",
    ),
    "ending others": (
        "select pg_terminate_backend(0)",
        "grant execute on function pg_terminate_backend to public",
    ),
    "cancelling others": (
        "select pg_cancel_backend(0)",
        "grant execute on function pg_cancel_backend to public",
    ),
    "a table in public": (
        "create table public.mine (x int)",
        "grant usage, create on schema public to public",
    ),
}


@pytest.fixture
def person(fresh_database):
    return fresh_database.add_login("ivanova", SECRET, GROUPS)


@pytest.mark.parametrize(("attack", "undo"), REFUSED.values(), ids=REFUSED)
def test_a_person_of_every_role_is_refused(fresh_database, person, attack, undo):
    with fresh_database.as_role(person) as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text(attack))


@pytest.mark.parametrize(("attack", "undo"), REFUSED.values(), ids=REFUSED)
def test_control_without_the_defence_the_same_succeeds(fresh_database, person, attack, undo):
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute(sql.SQL(undo).format(database=sql.Identifier(fresh_database.name)))

    with fresh_database.as_role(person) as connection:
        connection.execute(text(attack))


def test_functions_in_plpgsql_still_run_for_people(fresh_database, person):
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute("create schema window_test")
        connection.execute(f"create function window_test.one() {ONE}")
        connection.execute("grant usage on schema window_test to public")
        connection.execute("grant execute on function window_test.one() to public")

    with fresh_database.as_role(person) as connection:
        assert connection.scalar(text("select window_test.one()")) == 1


def test_the_owners_write_functions(fresh_database):
    with fresh_database.as_role(fresh_database.role("migrator")) as connection:
        connection.execute(text("create schema of_migrator"))
        connection.execute(text(f"create function of_migrator.one() {ONE}"))


def test_a_person_does_not_enter_the_neighbour_school(fresh_database, database, person):
    there = fresh_database.server.conninfo(database.name)

    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(there, user=person, password=SECRET)


def test_control_with_the_right_to_connect_she_would_enter(fresh_database, database, person):
    name = sql.Identifier(database.name)
    with psycopg.connect(database.conninfo) as connection:
        connection.execute(sql.SQL("grant connect on database {} to public").format(name))
    try:
        with psycopg.connect(fresh_database.server.conninfo(database.name), user=person, password=SECRET) as other:
            assert other.info.dbname == database.name
    finally:
        with psycopg.connect(database.conninfo) as connection:
            connection.execute(
                sql.SQL("revoke connect on database {} from public").format(sql.Identifier(database.name))
            )


def test_a_new_function_is_not_executable_by_everybody(fresh_database):
    with fresh_database.as_role(fresh_database.role("migrator")) as connection:
        connection.execute(text("create schema of_migrator"))
        connection.execute(text("create function of_migrator.one() returns int language sql as 'select 1'"))
        acl = connection.scalar(text("select proacl::text from pg_proc where oid = 'of_migrator.one()'::regprocedure"))

    assert acl is not None
    assert "{=X" not in acl
    assert ",=X" not in acl


def test_no_group_and_no_owner_can_log_in(fresh_database):
    with psycopg.connect(fresh_database.conninfo) as connection:
        roles = connection.execute(
            "select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole from pg_roles"
            " where starts_with(rolname, %s)",
            (f"{fresh_database.name}_",),
        ).fetchall()

    prefix = f"{fresh_database.name}_"
    assert len(roles) == len(GROUPS) + 9
    assert not [name for name, login, superuser, _, _ in roles if login or superuser]
    assert {name.removeprefix(prefix) for name, _, _, bypass, _ in roles if bypass} == {"guard", "migrator"}
    assert {name.removeprefix(prefix) for name, _, _, _, creates in roles if creates} == {"rolemaker"}


def test_cyrillic_is_lowered_whatever_the_clusters_locale(fresh_database):
    with psycopg.connect(fresh_database.conninfo) as connection:
        assert connection.execute("select lower('ЁЖИКОВ')").fetchone() == ("ёжиков",)


def test_provisioning_again_changes_nothing(fresh_database):
    provision(fresh_database.server.conninfo(), fresh_database.name)

    with psycopg.connect(fresh_database.conninfo) as connection, pytest.raises(errors.UndefinedTable):
        connection.execute("select from public.nothing")


def test_provisioning_again_brings_the_roles_that_an_older_version_had_not(cluster):
    code = "school_older_code"
    inside = provision(cluster.conninfo(), "school_older")
    with psycopg.connect(inside) as connection:
        connection.execute(f"drop owned by {code}; drop role {code}")

    provision(cluster.conninfo(), "school_older")

    with psycopg.connect(inside) as connection:
        found = connection.execute(
            "select has_database_privilege(%s, current_database(), 'connect'),"
            " pg_has_role('school_older_rolemaker', %s, 'member')",
            (code, code),
        ).fetchone()
    assert found == (True, True)


@pytest.mark.parametrize("name", ["Школа", "school-1", "1school", "a" * 40, 'x"; drop database postgres; --', ""])
def test_a_name_that_cannot_prefix_roles_is_refused(cluster, name):
    with pytest.raises(RuleBrokenError, match="database-name"):
        provision(cluster.conninfo(), name)
