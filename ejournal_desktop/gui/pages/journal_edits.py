"""Edits of an open journal that are not on the server: from their list to the cell, and what was chosen there."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.gradebook import CellOperation, Outcome
from ejournal_desktop.domain.outbox import Operation
from ejournal_desktop.gui.models.conflicts import Choice, cell_of_failed
from ejournal_desktop.gui.models.conflicts import solve as solve_cell
from ejournal_desktop.gui.models.final_states import FinalColumn
from ejournal_desktop.gui.pages.opened_period import OpenedPeriod

if TYPE_CHECKING:
    from ejournal_desktop.gui.pages.journal_page import JournalPageWidget


class JournalEdits(QObject):
    """Follows the periods that a journal page opens."""

    def __init__(self, page: "JournalPageWidget") -> None:
        super().__init__(page)
        self._page = page
        self._opened: dict[int, OpenedPeriod] = {}
        self._goal: tuple[int, Operation, Outcome | None] | None = None

    def follow(self, opened: OpenedPeriod) -> None:
        """A period was read: it takes the place of an older reading."""
        self._opened[opened.store.page.period.period_id] = opened
        opened.live.page_is_old.connect(lambda: self._read_anew(opened))

    def _read_anew(self, opened: OpenedPeriod) -> None:
        """More than entries was changed elsewhere; nobody who is writing here is disturbed."""
        if opened.grid.isVisible() and not opened.grid.flow.is_editing and not self._page.unsettled():
            self._page.refresh()

    @property
    def wanted_period(self) -> int | None:
        """The period of the edit that is wanted and not in sight yet."""
        return self._goal[0] if self._goal is not None else None

    def go_to(self, period_id: int, operation: Operation, refused: Outcome | None = None) -> None:
        """Put the cursor on the cell of an edit; its period is opened first where it is not shown.

        ``refused``: why it was not taken; a request to open what is shut is begun there.
        """
        self._goal = period_id, operation, refused
        opened = self._opened.get(period_id)
        if opened is not None and opened.grid.isVisible():
            self.arrive(opened)
        else:
            self._page.open_period(period_id)

    def arrive(self, opened: OpenedPeriod) -> None:
        """A period is shown: if it is the one that was wanted, the cursor goes to the cell."""
        if self._goal is None or opened.store.page.period.period_id != self._goal[0]:
            return
        operation, refused, store = self._goal[1], self._goal[2], opened.store
        self._goal = None
        if isinstance(operation, FinalOperation):
            row = store.row_of(operation.pupil_id)
            if row is not None:
                opened.grid.totals.go_to(row, FinalColumn(operation.field, operation.period_id))
            return
        columns = [at for at, column in enumerate(store.columns) if column.lesson.lesson_id == operation.lesson_id]
        if not columns:
            return
        work_id, pupil_id = getattr(operation, "work_id", None), getattr(operation, "pupil_id", None)
        of_work = (at for at in columns if (work := store.columns[at].work) is not None and work.work_id == work_id)
        row = store.row_of(pupil_id) if pupil_id is not None else None
        kept_row = max(0, opened.grid.view.cursor()[0])
        opened.grid.use_cursor(kept_row if row is None else row, next(of_work, columns[0]))
        opened.grid.setFocus()
        if refused is not None and opened.cards is not None:
            opened.cards.ask_for(refused)
            return
        if not isinstance(operation, CellOperation):  # what a lesson says stands in its pane
            self._page.show_pane(shown=True)

    def solve(self, operation_id: str, choice: str) -> bool:
        """Deal with an edit that failed in an open period; ``False`` when it is not of this page."""
        for opened in self._opened.values():
            cell = cell_of_failed(opened.store, operation_id)
            if cell is not None:
                solve_cell(opened.store, *cell, cast("Choice", choice))
                return True
            book = opened.grid.totals_model.book
            if opened.entries.solve(operation_id, choice) or book.solve(operation_id, mine=choice == "mine"):
                return True
            if opened.decide_entry(operation_id, choice):
                return True
        return False
