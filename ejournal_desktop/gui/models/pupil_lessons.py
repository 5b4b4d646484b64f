"""All lessons of one pupil in a period as a table: what a teacher may see of him, for eyes and screen readers."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ejournal_desktop.domain.lesson_card import LessonNote, NoteKind
from ejournal_desktop.domain.marks import DEBT, DRAFT, CellValue, in_words
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.cell_text import note_lines, work_words
from ejournal_desktop.gui.models.journal_cells import Column
from ejournal_desktop.gui.models.journal_store import JournalStore

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_TEXT_ROLES: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})
TITLES: Final = ("Дата", "Тема", "Работа", "Отметка", "Посещаемость", "Заметка к отметке", "Ученику")
DAYS: Final = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
NOTE_WORDS: Final[dict[NoteKind, str]] = {
    "remark": "замечание",
    "praise": "похвала",
    "recommendation": "рекомендация",
}
_GRADES: Final = {
    "5": "отлично",
    "4": "хорошо",
    "3": "удовлетворительно",
    "2": "неудовлетворительно",
    "1": "неудовлетворительно",
    "зач": "зачтено",
    "незач": "не зачтено",
}


def mark_words(mark: str | None) -> str:
    """«4 — хорошо», «4/5 — хорошо, отлично», «ждём работу», «черновик 5»."""
    if not mark:
        return ""
    if mark == DEBT:
        return "ждём работу"
    if mark.endswith(DRAFT):
        return f"черновик {mark.removesuffix(DRAFT)}"
    words = ", ".join(_GRADES[part] for part in mark.split("/") if part in _GRADES)
    return f"{mark} — {words}" if words else mark


class PupilLessonsModel(QAbstractTableModel):
    """Works of the lessons at which the pupil belonged to the group, the oldest first."""

    def __init__(self, store: JournalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._row = 0
        self._places: list[int] = []
        self._notes: dict[tuple[int, int], list[LessonNote]] = {}
        store.cell_changed.connect(self._cell_changed)
        store.block_changed.connect(self._block_changed)
        store.columns_changed.connect(self._read)
        self._read()

    @property
    def pupil_row(self) -> int:
        """The row of the pupil on the page."""
        return self._row

    def use_pupil(self, row: int) -> None:
        """Show another pupil."""
        self._row = row
        self._read()

    def use_notes(self, notes: tuple[LessonNote, ...]) -> None:
        """Remarks, praise and recommendations of the course are known."""
        self._notes = {}
        for note in notes:
            self._notes.setdefault((note.lesson_id, note.note.pupil_id), []).append(note)
        self._read()

    def column_at(self, line: int) -> int:
        """The column of the page that a line shows."""
        return self._places[line]

    def line_of(self, column: int) -> int:
        """The line of a column of the page, or of the nearest one before it."""
        before = [line for line, place in enumerate(self._places) if place <= column]
        return before[-1] if before else 0

    def notes_at(self, line: int) -> list[LessonNote]:
        """Notes on the pupil at the lesson of a line."""
        lesson_id = self._store.columns[self._places[line]].lesson.lesson_id
        return self._notes.get((lesson_id, self._store.pupils[self._row].pupil_id), [])

    def is_ahead(self, line: int) -> bool:
        """Whether the lesson is still to come."""
        return self._store.columns[self._places[line]].lesson.held_on > self._store.page.today

    def _read(self) -> None:
        self.beginResetModel()
        pupil = self._store.pupils[self._row] if self._store.pupils else None
        self._places = [
            at
            for at, column in enumerate(self._store.columns)
            if pupil is not None and column.lesson.state != "cancelled" and pupil.belongs(column.lesson.held_on)
        ]
        self.endResetModel()

    def _cell_changed(self, row: int, column: int) -> None:
        if row == self._row and column in self._places:
            line = self._places.index(column)
            self.dataChanged.emit(self.index(line, 0), self.index(line, len(TITLES) - 1))

    def _block_changed(self, *_block: int) -> None:
        self._read()

    # Qt

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Works, and lessons that have none."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """As many as there are titles."""
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a line; a screen reader hears the date with each of them."""
        if not index.isValid():
            return None
        if role in _TEXT_ROLES:
            return self._words(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._words(index.row(), index.column()) or "пусто"
            return f"{self._words(index.row(), 0)}, {TITLES[index.column()].lower()}: {words}"
        if role == Qt.ItemDataRole.BackgroundRole and self.is_ahead(index.row()):
            return theme.current().color("lock_bg")
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def _words(self, line: int, part: int) -> str:
        at = self._places[line]
        column = self._store.columns[at]
        mark, attendance = self._store.fields(self._row, at)
        lesson = column.lesson
        parts = (
            lambda: f"{DAYS[lesson.held_on.weekday()]} {lesson.held_on:%d.%m}, {lesson.lesson_no}-й урок",
            lambda: lesson.topic,
            lambda: work_words(column) if column.work is not None else "",
            lambda: mark_words(mark.shown),
            lambda: self._presence(column, attendance.shown),
            lambda: "; ".join(note_lines(self._store, self._row, at)),
            lambda: "; ".join(f"{NOTE_WORDS[one.note.kind]}: {one.note.text}" for one in self.notes_at(line)),
        )
        return parts[part]()

    def _presence(self, column: Column, code: str | None) -> str:
        """An empty cell is «был» only where attendance of the lesson was checked (rulings 27)."""
        if code:
            return in_words(CellValue(attendance=code))
        held = column.lesson.held_on <= self._store.page.today
        return "был на уроке" if held and column.lesson.attendance_checked else ""
