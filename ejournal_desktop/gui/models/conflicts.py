"""Solving a conflict: mine, the server's, or both marks where the work has two (ux 5.4.12)."""

from typing import Literal

from ejournal_desktop.domain.cell_locks import Lock
from ejournal_desktop.domain.marks import CellValue, Problem, parse_cell
from ejournal_desktop.gui.models.journal_store import JournalStore

Choice = Literal["mine", "theirs", "both"]


def both_marks(store: JournalStore, row: int, column: int) -> CellValue | None:
    """«5/4», the server's mark first, where the work has two marks and both are plain ones."""
    mark, attendance = store.fields(row, column)
    if mark.state != "conflict" or not mark.kept or not mark.shown:
        return None
    read = parse_cell(f"{mark.kept}/{mark.shown}", store.rules(row, column))
    return None if isinstance(read, Problem) else CellValue(read.mark, attendance.shown)


def solve(store: JournalStore, row: int, column: int, choice: Choice) -> Lock | None:
    """Write the choice; the lock that forbids it, and then the conflict stays."""
    both = both_marks(store, row, column)
    if choice == "theirs" or (choice == "both" and both is None):
        store.take_back(row, column)
        return None
    lock = store.enter(row, column, both if choice == "both" and both is not None else store.value(row, column))
    if lock is None:
        store.leave(row, column)
    return lock


def cell_of_failed(store: JournalStore, operation_id: str) -> tuple[int, int] | None:
    """The cell in which an edit failed, if it is of this page."""
    for row in range(len(store.pupils)):
        for column in range(len(store.columns)):
            outcomes = (state.outcome for state in store.fields(row, column))
            if any(outcome is not None and outcome.operation_id == operation_id for outcome in outcomes):
                return row, column
    return None
