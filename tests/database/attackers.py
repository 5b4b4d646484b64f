"""What attackers bring: a real SCRAM connection, names of the school, operations of English in 7А."""

import json
import uuid
from typing import Any

import psycopg

from tests.database.school_factory import School

PAGE = "select api.journal_page(%s, %s::smallint)"


def names(school: School, login: str = "petrova") -> dict[str, Any]:
    """For ``format``: the attacker's role, groups, the database, courses."""
    return {
        "role": f'"{school.role(login)}"',
        "db": school.database.name,
        "guard": school.database.role("guard"),
        "deputy": school.database.role("deputy"),
        "math": school.courses["math"],
        "period": school.period,
    }


def run(school: School, login: str, statements: str) -> str | None:
    """SQLSTATE of the refusal, or None."""
    try:
        with school.connect(login, autocommit=True) as connection:
            connection.execute(statements.format(**names(school, login)))
    except psycopg.Error as error:
        return error.sqlstate
    return None


def cell(school: School, day: int, pupil: str, value: str | None, **change: Any) -> dict[str, Any]:
    """An operation on a mark, as it travels; of English unless ``course`` says another."""
    course = change.pop("course", "english")
    return {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": school.lessons[course, day],
        "work_id": school.works[course, day],
        "pupil_id": school.pupils[pupil],
        "field": "mark",
        "seen": 0,
        "value": value,
    } | change


def save(connection: psycopg.Connection, *operations: dict[str, Any]) -> list[dict[str, Any]]:
    """Outcomes of ``api.save_cells``."""
    return connection.execute("select api.save_cells(1, %s::jsonb)", (json.dumps(operations),)).fetchone()[0]
