"""The first steps of a school's database, on the server's host: the school, its first administrator, then accounts."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, text

from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.database.error_codes import translate
from ejournal_desktop.database.scram import make_verifier
from ejournal_desktop.database.tokens import role_of
from ejournal_desktop.database.transaction import transaction

_CONNECTIONS = 12
_FIND_STAFF = text(
    "select p.person_id from journal.people as p join journal.staff as s on s.person_id = p.person_id"
    " where p.sort_key = replace(lower(:full_name), 'ё', 'е')"
)
_FIRST_DIRECTOR = (
    "select sec.add_account(p.person_id, %s, %s, %s, false) from journal.people as p"
    " join journal.staff as s on s.person_id = p.person_id where p.sort_key = replace(lower(%s), 'ё', 'е')"
)
_CREATE_ACCOUNT = text("select api.create_account(:person_id, :role_name, :verifier, :roles, :must_change)")


@dataclass(frozen=True, slots=True)
class School:
    """The school's card; ``zone`` is an IANA or POSIX name: its days begin and end in it."""

    full_name: str
    short_name: str
    city: str = ""
    zone: str = "Europe/Moscow"
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who will sign in, and how."""

    last_name: str
    first_name: str
    middle_name: str
    login: str
    password: str

    @property
    def full_name(self) -> str:
        """«Петрова Анна Викторовна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


def set_up_school(conninfo: str, profile: ServerProfile, school: School, administrator: Credentials) -> None:
    """Write the school's card and make its first administrator, as a superuser or the migrator.

    Everybody else gets an account from an administrator (``create_account``); only the owner can make the first one.

    Raises:
        RuleBrokenError: the database has a school already.
    """
    verifier = make_verifier(administrator.password)
    role_name = profile.role_name(administrator.login)
    try:
        with psycopg.connect(conninfo) as connection:
            migrator = sql.Identifier(role_of(connection.info.dbname, "migrator"))
            connection.execute(sql.SQL("set local session authorization {}").format(migrator))
            _insert_school(connection, school)
            _insert_administrator(connection, administrator, role_name, verifier)
    except psycopg.Error as error:
        known = translate(error)
        if known is None:
            raise
        raise known from error


def create_first_director(conninfo: str, profile: ServerProfile, director: Credentials, roles: Sequence[str]) -> None:
    """Give a member of the staff the director's sign-in, as a superuser or the migrator.

    From then on a second person confirms whoever becomes administrator, deputy or director (rulings 21); the first
    director has nobody before her.

    Raises:
        LookupError: nobody of the staff has this name.
    """
    with psycopg.connect(conninfo) as connection:
        migrator = sql.Identifier(role_of(connection.info.dbname, "migrator"))
        connection.execute(sql.SQL("set local session authorization {}").format(migrator))
        verifier = make_verifier(director.password)
        parameters = (profile.role_name(director.login), verifier, list(roles), director.full_name)
        if connection.execute(_FIRST_DIRECTOR, parameters).fetchone() is None:
            raise LookupError(director.full_name)


def create_account(engine: Engine, profile: ServerProfile, person: Credentials, roles: Sequence[str]) -> int:
    """Give a person of the staff a sign-in, under the administrator's own; return the account's id.

    Raises:
        LookupError: nobody of the staff has this name, or more than one has.
        RefusedError: this person does not make accounts, or it would be a role for herself.
    """
    with transaction(engine) as connection:
        parameters = {
            "person_id": _staff_named(connection, person.full_name),
            "role_name": profile.role_name(person.login),
            "verifier": make_verifier(person.password),
            "roles": list(roles),
            "must_change": False,
        }
        return int(connection.execute(_CREATE_ACCOUNT, parameters).scalar_one())


def find_staff(engine: Engine, full_name: str) -> int:
    """The person of the staff with this name.

    Raises:
        LookupError: nobody has it, or more than one has.
    """
    with transaction(engine) as connection:
        return _staff_named(connection, full_name)


def _staff_named(connection: Connection, full_name: str) -> int:
    found = connection.execute(_FIND_STAFF, {"full_name": full_name}).scalars().all()
    if len(found) != 1:
        raise LookupError(full_name)
    return int(found[0])


def _insert_school(connection: psycopg.Connection, school: School) -> None:
    connection.execute(
        "insert into journal.schools (school_id, full_name, short_name, city, zone, is_demo)"
        " values (1, %s, %s, %s, %s, %s)",
        (school.full_name, school.short_name, school.city, school.zone, school.is_demo),
    )


def _insert_administrator(connection: psycopg.Connection, person: Credentials, role_name: str, verifier: str) -> None:
    sha256 = hashlib.sha256(verifier.encode()).digest()
    connection.execute(
        "with person as ("
        "insert into journal.people (last_name, first_name, middle_name) values (%s, %s, %s) returning person_id"
        "), account as ("
        "insert into private.accounts (person_id, role_name, verifier_hash) select p.person_id, %s, %s from person as p"
        " returning account_id) "
        "insert into private.role_grants (account_id, school_role)"
        " select a.account_id, 'administrator' from account as a",
        (person.last_name, person.first_name, person.middle_name, role_name, sha256),
    )
    connection.execute("select sec.make_login(%s, %s, array['administrator'], %s)", (role_name, verifier, _CONNECTIONS))
