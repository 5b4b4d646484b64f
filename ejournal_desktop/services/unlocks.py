"""Opening what is closed, and the settings that close it (rulings 5, 6, 9): one intent, one function."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Engine

from ejournal_desktop.database.queries import unlocks as queries
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.cell_history import CellHistory, WorkChange
from ejournal_desktop.domain.edit_windows import EditWindows
from ejournal_desktop.domain.unlocks import UnlockQueue, UnlockRequest


def request_unlock(engine: Engine, asked: UnlockRequest) -> tuple[int, ...]:
    """A teacher asks for lessons or for a period of her course."""
    with transaction(engine) as connection:
        return queries.request_unlock(connection, asked)


def unlocks(engine: Engine) -> UnlockQueue:
    """A teacher's own requests; everybody's for the management."""
    with transaction(engine) as connection:
        return queries.unlocks(connection)


def agree(engine: Engine, unlock_ids: Sequence[int]) -> int:
    """The deputy agrees to open expired windows."""
    with transaction(engine) as connection:
        return queries.take_step(connection, "agree", unlock_ids)


def open_until(engine: Engine, unlock_ids: Sequence[int], moment: datetime) -> int:
    """The administrator opens expired windows, the deputy closed periods under the signed order."""
    with transaction(engine) as connection:
        return queries.open_unlocks(connection, unlock_ids, moment)


def refuse(engine: Engine, unlock_ids: Sequence[int], reason: str) -> int:
    """Refuse requests; the teacher reads why."""
    with transaction(engine) as connection:
        return queries.refuse_unlocks(connection, unlock_ids, reason)


def close_early(engine: Engine, unlock_ids: Sequence[int]) -> int:
    """End what is open now."""
    with transaction(engine) as connection:
        return queries.take_step(connection, "close", unlock_ids)


def note_seen(engine: Engine, unlock_ids: Sequence[int]) -> int:
    """The director has seen them."""
    with transaction(engine) as connection:
        return queries.take_step(connection, "see", unlock_ids)


def propose_order(engine: Engine, unlock_id: int, moment: datetime) -> int:
    """The deputy lays the draft of an order that opens a closed period before the director."""
    with transaction(engine) as connection:
        return queries.propose_unlock_order(connection, unlock_id, moment)


def edit_windows(engine: Engine) -> EditWindows:
    """Every setting of clause 3.6."""
    with transaction(engine) as connection:
        return queries.edit_windows(connection)


def set_edit_window(engine: Engine, kind: str, valid_from: date, number: str, issued_on: date) -> int:
    """The administrator sets the edit window from a day on, under an order."""
    with transaction(engine) as connection:
        return queries.set_edit_window(connection, kind, valid_from, number, issued_on)


def cell_history(engine: Engine, lesson_id: int, work_id: int | None, pupil_id: int) -> CellHistory:
    """The chain of changes of a cell that this person may see."""
    with transaction(engine) as connection:
        return queries.cell_history(connection, lesson_id, work_id, pupil_id)


def work_history(engine: Engine, work_id: int) -> tuple[WorkChange, ...]:
    """The acts on a work that this person may see."""
    with transaction(engine) as connection:
        return queries.work_history(connection, work_id)
