"""The hands that issue, hold and redeem access codes in tests, over real SCRAM connections."""

import json
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from ejournal_desktop.database.scram import make_verifier
from ejournal_desktop.domain.access_codes import AccessCode, new_code
from tests.database.school_database import TEST_ITERATIONS
from tests.database.school_factory import PASSWORD, School

ISSUE = "select api.issue_code(%s, %s, %s, %s)"
REISSUE = "select api.reissue(%s, %s, %s)"
REDEEM = "select api.redeem(%s, %s)"


def verifier(password: str) -> str:
    return make_verifier(password, iterations=TEST_ITERATIONS)


def code_role(school: School, code: AccessCode) -> str:
    return school.database.role(f"c_{code.name}")


def issue(school: School, person_id: int, *roles: str, by: str = "administrator") -> AccessCode:
    code = new_code()
    with school.connect(by) as connection:
        connection.execute(ISSUE, (person_id, code_role(school, code), verifier(code.secret), list(roles)))
    return code


def reissue(school: School, person_id: int, by: str = "administrator") -> AccessCode:
    code = new_code()
    with school.connect(by) as connection:
        connection.execute(REISSUE, (person_id, code_role(school, code), verifier(code.secret)))
    return code


def enter(school: School, code: AccessCode, **options: Any) -> psycopg.Connection:
    server = school.database.server
    conninfo = make_conninfo(
        host=server.host,
        port=server.port,
        dbname=school.database.name,
        user=code_role(school, code),
        password=code.secret,
    )
    return psycopg.connect(conninfo, **options)


def redeem(school: School, code: AccessCode, login: str) -> dict[str, Any]:
    with enter(school, code) as connection:
        return connection.execute(REDEEM, (school.role(login), verifier(PASSWORD))).fetchone()[0]


def superuser(school: School, statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Something done to the database by its operator, kept."""
    with psycopg.connect(school.database.conninfo) as connection:
        cursor = connection.execute(statement, arguments or None)
        return cursor.fetchall() if cursor.description else []


def new_person(school: School, last_name: str = "Новикова") -> int:
    return superuser(
        school,
        "insert into journal.people (last_name, first_name) values (%s, 'Вера') returning person_id",
        last_name,
    )[0][0]


def new_teacher(school: School, last_name: str = "Новикова") -> int:
    person_id = new_person(school, last_name)
    superuser(school, "insert into journal.staff (person_id, positions) values (%s, '{учитель}')", person_id)
    return person_id


def new_account(school: School, login: str, *roles: str) -> int:
    """A member of the staff who came in by a code; return person_id."""
    person_id = new_teacher(school, login.capitalize())
    for role in set(roles) & {"administrator", "deputy", "director"}:
        agree(school, "role", person_id=person_id, school_role=role)
    redeem(school, issue(school, person_id, *roles), login)
    return person_id


def agree(school: School, subject: str, **asked: Any) -> None:
    """Proposed by the administrator, approved by the director."""
    with school.connect("administrator", autocommit=True) as connection:
        [head] = connection.execute("select api.propose(%s, %s::jsonb, '')", (subject, json.dumps(asked))).fetchone()
    number = f"{head['approval_id']}-л"
    with school.connect("director", autocommit=True) as connection:
        connection.execute("select api.approve(%s, %s, %s, '')", ([head["approval_id"]], number, school.today))
