"""«Показать историю» of a work: who added it and what was changed of it since, with the reasons."""

from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.cell_history import WorkChange
from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.cell_text import lesson_words, weight_text, work_words
from ejournal_desktop.gui.models.journal_cells import Column

_ACTS = {"add": "добавлена", "change": "изменена", "void": "убрана"}


class WorkHistoryCard(CellCard):
    """The work at once, its history when the server has told it."""

    def __init__(self, pane: QWidget, column: Column) -> None:
        words = work_words(column)
        super().__init__(pane, "work_history_card", "clock-counter-clockwise", f"{words[0].upper()}{words[1:]}")
        self.add_line(f"Урок {lesson_words(column.lesson)}.", "second")
        self._wait = self.add_line("Читаю историю…", "caption")

    def show_history(self, changes: tuple[WorkChange, ...]) -> None:
        """The server's answer."""
        self._wait.hide()
        for change in changes:
            self.add_line(change_line(change))
        if not changes:
            self.add_line("Изменений, которые видны вам, нет.", "second")
        self.place()

    def fail(self, sentence: str) -> None:
        """The history could not be read."""
        self._wait.setText(sentence)
        self.place()


def change_line(change: WorkChange) -> str:
    """«27.11 10:42, Петрова А. В. — добавлена: контрольная работа «Степень», вес 3»."""
    title = f" «{change.title}»" if change.title else ""
    reason = f" Причина: {change.reason.rstrip('.')}." if change.reason else ""
    author = f", {change.author}" if change.author else ""
    what = f"{_ACTS[change.action]}: {change.kind}{title}, вес {weight_text(change.weight)}."
    return f"{change.at:%d.%m %H:%M}{author} — {what}{reason}"
