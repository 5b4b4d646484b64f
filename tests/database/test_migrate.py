"""An upgrade is whole or not at all."""

import threading

import psycopg
import pytest
from sqlalchemy import create_engine, text

from ejournal_desktop.database import migrate, replay
from ejournal_desktop.database.tokens import fill_tokens
from ejournal_desktop.domain.errors import RuleBrokenError


@pytest.fixture
def objects(monkeypatch, tmp_path):
    """A folder of objects of the test's own instead of the product's; the lint is not asked."""
    monkeypatch.setattr(replay, "_OBJECTS", tmp_path / "objects")
    (tmp_path / "objects").mkdir()
    monkeypatch.setattr(migrate, "lint_catalogue", lambda _connection: [])

    def write(**files: str) -> None:
        for name, body in files.items():
            (tmp_path / "objects" / f"{name}.sql").write_text(body, encoding="utf-8")

    return write


def _ask(database, query: str):
    with psycopg.connect(database.conninfo) as connection:
        return connection.execute(query).fetchone()


def test_a_second_upgrade_changes_nothing(fresh_database):
    result = migrate.upgrade(fresh_database.conninfo)

    newest = migrate.newest_revision()
    assert result == migrate.UpgradeResult(newest, newest, objects_replayed=False)


def test_a_changed_object_is_replayed(fresh_database, objects):
    objects(one="create or replace view api.answer with (security_invoker) as select 1 as answer;")
    migrate.upgrade(fresh_database.conninfo)
    objects(one="create or replace view api.answer with (security_invoker) as select 2 as answer;")

    result = migrate.upgrade(fresh_database.conninfo)

    assert result.objects_replayed
    assert _ask(fresh_database, "select answer from api.answer") == (2,)


def test_objects_run_in_the_order_of_their_names(fresh_database, objects):
    objects(b="create view api.second as select * from api.first;", a="create view api.first as select 1 as x;")

    migrate.upgrade(fresh_database.conninfo)

    assert _ask(fresh_database, "select x from api.second") == (1,)


def test_a_failing_object_leaves_the_database_as_it_was(fresh_database, objects):
    objects(a="create view api.first as select 1 as x;", b="select 1;\nselect broken\nfrom nowhere;")

    with pytest.raises(psycopg.errors.UndefinedTable) as raised:
        migrate.upgrade(fresh_database.conninfo)

    assert raised.value.__notes__[0].startswith("in objects/b.sql, line 3")
    assert _ask(fresh_database, "select to_regclass('api.first')") == (None,)


def test_a_schema_that_breaks_a_promise_is_not_installed(fresh_database, objects, monkeypatch):
    objects(a="create view api.first as select 1 as x;")
    monkeypatch.setattr(migrate, "lint_catalogue", lambda _connection: ["view without security_invoker: api.first"])

    with pytest.raises(migrate.CatalogueError, match=r"api\.first"):
        migrate.upgrade(fresh_database.conninfo)

    assert _ask(fresh_database, "select to_regclass('api.first')") == (None,)


def test_an_object_that_forgets_to_reset_its_role_does_not_decide_for_the_next(fresh_database, objects):
    objects(a="set role ${owner};", b="create schema of_b;")

    migrate.upgrade(fresh_database.conninfo)

    assert _ask(fresh_database, "select nspowner::regrole::text from pg_namespace where nspname = 'of_b'") == (
        fresh_database.role("migrator"),
    )


def test_objects_never_run_as_a_superuser(fresh_database, objects):
    objects(a="reset role; create role made_by_an_object superuser;")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        migrate.upgrade(fresh_database.conninfo)


def test_percent_signs_and_dollar_quotes_of_a_file_are_left_alone(fresh_database, objects):
    objects(a="do $$ begin if 'a%b' not like 'a\\%%' or 7 % 4 <> 3 then raise exception 'changed'; end if; end $$;")

    assert migrate.upgrade(fresh_database.conninfo).objects_replayed


def test_tokens_become_the_roles_of_this_database():
    assert fill_tokens("grant ${teacher} to ${class_teacher}; ${database}; $$ $1 $body$", "s1") == (
        "grant s1_teacher to s1_class_teacher; s1; $$ $1 $body$"
    )


def test_two_upgrades_at_once_wait_for_each_other(fresh_database, objects):
    objects(a="create or replace view api.answer with (security_invoker) as select 1 as answer;")
    results = []
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(fresh_database.conninfo))

    def second() -> None:
        results.append(migrate.upgrade(fresh_database.conninfo))

    with engine.begin() as connection:
        first = migrate.upgrade_connection(connection)
        thread = threading.Thread(target=second)
        thread.start()
    thread.join(30)
    engine.dispose()

    assert first.objects_replayed
    assert [result.objects_replayed for result in results] == [False]


