"""Selecting cells by keys and mouse, and what is said of a selection."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt

from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui.grid.selection import Block
from ejournal_desktop.gui.grid.selection_text import selection_words
from tests.gui.typist import open_typist

OLD, YESTERDAY, TODAYS, FUTURE = range(4)


@pytest.fixture
def typist(qtbot):
    return partial(open_typist, qtbot)


def middle(one, row, column):
    return one.pane.view.cell_rect(row, column).center()


def test_shift_and_arrows_grow_the_selection_from_the_cursor_which_stays(typist):
    one = typist().at(1, YESTERDAY).press("Shift+Down Shift+Down Shift+Right")
    assert one.pane.selection.blocks == [Block(1, YESTERDAY, 3, TODAYS)]
    assert one.pane.view.cursor() == (1, YESTERDAY)
    one.press("Shift+Up Shift+Up Shift+Up")
    assert one.pane.selection.blocks == [Block(0, YESTERDAY, 1, TODAYS)]


def test_a_plain_move_ends_the_selection(typist):
    one = typist().at(1, YESTERDAY).press("Shift+Down Down")
    assert not one.pane.selection.is_many
    assert one.pane.view.cursor() == (2, YESTERDAY)


def test_escape_ends_the_selection_and_two_more_leave_the_grid(typist, qtbot):
    one = typist().at(1, YESTERDAY).press("Shift+Down Esc")
    assert not one.pane.selection.is_many
    with qtbot.waitSignal(one.pane.flow.leave_wanted):
        one.press("Esc Esc")


def test_whole_rows_and_columns_are_selected_by_the_space_bar(typist):
    one = typist().at(1, YESTERDAY).press("Shift+Down Shift+Space")
    assert one.pane.selection.active == Block(1, OLD, 2, FUTURE)
    one.at(3, TODAYS).press("Ctrl+Shift+Space")
    assert one.pane.selection.active == Block(0, TODAYS, 4, TODAYS)
    assert one.book.cells == []


def test_the_mouse_drags_adds_and_reaches(typist, qtbot):
    one = typist().at(0, OLD)
    port = one.pane.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=middle(one, 1, YESTERDAY))
    left = Qt.MouseButton.LeftButton
    one.drag(port, middle(one, 2, YESTERDAY))
    one.drag(port, middle(one, 3, TODAYS))
    qtbot.mouseRelease(port, left, pos=middle(one, 3, TODAYS))
    assert one.pane.selection.blocks == [Block(1, YESTERDAY, 3, TODAYS)]
    qtbot.mouseClick(port, left, Qt.KeyboardModifier.ControlModifier, middle(one, 0, OLD))
    assert one.pane.selection.blocks == [Block(1, YESTERDAY, 3, TODAYS), Block(0, OLD, 0, OLD)]
    qtbot.mouseClick(port, left, Qt.KeyboardModifier.NoModifier, middle(one, 0, TODAYS))
    assert not one.pane.selection.is_many
    qtbot.mouseClick(port, left, Qt.KeyboardModifier.ShiftModifier, middle(one, 2, TODAYS))
    assert one.pane.selection.blocks == [Block(0, TODAYS, 2, TODAYS)]


def test_a_click_on_a_lesson_or_a_name_selects_it_whole(typist, qtbot):
    one = typist().at(2, OLD)
    lessons, names = one.pane.view.lessons, one.pane.view.names
    at = QPoint(lessons.sectionViewportPosition(TODAYS) + 5, 20)
    qtbot.mouseClick(lessons.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert one.pane.selection.active == Block(0, TODAYS, 4, TODAYS)
    assert one.pane.view.cursor() == (2, TODAYS)
    at = QPoint(20, names.sectionViewportPosition(1) + 5)
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert one.pane.selection.active == Block(1, OLD, 1, FUTURE)


def test_delete_clears_everything_selected_as_one_act(typist):
    one = typist().at(0, TODAYS).press("5 Enter 4 Enter 3 Enter").at(0, TODAYS)
    acts = one.pane.history.length
    one.press("Shift+Down Shift+Down Del")
    assert one.texts(TODAYS, range(3)) == ["", "", ""]
    assert one.pane.history.length == acts + 1
    one.pane.history.undo()
    assert one.texts(TODAYS, range(3)) == ["5", "4", "3"]


def test_a_selection_is_painted(typist):
    one = typist().at(1, YESTERDAY)
    before = one.pane.view.grab().toImage()
    one.press("Shift+Down")
    assert one.pane.view.grab().toImage() != before


def test_what_is_selected_is_said_in_figures(typist, qtbot):
    one = typist().at(0, TODAYS).press("5 Enter 4 Enter н Enter").at(0, TODAYS)
    with qtbot.waitSignal(one.pane.selection_told) as told:
        one.press("Ctrl+Shift+Down")
    assert told.args == ["выделено 5: отметок 2, ср. 4,50, н — 1"]
    with qtbot.waitSignal(one.pane.selection_told) as told:
        one.press("Up")
    assert told.args == [""]


def test_a_single_cell_has_no_summary():
    assert selection_words([CellValue("5")]) == ""
    assert selection_words([CellValue(), CellValue()]) == "выделено 2"
