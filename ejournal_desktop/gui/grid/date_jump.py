"""Ctrl+G: to a lesson by its date; «11», «11.09» or the lesson itself from the list."""

import re
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QInputDialog, QWidget

from ejournal_desktop.gui.grid.cell_text import work_words
from ejournal_desktop.gui.models.journal_store import JournalStore

_DATE: Final = re.compile(r"\s*(\d{1,2})(?:[./\s-]+(\d{1,2}))?")


def find_column(store: JournalStore, text: str) -> int | None:
    """The first column of the lesson of a day, or of the next lesson after it; ``None`` where no day is meant."""
    match = _DATE.match(text)
    if match is None or not store.columns:
        return None
    day, month = int(match[1]), int(match[2]) if match[2] else None
    wanted = [
        at
        for at, column in enumerate(store.columns)
        if column.lesson.held_on.day == day and month in (None, column.lesson.held_on.month)
    ]
    if wanted:
        return min(wanted, key=lambda at: (abs((store.columns[at].lesson.held_on - store.page.today).days), at))
    if month is None:
        return None
    return _next_after(store, day, month)


def _next_after(store: JournalStore, day: int, month: int) -> int | None:
    years = {column.lesson.held_on.year for column in store.columns}
    for year in sorted(years):
        try:
            wanted = date(year, month, day)
        except ValueError:
            return None
        later = [at for at, column in enumerate(store.columns) if column.lesson.held_on >= wanted]
        if later and store.columns[0].lesson.held_on <= wanted:
            return later[0]
    return None


class DateJump(QInputDialog):
    """Asks for a date and says which column is meant."""

    chosen = Signal(int)

    def __init__(self, store: JournalStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self.setObjectName("date_jump")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("К дате")
        self.setLabelText("Число или число и месяц, например 11.09:")
        self.setOkButtonText("Перейти")
        self.setCancelButtonText("Отмена")
        self.setComboBoxEditable(True)
        self.setComboBoxItems(
            [
                "",
                *(
                    f"{column.lesson.held_on:%d.%m} — {work_words(column, with_weight=False)}"
                    for column in store.columns
                ),
            ]
        )
        self._take_completions()
        self.textValueSelected.connect(self._choose)

    def _take_completions(self) -> None:
        """Enter over the list of completions goes there at once: a second Enter would only ask again."""
        box = self.findChild(QComboBox)
        completer = box.completer() if box is not None else None
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)

    def _choose(self, text: str) -> None:
        column = find_column(self._store, text)
        if column is not None:
            self.chosen.emit(column)
