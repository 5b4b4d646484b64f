"""Which cells are selected: the cursor alone, a block that grows from it, or several blocks."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.gui.grid.journal_view import JournalView

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells, its edges included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def between(cls, one: Cell, other: Cell) -> "Block":
        """The block of which two cells are opposite corners."""
        rows, columns = sorted((one[0], other[0])), sorted((one[1], other[1]))
        return cls(rows[0], columns[0], rows[1], columns[1])

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left + 1

    def cells(self) -> Iterator[Cell]:
        """Every cell, column by column: the order in which marks are filled down."""
        for column in range(self.left, self.right + 1):
            for row in range(self.top, self.bottom + 1):
                yield row, column

    def contains(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class GridSelection(QObject):
    """The selection of a grid; a plain move of the cursor ends it."""

    changed = Signal()

    def __init__(self, view: JournalView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._anchor: Cell | None = None
        self._head: Cell | None = None
        self._others: list[Block] = []
        self._keeps = False
        view.current_changed.connect(lambda *_cells: None if self._keeps else self.clear())
        view.model().modelReset.connect(self.clear)

    @property
    def view(self) -> JournalView:
        """The grid."""
        return self._view

    # What is selected

    @property
    def blocks(self) -> list[Block]:
        """Every block, the one that grows last; a cursor alone is a block of one cell; empty on an empty page."""
        return [*self._others, self.active] if self._view.cursor()[0] >= 0 else []

    @property
    def active(self) -> Block:
        """The block that Shift and arrows change."""
        cursor = self._view.cursor()
        return Block.between(self._anchor or cursor, self._head or self._anchor or cursor)

    @property
    def is_many(self) -> bool:
        """Whether more than the cell under the cursor is selected."""
        return bool(self._others) or self._anchor is not None

    def cells(self) -> list[Cell]:
        """Every selected cell in sight once: a pupil who is filtered out is never written."""
        shown = self._view.shown
        cells = (cell for block in self.blocks for cell in block.cells() if shown.shows(cell[0]))
        return list(dict.fromkeys(cells))

    def rows_of(self, block: Block) -> list[int]:
        """The rows of a block that are in sight."""
        return self._view.shown.among(range(block.top, block.bottom + 1))

    # Changing it

    def clear(self) -> None:
        """Only the cursor is left."""
        if self.is_many:
            self._anchor, self._head, self._others = None, None, []
            self.changed.emit()

    def extend_to(self, row: int, column: int) -> None:
        """Let the block reach from where it began to a cell."""
        if self._view.cursor()[0] < 0:
            return
        rows, columns = self._size
        self._anchor = self._anchor or self._view.cursor()
        self._head = min(rows - 1, max(0, row)), min(columns - 1, max(0, column))
        self._view.scrollTo(self._view.model().index(*self._head))
        self.changed.emit()

    def extend_by(self, rows: int, columns: int) -> None:
        """Shift and an arrow."""
        row, column = self._head or self._view.cursor()
        self.extend_to(self._view.shown.step(row, rows, self._size[0]) if rows else row, column + columns)

    def add(self, row: int, column: int) -> None:
        """Ctrl and a click: a further block that begins at a cell, where the cursor goes."""
        self._others.append(self.active)
        self._anchor = self._head = (row, column)
        self._move_cursor(row, column)
        self.changed.emit()

    def select(self, block: Block, *, adding: bool = False) -> None:
        """Select a block; the cursor stays in it, or comes into it."""
        if adding:
            self._others.append(self.active)
        else:
            self._others.clear()
        self._anchor, self._head = (block.top, block.left), (block.bottom, block.right)
        row, column = self._view.cursor()
        self._move_cursor(min(block.bottom, max(block.top, row)), min(block.right, max(block.left, column)))
        self.changed.emit()

    def select_column(self, column: int, *, adding: bool = False) -> None:
        """A whole work."""
        self.select(Block(0, column, self._size[0] - 1, column), adding=adding)

    def select_row(self, row: int, *, adding: bool = False) -> None:
        """Everything of a pupil."""
        self.select(Block(row, 0, row, self._size[1] - 1), adding=adding)

    def widen(self, *, rows: bool) -> None:
        """Shift+Space and Ctrl+Shift+Space: the whole rows, or the whole columns, of what is selected."""
        block, (height, width) = self.active, self._size
        if rows:
            self.select(Block(block.top, 0, block.bottom, width - 1))
        else:
            self.select(Block(0, block.left, height - 1, block.right))

    def select_all(self) -> None:
        """Ctrl+A."""
        rows, columns = self._size
        if rows and columns:
            self.select(Block(0, 0, rows - 1, columns - 1))

    @property
    def _size(self) -> Cell:
        model = self._view.model()
        return model.rowCount(), model.columnCount()

    def _move_cursor(self, row: int, column: int) -> None:
        self._keeps = True
        try:
            if (row, column) != self._view.cursor():
                self._view.move_to(row, column)
        finally:
            self._keeps = False
