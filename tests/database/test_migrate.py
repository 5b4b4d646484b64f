"""An upgrade is whole or not at all."""

import threading

import psycopg
import pytest
from sqlalchemy import create_engine, text

from ejournal_desktop.database import migrate
from ejournal_desktop.database.tokens import fill_tokens
from tests.database import school_database


@pytest.fixture
def objects(monkeypatch, tmp_path):
    """A folder of objects of the test's own instead of the product's; the lint is not asked."""
    monkeypatch.setattr(migrate, "_OBJECTS", tmp_path)
    monkeypatch.setattr(migrate, "_HERE", tmp_path)
    monkeypatch.setattr(migrate, "lint_catalogue", lambda _connection: [])

    def write(**files: str) -> None:
        for name, body in files.items():
            (tmp_path / f"{name}.sql").write_text(body, encoding="utf-8")

    return write


def _ask(database, query: str):
    with psycopg.connect(database.conninfo) as connection:
        return connection.execute(query).fetchone()


def test_a_second_upgrade_changes_nothing(fresh_database):
    result = school_database.upgrade_for_tests(fresh_database.conninfo)

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

    assert raised.value.__notes__[0].startswith("in b.sql, line 3")
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
