"""Makes a school's database on a server: the database, its roles, and what PUBLIC loses. Needs a superuser once."""

import re
from collections.abc import Iterable

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ejournal_desktop.database.tokens import role_of
from ejournal_desktop.domain.errors import RuleBrokenError

OWNERS = ("owner", "guard", "api", "writer", "rolemaker", "signaller")
GROUPS = (
    "teacher",
    "class_teacher",
    "deputy",
    "director",
    "administrator",
    "secretary",
    "psychologist",
    "inspector",
    "pupil",
    "guardian",
)
_ATTRIBUTES = {"guard": "bypassrls", "rolemaker": "createrole", "migrator": "bypassrls"}
_BUILTIN_LOCALES_FROM = 170_000
_GRANT_OPTIONS_FROM = 160_000
# a database name is a prefix of role names (63 bytes at most) and stands unquoted in SQL files
_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
_FORBIDDEN_FUNCTIONS = (
    r"^(pg_(try_)?advisory_.*|lo_.*|loread|lowrite|pg_stat_get_.*|pg_terminate_backend|pg_cancel_backend"
    r"|pg_lock_status|pg_logical_emit_message|pg_(relation|table|total_relation|indexes)_size)$"
)


def provision(conninfo: str, database: str) -> str:
    """Make ``database`` and its roles on the server of the superuser's ``conninfo``; what exists already is left.

    Returns:
        The superuser's connection string for the new database, as ``migrate.upgrade`` wants it.

    Raises:
        RuleBrokenError: ``database-name`` when the name cannot prefix role names.
    """
    if not _NAME.fullmatch(database):
        raise RuleBrokenError("database-name", {"name": database})
    with psycopg.connect(conninfo, autocommit=True) as connection:
        _create_database(connection, database)
        with connection.transaction():
            _create_roles(connection, database)
            _close_database(connection, database)
    inside = make_conninfo(conninfo, dbname=database)
    with psycopg.connect(inside) as connection:
        connection.execute("create extension if not exists btree_gist")
        _close_to_public(connection, database)
        _close_future_functions(connection, database)
        _let_verifiers_be_compared(connection, database)
        _keep_rights_of_groups(connection)
    return inside


def _create_database(connection: psycopg.Connection, database: str) -> None:
    if connection.execute("select 1 from pg_database where datname = %s", (database,)).fetchone():
        return
    # lower() must know Cyrillic whatever the cluster's own locale is
    builtin = connection.info.server_version >= _BUILTIN_LOCALES_FROM
    locale = "locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'" if builtin else "locale 'C.UTF-8'"
    _run(
        connection,
        "create database {database} template template0 encoding 'UTF8' " + locale,
        database=sql.Identifier(database),
    )


def _create_roles(connection: psycopg.Connection, database: str) -> None:
    for name in (*OWNERS, "migrator", "person", "code", *GROUPS):
        role = role_of(database, name)
        if not connection.execute("select 1 from pg_roles where rolname = %s", (role,)).fetchone():
            _run(connection, "create role {role} nologin " + _ATTRIBUTES.get(name, ""), role=sql.Identifier(role))
    modern = connection.info.server_version >= _GRANT_OPTIONS_FROM
    for owner in OWNERS:
        _grant_role(connection, database, owner, "migrator", "with inherit true, set true" if modern else "")
    for group in ("person", "code", *GROUPS):
        _grant_role(
            connection,
            database,
            group,
            "rolemaker",
            "with admin true, inherit false, set false" if modern else "with admin option",
        )
    signaller = sql.Identifier(role_of(database, "signaller"))
    _run(connection, "grant pg_signal_backend, pg_read_all_stats to {role}", role=signaller)


def _grant_role(connection: psycopg.Connection, database: str, what: str, whom: str, options: str) -> None:
    names = {"what": sql.Identifier(role_of(database, what)), "whom": sql.Identifier(role_of(database, whom))}
    _run(connection, "grant {what} to {whom} " + options, **names)


