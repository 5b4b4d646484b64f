"""The window of the schedule of control works: one statement, frozen values out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.domain.control_schedule import ControlSchedule, ControlWork, WaitingPlan, WaitingTopic, schedule


def control_works(connection: Connection, course_id: int | None, since: date, until: date) -> ControlSchedule:
    """Control works of the classes of a course, or of every class that the person may ask about."""
    statement = text("select api.control_works(:course_id, :since, :until)")
    row = connection.execute(statement, {"course_id": course_id, "since": since, "until": until}).scalar_one()
    found = schedule(date.fromisoformat(row["today"]), map(_entered, row["entered"]), map(waiting_plan, row["waiting"]))
    return ControlSchedule(found.today, tuple(work for work in found.works if since <= work.held_on <= until))


def _entered(row: Sequence[Any]) -> ControlWork:
    held_on, _lesson_no, course_id, subject, group_name, is_whole_class, class_names, kind = row
    day = date.fromisoformat(held_on)
    return ControlWork(day, course_id, subject, group_name, is_whole_class, tuple(class_names), kind)


def waiting_plan(row: Sequence[Any]) -> WaitingPlan:
    """What is left of a plan, as the window says it."""
    course_id, subject, group_name, is_whole_class, class_names, topics, marked, free = row
    return WaitingPlan(
        course_id,
        subject,
        group_name,
        is_whole_class,
        tuple(class_names),
        topics,
        tuple(
            WaitingTopic(turn, is_control, date.fromisoformat(pin) if pin else None, kind)
            for turn, is_control, pin, kind in marked
        ),
        tuple(map(date.fromisoformat, free)),
    )
