"""What is most worth knowing of a lesson's column: missing entries, a substitute, a window that closes."""

from dataclasses import dataclass
from datetime import timedelta

from ejournal_desktop.domain.cell_locks import closes_on
from ejournal_desktop.domain.gradebook import Lesson
from ejournal_desktop.gui.models.journal_store import JournalStore

_SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class ColumnState:
    """What stands under the kind of work: a picture, or a word in the colour of a warning."""

    icon: str = ""
    word: str = ""
    colour: str = "text_2"
    meaning: str = ""


def column_state(store: JournalStore, column: int) -> ColumnState:
    """The one thing most worth knowing of a column: what can still be mended first, what is closed last."""
    lesson, page = store.columns[column].lesson, store.page
    if lesson.state == "cancelled":
        return ColumnState("x", meaning="урок отменён")
    if lesson.held_on > page.today:
        return ColumnState()
    if lesson.substitute:
        return ColumnState("arrows-left-right", meaning=f"замена, {lesson.substitute}")
    return _missing_entry(lesson) or _window_state(store, column)


def _missing_entry(lesson: Lesson) -> ColumnState | None:
    if not lesson.topic:
        return ColumnState(word="тема?", colour="warn", meaning="нет темы")
    if not lesson.homework and not lesson.homework_none:
        return ColumnState(word="ДЗ?", colour="warn", meaning="нет домашнего задания")
    return None


def _window_state(store: JournalStore, column: int) -> ColumnState:
    if store.page.period.handed_over_at is not None:
        return ColumnState("lock-simple", meaning="страница сдана")
    end, today = closes_on(store.columns[column].lesson.held_on, store.page.edit_window), store.page.today
    if end is None or not store.page.writable:
        return ColumnState()
    if end < today:
        return ColumnState("lock-simple", meaning=f"изменить отметки можно было до {end:%d.%m}")
    if end - today <= _SOON:
        return ColumnState("hourglass-medium", colour="warn", meaning=f"изменить отметки можно до {end:%d.%m}")
    return ColumnState()
