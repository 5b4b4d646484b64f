"""A lesson plan as a table that is edited in place: topics as rows, dates computed beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from ejournal_desktop.domain.lesson_plan import Correction, LaidPlan, PlacedTopic, PlannedLesson, PlanTopic, lay_out
from ejournal_desktop.gui import icons, theme

HEADS: Final = ("Раздел", "Тема урока", "Час", "Тип", "По плану", "Факт", "Домашнее задание", "Состояние")
SECTION, TOPIC, HOURS, TYPE, PLANNED, HELD, HOMEWORK, STATE = range(8)
EDITABLE: Final = frozenset({SECTION, TOPIC, HOURS, TYPE, HOMEWORK})
LESSON_TYPES: Final = ("урок", "контроль", "практическая", "лабораторная", "экскурсия", "резерв")
MOST_TOPICS: Final = 2_000
_MOST_HOURS: Final = 40
_STATES: Final = {
    "held": "проведён",
    "merged": "объединён",
    "overdue": "сдвинут",
    "next": "следующий",
    "planned": "",
    "no-lesson": "нет урока",
}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(eq=False, slots=True)
class PlanRow:
    """A row that keeps its identity while it moves and is edited; the server gives it its id once it is saved."""

    topic_id: int | None
    values: PlanTopic

    def topic(self) -> PlanTopic:
        """What is laid over lessons and sent."""
        return replace(self.values, topic_id=self.topic_id)


Rows = list[tuple[PlanRow, PlanTopic]]
"""Rows with the values they had: what undo goes back to."""


class LessonPlanModel(QAbstractTableModel):
    """Rows of a plan with the dates that follow from the lessons of one course."""

    edited = Signal(object, str)
    """Rows as they were before an edit, and what it is called."""
    laid_out = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PlanRow] = []
        self._lessons: tuple[PlannedLesson, ...] = ()
        self._corrections: tuple[Correction, ...] = ()
        self._today = date.min
        self._may_edit = False
        self.laid: LaidPlan = lay_out((), (), date.min)

    # What is shown

    def show(
        self,
        topics: Sequence[PlanTopic],
        lessons: tuple[PlannedLesson, ...],
        corrections: tuple[Correction, ...],
        today: date,
        *,
        may_edit: bool,
    ) -> None:
        """Show a plan that was read."""
        self.beginResetModel()
        self._rows = [PlanRow(topic.topic_id, topic) for topic in topics]
        self._lessons, self._corrections, self._today = lessons, corrections, today
        self._may_edit = may_edit
        self._lay_out()
        self.endResetModel()
        self.laid_out.emit()

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """Rows in their order."""
        return tuple(self._rows)

    def topics(self) -> tuple[PlanTopic, ...]:
        """The plan as it stands."""
        return tuple(row.topic() for row in self._rows)

    def what_if(self, correction: Correction) -> LaidPlan:
        """How the plan would lie with one more correction."""
        return lay_out(self.topics(), self._lessons, self._today, (*self._corrections, correction))

    def placed(self, row: int) -> PlacedTopic:
        """A row with its dates."""
        return self.laid.topics[row]

    def _lay_out(self) -> None:
        self.laid = lay_out(self.topics(), self._lessons, self._today, self._corrections)

    # Edits

    def snapshot(self) -> Rows:
        """The rows as they are now."""
        return [(row, row.values) for row in self._rows]

    def restore(self, rows: Rows) -> None:
        """Go back to rows; what the server knows of them stays known."""
        self.beginResetModel()
        self._rows = [row for row, _values in rows]
        for row, values in rows:
            row.values = values
        self._lay_out()
        self.endResetModel()
        self.laid_out.emit()

    def put(self, topics: Sequence[PlanTopic], *, at: int | None = None, name: str = "вставка") -> bool:
        """Insert topics before a row, at the end, or (``at`` -1) instead of everything; ``False`` over the limit."""
        kept = [] if at == -1 else self._rows
        if len(kept) + len(topics) > MOST_TOPICS:
            return False
        before = self.snapshot()
        place = len(kept) if at is None or at < 0 else at
        made = [PlanRow(None, topic) for topic in topics]
        self._replace([*kept[:place], *made, *kept[place:]], before, name)
        return True

    def remove(self, rows: Sequence[int]) -> None:
        """Take rows out."""
        before, gone = self.snapshot(), set(rows)
        self._replace([row for at, row in enumerate(self._rows) if at not in gone], before, "удаление")

    def move(self, row: int, step: int) -> int:
        """Move a row up or down; where it is now."""
        to = row + step
        if not 0 <= row < len(self._rows) or not 0 <= to < len(self._rows):
            return row
        before = self.snapshot()
        moved = list(self._rows)
        moved.insert(to, moved.pop(row))
        self._replace(moved, before, "перенос")
        return to

    def pin(self, row: int) -> bool:
        """Hold a topic on its day, or let it go; ``False`` where no day is known."""
        placed = self.laid.topics[row]
        day = placed.expected_on or placed.planned_on
        if placed.topic.pinned_on is None and day is None:
            return False
        before = self.snapshot()
        self._rows[row].values = replace(placed.topic, pinned_on=None if placed.topic.pinned_on else day)
        self._changed(before, "закрепление")
        return True

    def give_ids(self, rows: Sequence[PlanRow], topics: Sequence[PlanTopic]) -> None:
        """The server knows these rows now: edits made meanwhile stay."""
        for row, topic in zip(rows, topics, strict=True):
            row.topic_id = topic.topic_id
        self._lay_out()

    def _replace(self, rows: list[PlanRow], before: Rows, name: str) -> None:
        self.beginResetModel()
        self._rows = rows
        self._lay_out()
        self.endResetModel()
        self.laid_out.emit()
        self.edited.emit(before, name)

    def _changed(self, before: Rows, name: str) -> None:
        self._lay_out()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(HEADS) - 1))
        self.laid_out.emit()
        self.edited.emit(before, name)

    # Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Topics."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Heads of the columns, numbers of the lessons."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADS[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """What may be typed into."""
        flags = super().flags(index)
        if self._may_edit and index.isValid() and index.column() in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell: text, look and words."""
        if not index.isValid():
            return None
        placed, column = self.laid.topics[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return cell_text(placed, column)
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(placed, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{HEADS[column]}: {cell_text(placed, column) or 'пусто'}"
            case Qt.ItemDataRole.DecorationRole if column == PLANNED and placed.topic.pinned_on:
                return icons.icon("push-pin", "accent")
        return _look(placed, column, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; hours more than one become as many rows."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        row, column, text = self._rows[index.row()], index.column(), str(value).strip()
        if column == HOURS:
            return self._split(index.row(), text)
        if (column == TOPIC and not text) or (column == TYPE and text not in LESSON_TYPES):
            return False
        typed = _with_text(row.values, column, text)
        if typed == row.values:
            return True
        before = self.snapshot()
        row.values = typed
        self._changed(before, "правка")
        return True

    def _split(self, row: int, text: str) -> bool:
        if not text.isdecimal() or not 1 <= int(text) <= _MOST_HOURS:
            return False
        return int(text) == 1 or self.put([self._rows[row].values] * (int(text) - 1), at=row + 1, name="часы")


def _with_text(topic: PlanTopic, column: int, text: str) -> PlanTopic:
    match column:
        case 0:
            return replace(topic, section=text)
        case 1:
            return replace(topic, topic=text)
        case 3:
            return replace(topic, lesson_type=text)
    return replace(topic, homework=text)


def cell_text(placed: PlacedTopic, column: int) -> str:
    """What stands in a cell."""
    topic = placed.topic
    return (
        topic.section,
        topic.topic,
        "1",
        topic.lesson_type,
        _day(placed.planned_on),
        _day(placed.held_on) if placed.held_on else (f"жд. {_day(placed.expected_on)}" if placed.expected_on else ""),
        topic.homework,
        _STATES[placed.state] or ("закреплён" if topic.pinned_on else ""),
    )[column]


def _day(day: date | None) -> str:
    return f"{day:%d.%m}" if day else ""


def _tip(placed: PlacedTopic, column: int) -> str:
    if column == PLANNED and placed.topic.pinned_on:
        return f"Закреплена за {placed.topic.pinned_on:%d.%m.%Y}. Ctrl+L — снять"
    if column == HELD and placed.expected_on:
        return f"Ожидается {placed.expected_on:%d.%m.%Y} по расписанию"
    return cell_text(placed, column)


def _look(placed: PlacedTopic, column: int, role: int) -> Any:
    look = theme.current()
    if role == Qt.ItemDataRole.TextAlignmentRole and column in {HOURS, PLANNED, HELD}:
        return Qt.AlignmentFlag.AlignCenter
    if role == Qt.ItemDataRole.FontRole and (placed.state == "next" or placed.topic.lesson_type == "контроль"):
        bold = QFont()
        bold.setBold(True)
        return bold
    if role == Qt.ItemDataRole.BackgroundRole and placed.state == "next":
        return look.color("accent_bg")
    if role == Qt.ItemDataRole.ForegroundRole:
        if column == STATE and placed.state in {"overdue", "no-lesson"}:
            return look.color("warn" if placed.state == "overdue" else "err")
        if placed.state in {"held", "merged"} or column in {SECTION, PLANNED}:
            return look.color("text_2")
    return None
