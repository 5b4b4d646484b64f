"""What attackers bring: a real SCRAM connection, names, operations; and how a control takes a defence away."""

import contextlib
import json
import uuid
from collections.abc import Iterator
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


@contextlib.contextmanager
def weakened(school: School, *defences: tuple[str, str]) -> Iterator[None]:
    """Take defences away for everybody, and put them back: each is what weakens and what mends."""
    with psycopg.connect(school.database.conninfo, autocommit=True) as superuser:
        try:
            for weaken, _mend in defences:
                superuser.execute(weaken)
            yield
        finally:
            for _weaken, mend in defences:
                superuser.execute(mend)


def without(school: School, function: str, *changes: tuple[str, str]) -> tuple[str, str]:
    """A function of the guard with words replaced, and its present self."""
    with psycopg.connect(school.database.conninfo) as superuser:
        [(present,)] = superuser.execute(
            "select pg_get_functiondef(oid) from pg_proc where oid::regproc::text = %s", (function,)
        ).fetchall()
    weak = present
    for words, instead in changes:
        assert words in weak, (function, words)
        weak = weak.replace(words, instead)
    return weak, present


def untriggered(table: str, trigger: str) -> tuple[str, str]:
    """A table without one of its triggers."""
    return f"alter table {table} disable trigger {trigger}", f"alter table {table} enable trigger {trigger}"


def without_row_security(school: School) -> tuple[str, str]:
    """The owners of the windows and of what they write past row security: what a window alone lets through."""
    roles = [school.database.role(name) for name in ("api", "writer")]
    weak, whole = (";".join(f"alter role {role} {right}" for role in roles) for right in ("bypassrls", "nobypassrls"))
    return weak, whole


def silenced(school: School, *sentences: str) -> tuple[str, str]:
    """The guard without exactly these refusals."""
    named = ", ".join("'" + sentence.replace("'", "''") + "'" for sentence in sentences)
    return without(school, "sec.refuse", ("begin", f"begin if sentence = any (array[{named}]) then return; end if;"))
