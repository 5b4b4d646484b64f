"""Ctrl+F on every page of the rail: its own field, or the lines of its list, or the palette."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.gui.list_find import ListFind, find_line, find_on, list_of
from ejournal_desktop.gui.main_window import MainWindow
from tests.gui.fake_school import FakeDesk, context, session

pytestmark = pytest.mark.qt_log_ignore("does not support")
LINES = (("7А", "Алгебра"), ("7Б", "Химия"), ("8А", "Ёлочка"), ("9А", "Химия"))
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.view = QTreeView(page)
    page.view.setAccessibleName("Предметы")
    model = QStandardItemModel(page)
    for line in LINES:
        model.appendRow([QStandardItem(text) for text in line])
    page.view.setModel(model)
    QVBoxLayout(page).addWidget(page.view)
    page.show()
    page.activateWindow()
    return page


@pytest.mark.parametrize(
    ("typed", "row"), [("хим", 1), ("[bv", 1), ("елоч", 2), ("9а", 3), ("9f", 3), ("физика", None), ("", None)]
)
def test_a_part_of_a_word_finds_the_line_under_any_layout(page, typed, row):
    assert find_line(page.view, typed) == row


def test_the_next_time_it_goes_on_and_round_the_end(page):
    met = []
    for _ in range(3):
        dialog = find_on(page, page)
        dialog.setTextValue("хим")
        dialog.accept()
        met.append(page.view.currentIndex().row())

    assert met == [1, 3, 1]


def test_what_is_not_there_is_said_and_may_be_typed_again(page):
    dialog = find_on(page, page)
    dialog.setTextValue("физика")
    dialog.accept()

    assert dialog.isVisible()
    assert dialog.labelText().startswith("Строки с «физика» нет.")


def test_the_list_with_the_focus_is_the_one_that_is_meant(page, qtbot):
    short = QListWidget(page)
    short.addItem("Химия")
    page.layout().addWidget(short)
    short.show()
    qtbot.waitUntil(page.isActiveWindow)
    longest = list_of(page)

    short.setFocus()

    assert (longest, list_of(page)) == (page.view, short)


def test_a_page_without_a_list_has_nothing_to_ask(qtbot):
    label = QLabel("нет")
    qtbot.addWidget(label)

    assert find_on(label, label) is None


@pytest.mark.parametrize("role", ["teacher", "psychologist", "deputy", "director", "administrator", "inspector"])
def test_ctrl_f_answers_on_every_page_of_a_role(qtbot, dressed, lanes, tmp_path, role):
    window = MainWindow(context(lanes, tmp_path), FakeDesk(session(role)), role, "")
    qtbot.addWidget(window, before_close_func=lambda made: made.lock.end())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    silent = []

    for page_id in window.ui.navRail.ids():
        window.open_page(page_id)
        window.page().setFocus()
        QTest.keyClick(window.page(), Qt.Key.Key_F, CTRL)
        box, dialog = window.command_palette.box, window.findChild(ListFind)
        in_field = isinstance(QApplication.focusWidget(), QLineEdit)
        if not (in_field or dialog is not None or box is not None):
            silent.append(page_id)
        for opened in (box, dialog, *window.findChildren(QInputDialog)):
            if opened is not None:
                opened.close()

    assert silent == []
