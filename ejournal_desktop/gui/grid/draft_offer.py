"""A sign that was typed and not entered before the program died is offered in its cell: «Не записано: 5 — Enter»."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.typing_flow import TypingFlow
from ejournal_desktop.gui.models.journal_store import JournalStore

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DraftOffer(QObject):
    """Never writes by itself: Enter writes, Esc forgets, typing begins anew, going on leaves it for later."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant."""

    def __init__(self, store: JournalStore, view: JournalView, flow: TypingFlow) -> None:
        super().__init__(view)
        self._store, self._view, self._flow = store, view, flow
        self._begun = False
        view.installEventFilter(self)
        view.current_changed.connect(lambda _r, _c, row, column: self._offer(row, column))

    def begin(self) -> None:
        """Put the cursor on the first cell with a text that was not entered; once."""
        if self._begun:
            return
        self._begun = True
        cell = self._store.first_draft()
        if cell is not None:
            self._view.move_to(*cell)
            self._offer(*cell)

    def _offer(self, row: int, column: int) -> None:
        draft = self._store.draft(row, column) if row >= 0 and column >= 0 else ""
        if draft and not self._flow.is_editing:
            self.said.emit(f"Не записано: {draft} — Enter, забыть — Esc.", "warn")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Esc over the offered cell are the offer's."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        row, column = self._view.cursor()
        draft = self._store.draft(row, column) if row >= 0 and column >= 0 else ""
        if not draft or self._flow.is_editing:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._store.keep_draft(row, column, "")
            self.said.emit("", "info")
            return True
        if event.key() in _ENTERS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._flow.enter_text(draft)
            return True
        return False
