"""«Ученик»: one pupil of a journal page, his lessons of the period down, his figures, notes to him (ux 5.4.13)."""

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.domain.averages import explain
from ejournal_desktop.domain.lesson_card import LessonNote
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.grid.cell_text import decimal_text
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.models.pupil_lessons import NOTE_WORDS, PupilLessonsModel
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.tinted_rows import TintedRows

_WIDTHS: Final = (128, 0, 190, 170, 190, 150, 220)
_MOST: Final = 1000
_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PupilView(QWidget):
    """Read only but for the line of notes; Enter leads to the cell, Esc back to the grid."""

    cell_wanted = Signal(int, int)
    """Row and column of the page."""
    back_wanted = Signal()
    note_wanted = Signal(int, int, str, str)
    """Lesson, pupil, kind and text of a new note."""

    def __init__(self, grid: GridPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pupil_view")
        self._grid, self._store = grid, grid.store
        self.model = PupilLessonsModel(grid.store, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 4, 14, 8)
        column.setSpacing(8)
        column.addLayout(self._make_head())
        self.figures = words("", "", self)
        self.figures.setObjectName("pupilFigures")
        self.figures.setWordWrap(True)
        column.addWidget(self.figures)
        self.table = self._make_table()
        column.addWidget(self.table, 1)
        self.note_line = self._make_note_line()
        column.addWidget(self.note_line)
        self.said = words("", "caption", self)
        self.said.setObjectName("noteSaid")
        column.addWidget(self.said)
        self._store.row_totals_changed.connect(self._figures_changed)
        style.fit(self)

    def _figures_changed(self, row: int) -> None:
        if row == self.model.pupil_row:
            self._show_figures()

    # Parts

    def _make_head(self) -> QHBoxLayout:
        self.people = QComboBox(self)
        self.people.setObjectName("pupilCombo")
        self.people.setAccessibleName("Ученик")
        names = [f"{one.last_name} {one.first_name}" for one in self._store.pupils]
        self.people.addItems([f"{at}. {name}" for at, name in enumerate(names, 1)])
        self.people.activated.connect(self.show_pupil)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._arrow("caret-left", "Предыдущий ученик", -1, "pupilPrevious"))
        line.addWidget(self.people)
        line.addWidget(self._arrow("caret-right", "Следующий ученик", 1, "pupilNext"))
        self.state = words("", "warning", self)
        self.state.setObjectName("pupilState")
        line.addWidget(self.state)
        line.addStretch(1)
        line.addWidget(words("Alt+←/→ — другой ученик, Enter — к ячейке, Esc — к сетке", "caption", self))
        return line

    def _arrow(self, icon: str, name: str, by: int, object_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(object_name)
        button.setProperty("kind", "box")
        button.setProperty("icon_name", icon)
        button.setProperty("px_icon", 16)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} (Alt+{'←' if by < 0 else '→'})")
        button.clicked.connect(lambda: self.step(by))
        return button

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("pupilLessons")
        table.setAccessibleName("Уроки ученика")
        table.setModel(self.model)
        table.setItemDelegate(TintedRows(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.installEventFilter(self)
        table.doubleClicked.connect(lambda index: self._go(index.row()))
        return table

    def _make_note_line(self) -> QWidget:
        box = QWidget(self)
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.kind = QComboBox(box)
        self.kind.setObjectName("noteKind")
        self.kind.setAccessibleName("Что записать ученику")
        self.kind.addItems(list(NOTE_WORDS.values()))
        self.text = QLineEdit(box)
        self.text.setObjectName("noteText")
        self.text.setAccessibleName("Текст ученику к выбранному уроку")
        self.text.setPlaceholderText("Текст виден в дневнике ученика и родителей")
        self.text.setMaxLength(_MOST)
        self.add = QPushButton("Записать", box)
        self.add.setObjectName("noteAdd")
        self.text.returnPressed.connect(self._add_note)
        self.add.clicked.connect(self._add_note)
        self.text.installEventFilter(self)
        for widget in (QLabel("К выбранному уроку:", box), self.kind, self.text, self.add):
            line.addWidget(widget, 1 if widget is self.text else 0)
        box.setVisible(self._store.page.writable)
        return box

    # Showing

    def show_pupil(self, row: int) -> None:
        """Show a pupil of the page at the lesson under the cursor."""
        row = min(len(self._store.pupils) - 1, max(0, row))
        column = self._grid.view.cursor()[1]
        line = self.table.currentIndex().row()
        at = self.model.column_at(line) if line >= 0 else column
        self.model.use_pupil(row)
        self.people.setCurrentIndex(row)
        self._select(at)
        self._show_figures()
        self._show_state(row)
        self.use_sizes()

    def step(self, by: int) -> None:
        """The pupil before or after, of those the grid shows."""
        row = self._grid.view.shown.step(self.model.pupil_row, by, len(self._store.pupils))
        self.show_pupil(row)

    def use_notes(self, notes: tuple[LessonNote, ...]) -> None:
        """Notes were read, or one was written."""
        line = self.table.currentIndex().row()
        at = self.model.column_at(line) if line >= 0 else 0
        self.model.use_notes(notes)
        self._select(at)

    def go_to_column(self, column: int) -> None:
        """Select the lesson of a column of the page."""
        self._select(column)

    def say(self, text: str) -> None:
        """What became of a note."""
        self.said.setText(text)

    def use_sizes(self) -> None:
        """Columns and rows in the size of the windows."""
        look = theme.current()
        for at, width in enumerate(_WIDTHS):
            if width:
                self.table.setColumnWidth(at, look.px(width))
        self.table.verticalHeader().setDefaultSectionSize(look.px(30))

    def _select(self, column: int) -> None:
        if not self.model.rowCount():
            return
        index = self.model.index(self.model.line_of(column), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _show_figures(self) -> None:
        self.figures.setText(figure_words(self._grid, self.model.pupil_row))

    def _show_state(self, row: int) -> None:
        pupil = self._store.pupils[row]
        gone = not pupil.belongs(self._store.page.today)
        order = f", {pupil.departed_order}" if pupil.departed_order else ""
        self.state.setText(f"не в группе{order}" if gone else "")

    def _go(self, line: int) -> None:
        if line >= 0:
            self.cell_wanted.emit(self.model.pupil_row, self.model.column_at(line))

    def _add_note(self) -> None:
        line, text = self.table.currentIndex().row(), self.text.text().strip()
        if line < 0 or not text:
            return
        lesson = self._store.columns[self.model.column_at(line)].lesson
        kind = list(NOTE_WORDS)[self.kind.currentIndex()]
        self.note_wanted.emit(lesson.lesson_id, self._store.pupils[self.model.pupil_row].pupil_id, kind, text)
        self.text.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt and arrows: another pupil; Enter: the cell; Esc: the grid."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(-1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        elif key in _ENTERS and watched is self.table:
            self._go(self.table.currentIndex().row())
        else:
            return False
        return True


def figure_words(grid: GridPane, row: int) -> str:
    """«Средний балл 4,33 · отметок 6, по норме 7 · пропущено 3 из 22 уроков (14 %) · …»."""
    figures, store = grid.pupil_figures, grid.store
    standing, page = figures.standing(row), store.page
    missed = f"пропущено {standing.missed} из {plural(standing.held, 'урока', 'уроков', 'уроков')}"
    said = [f"{missed} ({standing.missed_percent} %)"] if standing.held else ["уроков ещё не было"]
    if page.course.marking == "none":
        return said[0][0].upper() + said[0][1:]
    if page.course.marking == "five":
        said = [_average_words(grid, row), f"отметок {standing.marks}, по норме {figures.rule.least_marks}", *said]
    if standing.debts:
        said.append(f"ждём работ: {standing.debts}")
    days = standing.days_since(page.today)
    if standing.lessons_since:
        since = f"без отметки {plural(standing.lessons_since, 'урок', 'урока', 'уроков')}"
        said.append(since if days is None else f"{since}, {days} дн.")
    text = " · ".join(said)
    return text[0].upper() + text[1:]


def _average_words(grid: GridPane, row: int) -> str:
    sums = explain(grid.store.marks_of_pupil(row))
    if sums.weighted is None or sums.plain is None:
        return "среднего балла нет"
    if not grid.totals_model.figures.is_weighted:
        return f"средний балл {decimal_text(sums.plain)}"
    return f"средневзвешенный балл {decimal_text(sums.weighted)}, простой {decimal_text(sums.plain)}"
