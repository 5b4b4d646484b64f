"""A lesson plan as a table that is edited in place: topics as rows, dates computed beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon

from ejournal_desktop.domain.control_schedule import ControlWork
from ejournal_desktop.domain.gradebook import WorkKind
from ejournal_desktop.domain.lesson_plan import Correction, LaidPlan, PlacedTopic, PlannedLesson, PlanTopic, lay_out
from ejournal_desktop.domain.names import clean
from ejournal_desktop.domain.plan_checks import CONTROL, early_controls
from ejournal_desktop.gui import icons
from ejournal_desktop.gui.control_words import others_of_day
from ejournal_desktop.gui.models.plan_cell_looks import cell_look, cell_text, cell_tip
from ejournal_desktop.gui.models.plan_cell_rules import (
    HELD,
    HOMEWORK,
    HOURS,
    PLANNED,
    SECTION,
    STATE,
    TOPIC,
    TYPE,
    WORK,
    cell_refusal,
)

HEADS: Final = ("Раздел", "Тема урока", "Час", "Тип", "Работа", "По плану", "Факт", "Домашнее задание", "Состояние")
EDITABLE: Final = frozenset({SECTION, TOPIC, HOURS, TYPE, WORK, HOMEWORK})
LESSON_TYPES: Final = ("урок", "контроль", "практическая", "лабораторная", "экскурсия", "резерв")
MOST_TOPICS: Final = 2_000
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
        self.work_kinds: dict[int, WorkKind] = {}
        self._holidays: tuple[tuple[date, date], ...] = ()
        self._early: dict[int, date] = {}
        self._others: tuple[ControlWork, ...] = ()
        self._subject = ""
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
        holidays: tuple[tuple[date, date], ...] = (),
    ) -> None:
        """Show a plan that was read."""
        self.beginResetModel()
        self._rows = [PlanRow(topic.topic_id, topic) for topic in topics]
        self._lessons, self._corrections, self._today = lessons, corrections, today
        self._may_edit, self._holidays = may_edit, holidays
        self._lay_out()
        self.endResetModel()
        self.laid_out.emit()

    def know(self, kinds: Sequence[WorkKind]) -> None:
        """The school's kinds of work: by them a topic says what is written at its lesson."""
        self.work_kinds = {kind.work_kind_id: kind for kind in kinds}
        if self._rows:
            self.dataChanged.emit(self.index(0, WORK), self.index(len(self._rows) - 1, WORK))

    def know_others(self, works: tuple[ControlWork, ...], subject: str) -> None:
        """Control works that the classes of the course write in other subjects."""
        self._others, self._subject = works, subject
        if self._rows:
            self.dataChanged.emit(self.index(0, HELD), self.index(len(self._rows) - 1, HELD))

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
        self._early = early_controls(self.laid, self._lessons, self._holidays)

    def advice(self, row: int) -> str:
        """What speaks against the day of a control work; empty where nothing does."""
        last = self._early.get(row + 1)
        if last:
            return f"Каникулы кончаются {last:%d.%m}: на первых двух уроках после них контрольных не проводят"
        placed = self.laid.topics[row]
        if placed.expected_on is None or not self.is_control(placed.topic):
            return ""
        moved = placed.topic.pinned_on is not None and placed.topic.pinned_on != placed.expected_on
        why = others_of_day(placed.expected_on, self._subject, self._others)
        return why or (f"Урока {placed.topic.pinned_on:%d.%m} нет: контрольная перешла на следующий" if moved else "")

    def is_control(self, topic: PlanTopic) -> bool:
        """Whether a control work is written at the topic's lesson."""
        kind = self.work_kinds.get(topic.work_kind_id or 0)
        return topic.lesson_type == CONTROL or (kind is not None and kind.is_control)

    def own_controls(self, course_id: int, subject: str, group_name: str) -> tuple[ControlWork, ...]:
        """Control works still to come, as the plan lies now: edits that are not saved yet too."""
        return tuple(
            ControlWork(
                placed.expected_on, course_id, subject, group_name, True, (), self._work(placed, full=True), True
            )
            for placed in self.laid.topics
            if placed.expected_on is not None and self.is_control(placed.topic)
        )

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

    def move(self, rows: Sequence[int], step: int) -> list[int]:
        """Move rows one up (-1) or down (1) together; where they are now, unmoved at an end of the plan."""
        chosen = sorted(set(rows), reverse=step > 0)
        if not chosen or not 0 <= chosen[0] + step < len(self._rows):
            return sorted(chosen)
        before, moved = self.snapshot(), list(self._rows)
        for row in chosen:
            moved[row], moved[row + step] = moved[row + step], moved[row]
        self._replace(moved, before, "перенос")
        return sorted(row + step for row in chosen)

    def into_section(self, rows: Sequence[int]) -> bool:
        """Put rows into the section they follow; rows at the top take the first one's. ``False``: nothing changes."""
        if not rows:
            return False
        section = self._rows[max(min(rows) - 1, 0)].values.section
        changed = [self._rows[row] for row in rows if self._rows[row].values.section != section]
        if not changed:
            return False
        before = self.snapshot()
        for row in changed:
            row.values = replace(row.values, section=section)
        self._changed(before, "раздел")
        return True

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
                return self._work(placed, full=False) if column == WORK else cell_text(placed, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(placed, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                words = self._work(placed, full=True) if column == WORK else cell_text(placed, column)
                advice = self.advice(index.row()) if column == HELD else ""
                return f"{HEADS[column]}: {words or 'пусто'}{f'. {advice}' if advice else ''}"
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(placed, column)
        return cell_look(placed, column, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; hours more than one become as many rows."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        row, column, text = self._rows[index.row()], index.column(), str(value).strip()
        if cell_refusal(column, str(value)):
            return False
        if column == HOURS:
            return self._split(index.row(), text)
        if column == WORK:
            return self._give_work(row, text)
        if column == TYPE and text not in LESSON_TYPES:
            return False
        return self._take(row, _with_text(row.values, column, text))

    def _take(self, row: PlanRow, typed: PlanTopic) -> bool:
        if typed != row.values:
            before = self.snapshot()
            row.values = typed
            self._changed(before, "правка")
        return True

    def _icon(self, placed: PlacedTopic, column: int) -> QIcon | None:
        if column == HELD and self.advice(placed.place - 1):
            return icons.icon("warning", "warn")
        return icons.icon("push-pin", "accent") if column == PLANNED and placed.topic.pinned_on else None

    def _tip(self, placed: PlacedTopic, column: int) -> str:
        if column == WORK:
            return self._work(placed, full=True)
        advice = self.advice(placed.place - 1) if column == HELD else ""
        return self._cause(placed, column) or advice or cell_tip(placed, column)

    def _cause(self, placed: PlacedTopic, column: int) -> str:
        day = placed.planned_on
        cause = dict(self.laid.progress.causes).get(day, "") if day and column in {PLANNED, STATE} else ""
        return f"Урок {day:%d.%m} не состоялся: {cause}" if cause else ""

    def _work(self, placed: PlacedTopic, *, full: bool) -> str:
        kind = self.work_kinds.get(placed.topic.work_kind_id or 0)
        return "" if kind is None else kind.name if full else kind.short_name

    def _give_work(self, row: PlanRow, text: str) -> bool:
        """A kind by its name or short name; a control work makes its lesson a control one; empty: no work."""
        if not text:
            return self._take(row, replace(row.values, work_kind_id=None))
        said = text.casefold()
        kind = next((k for k in self.work_kinds.values() if said in {k.name.casefold(), k.short_name.casefold()}), None)
        if kind is None:
            return False
        lesson_type = "контроль" if kind.is_control else row.values.lesson_type
        return self._take(row, replace(row.values, work_kind_id=kind.work_kind_id, lesson_type=lesson_type))

    def _split(self, row: int, text: str) -> bool:
        return int(text) == 1 or self.put([self._rows[row].values] * (int(text) - 1), at=row + 1, name="часы")


def _with_text(topic: PlanTopic, column: int, text: str) -> PlanTopic:
    match column:
        case 0:
            return replace(topic, section=clean(text))
        case 1:
            return replace(topic, topic=clean(text))
        case 3:
            return replace(topic, lesson_type=text)
    return replace(topic, homework=text)
