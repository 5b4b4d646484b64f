"""Keeping a journal: open a page, save cells, lessons and works. One intent, one function, one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from ejournal_desktop.database import hints
from ejournal_desktop.database.queries import journal
from ejournal_desktop.database.transaction import one_statement
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


def my_courses(engine: Engine) -> tuple[Course, ...]:
    """Courses that the signed-in teacher holds this year, by class and subject (Порядок, 3.4)."""
    with one_statement(engine) as connection:
        return journal.my_courses(connection)


def periods(engine: Engine, course_id: int) -> tuple[Period, ...]:
    """Reporting periods of a course with the moment each page was handed over."""
    with one_statement(engine) as connection:
        return journal.periods(connection, course_id)


def open_page(engine: Engine, course_id: int, period_id: int) -> JournalPage:
    """A journal page; raises ``RefusedError`` for a course that is not this person's."""
    with one_statement(engine) as connection:
        return journal.journal_page(connection, course_id, period_id)


def changes_since(engine: Engine, course_id: int, version: int) -> PageChanges:
    """What came to a page since the version it was read at; cheap while nothing did, so it may be asked often.

    Raises:
        RefusedError: the course is no longer this person's to read.
    """
    with one_statement(engine) as connection:
        return journal.changes_since(connection, course_id, version)


def course_hints(engine: Engine, ends: Callable[[], bool]) -> Iterator[int]:
    """Ids of courses in which somebody saved something, as they come; waits, so it wants a thread of its own.

    Raises:
        ServerUnavailableError: the connection is lost.
    """
    return hints.course_hints(engine, ends)


def work_kinds(engine: Engine) -> tuple[WorkKind, ...]:
    """The school's directory of work kinds with their weights."""
    with one_statement(engine) as connection:
        return journal.work_kinds(connection)


def lessons_of_day(engine: Engine, on_date: date) -> tuple[LessonOfDay, ...]:
    """Own lessons of a day in order, substitutions included."""
    with one_statement(engine) as connection:
        return journal.today(connection, on_date)


def unknown_operations(engine: Engine, operation_ids: Sequence[str]) -> tuple[str, ...]:
    """Which operations the server never applied for this person, in their order: a restored backup may be too old.

    Raises:
        RefusedError: this person keeps no journal.
    """
    with one_statement(engine) as connection:
        return journal.unknown_operations(connection, operation_ids)


def save_cells(engine: Engine, operations: Sequence[CellOperation]) -> list[Outcome]:
    """Save edits of cells: an outcome per operation, in order; a refused one never takes its neighbours along."""
    with one_statement(engine) as connection:
        outcomes = journal.save_cells(connection, operations)
        written = {each.course_id for each in outcomes if each.receipt is not None and each.course_id is not None}
        # what is committed stays saved; a lost hint costs others the wait for their poll
        with suppress(SQLAlchemyError, psycopg.Error):
            journal.hint(connection, written)
    return outcomes


def save_lessons(engine: Engine, operations: Sequence[LessonOperation]) -> list[Outcome]:
    """Save topics, homework, types of lessons and «посещаемость проверена»."""
    with one_statement(engine) as connection:
        return journal.save_lessons(connection, operations)


def save_work(engine: Engine, operation: WorkOperation) -> Outcome:
    """Add, change or void a work of a lesson."""
    with one_statement(engine) as connection:
        return journal.save_work(connection, operation)
