"""Changes of marks, as ``api.changed_marks`` tells them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, text

from ejournal_desktop.domain.changed_marks import PAGE_SIZE, ChangedMarks, ChangeFilter, Choice, MarkChange

Purpose = Literal["screen", "xlsx", "pdf"]

_STATEMENT = text(
    "select api.changed_marks(cast(:since as date), cast(:until as date), cast(:class_id as smallint),"
    " cast(:subject_id as smallint), cast(:teacher_id as integer), :pupil, cast(:before_event as bigint),"
    " cast(:before_pupil as integer), cast(:page_size as integer), :purpose)"
)


def changed_marks(
    connection: Connection,
    asked: ChangeFilter,
    after: MarkChange | None = None,
    purpose: Purpose = "screen",
    page_size: int = PAGE_SIZE,
) -> ChangedMarks:
    """The next piece of the report after a row of it, newest first; the read is on record."""
    arguments = {
        "since": asked.since,
        "until": asked.until,
        "class_id": asked.class_id,
        "subject_id": asked.subject_id,
        "teacher_id": asked.teacher_id,
        "pupil": asked.pupil.strip(),
        "before_event": after.event_id if after else None,
        "before_pupil": after.pupil_id if after else None,
        "page_size": page_size,
        "purpose": purpose,
    }
    return _report(connection.execute(_STATEMENT, arguments).scalar_one(), asked)


def _report(answer: Mapping[str, Any], asked: ChangeFilter) -> ChangedMarks:
    return ChangedMarks(
        school_full_name=answer["school"]["full_name"],
        school_short_name=answer["school"]["short_name"],
        reader=answer["reader"],
        read_at=datetime.fromisoformat(answer["now"]),
        since=date.fromisoformat(answer["since"]),
        until=date.fromisoformat(answer["until"]),
        total=answer["total"],
        deletions=answer["deletions"],
        teachers_count=answer["teachers_count"],
        pupils_count=answer["pupils_count"],
        changes=tuple(map(_change, answer["rows"])),
        classes=_choices(answer["classes"]),
        subjects=_choices(answer["subjects"]),
        teachers=_choices(answer["teachers"]),
        asked=asked,
    )


def _choices(rows: Sequence[Sequence[Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(*row) for row in rows)


def _change(row: Sequence[Any]) -> MarkChange:
    event_id, pupil_id, at, teacher, ground, class_name, subject, pupil, held_on, kind, *rest = row
    return MarkChange(
        event_id,
        pupil_id,
        datetime.fromisoformat(at),
        teacher,
        ground,
        class_name,
        subject,
        pupil,
        date.fromisoformat(held_on) if held_on else None,
        kind or "",
        *rest,
    )
