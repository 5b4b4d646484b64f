"""What the windows need to open what is closed, and to tell why it is."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from ejournal_desktop.domain.cell_history import CellHistory, WorkChange
from ejournal_desktop.domain.edit_windows import EditWindows
from ejournal_desktop.domain.unlocks import UnlockQueue, UnlockRequest


class UnlockDesk(Protocol):
    """Unlocks and edit windows of a signed-in person; every method waits and belongs into a lane."""

    def request_unlock(self, asked: UnlockRequest) -> tuple[int, ...]:
        """Ask for lessons or for a period."""

    def unlocks(self) -> UnlockQueue:
        """Own requests, or everybody's for the management."""

    def agree_unlocks(self, unlock_ids: Sequence[int]) -> int:
        """Agree to open expired windows."""

    def open_unlocks(self, unlock_ids: Sequence[int], open_until: datetime) -> int:
        """Open until a moment."""

    def refuse_unlocks(self, unlock_ids: Sequence[int], reason: str) -> int:
        """Refuse with a reason."""

    def close_unlocks(self, unlock_ids: Sequence[int]) -> int:
        """End what is open now."""

    def see_unlocks(self, unlock_ids: Sequence[int]) -> int:
        """Note as seen by the director."""

    def propose_unlock_order(self, unlock_id: int, open_until: datetime) -> int:
        """Lay the draft of an order before the director."""

    def edit_windows(self) -> EditWindows:
        """Every setting of clause 3.6."""

    def set_edit_window(self, kind: str, valid_from: date, number: str, issued_on: date) -> int:
        """Set the edit window from a day on, under an order."""

    def cell_history(self, lesson_id: int, work_id: int | None, pupil_id: int) -> CellHistory:
        """The chain of changes of a cell."""

    def work_history(self, work_id: int) -> tuple[WorkChange, ...]:
        """The acts on a work."""
