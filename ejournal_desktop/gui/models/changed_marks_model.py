"""Changes of marks as a table: rows of ``domain.changed_marks``, each cell with words for who listens."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from ejournal_desktop.domain.changed_marks import MarkChange
from ejournal_desktop.gui.russian_dates import day_and_time

HEADS: Final = (
    "Когда", "Кто изменил", "Класс", "Предмет", "Ученик", "Урок", "Вид работы", "Было", "Стало", "Основание", "Причина",
)  # fmt: skip
WAS, BECAME, REASON = 7, 8, 10
DELETED: Final = "—"

_Index = QModelIndex | QPersistentModelIndex


class ChangedMarksModel(QAbstractTableModel):
    """The changes read so far."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes: tuple[MarkChange, ...] = ()

    def show(self, changes: tuple[MarkChange, ...]) -> None:
        """Show these; more at the end of what is there keeps the place."""
        there = len(self._changes)
        if there and changes[:there] == self._changes and len(changes) > there:
            self.beginInsertRows(QModelIndex(), there, len(changes) - 1)
            self._changes = changes
            self.endInsertRows()
            return
        self.beginResetModel()
        self._changes = changes
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Changes read so far."""
        return 0 if parent.isValid() else len(self._changes)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """All columns; the page hides the reason where none is on record."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Heads of the columns, numbers of the rows."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section in {WAS, BECAME}:
            return Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADS[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: its text, how it stands, and its words."""
        if not index.isValid():
            return None
        change, column = self._changes[index.row()], index.column()
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return _texts(change)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[column]}: {_spoken(change, column)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return sentence(change)
        return _look(column, role)


def _look(column: int, role: int) -> Any:
    """Marks stand in the middle, the present one is bold."""
    if role == Qt.ItemDataRole.TextAlignmentRole and column in {WAS, BECAME}:
        return Qt.AlignmentFlag.AlignCenter
    if role == Qt.ItemDataRole.FontRole and column == BECAME:
        bold = QFont()
        bold.setBold(True)
        return bold
    return None


def sentence(change: MarkChange) -> str:
    """The whole row for who listens."""
    return (
        f"{day_and_time(change.at)}, {change.author}: {change.pupil}, {change.class_name}, {change.subject}, "
        f"{change.lesson}, {change.work}, было: {_spoken(change, WAS)}, стало: {_spoken(change, BECAME)}"
    )


def _texts(change: MarkChange) -> tuple[str, ...]:
    return (
        f"{change.at:%d.%m.%Y %H:%M}", change.author, change.class_name, change.subject, change.pupil, change.lesson,
        change.work, change.was or DELETED, change.became or DELETED, change.ground_words, change.reason,
    )  # fmt: skip


def _spoken(change: MarkChange, column: int) -> str:
    if column == WAS:
        return change.was or "пусто"
    if column == BECAME:
        return change.became or "удалена"
    return _texts(change)[column] or "нет"
