"""The school of the benchmarks on a durable throw-away server: 1 000 pupils, 34 classes, ≥ 380 000 marks."""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from ejournal_desktop.database import migrate
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.database.embedded import EmbeddedServer, RunningServer
from ejournal_desktop.database.provision import provision
from ejournal_desktop.database.scram import make_verifier

NAME = "benchmarks"
SALT = "salt-of-benchmarks"
PASSWORD = "a password of benchmarks"


@dataclass(frozen=True, slots=True)
class School:
    server: RunningServer
    conninfo: str
    profile: ServerProfile
    teachers: list[str]  # logins
    deputy: str

    def superuser(self) -> psycopg.Connection:
        return psycopg.connect(self.conninfo, autocommit=True)


@contextlib.contextmanager
def school_of_1000() -> Iterator[School]:
    home = Path(tempfile.mkdtemp(prefix="ejournal-benchmarks-"))
    if sys.platform != "win32":
        home.chmod(0o711)
    server = EmbeddedServer(home)
    try:
        running = server.ensure_running()
        conninfo = provision(running.conninfo(), NAME)
        migrate.upgrade(conninfo)
        profile = ServerProfile("замеры", running.host, running.port, NAME, SALT, is_embedded=True)
        with psycopg.connect(conninfo) as connection:
            connection.execute(Path(__file__).with_name("school_of_1000.sql").read_text(encoding="utf-8"))
            teachers = _accounts(connection, profile)
            connection.execute("analyze")  # as a school that has run for a day
        yield School(running, conninfo, profile, teachers, "deputy")
    finally:
        server.stop_if_owner()
        shutil.rmtree(home)


def _accounts(connection: psycopg.Connection, profile: ServerProfile) -> list[str]:
    people = connection.execute("select person_id from journal.staff order by person_id").fetchall()
    logins = [f"teacher{number}" for number in range(len(people))]
    for login, (person_id,) in zip(logins, people, strict=True):
        _account(connection, profile, login, person_id, "teacher")
    _account(connection, profile, "deputy", people[0][0], "deputy")
    return logins


def _account(connection: psycopg.Connection, profile: ServerProfile, login: str, person_id: int, role: str) -> None:
    name = profile.role_name(login)
    connection.execute(f"create role {name} login password '{make_verifier(PASSWORD, iterations=4096)}'")
    connection.execute(f"grant {NAME}_person, {NAME}_{role} to {name}")
    connection.execute("set session_replication_role = replica")
    connection.execute(
        "with a as (insert into private.accounts (person_id, role_name) values (%s, %s) returning account_id)"
        " insert into private.role_grants (account_id, school_role) select account_id, %s from a",
        (person_id, name, role),
    )
    connection.execute("set session_replication_role = origin")
