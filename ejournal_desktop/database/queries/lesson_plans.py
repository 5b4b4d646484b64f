"""The windows of lesson plans: one statement each, frozen values out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries import journal_values as values
from ejournal_desktop.database.queries.journal import FORMAT
from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_plan import Correction, PlannedLesson, PlanTopic
from ejournal_desktop.domain.lesson_plan_book import (
    NewCorrection,
    PlanAct,
    PlanBook,
    PlanCourse,
    PlanHead,
    PlanNorm,
    PlanOperation,
    PlanSummary,
)


@understood()
def lesson_plans(connection: Connection) -> tuple[PlanSummary, ...]:
    """Plans that this person may open."""
    rows = connection.execute(text("select api.lesson_plans()")).scalar_one()
    return tuple(
        PlanSummary(
            **_head(row),
            is_current=row["is_current"],
            topics=row["topics"],
            courses=tuple(PlanCourse(*course) for course in row["courses"]),
            submitted_at=values.moment(row["submitted_at"]),
        )
        for row in rows
    )


@understood()
def lesson_plan(connection: Connection, lesson_plan_id: int | None, course_id: int | None) -> PlanBook:
    """One plan; the course's own when none is named."""
    statement = text("select api.lesson_plan(:lesson_plan_id, :course_id)")
    arguments = {"lesson_plan_id": lesson_plan_id, "course_id": course_id}
    row = connection.execute(statement, arguments).scalar_one()
    course = row["course"] or {}
    return PlanBook(
        head=PlanHead(**_head(row["plan"])) if row["plan"] else None,
        topics=tuple(map(_topic, row["topics"])),
        courses=tuple(PlanCourse(*one) for one in row["courses"]),
        lessons=tuple(
            PlannedLesson(key, date.fromisoformat(day), number, state == "cancelled", topic, topic_id, cause)
            for key, day, number, state, topic, topic_id, cause in row["lessons"]
        ),
        corrections=tuple(
            Correction(key, kind, topic_id, until, values.day(day), reason, author or "", values.moment(at))
            for key, kind, topic_id, until, day, reason, author, at in row["corrections"]
        ),
        today=date.fromisoformat(row["today"]),
        school=row["school"],
        course_id=course.get("course_id"),
        subject=course.get("subject", ""),
        group_name=course.get("group_name", ""),
        teacher=course.get("teacher") or "",
        norm=_norm(row["norm"]) if row["norm"] else None,
    )


def _norm(row: Mapping[str, Any]) -> PlanNorm:
    return PlanNorm(
        hours_per_week=Decimal(row["hours_per_week"]),
        is_curriculum=row["is_curriculum"],
        weeks=row["weeks"],
        period_starts=tuple(map(date.fromisoformat, row["period_starts"])),
        holidays=tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in row["holidays"]),
    )


def _topic(row: Sequence[Any]) -> PlanTopic:
    return PlanTopic(row[0], row[1], row[2], row[3], row[4], row[5], values.day(row[6]))


def _head(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("lesson_plan_id", "subject", "grade", "title", "is_mine", "state", "version", "year", "returned_reason")
    return {name: row[name] for name in names} | {
        "author": row["author"] or "",
        "decided_at": values.moment(row["decided_at"]),
        "decided_by": row["decided_by"] or "",
    }


@understood()
def save_lesson_plan(connection: Connection, operation: PlanOperation) -> Outcome:
    """Send a whole plan."""
    payload = json.dumps(asdict(operation), ensure_ascii=False, default=str)
    statement = text("select api.save_lesson_plan(:format, cast(:operation as jsonb))")
    return values.outcome(connection.execute(statement, {"format": FORMAT, "operation": payload}).scalar_one())


def assign_lesson_plan(connection: Connection, course_id: int, lesson_plan_id: int) -> None:
    """Let a course follow a plan."""
    statement = text("select api.assign_lesson_plan(:course_id, :lesson_plan_id)")
    connection.execute(statement, {"course_id": course_id, "lesson_plan_id": lesson_plan_id})


def decide_lesson_plan(connection: Connection, lesson_plan_id: int, seen: int, act: PlanAct, reason: str) -> None:
    """Submit, withdraw, approve, return or reopen a plan."""
    statement = text("select api.decide_lesson_plan(:lesson_plan_id, :seen, :act, :reason)")
    arguments = {"lesson_plan_id": lesson_plan_id, "seen": seen, "act": act, "reason": reason}
    connection.execute(statement, arguments)


_CORRECT = text(
    "select api.correct_lesson_plan(:course_id, :correction_id, :kind, :topic_id, :until_place, :on_date, :reason)"
)


@understood()
def add_correction(connection: Connection, correction: NewCorrection) -> int:
    """Add a line to the correction sheet."""
    arguments = asdict(correction) | {"correction_id": None}
    return int(connection.execute(_CORRECT, arguments).scalar_one())


def void_correction(connection: Connection, course_id: int, correction_id: int) -> None:
    """Take a line of the correction sheet back."""
    nothing = dict.fromkeys(("kind", "topic_id", "until_place", "on_date", "reason"))
    connection.execute(_CORRECT, {"course_id": course_id, "correction_id": correction_id, **nothing})
