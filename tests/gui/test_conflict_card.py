"""Two people wrote one field: the split cell, the card beside it, three keys (ux 5.4.12)."""

from functools import partial

import pytest
from PySide6.QtCore import QRect, Qt

from ejournal_desktop.domain.gradebook import Outcome
from tests.gui.journal_pages import NOW
from tests.gui.typist import open_typist

DICTATION = 2  # its kind has two marks


def met_another(operation):
    return Outcome(operation.operation_id, "conflict", version=7, value="5", author="Орлов П. И.", at=NOW)


@pytest.fixture
def conflict(qtbot):
    """«4» was typed where Орлов has just written 5; the cursor stands in the cell."""
    one = partial(open_typist, qtbot)()
    pupil_id = one.store.pupils[0].pupil_id
    one.book.answers[pupil_id] = met_another
    one.at(0, DICTATION).press("4 Enter")
    one.book.settle()
    one.book.answers.clear()
    one.at(1, DICTATION).at(0, DICTATION)
    return one


def test_the_card_names_both_values_and_who_wrote_the_other(conflict):
    said = conflict.pane.conflicts.card.said()
    assert "Моё:  4" in said
    assert "На сервере:  5" in said
    assert "Орлов П. И." in said


def test_the_card_stands_beside_the_cell_and_never_over_it(conflict):
    view, pane = conflict.pane.view, conflict.pane
    cell = view.cell_rect(0, DICTATION)
    placed = QRect(view.viewport().mapTo(pane, cell.topLeft()), cell.size())
    assert not conflict.pane.conflicts.card.geometry().intersects(placed)


@pytest.mark.parametrize(
    ("key", "text", "sent"),
    [(Qt.Key.Key_1, "4", ["4"]), (Qt.Key.Key_2, "5", []), (Qt.Key.Key_3, "5/4", ["5/4"])],
)
def test_one_key_solves_it(conflict, qtbot, key, text, sent):
    before = len(conflict.book.operations)
    qtbot.keyClick(conflict.pane.conflicts.card, key)
    assert conflict.store.value(0, DICTATION).text == text
    assert [operation.value for operation in conflict.book.operations[before:]] == sent
    assert all(operation.seen == 7 for operation in conflict.book.operations[before:])
    assert conflict.pane.conflicts.card is None
    assert len(conflict.book.dismissed) == 1


def test_until_then_the_servers_value_counts(conflict):
    assert conflict.store.mark(0, DICTATION).counted == "5"


def test_esc_leaves_it_for_later_and_the_card_comes_again_with_the_cursor(conflict, qtbot):
    qtbot.keyClick(conflict.pane.conflicts.card, Qt.Key.Key_Escape)
    assert conflict.store.mark(0, DICTATION).state == "conflict"
    conflict.at(1, DICTATION).at(0, DICTATION)
    assert conflict.pane.conflicts.card is not None


def test_typing_goes_on_under_the_card(conflict, qtbot):
    qtbot.keyClick(conflict.pane.conflicts.card, Qt.Key.Key_Down)
    assert conflict.pane.view.cursor() == (1, DICTATION)
    assert conflict.pane.conflicts.card is None


def test_a_saved_edit_has_no_card(qtbot):
    one = partial(open_typist, qtbot)()
    one.at(0, DICTATION).press("4 Enter")
    one.book.settle()
    one.at(0, DICTATION)
    assert one.pane.conflicts.card is None
