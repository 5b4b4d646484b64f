"""Where the cursor goes: plain steps, edges, and the next cell in which something can be written."""

from collections.abc import Callable

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.gui.models.journal_store import JournalStore

Target = Callable[[int, int], tuple[int, int]]


class CellMoves:
    """Moves over a page, as functions of the present row and column."""

    def __init__(self, store: JournalStore) -> None:
        self._store = store

    @property
    def _rows(self) -> int:
        return len(self._store.pupils)

    @property
    def _columns(self) -> int:
        return len(self._store.columns)

    def by(self, rows: int, columns: int) -> Target:
        """Some steps, not past the edge; arrows do enter closed cells."""

        def target(row: int, column: int) -> tuple[int, int]:
            return min(self._rows - 1, max(0, row + rows)), min(self._columns - 1, max(0, column + columns))

        return target

    def in_row(self, column: int) -> Target:
        """The first (0) or the last (-1) column of the row."""
        return lambda row, _column: (row, column % self._columns)

    def corner(self, *, first: bool) -> Target:
        """The first pupil's first lesson, or the last pupil's last one."""
        return lambda _row, _column: (0, 0) if first else (self._rows - 1, self._columns - 1)

    def filled_edge(self, step: int) -> Target:
        """The next filled cell of the row, else its edge."""

        def target(row: int, column: int) -> tuple[int, int]:
            at = column + step
            while 0 <= at < self._columns and not self._store.value(row, at).text:
                at += step
            return row, min(self._columns - 1, max(0, at))

        return target

    def open_below(self, row: int, column: int, step: int) -> int | None:
        """The next row in which this column can be written; ``None`` past the last."""
        at = row + step
        while 0 <= at < self._rows and self._store.locks(at, column).is_skipped:
            at += step
        return at if 0 <= at < self._rows else None

    def open_beside(self, row: int, column: int, step: int) -> int | None:
        """The next column in which this row can be written; ``None`` past the last."""
        at = column + step
        while 0 <= at < self._columns and self._store.locks(row, at).is_skipped:
            at += step
        return at if 0 <= at < self._columns else None

    def empty_of_present(self, row: int, column: int, step: int) -> int | None:
        """The next pupil of the column, round the end, who was there, has no mark and may get one."""
        for distance in range(1, self._rows + 1):
            at = (row + step * distance) % self._rows
            value = self._store.value(at, column)
            if value.mark is None and not is_absence(value.attendance) and self._store.locks(at, column).mark is None:
                return at
        return None
