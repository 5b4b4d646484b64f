"""Pupils' notices of wrong marks, as the windows of ``api`` tell them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries.journal_values import day, moment
from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.mark_notices import MarkNotice, NoticeOfCourse

_ANSWER = text("select api.answer_mark_notice(:mark_notice_id, :is_mended, :answer)")


@understood()
def mark_notices(connection: Connection) -> tuple[NoticeOfCourse, ...]:
    """Notices of own courses and of the class led, waiting ones first."""
    return tuple(map(_notice, connection.execute(text("select api.mark_notices()")).scalar_one()))


def answer_mark_notice(connection: Connection, mark_notice_id: int, answer: str, *, is_mended: bool) -> None:
    """Answer once."""
    connection.execute(_ANSWER, {"mark_notice_id": mark_notice_id, "is_mended": is_mended, "answer": answer})


def _notice(row: Mapping[str, Any]) -> NoticeOfCourse:
    sent_at = moment(row["sent_at"])
    if sent_at is None:
        raise ValueError(row)
    notice = MarkNotice(
        row["mark_notice_id"],
        row["work_id"],
        row["pupil_id"],
        row["text"],
        sent_at,
        day(row["first_shown_on"]),
        row["is_late"],
        moment(row["answered_at"]),
        row["answered_by"] or "",
        row["answer"],
        row["is_mended"],
        row["is_changed"],
    )
    return NoticeOfCourse(
        notice,
        row["course_id"],
        row["subject"],
        row["group_name"],
        row["lesson_id"],
        date.fromisoformat(row["held_on"]),
        row["kind"],
        row["pupil"] or "",
        row["value"],
        row["may_answer"],
    )
