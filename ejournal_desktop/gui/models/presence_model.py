"""Names and presence of a few lessons, frozen as they were read: nothing of a mark gets into it."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ejournal_desktop.domain.marks import ABSENCES, CellValue, in_words
from ejournal_desktop.gui.models.journal_store import JournalStore

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_LESSONS: Final = 8


@dataclass(frozen=True, slots=True)
class Presence:
    """Pupils, days of lessons, and the sign of absence of each pupil at each."""

    names: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    signs: tuple[tuple[str, ...], ...] = ()


def presence_of(store: JournalStore) -> Presence:
    """The last lessons up to today, one column of each."""
    first = {
        column.lesson.lesson_id: at
        for at, column in reversed(list(enumerate(store.columns)))
        if column.lesson.held_on <= store.page.today
    }
    columns = sorted(first.values())[-_LESSONS:]
    return Presence(
        names=tuple(f"{pupil.last_name} {pupil.first_name}" for pupil in store.pupils),
        days=tuple(f"{store.columns[at].lesson.held_on:%d.%m}" for at in columns),
        signs=tuple(
            tuple(_sign(store.attendance(row, at).shown) for at in columns) for row in range(len(store.pupils))
        ),
    )


def _sign(attendance: str | None) -> str:
    """Absent is absent: why, and least of all an illness, is nothing for the wall."""
    return "н" if attendance in ABSENCES else attendance or ""


class PresenceModel(QAbstractTableModel):
    """Shows a ``Presence``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = Presence()

    def use(self, presence: Presence) -> None:
        """Show another one."""
        if presence != self._shown:
            self.beginResetModel()
            self._shown = presence
            self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Pupils."""
        return 0 if parent.isValid() else len(self._shown.names)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Lessons."""
        return 0 if parent.isValid() else len(self._shown.days)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The sign, or in words for a screen reader."""
        if not index.isValid():
            return None
        sign = self._shown.signs[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return sign
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = in_words(CellValue(attendance=sign)) if sign else "пропуска нет"
            return f"{self._shown.names[index.row()]}, {self._shown.days[index.column()]}, {words}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names and days."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = self._shown.names if orientation == Qt.Orientation.Vertical else self._shown.days
        return heads[section] if section < len(heads) else None
