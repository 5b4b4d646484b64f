"""Shows the card of a conflict when the cursor comes to its cell, and does what was chosen in it."""

from typing import cast

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ejournal_desktop.gui.grid.conflict_card import ConflictCard
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.lock_text import lock_text
from ejournal_desktop.gui.models.conflicts import Choice, solve
from ejournal_desktop.gui.models.journal_store import JournalStore


class ConflictCards(QObject):
    """One card at a time; Esc leaves the cell alone until the cursor comes again."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant."""

    def __init__(self, store: JournalStore, view: JournalView, pane: QWidget) -> None:
        super().__init__(pane)
        self._store, self._view, self._pane = store, view, pane
        self.card: ConflictCard | None = None
        self._cell = (-1, -1)
        view.current_changed.connect(lambda _r, _c, row, column: self._look(row, column))
        store.cell_changed.connect(self._changed)
        store.block_changed.connect(self._block_changed)

    def _changed(self, row: int, column: int) -> None:
        if (row, column) == self._view.cursor() and (row, column) == self._cell and not self._is_conflict(row, column):
            self._drop()

    def _block_changed(self, *_block: int) -> None:
        self._changed(*self._view.cursor())

    def _is_conflict(self, row: int, column: int) -> bool:
        return any(state.state == "conflict" for state in self._store.fields(row, column))

    def _look(self, row: int, column: int) -> None:
        self._drop()
        self._cell = (row, column)
        if row >= 0 and column >= 0 and self._is_conflict(row, column):
            self.show(row, column)

    def show(self, row: int, column: int) -> None:
        """Show the card of a cell beside it."""
        self._drop()
        card = self.card = ConflictCard(self._pane, self._store, row, column)
        card.chosen.connect(lambda choice: self._solve(row, column, cast("Choice", choice)))
        card.typed_on.connect(self._type_on)
        card.closed.connect(self._view.setFocus)
        cell = self._view.cell_rect(row, column)
        corner = self._view.viewport().mapTo(self._pane, cell.topLeft())
        had_focus = self._view.hasFocus()
        card.show_at(QRect(corner, cell.size()))
        if not had_focus and not self._pane.isActiveWindow():
            self._view.setFocus()

    def _solve(self, row: int, column: int, choice: Choice) -> None:
        self._drop()
        self._view.setFocus()
        lock = solve(self._store, row, column, choice)
        if lock is not None:
            place = self._store.columns[column]
            self.said.emit(lock_text(lock, self._store.page, place.lesson, self._store.pupils[row]), "warn")

    def _type_on(self, event: QKeyEvent) -> None:
        """A key that is not the card's goes to the grid as if the card were not there."""
        again = QKeyEvent(
            event.type(),
            event.key(),
            event.modifiers(),
            event.nativeScanCode(),
            event.nativeVirtualKey(),
            event.nativeModifiers(),
            event.text(),
        )
        self._drop()
        self._view.setFocus()
        QApplication.sendEvent(self._view, again)

    def _drop(self) -> None:
        card, self.card = self.card, None
        if card is not None and isValid(card):
            card.blockSignals(True)
            card.hide()
            card.deleteLater()
