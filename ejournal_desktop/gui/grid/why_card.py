"""«Почему?»: what a cell is, who changed it and by which rule it is closed; for an average its formula."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.averages import explain
from ejournal_desktop.domain.cell_history import CellHistory
from ejournal_desktop.domain.marks import in_words
from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.cell_text import (
    lesson_words,
    note_lines,
    opening_words,
    reason_closed,
    resit_lines,
    work_words,
)
from ejournal_desktop.gui.grid.why_text import average_lines, history_lines, rule_line, standing_lines
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.page_figures import PageFigures


class WhyCard(CellCard):
    """What is known at once, and the chain of changes when the server has told it."""

    def __init__(self, pane: QWidget, store: JournalStore, row: int, column: int) -> None:
        pupil, place = store.pupils[row], store.columns[column]
        super().__init__(
            pane, "why_card", "question", f"{pupil.last_name} {pupil.first_name}: {_standing(store, row, column)}"
        )
        words = work_words(place)
        self.add_line(f"{words[0].upper()}{words[1:]}. {lesson_words(place.lesson)}.", "second")
        for line in standing_lines(store, row, column):
            self.add_line(line)
        for line in (*resit_lines(store, row, column), *note_lines(store, row, column)):
            self.add_line(line)
        self._closed = reason_closed(store, row, column) or opening_words(store, column)
        self._wait = self.add_line("Читаю историю…", "caption")

    def show_history(self, history: CellHistory) -> None:
        """The server's answer: the chain, then the rule."""
        self._wait.hide()
        for line in history_lines(history):
            self.add_line(line)
        rule = self._closed or rule_line(history)
        if rule:
            self.add_line(rule, "second")
        if self._closed and history.source:
            self.add_line(f"Основание: {history.source.rstrip('.')}.", "caption")
        self.place()

    def fail(self, sentence: str) -> None:
        """The history could not be read."""
        self._wait.setText(sentence)
        if self._closed:
            self.add_line(self._closed, "second")
        self._say()
        self.place()


def _standing(store: JournalStore, row: int, column: int) -> str:
    return in_words(store.value(row, column))


class AverageCard(CellCard):
    """The formula of an average, and what leads to the next mark."""

    def __init__(
        self, pane: QWidget, store: JournalStore, figures: PageFigures, row: int, ways: Sequence[str] = ()
    ) -> None:
        pupil = store.pupils[row]
        weighted = figures.is_weighted
        name = "средневзвешенный балл" if weighted else "средний балл"
        super().__init__(pane, "average_card", "question", f"{pupil.last_name} {pupil.first_name}: {name}")
        for line in average_lines(explain(store.marks_of_pupil(row)), weighted=weighted):
            self.add_line(line)
        for line in ways:
            self.add_line(line)
        self.add_line("Точки, черновики, «н» и «зач» в средний балл не входят.", "caption")
