"""Everywhere alike: dialogs fit the screen and begin with their first field, Tab reads, Enter presses the button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.role_choice import RoleChoice
from ejournal_desktop.gui.window_habits import WindowHabits
from tests.gui.fake_school import session

pytestmark = pytest.mark.qt_log_ignore("does not support")


@pytest.fixture
def habits(qapp):
    made = WindowHabits()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def page(qtbot):
    """Made in another order than it is read."""
    page = QWidget()
    qtbot.addWidget(page)
    page.pressed = []
    page.last = QPushButton("Записать", page)
    page.tick = QCheckBox("Всем", page)
    page.first = QToolButton(page, text="Сегодня")
    page.field = QLineEdit(page)
    for button in (page.first, page.last):
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _on=False, button=button: page.pressed.append(button.text()))
    line = QHBoxLayout()
    line.addWidget(page.first)
    line.addWidget(page.field)
    column = QVBoxLayout(page)
    column.addLayout(line)
    column.addWidget(page.tick)
    column.addWidget(page.last)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def through(page, count):
    page.first.setFocus()
    met = [QApplication.focusWidget()]
    for _ in range(count):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    return met


def test_tab_goes_from_left_to_right_and_down(page, habits):
    assert through(page, 3) == [page.first, page.field, page.tick, page.last]


def test_without_the_habit_tab_goes_as_things_were_made(page):
    assert through(page, 3) != [page.first, page.field, page.tick, page.last]


def test_a_part_that_came_later_is_met_where_it_stands(page, habits):
    late = QLineEdit(page)
    page.layout().insertWidget(1, late)
    late.show()

    assert through(page, 2) == [page.first, page.field, late]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_focus(page, habits, key):
    for button in (page.first, page.last):
        button.setFocus()
        QTest.keyClick(button, key)

    assert page.pressed == ["Сегодня", "Записать"]


def test_without_the_habit_enter_presses_nothing(page):
    page.first.setFocus()
    QTest.keyClick(page.first, Qt.Key.Key_Return)

    assert page.pressed == []


def test_enter_ticks_nothing_and_a_button_that_is_off_stays_off(page, habits):
    page.tick.setFocus()
    QTest.keyClick(page.tick, Qt.Key.Key_Return)
    page.first.setFocus()
    page.last.setEnabled(False)
    QTest.keyClick(page.last, Qt.Key.Key_Return)

    assert (page.tick.isChecked(), page.pressed) == (False, [])


def test_enter_opens_the_menu_of_a_button(page, habits):
    menu = QMenu(page.first)
    menu.addAction("Вид")
    page.first.setMenu(menu)
    page.first.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    seen = []
    menu.aboutToShow.connect(lambda: seen.append(True))
    menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)

    page.first.setFocus()
    QTest.keyClick(page.first, Qt.Key.Key_Return)

    assert seen == [True]


def form(rows, parent):
    dialog = QDialog(parent)
    buttons = QDialogButtonBox(dialog)
    buttons.addButton("Записать", QDialogButtonBox.ButtonRole.AcceptRole)
    lines = QFormLayout(dialog)
    dialog.fields = [QLineEdit(dialog) for _ in range(rows)]
    for number, field in enumerate(dialog.fields):
        field.setMinimumHeight(32)
        lines.addRow(f"Поле {number}", field)
    lines.addRow(buttons)
    dialog.buttons = buttons
    return dialog


def test_a_dialog_begins_with_its_first_field(page, habits):
    dialog = form(3, page)

    dialog.show()

    assert dialog.focusWidget() is dialog.fields[0]


def test_a_question_without_fields_keeps_the_focus_that_it_gave(page, habits):
    dialog = form(0, page)
    no = dialog.buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
    no.setFocus()

    dialog.show()

    assert dialog.focusWidget() is no


def test_a_dialog_that_is_too_high_is_scrolled_and_its_buttons_stay_in_sight(page, habits, qtbot):
    dialog = form(60, page)

    with qtbot.waitExposed(dialog):
        dialog.show()

    room = dialog.screen().availableGeometry()
    assert dialog.height() <= room.height()
    area = dialog.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0
    assert not area.isAncestorOf(dialog.buttons)
    assert dialog.rect().contains(dialog.buttons.geometry())


def test_a_long_sentence_makes_its_dialog_higher(page, habits, qtbot):
    dialog = QDialog(page)
    label = QLabel("Что случилось, почему и что делать дальше. " * 12, dialog)
    label.setWordWrap(True)
    QVBoxLayout(dialog).addWidget(label)
    dialog.resize(300, 40)

    with qtbot.waitExposed(dialog):
        dialog.show()

    assert label.height() >= label.heightForWidth(label.width())


def test_a_sentence_that_comes_later_finds_its_room(page, habits, qtbot):
    dialog = QDialog(page)
    label = QLabel("", dialog)
    label.setWordWrap(True)
    QVBoxLayout(dialog).addWidget(label)
    dialog.resize(300, 40)
    with qtbot.waitExposed(dialog):
        dialog.show()

    label.setText("Пароль не подошёл. Проверьте раскладку и Caps Lock. " * 8)

    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 0)


def test_enter_on_the_card_of_a_role_goes_on_with_it(habits, qtbot, dressed):
    choice = RoleChoice()
    qtbot.addWidget(choice)
    choice.offer(session("deputy", "teacher"), "deputy")
    choice.show()
    chosen = []
    choice.chosen.connect(lambda role, _asks: chosen.append(role))
    card = choice.cards()[1]
    card.setChecked(True)
    card.setFocus()

    QTest.keyClick(card, Qt.Key.Key_Return)

    assert chosen == ["teacher"]


def test_the_main_verb_of_a_dialog_is_seen(page, habits, qtbot, dressed):
    dialog = form(1, page)
    [save] = dialog.buttons.buttons()
    save.setProperty("kind", "primary")

    with qtbot.waitExposed(dialog):
        dialog.show()

    dialog.fields[0].setFocus()
    assert save.grab().toImage().pixelColor(8, save.height() // 2) == theme.current().color("accent")
