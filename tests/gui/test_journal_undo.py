"""Undo of a journal tab: compensating edits with the version seen, and why one is refused."""

from functools import partial

import pytest

from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui.models.cell_writer import CellEdit
from ejournal_desktop.gui.models.edit_history import LIMIT
from tests.gui.journal_pages import NOW
from tests.gui.typist import open_typist

OLD, YESTERDAY, TODAYS, FUTURE = range(4)


@pytest.fixture
def typist(qtbot):
    return partial(open_typist, qtbot)


def test_undo_of_a_saved_mark_is_a_new_operation_with_the_version_that_was_seen(typist):
    one = typist().at(0, TODAYS).press("5 Enter")
    one.book.settle()
    saved = one.store.mark(0, TODAYS).version
    one.pane.history.undo()
    assert one.book.cells == [(1, "mark", "5"), (1, "mark", None)]
    assert one.book.operations[-1].seen == saved
    assert one.pane.view.cursor() == (0, TODAYS)
    one.pane.history.redo()
    one.book.settle()
    one.book.settle()
    assert one.book.cells[-1] == (1, "mark", "5")


def test_undo_of_what_has_not_left_yet_sends_nothing(typist):
    one = typist().at(4, TODAYS).press("5 Enter")
    one.pane.history.undo()
    one.store.leave_all()
    assert one.book.cells == []
    assert one.texts(TODAYS)[4] == ""


def test_the_menu_names_the_act(typist):
    one = typist().at(2, TODAYS).press("5 Enter")
    assert one.pane.history.undo_text == "отметка 5, Белов А., 25.09"
    one.press("н Enter")
    assert one.pane.history.undo_text == "посещаемость н, Васильева Д., 25.09"
    one.pane.history.undo()
    assert one.pane.history.redo_text == "посещаемость н, Васильева Д., 25.09"


def test_undo_restores_only_the_field_that_was_changed(typist):
    one = typist().at(0, YESTERDAY).press("н Enter").at(0, YESTERDAY).press("5н Enter")
    one.pane.history.undo()
    assert one.texts(YESTERDAY)[0] == "н"


def test_undo_is_refused_with_a_reason_when_the_cell_is_another_one_now(typist, qtbot):
    one = typist().at(0, TODAYS).press("5 Enter")
    one.book.settle()
    state = one.store.mark(0, TODAYS)
    state.kept = state.shown = "3"
    state.author = "Орлов П. И."
    with qtbot.waitSignal(one.pane.history.refused) as refused:
        one.pane.history.undo()
    assert refused.args[0].startswith("Не отменено: здесь уже другая запись — Орлов П. И. 25.09 в 10:42")
    assert one.texts(TODAYS)[0] == "3"
    assert len(one.book.operations) == 1


def test_an_undo_that_the_server_finds_overtaken_shows_what_the_server_has(typist, qtbot):
    one = typist().at(0, TODAYS).press("5 Enter")
    one.book.settle()
    one.book.answers[1] = lambda asked: Outcome(
        asked.operation_id, "conflict", version=9, value="2", author="Орлов П. И.", at=NOW
    )
    one.pane.history.undo()
    with qtbot.waitSignal(one.pane.history.refused) as refused:
        one.book.settle()
    assert "Орлов П. И." in refused.args[0]
    assert one.texts(TODAYS)[0] == "2"
    assert one.store.mark(0, TODAYS).state == "kept"


def test_undo_of_a_mark_whose_edit_window_is_over_is_refused_and_what_lies_below_is_undone_next(typist, qtbot):
    one = typist().at(1, TODAYS).press("4 Enter").at(1, OLD).press("5 Enter")
    one.book.settle()
    with qtbot.waitSignal(one.pane.history.refused) as refused:
        one.pane.history.undo()
    assert "Срок редактирования" in refused.args[0]
    assert one.texts(OLD)[1] == "5"
    one.pane.history.undo()
    assert one.texts(TODAYS)[1] == ""


def test_many_cells_are_one_act(typist):
    one = typist()
    edits = [CellEdit(row, TODAYS, CellValue("4")) for row in range(5)]
    assert one.pane.writer.put_all(edits, "заполнение 5 ячеек") == []
    assert one.pane.history.undo_text == "заполнение 5 ячеек"
    one.at(3, OLD).pane.history.undo()
    assert one.texts(TODAYS) == [""] * 5
    assert one.pane.view.cursor() == (0, TODAYS)


def test_an_act_of_another_kind_takes_its_place_in_the_same_order(typist):
    one = typist().at(0, TODAYS).press("5 Enter")
    topics = ["Степень"]

    def forget():
        topics.clear()
        return ""

    one.pane.history.record_act("тема «Степень», 25.09", forget, lambda: topics.append("Степень") or "")
    one.pane.history.undo()
    assert topics == []
    assert one.texts(TODAYS)[0] == "5"
    one.pane.history.redo()
    assert topics == ["Степень"]


def test_the_history_is_not_endless(typist):
    one = typist()
    for number in range(LIMIT + 20):
        one.pane.writer.put(0, TODAYS, CellValue("45"[number % 2]))
    assert one.pane.history.length == LIMIT
