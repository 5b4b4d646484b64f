"""The diary, as ``api.diary_week`` and its neighbours tell it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.domain.diary import (
    Diary,
    DiaryAttempt,
    DiaryFile,
    DiaryFinal,
    DiaryLesson,
    DiaryMark,
    DiaryMarkNote,
    DiaryNote,
    DiaryNotice,
    DiaryWeek,
)


def my_diaries(connection: Connection) -> tuple[Diary, ...]:
    """One's own diary and those of one's own children."""
    return tuple(Diary(**row) for row in connection.execute(text("select api.my_diaries()")).scalar_one())


def diary_week(connection: Connection, pupil_id: int, monday: date) -> DiaryWeek:
    """A week of one's own child; the server notes that its marks were shown."""
    statement = text("select api.diary_week(:pupil_id, :monday)")
    answer: Mapping[str, Any] = connection.execute(statement, {"pupil_id": pupil_id, "monday": monday}).scalar_one()
    return DiaryWeek(
        pupil_id=answer["pupil_id"],
        monday=date.fromisoformat(answer["monday"]),
        today=date.fromisoformat(answer["today"]),
        lessons=tuple(map(_lesson, answer["lessons"])),
        marks=tuple(DiaryMark(*(*row[:6], date.fromisoformat(row[6]))) for row in answer["marks"]),
        mark_notes=tuple(DiaryMarkNote(*row) for row in answer["mark_notes"]),
        attempts=tuple(DiaryAttempt(*(*row[:3], date.fromisoformat(row[3]))) for row in answer["attempts"]),
        notes=tuple(DiaryNote(*row) for row in answer["notes"]),
        files=tuple(DiaryFile(*row) for row in answer["files"]),
        notices=tuple(map(_notice, answer["notices"])),
    )


def diary_finals(connection: Connection, pupil_id: int) -> tuple[DiaryFinal, ...]:
    """Marks of periods, of the year and of exams of the present year."""
    rows = connection.execute(text("select api.diary_finals(:pupil_id)"), {"pupil_id": pupil_id}).scalar_one()
    return tuple(DiaryFinal(*row) for row in rows)


def diary_file(connection: Connection, attachment_id: int) -> bytes:
    """The bytes of one file of homework."""
    return bytes(connection.execute(text("select api.diary_file(:file)"), {"file": attachment_id}).scalar_one())


def send_mark_notice(connection: Connection, work_id: int, message: str) -> int:
    """A pupil's notice of a wrong mark of her own; return its number."""
    statement = text("select api.send_mark_notice(:work_id, :message)")
    return int(connection.execute(statement, {"work_id": work_id, "message": message}).scalar_one())


def _lesson(row: Sequence[Any]) -> DiaryLesson:
    lesson_id, held_on, lesson_no, starts_at, ends_at, *rest = row
    due = rest[9]
    times = (time.fromisoformat(at) if at else None for at in (starts_at, ends_at))
    told = (*rest[:3], rest[3] or "", *rest[4:9], datetime.fromisoformat(due) if due else None, *rest[10:])
    return DiaryLesson(*(lesson_id, date.fromisoformat(held_on), lesson_no, *times, *told))


def _notice(row: Sequence[Any]) -> DiaryNotice:
    mark_notice_id, work_id, message, sent_at, answered_at, answer, is_mended = row
    return DiaryNotice(
        mark_notice_id,
        work_id,
        message,
        datetime.fromisoformat(sent_at),
        datetime.fromisoformat(answered_at) if answered_at else None,
        answer,
        is_mended,
    )
