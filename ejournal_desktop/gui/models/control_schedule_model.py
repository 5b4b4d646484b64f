"""Classes × school days of a month: what each class writes."""

from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from ejournal_desktop.domain.control_schedule import ControlSchedule, ControlWork, by_day, is_crowded
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.control_words import WEEKDAYS, crowd_words, day_words, full_words

_SUNDAY: Final = 6
_LETTERS: Final = 3
_LETTER: Final = 13
"""Height of a letter in pixels at 100 %."""
_Index = QModelIndex | QPersistentModelIndex


class ControlScheduleModel(QAbstractTableModel):
    """A row for each class that writes something in the month."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.classes: tuple[str, ...] = ()
        self.days: tuple[date, ...] = ()
        self._today = date.min
        self._works: dict[tuple[str, date], tuple[ControlWork, ...]] = {}

    def show(self, found: ControlSchedule, since: date, until: date) -> None:
        """Show what was read of a month."""
        self.beginResetModel()
        every = [since + timedelta(days=n) for n in range((until - since).days + 1)]
        self.days = tuple(day for day in every if day.weekday() != _SUNDAY)
        self.classes = found.class_names()
        self._today = found.today
        self._works = {
            (name, day): works for name in self.classes for day, works in by_day(found.of_class(name)).items()
        }
        self.endResetModel()

    def works(self, index: _Index) -> tuple[ControlWork, ...]:
        """What a class writes on a day."""
        return self._works.get((self.classes[index.row()], self.days[index.column()]), ())

    def crowded(self) -> list[tuple[str, date, tuple[ControlWork, ...]]]:
        """Classes and days with too many works, days in order."""
        found = [(name, day, works) for (name, day), works in self._works.items() if is_crowded(works)]
        return sorted(found, key=lambda one: one[1])

    def place(self, class_name: str, day: date) -> QModelIndex:
        """The cell of a class and a day."""
        return self.index(self.classes.index(class_name), self.days.index(day))

    # Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Classes."""
        return 0 if parent.isValid() else len(self.classes)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Days."""
        return 0 if parent.isValid() else len(self.days)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Classes, weekdays with numbers; today is bold."""
        if orientation == Qt.Orientation.Vertical:
            return self.classes[section] if role == Qt.ItemDataRole.DisplayRole else None
        day = self.days[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{WEEKDAYS[day.weekday()]}\n{day.day}"
        return _bold() if role == Qt.ItemDataRole.FontRole and day == self._today else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Short names of subjects; works that are only planned in italics."""
        if not index.isValid():
            return None
        works = self.works(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "\n".join(dict.fromkeys(work.subject[:_LETTERS] for work in works))
            case Qt.ItemDataRole.ToolTipRole:
                return full_words(works)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index, works)
        return _look(works, role)

    def _spoken(self, index: _Index, works: tuple[ControlWork, ...]) -> str:
        day, crowd = self.days[index.column()], crowd_words(works)
        said = f"{day_words(day, works)}{f', {crowd}' if crowd else ''}" if works else f"{day:%d.%m}: нет"
        return f"{self.classes[index.row()]}, {said}"


def _look(works: tuple[ControlWork, ...], role: int) -> Any:
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignCenter
    crowded = is_crowded(works)
    if role == Qt.ItemDataRole.FontRole and works:
        return _small(bold=crowded, italic=all(work.is_planned for work in works))
    colours = {Qt.ItemDataRole.BackgroundRole: "warn_bg", Qt.ItemDataRole.ForegroundRole: "warn"}
    return theme.current().color(colours[Qt.ItemDataRole(role)]) if crowded and role in colours else None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font


def _small(*, bold: bool, italic: bool) -> QFont:
    """Two lines in a row."""
    font = QFont()
    font.setPixelSize(theme.current().px(_LETTER))
    font.setBold(bold)
    font.setItalic(italic)
    return font
