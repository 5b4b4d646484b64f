"""Where the cursor goes: plain steps, edges, and the next cell in which something can be written."""

from collections.abc import Callable

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.gui.grid import typing_habits
from ejournal_desktop.gui.grid.column_folds import ColumnFolds
from ejournal_desktop.gui.grid.row_filter import RowFilter
from ejournal_desktop.gui.models.journal_store import JournalStore

Target = Callable[[int, int], tuple[int, int]]


class CellMoves:
    """Moves over a page, as functions of the present row and column."""

    def __init__(self, store: JournalStore, shown: RowFilter, folds: ColumnFolds) -> None:
        """``shown`` and ``folds`` say which pupils and works are in sight: no key goes to another."""
        self._store, self._shown, self._folds = store, shown, folds

    @property
    def _rows(self) -> int:
        return len(self._store.pupils)

    @property
    def _columns(self) -> int:
        return len(self._store.columns)

    def by(self, rows: int, columns: int) -> Target:
        """Some steps, not past the edge; arrows do enter closed cells."""

        def target(row: int, column: int) -> tuple[int, int]:
            at = self._shown.step(row, rows, self._rows) if rows else row
            return at, self._folds.step(column, columns) if columns else column

        return target

    def in_row(self, column: int) -> Target:
        """The first (0) or the last (-1) column of the row."""
        return lambda row, _column: (row, self._folds.edge(first=column == 0))

    def corner(self, *, first: bool) -> Target:
        """The first pupil's first lesson, or the last pupil's last one."""
        return lambda _row, _column: (self._shown.edge(self._rows, first=first), self._folds.edge(first=first))

    def filled_edge(self, step: int) -> Target:
        """The next filled cell of the row, else its edge."""

        def target(row: int, column: int) -> tuple[int, int]:
            at = column + step
            while 0 <= at < self._columns and (self._folds.folds(at) or not self._store.value(row, at).text):
                at += step
            return row, at if 0 <= at < self._columns else self._folds.edge(first=at < 0)

        return target

    def open_below(self, row: int, column: int, step: int) -> int | None:
        """The next row in which this column can be written; ``None`` past the last."""
        at = row + step
        while 0 <= at < self._rows and self._is_passed(at, column):
            at += step
        return at if 0 <= at < self._rows else None

    def _is_passed(self, row: int, column: int) -> bool:
        return not self._shown.shows(row) or self._is_skipped(row, column)

    def _is_skipped(self, row: int, column: int) -> bool:
        return typing_habits.current().skips_closed and self._store.locks(row, column).is_skipped

    def open_beside(self, row: int, column: int, step: int) -> int | None:
        """The next column in which this row can be written; ``None`` past the last."""
        at = column + step
        while 0 <= at < self._columns and (self._folds.folds(at) or self._is_skipped(row, at)):
            at += step
        return at if 0 <= at < self._columns else None

    def empty_of_present(self, row: int, column: int, step: int) -> int | None:
        """The next pupil of the column, round the end, who was there, has no mark and may get one."""
        for distance in range(1, self._rows + 1):
            at = (row + step * distance) % self._rows
            if not self._shown.shows(at):
                continue
            value = self._store.value(at, column)
            if value.mark is None and not is_absence(value.attendance) and self._store.locks(at, column).mark is None:
                return at
        return None
