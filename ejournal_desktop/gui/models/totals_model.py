"""Averages and final marks of a page as a Qt model beside the grid."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ejournal_desktop.domain.gradebook import Period
from ejournal_desktop.gui.grid.cell_text import decimal_text
from ejournal_desktop.gui.grid.lock_text import ROMAN, period_words
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.page_figures import PageFigures

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_PERIOD_SHORT: Final = {"quarter": "четв.", "trimester": "трим.", "half-year": "полуг."}


@dataclass(frozen=True, slots=True)
class TotalsColumn:
    """A column: the average (``period`` is ``None``) or the final marks of a period."""

    title: str
    subtitle: str
    spoken: str
    period: Period | None = None


class TotalsModel(QAbstractTableModel):
    """Pupils × «Ср.» and the periods up to the one on the page."""

    def __init__(self, store: JournalStore, periods: tuple[Period, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.figures = PageFigures(store)
        self._periods = periods
        self.columns = self._make_columns()
        store.row_totals_changed.connect(self._row_changed)
        store.columns_changed.connect(self._all_changed)

    def _make_columns(self) -> list[TotalsColumn]:
        weighted = self.figures.is_weighted
        spoken = "средневзвешенный балл" if weighted else "средний балл"
        columns = [TotalsColumn("Ср.", "взвеш." if weighted else "балл", spoken)]
        page = self.store.page
        if page.course.marking == "none":
            return []
        shown = [period for period in self._periods if period.number <= page.period.number] or [page.period]
        for period in shown:
            words = period_words(period.kind, period.number)
            title = f"{ROMAN[period.number]} ч." if period.kind == "quarter" else ROMAN[period.number]
            columns.append(TotalsColumn(title, _PERIOD_SHORT[period.kind], f"отметка за {words}", period))
        return columns

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Pupils."""
        return 0 if parent.isValid() else len(self.store.pupils)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The average and the periods."""
        return 0 if parent.isValid() else len(self.columns)

    def text(self, row: int, column: int) -> str:
        """«4,33», a final mark, or nothing."""
        period = self.columns[column].period
        if period is not None:
            return self.store.final(row, period.period_id) or ""
        average = self.figures.average(row)
        return decimal_text(average) if average is not None else ""

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and accessible text of a figure."""
        if not index.isValid():
            return None
        text = self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            pupil = self.store.pupils[index.row()]
            spoken = self.columns[index.column()].spoken
            return f"{pupil.last_name} {pupil.first_name}, {spoken}: {text or 'нет'}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the column is."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            pupil = self.store.pupils[section]
            return f"{pupil.last_name} {pupil.first_name}"
        return self.columns[section].spoken if section < len(self.columns) else None

    def _row_changed(self, row: int) -> None:
        if self.columns:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _all_changed(self) -> None:
        self.beginResetModel()
        self.columns = self._make_columns()
        self.endResetModel()
