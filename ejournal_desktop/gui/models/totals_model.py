"""Averages, proposals and final marks of a page as a Qt model beside the grid."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ejournal_desktop.domain.gradebook import Period
from ejournal_desktop.gui.grid.cell_text import decimal_text
from ejournal_desktop.gui.grid.final_text import accessible_final
from ejournal_desktop.gui.grid.lock_text import ROMAN, period_words
from ejournal_desktop.gui.models.final_states import FinalColumn
from ejournal_desktop.gui.models.finals_book import FinalsBook
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.page_figures import PageFigures

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_PERIOD_SHORT: Final = {"quarter": "четв.", "trimester": "трим.", "half-year": "полуг."}


@dataclass(frozen=True, slots=True)
class TotalsColumn:
    """A column: the average, the proposal by the school's rule, or the finals of a period or of the year."""

    title: str
    subtitle: str
    spoken: str
    kind: Literal["average", "proposal", "final"] = "average"
    final: FinalColumn | None = None

    @property
    def is_period(self) -> bool:
        """Whether marks of a period stand there."""
        return self.final is not None and self.final.field == "period"


_YEAR: Final = (
    TotalsColumn("Год", "отметка", "годовая отметка", "final", FinalColumn("year")),
    TotalsColumn("Экз.", "отметка", "отметка за экзамен", "final", FinalColumn("exam")),
    TotalsColumn("Итог", "отметка", "итоговая отметка", "final", FinalColumn("final")),
)


class TotalsModel(QAbstractTableModel):
    """Pupils × «Ср.», «Прогн.», the periods up to the one on the page and, in the last one, the year."""

    def __init__(self, store: JournalStore, periods: tuple[Period, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.figures = PageFigures(store)
        self.book = FinalsBook(store, self)
        self.book.figures.year_periods = tuple(period.period_id for period in periods or (store.page.period,))
        self._periods = periods
        self.columns = self._make_columns()
        store.row_totals_changed.connect(self._row_changed)
        self.book.row_changed.connect(self._row_changed)
        store.columns_changed.connect(self._all_changed)
        self.book.loaded.connect(self._all_changed)

    def _make_columns(self) -> list[TotalsColumn]:
        weighted = self.figures.is_weighted
        spoken = "средневзвешенный балл" if weighted else "средний балл"
        page = self.store.page
        if page.course.marking == "none":
            return []
        counts = page.course.marking == "five"  # «зач» has neither an average nor a forecast (rulings 28)
        columns = [TotalsColumn("Ср.", "взвеш." if weighted else "балл", spoken)] if counts else []
        if counts and self.book.figures.policy.proposes:
            columns.append(TotalsColumn("Прогн.", "правило", "прогноз", "proposal"))
        shown = [period for period in self._periods if period.number <= page.period.number] or [page.period]
        for period in shown:
            words = period_words(period.kind, period.number)
            title = f"{ROMAN[period.number]} ч." if period.kind == "quarter" else ROMAN[period.number]
            final = FinalColumn("period", period.period_id)
            columns.append(TotalsColumn(title, _PERIOD_SHORT[period.kind], f"отметка за {words}", "final", final))
        if self.book.page is not None and self.book.page.shows_year:
            columns += _YEAR
        return columns

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Pupils."""
        return 0 if parent.isValid() else len(self.store.pupils)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The average, the proposal, the finals."""
        return 0 if parent.isValid() else len(self.columns)

    def column_of(self, final: FinalColumn) -> int | None:
        """Where a column of finals stands."""
        return next((at for at, column in enumerate(self.columns) if column.final == final), None)

    def is_open(self, column: int) -> bool:
        """Whether finals of a column may be set now: its header shows a pencil."""
        final = self.columns[column].final
        return final is not None and self.book.column_lock(final) is None

    def text(self, row: int, column: int) -> str:
        """«4,33», «4?», a final mark, or nothing."""
        shown = self.columns[column]
        if shown.final is not None:
            return self.book.shown(row, shown.final) or ""
        if shown.kind == "proposal":
            proposal = self.book.figures.proposal(row)
            return proposal.text if proposal is not None else ""
        average = self.figures.average(row)
        return decimal_text(average) if average is not None else ""

    def ghost(self, row: int, column: int) -> str:
        """What is proposed in an empty cell that may be filled now."""
        final = self.columns[column].final
        if final is None or self.book.shown(row, final) is not None or self.book.lock(row, final) is not None:
            return ""
        proposal = self.book.proposal(row, final)
        return proposal.text if proposal is not None else ""

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text and accessible text of a figure."""
        if not index.isValid() or index.column() >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(index.row(), index.column())
        return None

    def spoken(self, row: int, column: int) -> str:
        """«Белов Артём, отметка за I четверть: нет, прогноз 4»."""
        pupil, shown = self.store.pupils[row], self.columns[column]
        words = self.text(row, column) or "нет"
        if shown.final is not None:
            words = accessible_final(self.book, row, shown.final)
        return f"{pupil.last_name} {pupil.first_name}, {shown.spoken}: {words}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the column is."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            pupil = self.store.pupils[section]
            return f"{pupil.last_name} {pupil.first_name}"
        if section >= len(self.columns):
            return None
        return self.columns[section].spoken + (": можно поставить" if self.is_open(section) else "")

    def _row_changed(self, row: int) -> None:
        if self.columns:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def _all_changed(self) -> None:
        self.beginResetModel()
        self.columns = self._make_columns()
        self.endResetModel()
