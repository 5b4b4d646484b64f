"""Ways of typing: the pile of notebooks, the number pad, the roll-call, and how many keys each takes."""

import random
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.gui.grid.stack_text import read_stack
from ejournal_desktop.gui.grid.typing_flow import MODE_NAMES
from tests.gui.journal_pages import ANSWER, NAMES, TODAY, lesson, mark, page, pupil, small_page, work
from tests.gui.typist import open_typist, type_text

OLD, YESTERDAY, TODAYS, FUTURE = range(4)
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def typist(qtbot):
    return partial(open_typist, qtbot)


def class_of_30():
    people = [pupil(number, name) for number, name in enumerate(NAMES, 1)]
    return page(people, [lesson(3, TODAY, attendance_checked=False)], [work(13, 3, ANSWER)])


def keypad(one, text):
    for sign in text:
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key(ord(sign)), Qt.KeyboardModifier.KeypadModifier, sign)
        QApplication.sendEvent(one.pane.view, event)


class Counter:
    """Counts the key presses that reach the widgets."""

    def __init__(self, qtbot):
        self._qtbot = qtbot
        self.keys = 0

    def press(self, widget, *keys):
        for key in keys:
            if isinstance(key, str):
                type_text(widget, key)
                self.keys += len(key)
            else:
                self._qtbot.keyClick(widget, key)
                self.keys += 1


def test_f8_goes_round_all_four_modes(typist):
    flow = typist().pane.flow
    seen = []
    for _ in range(len(MODE_NAMES)):
        flow.cycle_mode()
        seen.append(MODE_NAMES[flow.mode])
    assert seen == ["быстрый", "стопка", "цифровой блок", "обычный"]


def test_notebooks_are_marked_in_the_order_of_the_pile(typist, qtbot):
    one = typist().at(0, TODAYS)
    one.pane.flow.use_mode("stack")
    box = one.pane.tools.name_box
    assert one.pane.focusWidget() is box.line
    assert box.rest() == "осталось 5 из 5: Абрамов, Андреева, Белов, Васильева, Гаврилов"
    type_text(box.line, "бе")
    assert box.found() == "Белов Артём"
    assert one.pane.view.cursor() == (2, TODAYS)
    type_text(box.line, "4")
    qtbot.keyClick(box.line, ENTER)
    assert one.texts(TODAYS) == ["", "", "4", "", ""]
    assert one.book.cells == [(3, "mark", "4")]
    assert box.line.text() == ""
    assert box.rest() == "осталось 4 из 5: Абрамов, Андреева, Васильева, Гаврилов"


def test_a_name_typed_under_the_wrong_layout_is_understood(typist, qtbot):
    one = typist().at(0, TODAYS)
    one.pane.flow.use_mode("stack")
    box = one.pane.tools.name_box
    type_text(box.line, "ufd5")  # «гав5»
    qtbot.keyClick(box.line, ENTER)
    assert one.texts(TODAYS)[4] == "5"


def test_two_who_may_be_meant_are_chosen_by_an_arrow(typist, qtbot):
    one = typist().at(0, TODAYS)
    one.pane.flow.use_mode("stack")
    box = one.pane.tools.name_box
    type_text(box.line, "а5")
    assert box.found() == "Абрамов Кирилл — 5 (↓ ещё 1)"
    qtbot.keyClick(box.line, Qt.Key.Key_Down)
    qtbot.keyClick(box.line, ENTER)
    assert one.texts(TODAYS)[:2] == ["", "5"]


def test_a_mark_that_stands_is_replaced_only_by_a_second_enter(typist, qtbot):
    one = typist().at(2, TODAYS).press("3 Enter")
    one.pane.flow.use_mode("stack")
    box = one.pane.tools.name_box
    type_text(box.line, "бел 4")
    qtbot.keyClick(box.line, ENTER)
    assert one.texts(TODAYS)[2] == "3"
    assert "уже стоит «3»" in one.hint
    qtbot.keyClick(box.line, ENTER)
    assert one.texts(TODAYS)[2] == "4"


def test_who_has_a_mark_already_stands_behind_who_has_none(typist, qtbot):
    one = typist().at(0, TODAYS).press("5 Enter")
    one.pane.flow.use_mode("stack")
    box = one.pane.tools.name_box
    type_text(box.line, "а4")
    assert box.found() == "Андреева Мария — 4 (↓ ещё 1)"
    qtbot.keyClick(box.line, ENTER)
    assert one.texts(TODAYS)[:2] == ["5", "4"]


def test_a_work_handed_in_later_keeps_the_absence_beside_it(typist, qtbot):
    one = typist().at(2, YESTERDAY).press("н Enter")
    one.pane.view.move_to(0, YESTERDAY)
    one.pane.flow.use_mode("stack")
    box = one.pane.tools.name_box
    type_text(box.line, "бе4")
    qtbot.keyClick(box.line, ENTER)
    assert one.texts(YESTERDAY)[2] == "4н"


def test_25_notebooks_in_random_order_take_four_keys_each(typist, qtbot):
    one = typist(class_of_30()).at(0, 0)
    one.pane.flow.use_mode("stack")
    box, counter = one.pane.tools.name_box, Counter(qtbot)
    pile = random.Random(25).sample(range(30), 25)
    for at, row in enumerate(pile):
        name = f"{one.store.pupils[row].last_name} {one.store.pupils[row].first_name}"
        for letter in one.store.pupils[row].last_name.lower():
            counter.press(box.line, letter)
            if box.found().startswith(name):
                break
        counter.press(box.line, "2345"[at % 4], ENTER)
    assert [one.store.value(row, 0).text for row in pile] == ["2345"[at % 4] for at in range(25)]
    assert counter.keys <= 25 * 4, counter.keys


