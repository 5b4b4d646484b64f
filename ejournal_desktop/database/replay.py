"""Replays ``objects/`` whole: what the files say is what the database has, also after a file or a line has gone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import Connection, text

from ejournal_desktop.database.tokens import fill_tokens, role_of

HISTORY_SCHEMA = "migrations"
_HERE = Path(__file__).resolve().parent
_OBJECTS = _HERE / "objects"
_CLEAR = _HERE / "clear_objects.sql"
_SCHEMAS = "journal, private, audit, sec, api"
_TABLE = f"""
    create table if not exists {HISTORY_SCHEMA}.schema_objects (
        one_row boolean constraint schema_objects_pkey primary key
            default true constraint schema_objects_one_row check (one_row),
        sha256 bytea not null,
        replayed_at timestamptz not null
    )
"""


@dataclass(frozen=True, slots=True)
class _Script:
    path: Path
    body: str


def replay_objects(connection: Connection, database: str, *, force: bool) -> bool:
    """Replay every file in the order of the names if any changed since the last time, or ``force``; tell whether."""
    scripts = list(_scripts(database))
    sha256 = _fingerprint(scripts)
    connection.execute(text(_TABLE))
    known = connection.scalar(text(f"select sha256 from {HISTORY_SCHEMA}.schema_objects"))
    if not force and known == sha256:
        return False
    definers = ", ".join(role_of(database, name) for name in ("guard", "api", "writer", "rolemaker", "signaller"))
    run_script(connection, _CLEAR, _CLEAR.read_text(encoding="utf-8"))
    connection.execute(text(f"grant create on schema {_SCHEMAS} to {definers}"))  # «owner to» asks the new owner for it
    for script in scripts:
        run_script(connection, script.path, script.body)
    connection.execute(text(f"revoke create on schema {_SCHEMAS} from {definers}"))
    connection.execute(text(f"delete from {HISTORY_SCHEMA}.schema_objects"))
    stamp = f"insert into {HISTORY_SCHEMA}.schema_objects values (true, :sha256, clock_timestamp())"
    connection.execute(text(stamp), {"sha256": sha256})
    return True


def run_script(connection: Connection, path: Path, script: str) -> None:
    """Run the text of an SQL file; an error leaves with the file and the line in its notes."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise ConnectionError(path.name)
    try:
        with driver.cursor() as cursor:  # the bare driver: without parameters % and several statements are allowed
            cursor.execute(script)
            cursor.execute("reset role")  # a file that forgets it must not decide for the next one
    except psycopg.Error as error:
        line = script.count("\n", 0, int(error.diag.statement_position or 1)) + 1
        error.add_note(f"in {path.parent.name}/{path.name}, line {line}: {error.diag.context or ''}")
        raise


def _scripts(database: str) -> Iterator[_Script]:
    for path in sorted(_OBJECTS.rglob("*.sql"), key=lambda path: path.relative_to(_OBJECTS).as_posix()):
        yield _Script(path, fill_tokens(path.read_text(encoding="utf-8"), database))


def _fingerprint(scripts: list[_Script]) -> bytes:
    parts = [f"{script.path.relative_to(_OBJECTS).as_posix()}\0{script.body}\0" for script in scripts]
    return hashlib.sha256("".join(parts).encode()).digest()
