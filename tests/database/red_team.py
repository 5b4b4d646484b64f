"""What the red team brings beside ``attackers``: answers over real SCRAM, and the owner's hand."""

from typing import Any

import psycopg

from tests.database.school_factory import School
from tests.database.stage import Stage


def answer(school: School, login: str, statement: str, *arguments: Any) -> Any:
    """The first value that the person is told, or SQLSTATE and reason of the refusal; what she did stays."""
    with school.connect(login, autocommit=True) as connection:
        try:
            cursor = connection.execute(statement, arguments or None)
            row = cursor.fetchone() if cursor.description else None
        except psycopg.Error as error:
            code, facts = Stage.explain(error)
            return code, facts.get("reason")
    return row[0] if row else None


def owner(school: School, statement: str, *arguments: Any) -> Any:
    """Done by the superuser, who is the owner at work; the first value."""
    with psycopg.connect(school.database.conninfo, autocommit=True) as superuser:
        cursor = superuser.execute(statement, arguments or None)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None
