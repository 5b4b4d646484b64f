"""The windows of the journal: one statement each, frozen values out."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, LiteralString

from sqlalchemy import Connection, text

from ejournal_desktop.database.driver import one_value
from ejournal_desktop.database.queries import journal_values as values
from ejournal_desktop.database.understanding import of_type, understood
from ejournal_desktop.domain.gradebook import (
    CellOperation,
    Course,
    JournalPage,
    LessonOperation,
    Outcome,
    Period,
    WorkKind,
)
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.domain.work_operations import WorkOperation

FORMAT = 1


def _call(connection: Connection, function: str, **arguments: Any) -> Any:
    """The one value that ``api.function(…)`` returns; argument names are the window's own."""
    placeholders = ", ".join(f"{name} => :{name}" for name in arguments)
    return connection.execute(text(f"select api.{function}({placeholders})"), arguments).scalar_one()


def my_courses(connection: Connection) -> tuple[Course, ...]:
    """Courses that the signed-in teacher holds this year."""
    with understood():
        return tuple(map(values.course, _call(connection, "my_courses") or ()))


def periods(connection: Connection, course_id: int) -> tuple[Period, ...]:
    """Reporting periods of a course."""
    with understood():
        return tuple(map(values.period, _call(connection, "periods", course_id=course_id) or ()))


def journal_page(connection: Connection, course_id: int, period_id: int) -> JournalPage:
    """A journal page in one statement."""
    with understood():
        page = values.journal_page(_call(connection, "journal_page", course_id=course_id, period_id=period_id))
        return of_type(page, JournalPage)


def changes_since(connection: Connection, course_id: int, version: int) -> PageChanges:
    """What came to a page since its version."""
    with understood():
        changes = values.page_changes(_call(connection, "changes_since", course_id=course_id, version=version))
        return of_type(changes, PageChanges)


def work_kinds(connection: Connection) -> tuple[WorkKind, ...]:
    """The directory of work kinds."""
    with understood():
        return tuple(map(values.work_kind, _call(connection, "work_kinds") or ()))


@understood()
def today(connection: Connection, on_date: date) -> tuple[LessonOfDay, ...]:
    """Own lessons of a day in order, substitutions included."""
    return tuple(LessonOfDay.from_json(row) for row in _call(connection, "today", on_date=on_date) or ())


def unknown_operations(connection: Connection, operation_ids: Sequence[str]) -> tuple[str, ...]:
    """Which of these the server never applied for this person, in their order."""
    statement = text("select api.unknown_operations(cast(:ids as uuid[]))")
    with understood():
        return tuple(map(str, connection.execute(statement, {"ids": list(operation_ids)}).scalar_one()))


def save_cells(connection: Connection, operations: Sequence[CellOperation]) -> list[Outcome]:
    """Send edits of cells; each is judged by itself."""
    return _send(connection, "select api.save_cells(%s, %s::jsonb)", operations)


def hint(connection: Connection, course_ids: Iterable[int]) -> None:
    """Tell open pages that something came to these courses: a hint that carries nothing else, anybody may send it."""
    for course_id in sorted(course_ids):
        one_value(connection, "select pg_notify('journal', %s)", (str(course_id),))


def save_lessons(connection: Connection, operations: Sequence[LessonOperation]) -> list[Outcome]:
    """Send edits of the common entries of lessons."""
    return _send(connection, "select api.save_lessons(%s, %s::jsonb)", operations)


def save_work(connection: Connection, operation: WorkOperation) -> Outcome:
    """Add, change or void a work of a lesson."""
    payload = json.dumps(asdict(operation), ensure_ascii=False, default=str)
    statement = text("select api.save_work(:format, cast(:operation as jsonb))")
    with understood():
        return values.outcome(connection.execute(statement, {"format": FORMAT, "operation": payload}).scalar_one())


def _send(
    connection: Connection, statement: LiteralString, operations: Sequence[CellOperation] | Sequence[LessonOperation]
) -> list[Outcome]:
    payload = json.dumps([asdict(operation) for operation in operations], ensure_ascii=False)
    with understood():
        return [values.outcome(row) for row in one_value(connection, statement, (FORMAT, payload))]
