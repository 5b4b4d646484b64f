"""Topics and homework are undone in the tab's own order, and a heavier work says what it makes of the averages."""

from decimal import Decimal

import pytest

from ejournal_desktop.domain.gradebook import LessonOperation
from ejournal_desktop.gui.models.edit_history import EditHistory
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.models.lesson_undo import LessonUndo
from ejournal_desktop.gui.models.weight_preview import weight_effect
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.journal_pages import ANSWER, CONTROL, ME, NAMES, TODAY, lesson, mark, page, pupil, small_page, work


class Page:
    def __init__(self):
        self.book = FakeGradebook(small_page())
        self.store = JournalStore(self.book.page, self.book, ME)
        self.entries = LessonEntries(self.store, self.book)
        self.history = EditHistory(lambda _period: self.store)
        self.undo = LessonUndo(self.history, lambda _period: (self.store, self.entries))
        self.undo.watch(1, self.entries)

    @property
    def lesson(self):
        return self.store.columns[2].lesson

    @property
    def topics(self):
        sent = [operation for operation in self.book.operations if isinstance(operation, LessonOperation)]
        return [operation.value for operation in sent if operation.field == "topic"]


@pytest.fixture
def opened(qapp):
    return Page()


def test_a_topic_is_undone_and_done_again(opened):
    opened.entries.write(opened.lesson, "topic", "Одночлены")
    opened.book.settle()
    assert opened.history.undo_text == "тема, 25.09"
    opened.history.undo()
    opened.book.settle()
    assert opened.topics == ["Одночлены", "Степень с натуральным показателем"]
    opened.history.redo()
    opened.book.settle()
    assert opened.lesson.topic == "Одночлены"
    assert opened.history.length == 1


def test_a_topic_that_another_has_changed_is_not_undone(opened, qtbot):
    opened.entries.write(opened.lesson, "topic", "Одночлены")
    opened.book.settle()
    changed = lesson(3, TODAY, topic="Многочлены", topic_version=9)
    opened.store.lesson_changed(changed)
    with qtbot.waitSignal(opened.history.refused) as refused:
        opened.history.undo()
    assert refused.args == ["Не отменено: здесь уже другая запись. Обновите страницу: F9."]
    assert opened.topics == ["Одночлены"]


def test_a_heavier_work_says_whose_average_changes_and_by_how_much(qapp):
    people = [pupil(number, name) for number, name in enumerate(NAMES[:3], 1)]
    marks = [
        mark(11, 1, "5", TODAY),
        mark(12, 1, "3", TODAY),
        mark(11, 2, "2", TODAY),
        mark(12, 2, "4", TODAY),
        mark(11, 3, "4", TODAY),
    ]
    shown = page(
        people, [lesson(1, TODAY), lesson(2, TODAY, lesson_no=5)], [work(11, 1, ANSWER), work(12, 2, ANSWER)], marks
    )
    store = JournalStore(shown, FakeGradebook(shown), ME)
    assert weight_effect(store, 12, CONTROL.weight) == "Средний изменится у 2 учеников: −0,50…+0,50."
    assert weight_effect(store, 12, Decimal(1)) == ""
