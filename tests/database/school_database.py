"""Databases for tests: migrated once, then copied from a template under the very same name."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from ejournal_desktop.database import migrate
from ejournal_desktop.database.connection import ServerProfile, connect_as
from ejournal_desktop.database.embedded import RunningServer
from ejournal_desktop.database.provision import provision
from ejournal_desktop.database.scram import make_verifier

SALT = "test-salt"
TEST_ITERATIONS = 4096  # a test signs in hundreds of times


@dataclass
class SchoolDatabase:
    """A migrated database and the ways into it."""

    server: RunningServer
    name: str
    _engines: list[Engine] = field(default_factory=list)

    @property
    def profile(self) -> ServerProfile:
        return ServerProfile("test", self.server.host, self.server.port, self.name, SALT, is_embedded=True)

    @property
    def conninfo(self) -> str:
        """The superuser's connection string."""
        return self.server.conninfo(self.name)

    def role(self, name: str) -> str:
        return f"{self.name}_{name}"

    def engine(self, role: str, password: str) -> Engine:
        """A real SCRAM sign-in as a PostgreSQL role."""
        engine = connect_as(self.profile, role, password)
        self._engines.append(engine)
        return engine

    def superuser_engine(self) -> Engine:
        engine = create_engine(
            "postgresql+psycopg://", creator=lambda: psycopg.connect(self.conninfo), poolclass=NullPool
        )
        self._engines.append(engine)
        return engine

    @contextlib.contextmanager
    def as_role(self, role: str) -> Iterator[Connection]:
        """A superuser's connection whose session_user and rights are ``role``'s; rolled back at the end."""
        with self.superuser_engine().connect() as connection:
            connection.execute(text(f'set session authorization "{role}"'))
            try:
                yield connection
            finally:
                connection.rollback()

    def add_login(self, login: str, password: str, groups: tuple[str, ...] = ()) -> str:
        """Make the LOGIN role of ``login`` with ``person`` and groups; return its name (no account row is made)."""
        role = self.profile.role_name(login)
        verifier = make_verifier(password, iterations=TEST_ITERATIONS)
        with psycopg.connect(self.conninfo) as connection:
            connection.execute(f"create role \"{role}\" login password '{verifier}'")
            for group in ("person", *groups):
                connection.execute(f'grant "{self.role(group)}" to "{role}"')
            if connection.info.server_version >= 160_000:  # as if the rolemaker had made it
                keeper = self.role("rolemaker")
                connection.execute(f'grant "{role}" to "{keeper}" with admin true, inherit false, set false')
        return role

    def add_account(self, login: str, password: str, *roles: str, last_name: str = "Иванова") -> int:
        """A person with an account, its LOGIN role and its roles of the school; return person_id."""
        role = self.add_login(login, password, roles)
        with psycopg.connect(self.conninfo) as connection:
            person_id = connection.execute(
                "insert into journal.people (last_name, first_name, middle_name)"
                " values (%s, 'Анна', 'Петровна') returning person_id",
                (last_name,),
            ).fetchone()[0]
            account_id = connection.execute(
                "insert into private.accounts (person_id, role_name) values (%s, %s) returning account_id",
                (person_id, role),
            ).fetchone()[0]
            for school_role in roles:
                connection.execute(
                    "insert into private.role_grants (account_id, school_role) values (%s, %s)",
                    (account_id, school_role),
                )
        return person_id

    def sign_in_as(self, login: str, password: str) -> Engine:
        """The engine of the person who has this login: a real SCRAM sign-in, as the program does it."""
        return self.engine(self.profile.role_name(login), password)

    def close(self) -> None:
        for engine in self._engines:
            engine.dispose()


class DatabaseMaker:
    """Makes the database ``name`` anew as often as asked; only one of a name lives at a time."""

    def __init__(self, server: RunningServer, name: str) -> None:
        self._server = server
        self._name = name
        self._template = f"{name}_template"
        inside = provision(server.conninfo(), name)
        migrate.upgrade(inside)
        with self._maintenance() as connection:
            connection.execute(f"alter database {name} rename to {self._template}")

    @contextlib.contextmanager
    def fresh(self) -> Iterator[SchoolDatabase]:
        self._copy()
        made = SchoolDatabase(self._server, self._name)
        try:
            yield made
        finally:
            made.close()
            self._drop()

    def _maintenance(self) -> psycopg.Connection:
        return psycopg.connect(self._server.conninfo(), autocommit=True)

    def _copy(self) -> None:
        with self._maintenance() as connection:
            connection.execute(f"create database {self._name} template {self._template}")
        provision(self._server.conninfo(), self._name)  # rights on the database itself are not copied

    def _drop(self) -> None:
        with self._maintenance() as connection:
            connection.execute(f"drop database {self._name} with (force)")
            people = connection.execute(
                "select rolname from pg_roles where rolname ~ %s", (f"^{self._name}_[uc]_",)
            ).fetchall()
            for (role,) in people:
                connection.execute(f'drop role "{role}"')
