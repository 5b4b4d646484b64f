"""Each promise of the catalogue lint: broken on purpose, it is named."""

import pytest
from sqlalchemy import text

from ejournal_desktop.database.catalogue import lint_catalogue

PINNED = "set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD'"
KEPT_BY = "constraint rooms_kept_by_fkey references journal.people"
BROKEN = {
    "a table without row security": (
        "create table journal.naked (naked_id int constraint naked_pkey primary key)",
        "row security is not forced on table: journal.naked",
    ),
    "row security that spares the owner": (
        "alter table journal.people no force row level security",
        "row security is not forced on table: journal.people",
    ),
    "a view with its owner's rights": (
        "create view api.open as select 1 as x",
        "view without security_invoker: api.open",
    ),
    "a materialised view": (
        "create materialized view journal.frozen as select 1 as x",
        "materialised view (row security does not reach it): journal.frozen",
    ),
    "a definer function that obeys the client's zone": (
        "create function sec.loose() returns int language sql security definer set search_path = '' as 'select 1'",
        "definer function does not pin search_path, timezone and datestyle: sec.loose()",
    ),
    "a window of a wrong owner": (
        (
            f"create function api.window() returns int language sql security definer {PINNED} as 'select 1';"
            'alter function api.window() owner to "{db}_guard"'
        ),
        'window of api not owned by the api role: api."window"() ({db}_guard)',
    ),
    "a definer function left to the migrator": (
        (
            f"create function sec.left() returns int language sql security definer {PINNED} as 'select 1';"
            'alter function sec.left() owner to "{db}_migrator"'
        ),
        'definer function owned by the migrator: its file forgot «owner to»: sec."left"()',
    ),
    "a function for everybody": (
        "create function sec.open() returns int language sql as 'select 1'",
        "function that PUBLIC may execute: sec.open()",
    ),
    "a teacher who writes": (
        'grant insert on journal.marks to "{db}_teacher"',
        "table, view or sequence that people may do more with than select: journal.marks (INSERT by {db}_teacher)",
    ),
    "a sequence for people": (
        'grant usage on sequence audit.event_ids to "{db}_person"',
        "table, view or sequence that people may do more with than select: audit.event_ids (USAGE by {db}_person)",
    ),
    "a column for people": (
        'grant update (value) on journal.marks to "{db}_deputy"',
        "column that people may do more with than select: journal.marks.value",
    ),
    "an unnamed check": (
        "alter table journal.rooms add check (room_id > 0)",
        "constraint without a name of its own: journal.rooms.rooms_room_id_check",
    ),
    "a reference without an index": (
        f"alter table journal.rooms add kept_by int {KEPT_BY} on delete restrict",
        "foreign key without an index that begins with its columns: journal.rooms.rooms_kept_by_fkey",
    ),
    "a reference that says nothing of deleting": (
        (f"alter table journal.rooms add kept_by int {KEPT_BY};create index on journal.rooms (kept_by)"),
        "foreign key without a written «on delete»: journal.rooms.rooms_kept_by_fkey",
    ),
    "a policy that asks for every row": (
        (
            "create function sec.sees() returns boolean language sql stable as 'select true';"
            "create policy slow on journal.rooms using (sec.sees())"
        ),
        "policy that calls a function for every row: write (select f()): journal.rooms.slow",
    ),
    "a policy that asks with the row": (
        (
            "create function sec.sees(id int) returns boolean language sql stable as 'select true';"
            "create policy slow on journal.rooms using ((select sec.sees(room_id)))"
        ),
        "policy that calls a function for every row: write (select f()): journal.rooms.slow",
    ),
    "a schema people create in": (
        'grant create on schema api to "{db}_person"',
        "schema that others than its owners may create in: api ({db}_person)",
    ),
    "helpers within reach": (
        'grant usage on schema sec to "{db}_teacher"',
        "schema sec that people may use: {db}_teacher",
    ),
}
ALLOWED = {
    "a policy that asks once": (
        "create function sec.sees() returns boolean language sql stable as 'select true';"
        "create policy quick on journal.rooms using ((select sec.sees()))"
    ),
    "a view with its caller's rights": "create view api.careful with (security_invoker) as select 1 as x",
    "a deputy who reads": 'grant select on journal.rooms to "{db}_deputy"',
}


@pytest.fixture
def connection(database):
    with database.superuser_engine().connect() as connection:
        yield connection
        connection.rollback()


def _new_problems(connection, database, change: str) -> set[str]:
    before = set(lint_catalogue(connection))
    connection.execute(text(change.replace("{db}", database.name)))
    return set(lint_catalogue(connection)) - before


@pytest.mark.parametrize(("change", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_broken_promise_is_named(connection, database, change, problem):
    problems = _new_problems(connection, database, change)

    assert problem.replace("{db}", database.name) in problems


@pytest.mark.parametrize("change", ALLOWED.values(), ids=ALLOWED)
def test_what_is_right_is_not_named(connection, database, change):
    problems = _new_problems(connection, database, change)

    assert not {problem for problem in problems if not problem.startswith("function that PUBLIC")}
