"""«Пересдача…»: a new attempt beside the mark of a cell, which stays as it was (rulings 5)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.cell_text import resit_lines
from ejournal_desktop.gui.models.journal_store import JournalStore

_LONGEST = 6


class ResitCard(CellCard):
    """Asks for the new mark; stays open until the server has taken it."""

    given = Signal(str)

    def __init__(self, pane: QWidget, store: JournalStore, row: int, column: int) -> None:
        pupil, stands = store.pupils[row], store.mark(row, column).kept or ""
        name = f"{pupil.last_name} {pupil.first_name}"
        super().__init__(pane, "resit_card", "arrow-clockwise", f"Пересдача: {name}, стоит {stands}")
        for line in resit_lines(store, row, column):
            self.add_line(line)
        self.add_line("Прежняя отметка останется в ячейке; пересдача встанет рядом сегодняшним днём.", "caption")
        self.value = QLineEdit(self)
        self.value.setObjectName("resit_value")
        self.value.setAccessibleName("Отметка пересдачи")
        self.value.setPlaceholderText("Отметка")
        self.value.setMaxLength(_LONGEST)
        self.value.returnPressed.connect(self.give)
        self.add_widget(self.value)
        self._why = self.add_line("", "error")
        self._why.hide()
        self.button = self.add_button("Записать  Enter", "give_resit", "primary")
        self.button.clicked.connect(self.give)
        self.setFocusProxy(self.value)

    def give(self) -> None:
        """Send what was typed."""
        value = self.value.text().strip().lower()
        if not value:
            self.fail("Напишите отметку пересдачи.")
            return
        self.button.setEnabled(False)
        self.given.emit(value)

    def fail(self, sentence: str) -> None:
        """It was not taken: what was typed stays."""
        self.button.setEnabled(True)
        self._why.setText(sentence)
        self._why.show()
        self._say()
        self.place()
