"""Ctrl+F in the grid: to a pupil by the beginning of her surname, under any layout."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.physical_keys import russian_text


def find_row(store: JournalStore, text: str) -> int | None:
    """The row whose surname begins so, else the first that has the text in its name; «ё» is «е»."""
    typed = _plain(russian_text(text.strip()))
    if not typed:
        return None
    names = [_plain(f"{pupil.last_name} {pupil.first_name}") for pupil in store.pupils]
    beginning = (row for row, name in enumerate(names) if name.startswith(typed))
    inside = (row for row, name in enumerate(names) if typed in name)
    return next(beginning, next(inside, None))


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


class PupilFind(QInputDialog):
    """Asks for a surname and says which row is meant."""

    chosen = Signal(int)
    missed = Signal(str)

    def __init__(self, store: JournalStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self.setObjectName("pupil_find")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("К ученику")
        self.setLabelText("Начало фамилии:")
        self.setOkButtonText("Перейти")
        self.setCancelButtonText("Отмена")
        self.setComboBoxEditable(True)
        self.setComboBoxItems(["", *(f"{pupil.last_name} {pupil.first_name}" for pupil in store.pupils)])
        self.textValueSelected.connect(self._choose)

    def _choose(self, text: str) -> None:
        row = find_row(self._store, text)
        if row is not None:
            self.chosen.emit(row)
        elif text.strip():
            self.missed.emit(text.strip())
