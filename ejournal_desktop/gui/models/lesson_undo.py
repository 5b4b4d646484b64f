"""Topics and homework in the history of a tab: they are undone in the order in which everything was written."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from ejournal_desktop.domain.gradebook import Lesson, LessonField
from ejournal_desktop.gui.models.edit_history import EditHistory
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries

_NAMES: Final[dict[str, str]] = {"topic": "тема", "homework": "домашнее задание"}
_GONE: Final = "страница открыта заново без этого урока."
_CHANGED: Final = "здесь уже другая запись. Обновите страницу: F9."

PageOf = Callable[[int], tuple[JournalStore, LessonEntries] | None]
"""The store and the entries of an open period."""


class LessonUndo(QObject):
    """Puts what is written of lessons on the stack, and writes it back."""

    def __init__(self, history: EditHistory, page_of: PageOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history, self._page_of = history, page_of
        self._compensates = False

    def watch(self, period_id: int, entries: LessonEntries) -> None:
        """Follow the entries of a page that was opened."""
        entries.written.connect(lambda lesson, entry, value: self._written(period_id, lesson, entry, value))

    def _written(self, period_id: int, lesson: Lesson, entry: LessonField, value: object) -> None:
        before = getattr(lesson, entry)
        if self._compensates or entry not in _NAMES or before == value:
            return
        place = period_id, lesson.lesson_id
        self._history.record_act(
            f"{_NAMES[entry]}, {lesson.held_on:%d.%m}",
            lambda: self._write(place, entry, str(value), before),
            lambda: self._write(place, entry, before, str(value)),
        )

    def _write(self, place: tuple[int, int], entry: LessonField, stands: str, value: str) -> str:
        """Write a text where another one stands; the reason where that is no longer so."""
        page = self._page_of(place[0])
        column = page[0].column_of_lesson(place[1]) if page is not None else None
        if page is None or column is None:
            return _GONE
        store, entries = page
        lesson = store.columns[column].lesson
        if entries.state(lesson.lesson_id, entry) == "kept" and getattr(lesson, entry) != stands:
            return _CHANGED
        self._compensates = True
        try:
            entries.write(lesson, entry, value)
        finally:
            self._compensates = False
        return ""
