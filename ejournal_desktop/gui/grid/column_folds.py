"""Columns that the person has put out of the way: a narrow strip stays of each; a view only, nothing is written."""

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.gui.models.journal_store import JournalStore


class ColumnFolds(QObject):
    """Which columns of a page are folded; a column keeps its fold when others are added."""

    changed = Signal()

    def __init__(self, store: JournalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._folded: set[object] = set()  # columns themselves: their places change

    def __len__(self) -> int:
        """How many are folded."""
        return sum(1 for column in self._store.columns if column in self._folded)

    def folds(self, at: int) -> bool:
        """Whether a column is folded."""
        return 0 <= at < len(self._store.columns) and self._store.columns[at] in self._folded

    def fold(self, at: int) -> None:
        """Put a column out of the way; the last one in sight stays."""
        if len(self) < len(self._store.columns) - 1:
            self._folded.add(self._store.columns[at])
            self.changed.emit()

    def unfold(self, at: int) -> None:
        """Show a column again."""
        if self.folds(at):
            self._folded.discard(self._store.columns[at])
            self.changed.emit()

    def unfold_all(self) -> None:
        """Show all columns again."""
        if self._folded:
            self._folded.clear()
            self.changed.emit()

    def step(self, at: int, by: int) -> int:
        """The column that many columns in sight away, not past the edge."""
        shown = [each for each in range(len(self._store.columns)) if not self.folds(each)]
        if not shown:
            return at
        place = sum(1 for each in shown if each < at) + by
        if self.folds(at) and by > 0:
            place -= 1
        return shown[min(len(shown) - 1, max(0, place))]

    def edge(self, *, first: bool) -> int:
        """The first or the last column in sight."""
        return self.step(0, 0) if first else self.step(len(self._store.columns) - 1, len(self._store.columns))