def _close_database(connection: psycopg.Connection, database: str) -> None:
    name = sql.Identifier(database)
    _run(connection, "revoke all on database {database} from public", database=name)  # CONNECT and TEMP
    _run(
        connection,
        "grant connect on database {database} to {roles}",
        database=name,
        roles=_roles(database, ("person", "code")),
    )
    # no person may lift it: a recursive query fills no disk
    _run(connection, "alter database {database} set temp_file_limit = '1GB'", database=name)
    _run(
        connection,
        "grant create, connect, temporary on database {database} to {roles}",
        database=name,
        roles=_roles(database, ("migrator",)),
    )


def _let_verifiers_be_compared(connection: psycopg.Connection, database: str) -> None:
    # a password may be changed past the program: a superuser's function sees the verifier and gives its hash
    guard = _roles(database, ("guard",))
    _run(connection, "create schema if not exists server")
    _run(connection, "revoke all on schema server from public")
    _run(connection, "grant usage on schema server to {guard}", guard=guard)
    _run(
        connection,
        "create or replace function server.present_verifier_hash() returns bytea language sql stable security definer"
        " set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD'"
        " return (select sha256(convert_to(a.rolpassword, 'UTF8')) from pg_authid as a where a.rolname = session_user)",
    )
    _run(connection, "revoke all on function server.present_verifier_hash() from public")
    _run(connection, "grant execute on function server.present_verifier_hash() to {guard}", guard=guard)


def _keep_rights_of_groups(connection: psycopg.Connection) -> None:
    # PostgreSQL lets any member «drop owned by» her group: out of every policy it goes; default privileges would stay
    _run(
        connection,
        "create or replace function server.refuse_drop_owned() returns event_trigger language plpgsql"
        " set search_path = pg_catalog, pg_temp as $$ begin"
        " if not (select r.rolsuper from pg_roles as r where r.rolname = session_user) then"
        " raise exception 'only a superuser does this to a role' using errcode = '42501';"
        " end if; end $$",
    )
    _run(connection, "revoke all on function server.refuse_drop_owned() from public")
    _run(connection, "drop event trigger if exists keep_rights")
    _run(
        connection,
        "create event trigger keep_rights on ddl_command_start"
        " when tag in ('DROP OWNED', 'ALTER DEFAULT PRIVILEGES') execute function server.refuse_drop_owned()",
    )


def _close_to_public(connection: psycopg.Connection, database: str) -> None:
    definers = _roles(database, (*OWNERS, "migrator"))
    _run(connection, "revoke all on schema public from public")
    _run(connection, "revoke usage on language plpgsql from public")
    _run(connection, "grant usage on language plpgsql to {roles}", roles=definers)
    found = connection.execute(
        "select oid::regprocedure::text, proname from pg_proc"
        " where pronamespace = 'pg_catalog'::regnamespace and proname ~ %s",
        (_FORBIDDEN_FUNCTIONS,),
    ).fetchall()
    functions = sql.SQL(", ").join(sql.SQL(signature) for signature, _name in found)
    _run(connection, "revoke execute on function {functions} from public", functions=functions)
    locks = sql.SQL(", ").join(sql.SQL(signature) for signature, name in found if "advisory" in name)
    _run(connection, "grant execute on function {functions} to {roles}", functions=locks, roles=definers)
    # pg_stat_activity asks the rights of its reader; the signaller's functions show and end sessions one by one
    _run(
        connection,
        "grant execute on function pg_stat_get_activity(integer), pg_terminate_backend(integer, bigint) to {roles}",
        roles=_roles(database, ("signaller",)),
    )


def _close_future_functions(connection: psycopg.Connection, database: str) -> None:
    roles = _roles(database, (*OWNERS, "migrator"))
    _run(connection, "alter default privileges for role {roles} revoke execute on functions from public", roles=roles)


def _roles(database: str, names: Iterable[str]) -> sql.Composable:
    return sql.SQL(", ").join(sql.Identifier(role_of(database, name)) for name in names)


def _run(connection: psycopg.Connection, text: str, **parts: sql.Composable) -> None:
    connection.execute(sql.SQL(text).format(**parts))