@pytest.mark.parametrize("text", ["бел 6", "щукин 5", "5", "бел"])
def test_what_does_not_fit_stays_in_the_box_and_changes_nothing(typist, qtbot, text):
    one = typist().at(0, TODAYS)
    one.pane.flow.use_mode("stack")
    box = one.pane.tools.name_box
    type_text(box.line, text)
    qtbot.keyClick(box.line, ENTER)
    assert box.line.text() == text
    assert one.texts(TODAYS) == [""] * 5


def test_escape_empties_the_box_and_then_leaves_the_pile(typist, qtbot):
    one = typist().at(0, TODAYS)
    one.pane.flow.use_mode("stack")
    box = one.pane.tools.name_box
    type_text(box.line, "бел")
    qtbot.keyClick(box.line, ESCAPE)
    assert one.pane.flow.mode == "stack"
    qtbot.keyClick(box.line, ESCAPE)
    assert one.pane.flow.mode == "plain"
    assert not box.isVisible()


PEOPLE = [PersonName(*name.split(), "") for name in NAMES]


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ("ег4", 6, "4"),
        ("ег 4/5", 6, "4/5"),
        ("егоров н", 6, "н"),
        ("егоров м", 6, ""),
        ("tu4", 6, "4"),
        ("ег5?", 6, "5?"),
        ("ег .", 6, "."),
        ("юд3", 25, "3"),
        ("Юдин Роман 3", 25, "3"),
    ],
)
def test_letters_are_a_name_and_what_follows_a_value(text, place, value):
    read = read_stack(text, PEOPLE)
    assert (read.places[0], read.value) == (place, value)


def test_one_hand_on_the_number_pad_writes_marks_and_attendance(typist):
    one = typist(small_page()).at(0, TODAYS)
    one.pane.flow.use_mode("numpad")
    for text in ("0", "*5", "-", "+", "4/5"):
        keypad(one, text)
        one.press("Enter")
    assert one.texts(TODAYS) == ["н", "оп5", "б", "у", "4/5"]


def test_a_dot_of_the_number_pad_is_an_awaited_work_and_the_row_of_figures_stays_as_it_is(typist):
    one = typist().at(0, TODAYS)
    one.pane.flow.use_mode("numpad")
    keypad(one, ".")
    one.press("Enter 5 Enter")
    assert one.texts(TODAYS)[:2] == [".", "5"]


def test_a_column_of_thirty_takes_thirty_keys_in_quick_mode(typist, qtbot):
    one = typist(class_of_30()).at(0, 0)
    one.pane.flow.use_mode("quick")
    count = Counter(qtbot)
    count.press(one.pane.view, "543" * 10)
    assert count.keys == 30
    assert [one.store.value(row, 0).text for row in range(30)] == ["5", "4", "3"] * 10


def test_a_roll_of_thirty_with_three_absent_takes_seven_keys(typist, qtbot):
    one = typist(class_of_30()).at(0, 0)
    count = Counter(qtbot)
    with qtbot.waitSignal(one.pane.tools.roll.checked) as checked:
        one.pane.tools.call_roll()
        count.keys += 1  # F10
        count.press(one.pane.tools.name_box.line, "ефях", ENTER)
    assert count.keys <= 7
    absent = [one.store.pupils[row].last_name for row in range(30) if one.store.value(row, 0).text == "н"]
    assert absent == ["Егоров", "Фомин", "Яхина"]
    assert checked.args == [0]


def test_everybody_is_here_in_two_keys(typist, qtbot):
    one = typist(class_of_30()).at(0, 0)
    with qtbot.waitSignal(one.pane.tools.roll.checked):
        one.pane.tools.call_roll()
        qtbot.keyClick(one.pane.tools.name_box.line, ENTER)
    assert one.hint == "Посещаемость проверена, отсутствующих нет."
    assert one.book.cells == []


def test_a_number_takes_one_of_several_who_begin_alike(typist):
    one = typist(class_of_30()).at(0, 0)
    one.pane.tools.call_roll()
    box = one.pane.tools.name_box
    type_text(box.line, "а")
    assert box.found() == "Ещё буква или номер: 1 Абрамов, 2 Андреева"
    type_text(box.line, "9")
    assert [one.store.value(row, 0).text for row in (0, 1)] == ["", ""]
    box.line.clear()
    type_text(box.line, "а2")
    assert [one.store.value(row, 0).text for row in (0, 1)] == ["", "н"]


def test_the_same_letters_again_take_an_absence_back(typist, qtbot):
    one = typist(class_of_30()).at(0, 0)
    one.pane.tools.call_roll()
    type_text(one.pane.tools.name_box.line, "е")
    assert one.store.value(6, 0).text == "н"
    type_text(one.pane.tools.name_box.line, "t")  # the same key under a Latin layout
    assert one.store.value(6, 0).text == ""


def test_the_roll_leaves_marks_and_reasons_alone(typist, qtbot):
    shown = class_of_30()
    one = typist(page(shown.pupils, shown.lessons, shown.works, [mark(13, 7, "5", TODAY)])).at(11, 0).press("б Enter")
    one.at(0, 0).pane.tools.call_roll()
    type_text(one.pane.tools.name_box.line, "ел")
    assert one.store.value(6, 0).text == "5"
    assert one.store.value(11, 0).text == "б"


def test_a_lesson_to_come_has_no_roll(typist):
    one = typist().at(0, FUTURE)
    one.pane.tools.call_roll()
    assert not one.pane.tools.name_box.isVisible()
    assert "ещё не прошёл" in one.hint
