"""Unlocks and edit windows on the services (``gui/ports/unlocks.py``)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Engine

from ejournal_desktop.domain.cell_history import CellHistory, WorkChange
from ejournal_desktop.domain.edit_windows import EditWindows
from ejournal_desktop.domain.unlocks import UnlockQueue, UnlockRequest
from ejournal_desktop.services import unlocks


class UnlockServices:
    """The part of a desk that opens what is closed."""

    engine: Engine

    def request_unlock(self, asked: UnlockRequest) -> tuple[int, ...]:
        """Ask for lessons or for a period."""
        return unlocks.request_unlock(self.engine, asked)

    def unlocks(self) -> UnlockQueue:
        """Own requests, or everybody's for the management."""
        return unlocks.unlocks(self.engine)

    def agree_unlocks(self, unlock_ids: Sequence[int]) -> int:
        """Agree to open expired windows."""
        return unlocks.agree(self.engine, unlock_ids)

    def open_unlocks(self, unlock_ids: Sequence[int], open_until: datetime) -> int:
        """Open until a moment."""
        return unlocks.open_until(self.engine, unlock_ids, open_until)

    def refuse_unlocks(self, unlock_ids: Sequence[int], reason: str) -> int:
        """Refuse with a reason."""
        return unlocks.refuse(self.engine, unlock_ids, reason)

    def close_unlocks(self, unlock_ids: Sequence[int]) -> int:
        """End what is open now."""
        return unlocks.close_early(self.engine, unlock_ids)

    def see_unlocks(self, unlock_ids: Sequence[int]) -> int:
        """Note as seen by the director."""
        return unlocks.note_seen(self.engine, unlock_ids)

    def propose_unlock_order(self, unlock_id: int, open_until: datetime) -> int:
        """Lay the draft of an order before the director."""
        return unlocks.propose_order(self.engine, unlock_id, open_until)

    def edit_windows(self) -> EditWindows:
        """Every setting of clause 3.6."""
        return unlocks.edit_windows(self.engine)

    def set_edit_window(self, kind: str, valid_from: date, number: str, issued_on: date) -> int:
        """Set the edit window from a day on, under an order."""
        return unlocks.set_edit_window(self.engine, kind, valid_from, number, issued_on)

    def cell_history(self, lesson_id: int, work_id: int | None, pupil_id: int) -> CellHistory:
        """The chain of changes of a cell."""
        return unlocks.cell_history(self.engine, lesson_id, work_id, pupil_id)

    def work_history(self, work_id: int) -> tuple[WorkChange, ...]:
        """The acts on a work."""
        return unlocks.work_history(self.engine, work_id)
