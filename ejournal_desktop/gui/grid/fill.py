"""Filling cells with what stands in others or was just typed (ux 5.4.4)."""

from collections.abc import Iterator

from PySide6.QtCore import QObject

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.domain.marks import DRAFT, CellValue
from ejournal_desktop.gui.grid.bulk_edits import BulkEdits
from ejournal_desktop.gui.grid.edit_plan import EditPlan, Wanted, make_plan
from ejournal_desktop.gui.grid.selection import Block, GridSelection
from ejournal_desktop.gui.models.journal_store import JournalStore

_NO_SOURCE = "Заполнять нечем: верхняя ячейка выделения пуста."


class Fill(QObject):
    """Fill down, right, into all that is selected, into the empty cells of a column."""

    def __init__(
        self, store: JournalStore, selection: GridSelection, bulk: BulkEdits, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._selection, self._bulk = store, selection, bulk

    @property
    def _rows(self) -> list[int]:
        """Pupils in sight: nobody who is filtered out is filled."""
        return self._selection.view.shown.among(range(len(self._store.pupils)))

    def down(self) -> None:
        """Ctrl+D: the uppermost value of each selected column into the cells below it; alone: from the cell above."""
        block = self._selection.active
        if len(self._selection.rows_of(block)) == 1:
            above = self._selection.view.shown.step(block.top, -1, len(self._store.pupils))
            block = Block(above, block.left, block.bottom, block.right)
        top = self._selection.rows_of(block)[0]
        self._fill(list(self._down(block, Block(top, block.left, top, block.right))))

    def right(self) -> None:
        """Ctrl+R: presence of the leftmost selected column into the columns beside it; marks are never copied so."""
        block = self._selection.active
        if block.width == 1 and block.left > 0:
            block = Block(block.top, block.left - 1, block.bottom, block.right)
        self._fill(list(self._right(block, block.left)))

    def dragged(self, block: Block, reach: Block) -> None:
        """The handle of a selection was dragged down or right."""
        if reach.bottom > block.bottom:
            self._fill(list(self._down(reach, block)))
        else:
            self._fill(list(self._right(reach, block.right)))

    def everywhere(self, text: str) -> None:
        """Ctrl+Enter: a typed text into every selected cell."""
        cells = self._selection.cells()
        self._fill([(row, column, text) for row, column in cells], overwrite_few=True)

    def empty_cells(self, column: int, text: str) -> None:
        """«Заполнить пустые…»: a value for pupils of a column who were there and have no mark; never overwrites."""
        wanted: list[Wanted] = [(row, column, text) for row in self.empty_of_present(column)]

        def make(_overwrite: bool) -> EditPlan:
            return make_plan(self._store, wanted, overwrite=False)

        self._bulk.propose(make, "Заполнить", "заполнение пустых")

    def empty_of_present(self, column: int) -> list[int]:
        """Rows of a column without a mark whose pupil was not absent and where a mark may be set."""
        store = self._store
        return [
            row
            for row in self._rows
            if not store.value(row, column).mark
            and not is_absence(store.value(row, column).attendance)
            and store.locks(row, column).mark is None
        ]

    def confirm_drafts(self, column: int) -> None:
        """Ctrl+Shift+Enter: «5?» of a column become marks."""
        store = self._store
        wanted: list[Wanted] = []
        for row in self._rows:
            value = store.value(row, column)
            if value.mark and value.mark.endswith(DRAFT):
                wanted.append((row, column, CellValue(value.mark.removesuffix(DRAFT), value.attendance)))
        if not wanted:
            self._bulk.said.emit("Черновиков в этой графе нет.", "info")
            return

        def make(_overwrite: bool) -> EditPlan:
            return make_plan(store, wanted, overwrite=True)

        self._bulk.propose(make, "Подтвердить", "подтверждены черновики")

    def _down(self, block: Block, source: Block) -> Iterator[Wanted]:
        """The rows of the source over and over; no series are made up."""
        sources = self._selection.rows_of(source)
        below = self._selection.view.shown.among(range(source.bottom + 1, block.bottom + 1))
        for at, row in enumerate(below):
            for column in range(block.left, block.right + 1):
                above = sources[at % len(sources)]
                value = self._store.value(above, column)
                if value.text:
                    yield row, column, value

    def _right(self, block: Block, source: int) -> Iterator[Wanted]:
        for row in self._selection.rows_of(block):
            presence = self._store.attendance(row, source).shown
            for column in range(source + 1, block.right + 1):
                if presence:
                    yield row, column, CellValue(self._store.mark(row, column).shown, presence)

    def _fill(self, wanted: list[Wanted], *, overwrite_few: bool = False) -> None:
        if not wanted:
            self._bulk.said.emit(_NO_SOURCE, "info")
            return
        self._bulk.propose(
            lambda overwrite: make_plan(self._store, wanted, overwrite=overwrite),
            "Заполнить",
            "заполнение",
            overwrite_few=overwrite_few,
        )
