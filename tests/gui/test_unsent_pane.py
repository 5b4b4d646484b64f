"""«Не отправлено»: what is not on the server as a list of work, the banner of an old queue, the report."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.domain.gradebook import CellOperation, Outcome
from ejournal_desktop.domain.outbox import EditPlace, KeptEdit
from ejournal_desktop.gui.main_window import MainWindow
from tests.gui.fake_school import FakeDesk, context

PLACE = EditPlace(1, 1, "7А · Алгебра", datetime(2026, 9, 22, tzinfo=UTC).date(), "Белов Артём", "ответ на уроке")
MADE = datetime(2026, 9, 22, 10, 33, tzinfo=UTC)


def edit(name, state, outcome=None, value="4"):
    operation = CellOperation(name, 3, 13, 1, "mark", 0, value)
    return KeptEdit(operation, MADE, PLACE, state=state, outcome=outcome, is_kept=True)


CONFLICT = edit("c", "conflict", Outcome("c", "conflict", version=2, value="5", author="Орлов П. И."))
REFUSED = edit("r", "refused", Outcome("r", "refused", code="EJ013", detail={}))
WAITING = edit("w", "waiting")


@pytest.fixture
def window(qtbot, tmp_path):
    lanes = Lanes()
    one = MainWindow(context(lanes, tmp_path), FakeDesk(), "teacher", "Школа")
    one.resize(1366, 768)
    one.show()
    qtbot.addWidget(one)
    yield one
    lanes.close()


def listed(window):
    window.outbox_watch.open_list()
    box = window.outbox_watch.pane._list
    return [box.item(at).text() for at in range(box.count())]


def test_conflicts_stand_first_then_refusals_with_reasons_then_what_waits(window):
    window.workplace.gradebook.edit_list = (WAITING, REFUSED, CONFLICT)
    lines = listed(window)
    assert lines[0] == "Расхождение · 1"
    assert lines[1] == "Белов Артём, 22.09, 7А · Алгебра\nмоё 4, на сервере 5"
    assert lines[2] == "Не принято · 1"
    assert lines[3].startswith("Белов Артём, 22.09")
    assert lines[4:] == ["Ждут отправки · 1", "7А · Алгебра, 22.09\nизменений: 1"]


def test_the_status_bar_says_how_many_and_a_click_opens_the_list(window):
    window.workplace.gradebook.stand(refused=2, conflicts=1)
    cell = window.outbox_watch.cell
    assert cell.isVisible()
    assert cell.text() == "Расхождение: 1 · Не принято: 2 ячейки"
    cell.click()
    assert window.outbox_watch.pane.isVisible()


def test_enter_opens_the_journal_of_the_cell(window, qtbot):
    window.workplace.gradebook.edit_list = (CONFLICT,)
    listed(window)
    qtbot.keyClick(window.outbox_watch.pane._list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page().property("tab_id") == "journal-1")


def test_all_conflicts_are_solved_at_once(window):
    other = replace(CONFLICT, operation=replace(CONFLICT.operation, operation_id="d", pupil_id=2))
    window.workplace.gradebook.edit_list = (CONFLICT, other)
    listed(window)
    window.outbox_watch.pane._all_theirs.click()
    assert window.workplace.gradebook.solved == [("c", False), ("d", False)]


def test_esc_closes_the_list(window, qtbot):
    listed(window)
    qtbot.keyClick(window.outbox_watch.pane, Qt.Key.Key_Escape)
    assert not window.outbox_watch.pane.isVisible()


def test_a_queue_older_than_a_day_is_said_over_the_window(window):
    window.workplace.gradebook.stand(pending=3, oldest=datetime.now(UTC) - timedelta(hours=30), is_offline=True)
    assert window.outbox_watch.banner.isVisible()
    assert "ещё не на сервере" in window.outbox_watch._banner_text.text()
    window.workplace.gradebook.stand()


def test_the_report_after_a_silence_counts_honestly(window):
    saved = replace(WAITING, state="saved", outcome=Outcome("w", "saved", version=1))
    window.workplace.gradebook.sent_again.emit((saved, saved, CONFLICT, REFUSED))
    text = window.outbox_watch._banner_text.text()
    assert "вы внесли 4 изменения: принято 2, спорных 1, отказано 1" in text
    assert window.outbox_watch.banner.isVisible()


@pytest.mark.parametrize(
    ("password", "said"), [("прежний", "найдено: 2 изменения"), ("другой", "не открывает отложенные изменения")]
)
def test_edits_under_a_former_password_are_offered_and_taken_over(window, monkeypatch, password, said):
    watch = window.outbox_watch
    window.workplace.gradebook.note_list = (True, None)
    watch._tell_notes()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (password, True))
    watch.open_list()
    assert watch.pane._earlier.isVisible()
    watch.pane._earlier.click()
    assert said in watch._banner_text.text()


def test_a_damaged_file_is_named_and_never_dropped_in_silence(window, tmp_path):
    window.workplace.gradebook.note_list = (False, tmp_path / "outbox-damaged-1.sqlite")
    window.outbox_watch._tell_notes()
    window.outbox_watch._follow(window.workplace.gradebook.standing)
    assert "outbox-damaged-1.sqlite" in window.outbox_watch._banner_text.text()


@pytest.mark.parametrize(
    ("password", "said"), [("прежний", "взято: 2 изменения"), ("другой", "не открывает отложенные изменения")]
)
def test_a_saved_copy_is_read_again_with_its_password(window, monkeypatch, password, said):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("копия.ejournal-outbox", ""))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (password, True))
    window.outbox_watch.open_list()
    window.outbox_watch.pane._read.click()
    assert said in window.outbox_watch._banner_text.text()


def test_what_is_shut_may_be_asked_to_be_opened_and_sent_again_and_nothing_else(window):
    shut = edit("s", "refused", Outcome("s", "refused", code="EJ010", detail={}))
    pane, asked = window.outbox_watch.pane, []
    pane.request_wanted.connect(asked.append)
    window.workplace.gradebook.edit_list = (shut, REFUSED)
    listed(window)
    offered = pane._ask.isVisible(), pane._mine.text()
    pane._mine.click()
    pane._ask.click()
    pane.open()
    pane._list.setCurrentRow(2)
    assert offered == (True, "Отправить снова")
    assert (asked, window.workplace.gradebook.solved) == ([shut], [("s", True)])
    assert not pane._ask.isVisible()


def test_a_restored_server_is_told_once_with_what_is_sent_again(window):
    window.workplace.gradebook.sent_anew.emit(3)
    at_once = window.outbox_watch._banner_text.text()
    saved = replace(WAITING, state="saved", outcome=Outcome("w", "saved", version=1))
    window.workplace.gradebook.sent_again.emit((saved, saved, CONFLICT))
    assert at_once.startswith("Сервер восстановлен из резервной копии, в ней нет 3 ваших изменений.")
    assert window.outbox_watch._banner_text.text().endswith("Из отправленного снова: принято 2, спорных 1.")


def test_the_report_of_a_return_goes_when_the_server_is_away_again_and_names_no_zeros(window):
    window.workplace.gradebook.sent_again.emit((REFUSED,))
    said = window.outbox_watch._banner_text.text()
    window.workplace.gradebook.stand(pending=1, is_offline=True)
    assert said.endswith("вы внесли 1 изменение: отказано 1.")
    assert not window.outbox_watch.banner.isVisible()
    window.workplace.gradebook.stand()
