"""Brings a database to this program's version: numbered migrations, repeatable objects, catalogue lint.

Forward only and in one transaction: a database is of the old version or of the new one, never between.
"""

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
from ejournal_desktop.database.replay import HISTORY_SCHEMA, replay_objects, run_script
from ejournal_desktop.database.tokens import fill_tokens, role_of
from ejournal_desktop.domain.errors import RuleBrokenError

_HERE = Path(__file__).resolve().parent
_MIGRATIONS = _HERE / "migrations"
_LOCK_TIMEOUT = "5s"
_ADVISORY_KEY = 0x656A6F75  # «ejou»: two upgrades of one database wait for each other


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
        RuleBrokenError: ``database-is-newer`` (detail: ``revision``): a newer program has upgraded it already.
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
    connection.execute(text(f"create schema if not exists {HISTORY_SCHEMA}"))
    before, after = _migrate(connection)
    replayed = replay_objects(connection, database, force=before != after)
    if problems := lint_catalogue(connection):
        raise CatalogueError("\n".join(problems))
    return UpgradeResult(before, after, replayed)


def run_migration(file_name: str) -> None:
    """Run one file of ``migrations/sql``; called by the revision of the same name."""
    connection = op.get_bind()
    path = _MIGRATIONS / "sql" / file_name
    database = str(connection.scalar(text("select current_database()")))
    run_script(connection, path, fill_tokens(path.read_text(encoding="utf-8"), database))


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

    options = {"fn": steps, "version_table_schema": HISTORY_SCHEMA, "transaction_per_migration": False}
    context = MigrationContext.configure(connection, opts=options)
    before = context.get_current_revision()
    if before not in {None, *(script.revision for script in scripts.walk_revisions())}:
        raise RuleBrokenError("database-is-newer", {"revision": before})
    with Operations.context(context):
        context.run_migrations()
    return before, context.get_current_revision() or ""