def test_a_client_in_the_way_does_not_hold_an_upgrade_for_ever(fresh_database, objects, monkeypatch):
    monkeypatch.setattr(migrate, "_LOCK_TIMEOUT", "100ms")
    objects(a="create or replace view api.answer with (security_invoker) as select 1 as answer;")
    migrate.upgrade(fresh_database.conninfo)
    objects(a="drop view api.answer;")

    with psycopg.connect(fresh_database.conninfo) as other:
        other.execute("select * from api.answer")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            migrate.upgrade(fresh_database.conninfo)


def test_the_facts_belong_to_the_owner_who_cannot_log_in(fresh_database):
    with fresh_database.superuser_engine().connect() as connection:
        owners = connection.scalars(
            text(
                "select distinct relowner::regrole::text from pg_class"
                " where relnamespace::regnamespace::text in ('journal', 'private', 'audit') and relkind in ('r', 'p')"
            )
        ).all()

    assert owners == [fresh_database.role("owner")]


VERSIONS = {
    "a policy": (
        "alter table journal.rooms enable row level security; create policy open on journal.rooms using (true);",
        "select count(*) from pg_policy where polname = 'open'",
    ),
    "a grant": (
        "grant select on journal.marks to ${teacher};",
        (
            "select count(*) from pg_class, aclexplode(relacl) as acl"
            " where oid = 'journal.marks'::regclass and acl.grantee::regrole::text like '%_teacher'"
        ),
    ),
    "a grant on a column": (
        "grant select (value) on journal.marks to ${teacher};",
        (
            "select count(*) from pg_attribute where attrelid = 'journal.marks'::regclass and attacl is not null"
            " and array_length(attacl, 1) > 0"
        ),
    ),
    "a trigger and its function": (
        (
            "create function sec.quiet() returns trigger language plpgsql as 'begin return new; end';"
            "create trigger quiet before insert on journal.marks for each row execute function sec.quiet();"
        ),
        "select count(*) from pg_proc where proname = 'quiet'",
    ),
    "a trigger on a table of parts": (
        (
            "create function sec.quiet() returns trigger language plpgsql as 'begin return new; end';"
            "create trigger quiet before insert on audit.events for each row execute function sec.quiet();"
        ),
        "select count(*) from pg_trigger where tgname = 'quiet'",
    ),
    "a type and what uses it": (
        "create type sec.pair as (a int); create function sec.pair() returns sec.pair language sql as 'select 1';",
        "select count(*) from pg_type where typname = 'pair'",
    ),
    "a view on a view": (
        "create view api.first as select 1 as x; create view api.second as select * from api.first;",
        "select count(*) from pg_views where schemaname = 'api' and viewname in ('first', 'second')",
    ),
    "a way into a schema": (
        "grant usage on schema audit to ${deputy};",
        (
            "select count(*) from pg_namespace, aclexplode(nspacl) as acl"
            " where nspname = 'audit' and acl.grantee::regrole::text like '%_deputy'"
        ),
    ),
}


@pytest.mark.parametrize(("body", "count"), VERSIONS.values(), ids=VERSIONS)
def test_what_a_file_no_longer_says_is_gone(fresh_database, objects, body, count):
    objects(a=body)
    migrate.upgrade(fresh_database.conninfo)
    assert _ask(fresh_database, count)[0] > 0

    objects(a="select 1;")
    migrate.upgrade(fresh_database.conninfo)

    assert _ask(fresh_database, count) == (0,)


def test_a_function_may_change_the_names_of_its_parameters(fresh_database, objects):
    objects(a="create or replace function sec.twice(a int) returns int language sql as 'select $1 * 2';")
    migrate.upgrade(fresh_database.conninfo)
    objects(a="create or replace function sec.twice(b int) returns bigint language sql as 'select $1::bigint * 2';")

    assert migrate.upgrade(fresh_database.conninfo).objects_replayed


def test_the_rows_of_the_tables_stay(fresh_database, objects):
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("insert into journal.rooms (name) values ('21')")
    objects(a="select 1;")

    migrate.upgrade(fresh_database.conninfo)

    assert _ask(fresh_database, "select name from journal.rooms") == ("21",)


def test_an_older_program_leaves_a_newer_database_alone(fresh_database):
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute("update migrations.alembic_version set version_num = '9999'")

    with pytest.raises(RuleBrokenError, match="database-is-newer"):
        migrate.upgrade(fresh_database.conninfo)


def test_the_whole_product_can_be_replayed_over_itself(fresh_database):
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute("delete from migrations.schema_objects")

    assert migrate.upgrade(fresh_database.conninfo).objects_replayed
