"""A whole lesson by the keyboard, every key counted: roll, topic of the plan, homework, ten marks."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from ejournal_desktop.domain.gradebook import LessonOperation
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.fakes.lesson_card import NOW
from tests.gui.journal_pages import ANSWER, NAMES, TODAY, lesson, page, pupil, work
from tests.gui.typist import type_text

MOST_KEYS = 45


class Hands:
    """Presses keys where the focus is, as a person does, and counts them."""

    def __init__(self, window):
        self._window = window
        self.keys = 0

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.keys += 1
        QTest.keyClick(QApplication.focusWidget() or self._window, key, modifiers)

    def type(self, text):
        for sign in text:
            self.keys += 1
            type_text(QApplication.focusWidget() or self._window, sign)


@pytest.fixture
def opened(lanes, dressed, qtbot):
    people = [pupil(number, name) for number, name in enumerate(NAMES, 1)]
    today = lesson(3, TODAY, topic="", homework="", attendance_checked=False)
    book = FakeGradebook(page(people, [today], [work(13, 3, ANSWER)], now=NOW))
    workplace = SimpleNamespace(desk=FakeDesk(session()), actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
    window = JournalPageWidget(workplace, book.page.course, book)
    window.book = book
    qtbot.addWidget(window)
    window.resize(1700, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.show_pane(shown=True)
    qtbot.waitUntil(lambda: window.pane.findChild(QComboBox, "planTopicCombo").isEnabled())
    window.grid.view.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.grid.view)
    return window


def test_roll_topic_homework_and_ten_marks_take_at_most_forty_five_keys(opened, monkeypatch, qtbot):
    monkeypatch.setattr(QComboBox, "showPopup", lambda _combo: None)  # an offscreen platform grabs no keyboard
    hands = Hands(opened)

    hands.press(Qt.Key.Key_F10)
    hands.type("ефях")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    hands.press(Qt.Key.Key_Return)  # in the list of topics, of which the next one is chosen already
    plan = opened.pane.findChild(QComboBox, "planTopicCombo")
    plan.activated.emit(plan.currentIndex())
    opened.book.settle()
    hands.press(Qt.Key.Key_F7)  # back to the cell, and into the pane where something is missing
    hands.press(Qt.Key.Key_F7)
    assert QApplication.focusWidget() is opened.pane.findChild(QPlainTextEdit, "homeworkEdit")
    hands.type("§5, №12")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_F8)
    hands.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    hands.type("543455")
    hands.press(Qt.Key.Key_Down)
    hands.type("5434")
    opened.close()

    sent = {(one.field, one.value) for one in opened.book.operations if isinstance(one, LessonOperation)}
    assert {("attendance_checked", True), ("lesson_plan_topic_id", 2), ("homework", "§5, №12")} <= sent
    marks = [value for _pupil, field, value in opened.book.cells if field == "mark"]
    absent = [value for _pupil, field, value in opened.book.cells if field == "attendance"]
    assert (len(marks), absent) == (10, ["н", "н", "н"])
    assert hands.keys == 31
    assert hands.keys <= MOST_KEYS
