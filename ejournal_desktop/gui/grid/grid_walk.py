"""Jumps of the grid that need more than the cursor: to a date, to what was refused, to the totals, the palette."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ejournal_desktop.gui.grid.date_jump import DateJump
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.pupil_find import PupilFind
from ejournal_desktop.gui.grid.totals_view import TotalsView
from ejournal_desktop.gui.grid.typing_flow import TypingFlow
from ejournal_desktop.gui.grid.value_palette import value_menu
from ejournal_desktop.gui.models.journal_store import JournalStore

_KEY_EVENTS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_FAILED = frozenset({"refused", "conflict"})


class GridWalk(QObject):
    """Answers the keys of these jumps."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant."""

    def __init__(
        self, store: JournalStore, view: JournalView, totals: TotalsView, flow: TypingFlow, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._store, self._view, self._totals, self._flow, self._parent = store, view, totals, flow, parent
        totals.installEventFilter(self)

    def ask_date(self) -> None:
        """Ctrl+G."""
        dialog = DateJump(self._store, self._parent)
        dialog.chosen.connect(self._to_column)
        dialog.open()

    def _to_column(self, column: int) -> None:
        self._view.show_column_at_right_third(column)
        self._view.move_to(max(0, self._view.cursor()[0]), column)
        self._view.setFocus()

    def ask_pupil(self) -> None:
        """Ctrl+F."""
        dialog = PupilFind(self._store, self._parent)
        dialog.chosen.connect(self._to_row)
        dialog.missed.connect(lambda text: self.said.emit(f"Ученика «{text}» на этой странице нет.", "info"))
        dialog.open()

    def _to_row(self, row: int) -> None:
        self._view.move_to(row, max(0, self._view.cursor()[1]))
        self._view.setFocus()

    def next_failed(self) -> None:
        """Ctrl+E: the next cell that was refused or met another's edit, row by row, round the end."""
        row, column = self._view.cursor()
        width, height = len(self._store.columns), len(self._store.pupils)
        for step in range(1, width * height + 1):
            at_row, at_column = divmod((row * width + column + step) % (width * height), width)
            if _FAILED & {state.state for state in self._store.fields(at_row, at_column)}:
                self._view.move_to(at_row, at_column)
                return
        self.said.emit("Непринятых и спорных ячеек на странице нет.", "info")

    def offer_values(self) -> None:
        """Alt+↓: a list of what may stand in the cell."""
        row, column = self._view.cursor()
        if self._store.locks(row, column).is_skipped:
            self._flow.edit_in_place()  # says why it is closed
            return
        menu = value_menu(self._store.rules(row, column), self._store.value(row, column), self._flow.put, self._parent)
        menu.aboutToHide.connect(menu.deleteLater)
        cell = self._view.cell_rect(row, column)
        menu.popup(self._view.viewport().mapToGlobal(cell.bottomLeft() + QPoint(0, 2)))

    def to_totals(self) -> None:
        """Ctrl+Alt+→: the averages and marks for periods; Esc comes back."""
        row = self._view.cursor()[0]
        self._totals.setCurrentIndex(self._totals.model().index(row, 0))
        self._totals.setFocus()
        self.said.emit("Итоги: стрелки ходят по ним, Esc — обратно к отметкам.", "info")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Esc in the totals goes back into the grid, to the same pupil."""
        if event.type() in _KEY_EVENTS and isinstance(event, QKeyEvent):
            back = event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.type() == QEvent.Type.ShortcutOverride:
                if back:  # nearer than the way back through the screens
                    event.accept()
                return bool(back)
            if event.key() == Qt.Key.Key_Escape or back:
                row = self._totals.currentIndex().row()
                self._view.setFocus()
                if row >= 0:
                    self._view.move_to(row, self._view.cursor()[1])
                return True
        return False
