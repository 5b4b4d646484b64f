"""The client side of the history loader: rows by COPY, then the owner's function judges and closes.

For a school that moves in with its marks, and for the demo. Runs on the server's host under the superuser's or the
migrator's connection string; people have no way here (``objects/20_rules/90_history_loader.sql``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from ejournal_desktop.database.error_codes import translate
from ejournal_desktop.database.tokens import role_of

Row = tuple[Any, ...]

_STAGING: dict[str, str] = {
    "lessons": "lesson_id integer, topic text, homework text, homework_none boolean, lesson_type text,"
    " attendance_checked boolean, entered_at timestamptz",
    "works": "lesson_id integer, work_no smallint, work_kind_id smallint, weight numeric, title text",
    "marks": "lesson_id integer, work_no smallint, pupil_id integer, value text,"
    " entered_at timestamptz, entered_by integer",
    "attendance": "lesson_id integer, pupil_id integer, fact text, reason text, minutes_late smallint,"
    " entered_at timestamptz, entered_by integer",
    "finals": "course_id integer, period_id smallint, pupil_id integer, value text, order_number text, order_date date,"
    " entered_at timestamptz, entered_by integer",
    "handovers": "course_id integer, period_id smallint, handed_over_at timestamptz, handed_over_by integer,"
    " order_number text, order_date date",
    "substitutions": "lesson_id integer, person_id integer, reason text, entered_at timestamptz",
    "orders": "number text, issued_on date, kind text, title text",
    "movements": "pupil_id integer, kind text, on_date date, order_number text, order_date date",
}


@dataclass(slots=True)
class History:
    """What happened, as rows in the order of the columns of ``_STAGING``; ids are those of the database.

    Attributes:
        lessons: (lesson_id, topic, homework, homework_none, lesson_type, attendance_checked, entered_at)
        works: (lesson_id, work_no, work_kind_id, weight, title)
        marks: (lesson_id, work_no, pupil_id, value, entered_at, entered_by)
        attendance: (lesson_id, pupil_id, fact, reason, minutes_late, entered_at, entered_by)
        finals: (course_id, period_id, pupil_id, value, order_number, order_date, entered_at, entered_by)
        handovers: (course_id, period_id, handed_over_at, handed_over_by, order_number, order_date)
        substitutions: (lesson_id, person_id, reason, entered_at)
        orders: (number, issued_on, kind, title)
        movements: (pupil_id, «admitted» or «departed», on_date, order_number, order_date); departed: first day away
    """

    lessons: list[Row] = field(default_factory=list)
    works: list[Row] = field(default_factory=list)
    marks: list[Row] = field(default_factory=list)
    attendance: list[Row] = field(default_factory=list)
    finals: list[Row] = field(default_factory=list)
    handovers: list[Row] = field(default_factory=list)
    substitutions: list[Row] = field(default_factory=list)
    orders: list[Row] = field(default_factory=list)
    movements: list[Row] = field(default_factory=list)


def load_history(conninfo: str, history: History, source_sha256: bytes) -> dict[str, int]:
    """Load what happened before, once and for good; all of it or nothing.

    Returns:
        Numbers of rows by table.

    Raises:
        RefusedError: ``EJ040``, the loader is closed.
        RuleBrokenError: ``EJ041``, something does not fit (detail: reason, count, sample).
    """
    try:
        with psycopg.connect(conninfo) as connection:
            _become_migrator(connection)
            for table, columns in _STAGING.items():
                _stage(connection, table, columns, getattr(history, table))
            found = connection.execute("select private.load_history(%s)", (source_sha256,)).fetchone()
            return dict(found[0]) if found else {}
    except psycopg.Error as error:
        known = translate(error)
        if known is None:
            raise
        raise known from error


def is_closed(conninfo: str) -> bool:
    """Whether the loader of this database has been used."""
    with psycopg.connect(conninfo) as connection:
        _become_migrator(connection)
        row = connection.execute("select h.closed_at is not null from private.history_loader as h").fetchone()
        return bool(row and row[0])


def _become_migrator(connection: psycopg.Connection) -> None:
    migrator = role_of(connection.info.dbname, "migrator")
    connection.execute(sql.SQL("set local session authorization {}").format(sql.Identifier(migrator)))


def _stage(connection: psycopg.Connection, table: str, columns: str, rows: Iterable[Row]) -> None:
    name = sql.Identifier(f"history_{table}")
    connection.execute(sql.SQL("create temporary table {} ({}) on commit drop").format(name, sql.SQL(columns)))
    with connection.cursor() as cursor, cursor.copy(sql.SQL("copy {} from stdin").format(name)) as copy:
        for row in rows:
            copy.write_row(row)
    connection.execute(sql.SQL("analyze {}").format(name))
