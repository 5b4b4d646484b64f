"""Unlocks, edit windows and histories of cells, as the windows of ``api`` tell them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from ejournal_desktop.database.queries.journal_values import day, moment
from ejournal_desktop.database.understanding import understood
from ejournal_desktop.domain.cell_history import CellChange, CellHistory, WorkChange
from ejournal_desktop.domain.edit_windows import EditWindow, EditWindows
from ejournal_desktop.domain.unlocks import Unlock, UnlockQueue, UnlockRequest

_REQUEST = text(
    "select api.request_unlock(:course_id, cast(:lesson_ids as integer[]), cast(:period_id as smallint), :reason,"
    " cast(:wanted_until as timestamptz))"
)
_SET = text("select api.set_edit_window(:kind, cast(:valid_from as date), :number, cast(:issued_on as date))")
_WORK_HISTORY = text("select api.work_history(:work_id)")
_HISTORY = text("select api.cell_history(:lesson_id, cast(:work_id as integer), :pupil_id)")
_STEPS = {
    "agree": text("select api.agree_unlocks(cast(:unlock_ids as integer[]))"),
    "close": text("select api.close_unlocks(cast(:unlock_ids as integer[]))"),
    "see": text("select api.see_unlocks(cast(:unlock_ids as integer[]))"),
}
_OPEN = text("select api.open_unlocks(cast(:unlock_ids as integer[]), cast(:open_until as timestamptz))")
_REFUSE = text("select api.refuse_unlocks(cast(:unlock_ids as integer[]), :reason)")
_PROPOSE = text("select api.propose_unlock_order(:unlock_id, cast(:open_until as timestamptz))")


@understood()
def request_unlock(connection: Connection, asked: UnlockRequest) -> tuple[int, ...]:
    """Ask for lessons or for a period; the numbers of the requests."""
    arguments = {
        "course_id": asked.course_id,
        "lesson_ids": list(asked.lesson_ids),
        "period_id": asked.period_id,
        "reason": asked.reason,
        "wanted_until": asked.wanted_until,
    }
    return tuple(connection.execute(_REQUEST, arguments).scalar_one())


@understood()
def unlocks(connection: Connection) -> UnlockQueue:
    """Requests and answers, newest first."""
    answer = connection.execute(text("select api.unlocks()")).scalar_one()
    rows = tuple(map(_unlock, answer["unlocks"]))
    return UnlockQueue(datetime.fromisoformat(answer["now"]), answer["me"], rows)


@understood()
def take_step(connection: Connection, step: str, unlock_ids: Sequence[int]) -> int:
    """Agree, close early or note as seen."""
    return int(connection.execute(_STEPS[step], {"unlock_ids": list(unlock_ids)}).scalar_one())


@understood()
def open_unlocks(connection: Connection, unlock_ids: Sequence[int], open_until: datetime) -> int:
    """Open until a moment."""
    arguments = {"unlock_ids": list(unlock_ids), "open_until": open_until}
    return int(connection.execute(_OPEN, arguments).scalar_one())


@understood()
def refuse_unlocks(connection: Connection, unlock_ids: Sequence[int], reason: str) -> int:
    """Refuse with a reason."""
    return int(connection.execute(_REFUSE, {"unlock_ids": list(unlock_ids), "reason": reason}).scalar_one())


@understood()
def propose_unlock_order(connection: Connection, unlock_id: int, open_until: datetime) -> int:
    """Lay the draft of an order before the director."""
    arguments = {"unlock_id": unlock_id, "open_until": open_until}
    return int(connection.execute(_PROPOSE, arguments).scalar_one())


@understood()
def edit_windows(connection: Connection) -> EditWindows:
    """Every setting of clause 3.6, newest first."""
    answer = connection.execute(text("select api.edit_windows()")).scalar_one()
    return EditWindows(
        date.fromisoformat(answer["today"]),
        tuple(
            EditWindow(
                row["edit_window_id"], date.fromisoformat(row["valid_from"]), row["kind"], row["source"], row["order"]
            )
            for row in answer["windows"]
        ),
    )


@understood()
def set_edit_window(connection: Connection, kind: str, valid_from: date, number: str, issued_on: date) -> int:
    """Set the edit window from a day on, under an order."""
    arguments = {"kind": kind, "valid_from": valid_from, "number": number, "issued_on": issued_on}
    return int(connection.execute(_SET, arguments).scalar_one())


@understood()
def cell_history(connection: Connection, lesson_id: int, work_id: int | None, pupil_id: int) -> CellHistory:
    """The chain of changes of a cell that this person may see."""
    arguments = {"lesson_id": lesson_id, "work_id": work_id, "pupil_id": pupil_id}
    answer = connection.execute(_HISTORY, arguments).scalar_one()
    changes = (CellChange(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in answer["changes"])
    return CellHistory(
        answer["edit_window"], answer["source"], day(answer["closes_on"]), answer["sees_all"], tuple(changes)
    )


@understood()
def work_history(connection: Connection, work_id: int) -> tuple[WorkChange, ...]:
    """The acts on a work that this person may see."""
    rows = connection.execute(_WORK_HISTORY, {"work_id": work_id}).scalar_one()
    return tuple(
        WorkChange(event_id, datetime.fromisoformat(at), author, action, kind or "", Decimal(weight), title, reason)
        for event_id, at, author, action, kind, weight, title, reason in rows
    )


def _unlock(row: Mapping[str, Any]) -> Unlock:
    return Unlock(
        unlock_id=row["unlock_id"],
        course_id=row["course_id"],
        lesson_id=row["lesson_id"],
        period_id=row["period_id"],
        course=f"{row['group_name']} · {row['subject']}",
        person_id=row["person_id"],
        person=row["person"] or "",
        held_on=day(row["held_on"]),
        lesson_no=row["lesson_no"],
        period_kind=row["period_kind"],
        period_number=row["period_number"],
        reason=row["reason"],
        requested_at=datetime.fromisoformat(row["requested_at"]),
        open_until=datetime.fromisoformat(row["open_until"]),
        state=row["state"],
        agreed_by=row["agreed_by"],
        agreed_by_me=row["agreed_by_me"],
        agreed_at=moment(row["agreed_at"]),
        opened_by=row["opened_by"],
        opened_at=moment(row["opened_at"]),
        refused_by=row["refused_by"],
        refused_at=moment(row["refused_at"]),
        refused_reason=row["refused_reason"],
        closed_by=row["closed_by"],
        closed_at=moment(row["closed_at"]),
        draft=row["draft"],
        order=row["order"],
        seen_at=moment(row["seen_at"]),
    )
