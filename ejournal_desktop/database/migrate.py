"""Brings a database to this program's version: numbered migrations, repeatable objects, catalogue lint.

Forward only and in one transaction: a database is of the old version or of the new one, never between.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from alembic import op
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from ejournal_desktop.database.catalogue import lint_catalogue
from ejournal_desktop.database.tokens import fill_tokens, role_of

_HERE = Path(__file__).resolve().parent
_MIGRATIONS = _HERE / "migrations"
_OBJECTS = _HERE / "objects"
_LOCK_TIMEOUT = "5s"
_ADVISORY_KEY = 0x656A6F75  # «ejou»: two upgrades of one database wait for each other
_HISTORY_SCHEMA = "migrations"
_OBJECTS_TABLE = f"""
    create table if not exists {_HISTORY_SCHEMA}.schema_objects (
        one_row boolean constraint schema_objects_pkey primary key
            default true constraint schema_objects_one_row check (one_row),
        sha256 bytea not null,
        replayed_at timestamptz not null
    )
"""


class CatalogueError(Exception):
    """The schema breaks the rules of ``database/README.md``: a bug of the program, the upgrade is rolled back."""


@dataclass(frozen=True, slots=True)
class UpgradeResult:
    """What an upgrade did; ``before`` is None for an empty database."""

    before: str | None
    after: str
    objects_replayed: bool


def newest_revision() -> str:
    """The revision this program brings a database to."""
    return _scripts().get_current_head() or ""


def upgrade(conninfo: str) -> UpgradeResult:
    """Upgrade the database of ``conninfo`` (a superuser's, or its migrator's) to this program's version.

    Raises:
        CatalogueError: what the new schema breaks; nothing is changed then.
    """
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo), poolclass=NullPool)
    with engine.begin() as connection:
        return upgrade_connection(connection)


def upgrade_connection(connection: Connection) -> UpgradeResult:
    """Upgrade within the caller's transaction."""
    database = str(connection.scalar(text("select current_database()")))
    connection.execute(text(f"set local lock_timeout = '{_LOCK_TIMEOUT}'"))
    _become_migrator(connection, role_of(database, "migrator"))
    connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_KEY})
    connection.execute(text(f"create schema if not exists {_HISTORY_SCHEMA}"))
    before, after = _migrate(connection)
    replayed = _replay_objects(connection, database, force=before != after)
    if problems := lint_catalogue(connection):
        raise CatalogueError("\n".join(problems))
    return UpgradeResult(before, after, replayed)


def run_migration(file_name: str) -> None:
    """Run one file of ``migrations/sql``; called by the revision of the same name."""
    connection = op.get_bind()
    path = _MIGRATIONS / "sql" / file_name
    database = str(connection.scalar(text("select current_database()")))
    _run_script(connection, path, fill_tokens(path.read_text(encoding="utf-8"), database))


def _become_migrator(connection: Connection, migrator: str) -> None:
    # not only «set role»: files say «reset role» and must not fall back to the superuser then
    if connection.scalar(text("select session_user")) != migrator:
        connection.execute(text(f'set local session authorization "{migrator}"'))


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _migrate(connection: Connection) -> tuple[str | None, str]:
    scripts = _scripts()

    def steps(revision: Any, _context: MigrationContext) -> Any:
        return scripts._upgrade_revs("head", revision)  # noqa: SLF001 - what alembic.command.upgrade itself calls

    options = {"fn": steps, "version_table_schema": _HISTORY_SCHEMA, "transaction_per_migration": False}
    context = MigrationContext.configure(connection, opts=options)
    before = context.get_current_revision()
    with Operations.context(context):
        context.run_migrations()
    return before, context.get_current_revision() or ""


def _object_files() -> Iterator[tuple[str, Path]]:
    files = ((path.relative_to(_OBJECTS).as_posix(), path) for path in _OBJECTS.rglob("*.sql"))
    yield from sorted(files)


def _replay_objects(connection: Connection, database: str, *, force: bool) -> bool:
    files = [(name, path, fill_tokens(path.read_text(encoding="utf-8"), database)) for name, path in _object_files()]
    sha256 = hashlib.sha256("".join(f"{name}\0{body}\0" for name, _, body in files).encode()).digest()
    connection.execute(text(_OBJECTS_TABLE))
    if not force and connection.scalar(
        text(f"select sha256 = :sha256 from {_HISTORY_SCHEMA}.schema_objects"), {"sha256": sha256}
    ):
        return False
    definers = ", ".join(role_of(database, name) for name in ("guard", "api", "rolemaker"))
    schemas = "journal, private, audit, sec, api"
    connection.execute(text(f"grant create on schema {schemas} to {definers}"))  # «owner to» asks the new owner for it
    for _name, path, body in files:
        _run_script(connection, path, body)
    connection.execute(text(f"revoke create on schema {schemas} from {definers}"))
    connection.execute(text(f"delete from {_HISTORY_SCHEMA}.schema_objects"))
    connection.execute(
        text(f"insert into {_HISTORY_SCHEMA}.schema_objects values (true, :sha256, clock_timestamp())"),
        {"sha256": sha256},
    )
    return True


def _run_script(connection: Connection, path: Path, script: str) -> None:
    driver = connection.connection.driver_connection
    if driver is None:
        raise CatalogueError(path.name)
    try:
        with driver.cursor() as cursor:  # the bare driver: without parameters % and several statements are allowed
            cursor.execute(script)
            cursor.execute("reset role")  # a file that forgets it must not decide for the next one
    except psycopg.Error as error:
        position = int(error.diag.statement_position or 1)
        error.add_note(
            f"in {path.relative_to(_HERE)}, line {script.count(chr(10), 0, position) + 1}: {error.diag.context or ''}"
        )
        raise
