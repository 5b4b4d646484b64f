"""A stage on which people of the hand-made school act inside one transaction that is rolled back."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from tests.database.school_factory import School


class Stage:
    """Acts as the owner or, with a true ``session_user``, as a person."""

    def __init__(self, school: School, connection: psycopg.Connection) -> None:
        self.school = school
        self.connection = connection

    def owner(self, statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
        self.connection.execute("set local session authorization default")
        cursor = self.connection.execute(statement, arguments or None)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]

    def as_person(self, login: str, statement: str, *arguments: Any) -> list[tuple[Any, ...]]:
        """Run in a savepoint, so that a refusal leaves the stage usable."""
        try:
            with self.connection.transaction():
                self.connection.execute(f'set local session authorization "{self.school.role(login)}"')
                cursor = self.connection.execute(statement, arguments or None)
                rows = cursor.fetchall() if cursor.description else [(cursor.rowcount,)]
        finally:
            self.connection.execute("set local session authorization default")
        return rows

    def refusal(self, login: str, statement: str, *arguments: Any) -> tuple[str, dict[str, Any]]:
        """SQLSTATE and the facts of a refusal; fails when the statement passes."""
        try:
            self.as_person(login, statement, *arguments)
        except psycopg.Error as error:
            return self.explain(error)
        raise AssertionError(f"not refused: {statement} {arguments}")

    def owner_refusal(self, statement: str, *arguments: Any) -> tuple[str, dict[str, Any]]:
        """The same for the owner: judges sit at the table, not at the door."""
        try:
            with self.connection.transaction():
                self.owner(statement, *arguments)
        except psycopg.Error as error:
            return self.explain(error)
        raise AssertionError(f"not refused: {statement} {arguments}")

    @staticmethod
    def explain(error: psycopg.Error) -> tuple[str, dict[str, Any]]:
        detail = error.diag.message_detail or "{}"
        return error.sqlstate or "", json.loads(detail) if detail.startswith("{") else {"text": detail}

    def save(self, login: str, *operations: dict[str, Any]) -> list[dict[str, Any]]:
        return self.as_person(login, "select api.save_cells(1, %s::jsonb)", json.dumps(operations))[0][0]

    def save_lessons(self, login: str, *operations: dict[str, Any]) -> list[dict[str, Any]]:
        return self.as_person(login, "select api.save_lessons(1, %s::jsonb)", json.dumps(operations))[0][0]

    def save_work(self, login: str, **operation: Any) -> dict[str, Any]:
        operation = {"operation_id": str(uuid.uuid4()), "reason": "вид указан по ошибке"} | operation
        return self.as_person(login, "select api.save_work(1, %s::jsonb)", json.dumps(operation))[0][0]

    def mark(self, day: int, pupil: str, value: str | None, seen: int = 0, **more: Any) -> dict[str, Any]:
        """An operation on a mark of math in 7А, as it travels."""
        course = more.pop("course", "math")
        lesson = self.school.lessons[course, day]
        return {
            "operation_id": str(uuid.uuid4()),
            "lesson_id": lesson,
            "work_id": self.school.works.get((course, day)),
            "pupil_id": self.school.pupils[pupil],
            "field": "mark",
            "seen": seen,
            "value": value,
        } | more

    def attendance(self, day: int, pupil: str, value: str | None, seen: int = 0, **more: Any) -> dict[str, Any]:
        return self.mark(day, pupil, value, seen, **more) | {"field": "attendance", "work_id": None}

    def owner_mark(
        self, day: int, pupil: str, value: str | None, author: str = "petrova", entered: int | None = None
    ) -> None:
        """A mark that stands since ``entered`` (default: the lesson's day), put there by the owner."""
        at = dt.datetime.combine(self.school.day(day if entered is None else entered), dt.time(7), dt.UTC)
        self.owner(
            "insert into journal.marks (work_id, pupil_id, course_id, value, entered_by, entered_at)"
            " values (%s, %s, %s, %s, %s, %s)",
            self.school.works["math", day],
            self.school.pupils[pupil],
            self.school.courses["math"],
            value,
            self.school.people[author],
            at,
        )

    def owner_attendance(self, day: int, pupil: str, fact: str, author: str = "petrova") -> None:
        self.owner(
            "insert into journal.attendance (lesson_id, pupil_id, course_id, fact, entered_by)"
            " values (%s, %s, %s, %s, %s)",
            self.school.lessons["math", day],
            self.school.pupils[pupil],
            self.school.courses["math"],
            fact,
            self.school.people[author],
        )

    def hand_over(self, course: str = "math", on_day: int = 0) -> None:
        at = dt.datetime.combine(self.school.day(on_day), dt.time(0), dt.UTC) + dt.timedelta(hours=6)
        self.owner(
            "insert into journal.handovers (course_id, period_id, handed_over_at, handed_over_by)"
            " values (%s, %s, %s, %s)",
            self.school.courses[course],
            self.school.period,
            at,
            self.school.people["petrova"],
        )

    def without_judge(self, table: str) -> None:
        """The control: take the defence away until the rollback."""
        self.owner(f"alter table {table} disable trigger judge")


def refused(stage, login, operation):
    [outcome] = stage.save(login, operation)
    assert outcome["result"] == "refused", outcome
    return outcome["code"], outcome["detail"]


def saved_without_judge(stage, table, login, operation):
    stage.without_judge(table)
    [outcome] = stage.save(login, operation)
    return outcome["result"] == "saved"
