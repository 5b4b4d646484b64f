"""Notes to marks on a journal page: Shift+F2 writes, a pause of the mouse over the corner reads, Ctrl+Z takes back."""

from functools import partial
from html import escape
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip

from ejournal_desktop.domain.gradebook import NoteField
from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec
from ejournal_desktop.gui.grid.cell_text import note_lines
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.note_card import NoteCard
from ejournal_desktop.gui.models.edit_history import CellPlace
from ejournal_desktop.gui.pages.journal_cards import JournalCards

HOVER_MS: Final = 400
_GONE: Final = "страница открыта заново без этой ячейки."
_CHANGED: Final = "заметка с тех пор уже другая."


class MarkNotes(QObject):
    """The notes of one grid."""

    def __init__(self, actions: ActionRegistry, grid: GridPane, cards: JournalCards) -> None:
        super().__init__(grid)
        self._grid, self._cards = grid, cards
        self.hover = NoteHover(grid)
        spec = ActionSpec("journal.note", "Заметка к отметке…", ("Shift+F2",), ("комментарий", "дневник"), writes=True)
        actions.add(spec, self.open, grid)

    def open(self) -> None:
        """Shift+F2: the card of the notes of the cell."""
        grid, (row, column) = self._grid, self._grid.view.cursor()
        if row < 0 or not grid.flow.finish():
            return
        why = self._obstacle(column)
        if why:
            grid.hints.say(why)
            return
        card = NoteCard(grid, grid.store, row, column)
        card.written.connect(partial(self._write, row, column))
        self._cards.show_card(card, row, column)
        card.show_writing()

    def _obstacle(self, column: int) -> str:
        store = self._grid.store
        place = store.columns[column]
        if not (store.page.writable and place.lesson.writable):
            return "Заметки пишет учитель этого урока. Прочесть их можно по Ctrl+Пробел."
        if place.work is None:
            return "Заметка пишется к отметке. Сначала поставьте её."
        if place.lesson.held_on > store.page.today or place.lesson.state == "cancelled":
            return "Урок не прошёл, отметок за него нет: заметку писать не к чему."
        return ""

    def _write(self, row: int, column: int, field: NoteField, text: str) -> None:
        store, history = self._grid.store, self._grid.history
        before = store.note(row, column, field).shown or ""
        if before == text and store.note(row, column, field).state not in {"refused", "conflict"}:
            return
        place, pupil = history.place_of(store, row, column), store.pupils[row]
        store.write_note(row, column, field, text)
        day = store.columns[column].lesson.held_on
        history.record_act(
            f"заметка, {pupil.last_name} {pupil.first_name[:1]}., {day:%d.%m}",
            partial(self._put_back, place, field, text, before),
            partial(self._put_back, place, field, before, text),
        )

    def _put_back(self, place: CellPlace, field: NoteField, stands: str, text: str) -> str:
        """Write a text where another one stands; why not, where that is no longer so."""
        found = self._grid.history.find(place)
        if found is None:
            return _GONE
        store, row, column = found
        if (store.note(row, column, field).shown or "") != stands:
            return _CHANGED
        store.write_note(row, column, field, text)
        return ""


class NoteHover(QObject):
    """A mouse that rests on a noted cell reads the note."""

    def __init__(self, grid: GridPane) -> None:
        super().__init__(grid)
        self._grid, self._view = grid, grid.view
        self._cell = (-1, -1)
        self._at = QPoint()
        self.timer = QTimer(self, interval=HOVER_MS, singleShot=True)
        self.timer.timeout.connect(self.show_note)
        self._view.viewport().setMouseTracking(True)
        self._view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait where a note stands; the mouse goes on to the grid in any case."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._moved(event.position().toPoint())
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.MouseButtonPress):
            self._cell = (-1, -1)
            self.timer.stop()
        return False

    def _moved(self, point: QPoint) -> None:
        index = self._view.indexAt(point)
        cell = (index.row(), index.column())
        if cell == self._cell:
            return
        self._cell, self._at = cell, self._view.viewport().mapToGlobal(point)
        self.timer.stop()
        if index.isValid() and note_lines(self._grid.store, *cell):
            self.timer.start()

    def show_note(self) -> None:
        """Say the note beside the mouse."""
        if self._cell[0] < 0 or not self._view.isVisible():  # the page was left meanwhile
            return
        lines = note_lines(self._grid.store, *self._cell)
        if lines:
            QToolTip.showText(self._at, "<p>" + "<br>".join(map(escape, lines)) + "</p>", self._view.viewport())
