"""What is missing on a page, counted for the line under its header."""

from ejournal_desktop.gui.models.journal_store import JournalStore


def missing_words(store: JournalStore) -> str:
    """«нет темы: 1 · нет ДЗ: 2 · ждём работ: 3»; empty where nothing is missing."""
    lessons = {column.lesson.lesson_id: column.lesson for column in store.columns}.values()
    held = [lesson for lesson in lessons if lesson.state != "cancelled" and lesson.held_on <= store.page.today]
    topics = sum(1 for lesson in held if not lesson.topic)
    homework = sum(1 for lesson in held if not lesson.homework and not lesson.homework_none)
    counts = (("нет темы", topics), ("нет ДЗ", homework), ("ждём работ", store.debts()))
    return " · ".join(f"{words}: {count}" for words, count in counts if count)
