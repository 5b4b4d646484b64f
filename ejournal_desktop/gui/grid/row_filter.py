"""Which pupils of a page are in sight: a mapping of rows in the view, never a change of what is written."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class RowFilter(QObject):
    """All rows, or some of them in their order."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[int, ...] | None = None

    @property
    def is_on(self) -> bool:
        """Whether some pupils are hidden."""
        return self._rows is not None

    def use(self, rows: Iterable[int] | None) -> None:
        """Show these rows; ``None`` shows all."""
        wanted = None if rows is None else tuple(sorted(set(rows)))
        if wanted != self._rows:
            self._rows = wanted
            self.changed.emit()

    def shows(self, row: int) -> bool:
        """Whether a row is in sight."""
        return self._rows is None or row in self._rows

    def among(self, rows: Iterable[int]) -> list[int]:
        """Those of some rows that are in sight."""
        return [row for row in rows if self.shows(row)]

    def step(self, row: int, by: int, count: int) -> int:
        """The row that many rows of those in sight away, not past the edge; ``count`` is that of all rows."""
        if self._rows is None:
            return min(count - 1, max(0, row + by))
        if not self._rows:
            return row
        before = sum(1 for shown in self._rows if shown < row)
        at = before + by if row in self._rows or by <= 0 else before + by - 1
        return self._rows[min(len(self._rows) - 1, max(0, at))]

    def edge(self, count: int, *, first: bool) -> int:
        """The first or the last row in sight."""
        shown = self.among(range(count)) or [0]
        return shown[0] if first else shown[-1]
