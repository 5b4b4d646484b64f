"""What is most worth knowing of a lesson's column: missing entries, a substitute, a window that closes."""

from dataclasses import dataclass
from datetime import timedelta

from ejournal_desktop.domain.cell_locks import closes_on
from ejournal_desktop.domain.gradebook import Lesson
from ejournal_desktop.domain.unlocks import unlock_of
from ejournal_desktop.gui.grid.unlock_text import unlock_words
from ejournal_desktop.gui.models.journal_store import JournalStore

_SOON = timedelta(days=3)
_UNLOCKS = {
    "open": ("lock-simple-open", "accent"),
    "agreed": ("hourglass-high", "text_2"),
    "waiting": ("paper-plane-tilt", "text_2"),
    "refused": ("prohibit", "err"),
}


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
    return _unlock_state(store, lesson) or _missing_entry(lesson) or _window_state(store, column)


def _unlock_state(store: JournalStore, lesson: Lesson) -> ColumnState | None:
    unlock = unlock_of(store.page.unlocks, lesson.lesson_id)
    if unlock is None:
        return None
    icon, colour = _UNLOCKS[unlock.state]
    return ColumnState(icon, colour=colour, meaning=unlock_words(unlock, store.page).rstrip("."))


def _missing_entry(lesson: Lesson) -> ColumnState | None:
    if not lesson.topic:
        return ColumnState(word="тема?", colour="warn", meaning="нет темы")
    if not lesson.homework and not lesson.homework_none:
        return ColumnState(word="ДЗ?", colour="warn", meaning="нет домашнего задания")
    return None


def _window_state(store: JournalStore, column: int) -> ColumnState:
    if store.page.period.handed_over_at is not None:
        ended = store.page.period.closing_order is not None
        return ColumnState("lock-simple", meaning="срок приказа об итогах истёк" if ended else "страница сдана")
    held_on, today = store.columns[column].lesson.held_on, store.page.today
    end = closes_on(held_on, store.page.window_of(held_on))
    if end is None or not store.page.writable:
        return ColumnState()
    if end < today:
        return ColumnState("lock-simple", meaning=f"изменить отметки можно было до {end:%d.%m}")
    if end == today:
        return ColumnState("hourglass-medium", colour="warn", meaning="последний день: завтра отметки закроются")
    if end - today <= _SOON:
        left = (end - today).days
        meaning = f"ещё {left} дн.: изменить отметки можно до {end:%d.%m}"
        return ColumnState(word=f"{left} дн.", colour="warn", meaning=meaning)
    return ColumnState()
