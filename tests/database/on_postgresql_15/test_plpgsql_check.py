"""Every function of the guard as ``plpgsql_check`` reads it: what the server finds only when a line is reached."""

import psycopg
import pytest

# Tables that the owner's history loader finds in its own session.
LOADED = "pg_temp.history_"
# A branch for one of the tables that share the trigger: told by tg_table_name.
BRANCHES = ('sec.judge_approved_row(), line 20: record "new" has no field "seen_by_director_at" (error)',)
CHECK = """
    select format('%s, line %s: %s (%s)', p.oid::regprocedure, c.lineno, c.message, c.level)
    from pg_proc as p
    join pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
    left join lateral (
        select t.tgrelid, t.tgnewtable from pg_trigger as t
        where t.tgfoid = p.oid and not t.tgisinternal order by t.oid limit 1
    ) as t on true
    cross join lateral plpgsql_check_function_tb(
        funcoid => p.oid, relid => coalesce(t.tgrelid, 0)::regclass, fatal_errors => false,
        newtable => t.tgnewtable, extra_warnings => false, performance_warnings => false
    ) as c
    where p.pronamespace::regnamespace::text in ('api', 'sec', 'private')
        and (p.prorettype <> 'trigger'::regtype or t.tgrelid is not null)
        and c.level = 'error'
    order by 1
"""


@pytest.fixture
def checker(fresh_database):
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute("create extension plpgsql_check")
        yield connection


def test_the_checker_finds_nothing_in_the_guard(checker):
    found = [line for (line,) in checker.execute(CHECK).fetchall() if LOADED not in line and line not in BRANCHES]

    assert found == [], "\n".join(found)


def test_control_the_checker_finds_a_column_that_is_not_there(checker):
    checker.execute(
        "create function api.broken() returns integer language plpgsql set search_path = pg_catalog as"
        " $$ begin return (select m.no_such_column from journal.marks as m limit 1); end $$"
    )

    found = [line for (line,) in checker.execute(CHECK).fetchall()]

    assert any("no_such_column" in line for line in found)
