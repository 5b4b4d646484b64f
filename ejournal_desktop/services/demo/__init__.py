"""The demo school: built once per home from the files of ``resources/demo``, opened in seconds afterwards."""

import json
import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import psycopg

from ejournal_desktop.config.paths import resource
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.database.embedded import EmbeddedServer, RunningServer
from ejournal_desktop.database.embedded.binaries import find_binaries
from ejournal_desktop.database.migrate import upgrade
from ejournal_desktop.database.provision import provision
from ejournal_desktop.services.demo.accounts import DemoAccount, make_accounts
from ejournal_desktop.services.demo.building import DATABASE, SCHOOL_NAME, DemoBuild, Progress, build
from ejournal_desktop.services.demo.files import read_files

__all__ = ["DemoAccount", "DemoSchool", "close_demo", "open_or_build_demo"]

_SALT_BYTES = 16
_RECORD = "demo.json"


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """The demo, its server running.

    Attributes:
        psql: path of the ``psql`` that came with the server.
        was_built: it was made by this very call.
    """

    name: str
    profile: ServerProfile
    accounts: tuple[DemoAccount, ...]
    psql: str
    server: EmbeddedServer
    was_built: bool


@dataclass(frozen=True, slots=True)
class _Record:
    """What the home remembers between starts, in a file for its owner only."""

    salt: str
    accounts: tuple[DemoAccount, ...]
    complete: bool


def open_or_build_demo(home: Path, today: date, progress: Progress) -> DemoSchool:
    """Start the demo of ``home``; the first time build it for the school year of ``today``.

    Raises:
        ServerUnavailableError: the embedded server does not start.
    """
    server = EmbeddedServer(home / "server")
    record = _read(home)
    with ExitStack() as undo, ThreadPoolExecutor(1) as reader:  # the files are read while the server is made
        undo.callback(server.stop_if_owner)  # whoever interrupts the build leaves no server behind
        plans = None if record and record.complete else reader.submit(read_files, resource("demo"), today)
        progress("Сервер PostgreSQL…")
        running = server.ensure_running()
        was_built = plans is not None or not _exists(running)
        if record is None or was_built:
            plans = plans or reader.submit(read_files, resource("demo"), today)
            record = _build(home, DemoBuild(running, resource("demo"), today, plans), progress)
        else:
            upgrade(provision(running.conninfo(), DATABASE))  # a newer version may need roles that the older had not
        undo.pop_all()
    profile = _profile(running, record)
    return DemoSchool(SCHOOL_NAME, profile, record.accounts, _psql(running), server, was_built)


def _build(home: Path, demo: DemoBuild, progress: Progress) -> _Record:
    record = _Record(secrets.token_hex(_SALT_BYTES), make_accounts(), complete=False)
    _write(home, record)
    build(demo, _profile(demo.server, record), record.accounts, progress)
    record = replace(record, complete=True)
    _write(home, record)
    return record


def close_demo(school: DemoSchool) -> None:
    """Stop the server if this process started it and nobody else works with it."""
    school.server.stop_if_owner()


def _profile(running: RunningServer, record: _Record) -> ServerProfile:
    return ServerProfile(SCHOOL_NAME, running.host, running.port, DATABASE, record.salt, is_embedded=True)


def _psql(running: RunningServer) -> str:
    return find_binaries(int(running.version.partition(".")[0])).program("psql")


def _exists(running: RunningServer) -> bool:
    with psycopg.connect(running.conninfo()) as connection:
        found = connection.execute("select from pg_database where datname = %s", (DATABASE,))
        return found.fetchone() is not None


def _read(home: Path) -> _Record | None:
    try:
        raw = json.loads((home / _RECORD).read_text(encoding="utf-8"))
        accounts = tuple(DemoAccount(**(row | {"roles": tuple(row["roles"])})) for row in raw["accounts"])
        return _Record(raw["salt"], accounts, raw["complete"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(home: Path, record: _Record) -> None:
    home.mkdir(parents=True, exist_ok=True)
    part = home / f"{_RECORD}.part"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(record), file, ensure_ascii=False, indent=1)
    part.replace(home / _RECORD)
