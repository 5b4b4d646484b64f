"""Sessions of a psychologist, as the windows of ``api`` tell them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.sessions import (
    PsychologistSession,
    SessionCourse,
    SessionEntry,
    SessionHours,
    SessionJournal,
)

_READ = text("select api.sessions(cast(:since as date), cast(:until as date))")
_SAVE = text(
    "select api.save_session(cast(:lesson_id as integer), :course_id, cast(:held_on as date),"
    " cast(:minutes as smallint), cast(:pupil_id as integer), :content, :is_held)"
)
_NOTE = text("select api.note_session_printout(:content_sha256, :pages)")
_HOURS = text("select api.session_hours(cast(:since as date), cast(:until as date))")


@understood()
def sessions(connection: Connection, since: date, until: date) -> SessionJournal:
    """Own groups and sessions between two days."""
    answer = connection.execute(_READ, {"since": since, "until": until}).scalar_one()
    return SessionJournal(
        date.fromisoformat(answer["today"]),
        since,
        until,
        answer["school"] or "",
        answer["psychologist"] or "",
        tuple(
            SessionCourse(row[0], row[1], row[2], tuple((one[0], one[1]) for one in row[3]))
            for row in answer["courses"]
        ),
        tuple(map(_session, answer["sessions"])),
    )


@understood()
def save_session(connection: Connection, entry: SessionEntry) -> int:
    """Plan or record; the lesson."""
    arguments = {
        "lesson_id": entry.lesson_id,
        "course_id": entry.course_id,
        "held_on": entry.held_on,
        "minutes": entry.minutes,
        "pupil_id": entry.pupil_id,
        "content": entry.content,
        "is_held": entry.is_held,
    }
    return int(connection.execute(_SAVE, arguments).scalar_one())


def cancel_session(connection: Connection, lesson_id: int) -> None:
    """Take a planned session back."""
    connection.execute(text("select api.cancel_session(:lesson_id)"), {"lesson_id": lesson_id})


def note_printout(connection: Connection, content_sha256: bytes, pages: int) -> None:
    """Put her printout on record by its hash."""
    connection.execute(_NOTE, {"content_sha256": content_sha256, "pages": pages})


@understood()
def session_hours(connection: Connection, since: date, until: date) -> tuple[SessionHours, ...]:
    """Sessions held, to who sees all."""
    rows = connection.execute(_HOURS, {"since": since, "until": until}).scalar_one()
    return tuple(SessionHours(row[0] or "", row[1], row[2], date.fromisoformat(row[3]), row[4], row[5]) for row in rows)


def _course(row: Sequence[Any]) -> SessionCourse:
    return SessionCourse(row[0], row[1], row[2], tuple((one[0], one[1]) for one in row[3]))


def _session(row: Sequence[Any]) -> PsychologistSession:
    held_on = date.fromisoformat(row[2])
    return PsychologistSession(
        row[0], row[1], held_on, row[3], row[4], row[5], row[6], row[7], row[8] or "", row[9], row[10], row[11]
    )
