"""The page as a Qt model: for screen readers, tooltips and tests; the grid paints from the store itself."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ejournal_desktop.gui.grid.cell_text import (
    accessible_text,
    failure_text,
    hint_html,
    lesson_words,
    reason_closed,
    work_words,
)
from ejournal_desktop.gui.grid.column_state import column_state
from ejournal_desktop.gui.grid.pupil_badge import pupil_words
from ejournal_desktop.gui.models.journal_store import JournalStore

_Asked = Callable[[int, int], Any]
_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_EMPHASIS: Final = re.compile("</?[a-z]+>")
_HEADER_ROLES: Final = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
)


class JournalModel(QAbstractTableModel):
    """Pupils × works; editing goes through the typing flow, never through ``setData``."""

    def __init__(self, store: JournalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._roles: dict[int, _Asked] = {
            Qt.ItemDataRole.DisplayRole: self._text,
            Qt.ItemDataRole.EditRole: self._text,
            Qt.ItemDataRole.ToolTipRole: self._tool_tip,
            Qt.ItemDataRole.AccessibleTextRole: lambda row, column: accessible_text(store, row, column),
            Qt.ItemDataRole.AccessibleDescriptionRole: self._strip_words,
            Qt.ItemDataRole.TextAlignmentRole: lambda _row, _column: Qt.AlignmentFlag.AlignCenter,
        }
        store.cell_changed.connect(self._cell_changed)
        store.block_changed.connect(self._block_changed)
        store.columns_changed.connect(self._columns_changed)
        store.header_changed.connect(
            lambda column: self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)
        )

    @property
    def store(self) -> JournalStore:
        """The page behind the model."""
        return self._store

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Pupils."""
        return 0 if parent.isValid() else len(self._store.pupils)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Works, and lessons that have none yet."""
        return 0 if parent.isValid() else len(self._store.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tooltip and accessible text of a cell."""
        asked = self._roles.get(role)
        return asked(index.row(), index.column()) if asked is not None and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Full names of pupils and lessons: what a screen reader says of a row and a column."""
        if role not in _HEADER_ROLES:
            return None
        if orientation == Qt.Orientation.Vertical and section < len(self._store.pupils):
            return pupil_words(self._store.pupils[section], self._store.page)
        if orientation == Qt.Orientation.Horizontal and section < len(self._store.columns):
            return self._lesson_words(section)
        return None

    def _lesson_words(self, section: int) -> str:
        column = self._store.columns[section]
        meaning = column_state(self._store, section).meaning
        parts = (lesson_words(column.lesson), work_words(column), meaning)
        return ", ".join(part for part in parts if part)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Every cell can be reached; none is edited by Qt's editors."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _text(self, row: int, column: int) -> str:
        return self._store.value(row, column).text

    def _obstacle(self, row: int, column: int) -> str:
        return failure_text(self._store, row, column) or reason_closed(self._store, row, column)

    def _strip_words(self, row: int, column: int) -> str:
        """What the strip under the grid says of the cell, without its marks of emphasis."""
        hint = unescape(_EMPHASIS.sub("", hint_html(self._store, row, column)))
        return ". ".join(part for part in (hint, self._obstacle(row, column)) if part)

    def _tool_tip(self, row: int, column: int) -> str:
        parts = (hint_html(self._store, row, column), escape(self._obstacle(row, column)))
        return "<br>".join(part for part in parts if part)

    def _cell_changed(self, row: int, column: int) -> None:
        index = self.index(row, column)
        self.dataChanged.emit(index, index)

    def _block_changed(self, top: int, left: int, bottom: int, right: int) -> None:
        self.dataChanged.emit(self.index(top, left), self.index(bottom, right))

    def _columns_changed(self) -> None:
        self.beginResetModel()
        self.endResetModel()
