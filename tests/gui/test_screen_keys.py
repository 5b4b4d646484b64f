"""Keys that lead through the screens: back and forth, to a pupil, to paper (ux 4.8)."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ejournal_desktop.domain.errors import ReportFailedError
from ejournal_desktop.gui.actions import LayoutProofKeys
from ejournal_desktop.gui.grid.pupil_find import PupilFind, find_row
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.pages.paper_view import PaperView
from tests.gui.fake_gradebook import FakeGradebook as JournalBook
from tests.gui.fake_school import FakeDesk, context, course, session
from tests.gui.journal_pages import small_page
from tests.gui.typist import open_typist

pytestmark = pytest.mark.qt_log_ignore("does not support")
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def make_journal(workplace, of_course, lesson_id, parent):
    return JournalPageWidget(workplace, of_course, JournalBook(small_page()), lesson_id, parent)


def open_main(qtbot, lanes, folder, *roles):
    desk = FakeDesk(session(*roles), preview=ReportFailedError("no-printer"))
    made = MainWindow(context(lanes, folder, make_journal=make_journal), desk, roles[0], "")
    qtbot.addWidget(made, before_close_func=lambda window: window.lock.end())
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def main(qtbot, dressed, lanes, tmp_path):
    return partial(open_main, qtbot, lanes, tmp_path)


def open_grid(window, qtbot, of_course=None):
    window.open_journal(of_course or course())
    qtbot.waitUntil(lambda: getattr(window.page(), "grid", None) is not None)
    window.page().grid.view.setFocus()
    return window.page()


def front(window):
    return window.page().property("tab_id")


def test_alt_and_arrows_go_through_the_screens(main, qtbot):
    window = main("teacher")
    window.open_page("my_journals")
    open_grid(window, qtbot)

    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(window.page(), key, ALT)
        seen.append(front(window))

    assert seen == ["my_journals", "today", "today", "my_journals"]


def test_a_new_screen_forgets_what_lay_ahead_and_a_closed_page_is_opened_again(main):
    window = main("teacher")
    window.open_page("my_journals")
    window.book.close(window.book.find("my_journals"))
    window.open_page("lesson_plans")

    window.screens.go(-1)
    window.screens.go(-1)

    assert front(window) == "my_journals"


def test_a_closed_journal_is_passed_over(main, qtbot):
    window = main("teacher")
    open_grid(window, qtbot)
    window.open_page("my_journals")
    window.book.close(window.book.find("journal-1"))

    window.screens.go(-1)

    assert front(window) == "today"


@pytest.mark.parametrize(
    ("typed", "row"), [("вас", 3), ("Dfc", 3), ("дарья", 3), ("белов артём", 2), ("артем", 2), ("ъ", None), ("", None)]
)
def test_a_beginning_of_a_surname_finds_the_row(qtbot, dressed, typed, row):
    assert find_row(open_typist(qtbot).store, typed) == row


def test_ctrl_f_goes_to_the_pupil_and_keeps_the_lesson(qtbot, dressed):
    one = open_typist(qtbot).at(0, 2)
    one.pane.walk.ask_pupil()
    dialog = one.pane.findChild(PupilFind)
    dialog.setTextValue("вас")
    dialog.accept()

    assert one.pane.view.cursor() == (3, 2)


def test_a_surname_that_is_not_there_is_said(qtbot, dressed):
    one = open_typist(qtbot).at(0, 2)
    one.pane.walk.ask_pupil()
    dialog = one.pane.findChild(PupilFind)
    dialog.setTextValue("щукин")
    dialog.accept()

    assert one.hint == "Ученика «щукин» на этой странице нет."
    assert one.pane.view.cursor() == (0, 2)


def test_ctrl_f_in_a_list_goes_to_its_line(main):
    window = main("teacher")
    window.open_page("my_journals")
    window.page().setFocus()

    QTest.keyClick(window.page(), Qt.Key.Key_F, CTRL)

    assert window.page().ui.searchEdit.hasFocus()


def test_ctrl_p_in_a_journal_leads_who_prints_to_the_paper_copy_of_the_class(main, qtbot):
    window = main("deputy")
    open_grid(window, qtbot)

    QTest.keyClick(window.page().grid.view, Qt.Key.Key_P, CTRL)

    assert front(window) == "paper_copy"
    qtbot.waitUntil(lambda: window.page().ui.classCombo.currentText().startswith("7А"))


def test_ctrl_p_shows_a_teacher_the_spread(main, qtbot):
    window = main("teacher")
    page = open_grid(window, qtbot)

    QTest.keyClick(page.grid.view, Qt.Key.Key_P, CTRL)

    qtbot.waitUntil(lambda: page.findChild(PaperView) is not None)
    assert page.findChild(PaperView).isVisible()


def test_a_key_that_page_and_window_both_have_starts_the_act_of_the_page(main, qtbot):
    window = main("teacher")
    page = open_grid(window, qtbot)
    done = []
    keys = LayoutProofKeys(lambda: [window.actions_registry])
    for entry in window.actions_registry.entries():
        if "F9" in entry.spec.keys:
            entry.action.triggered.connect(lambda _on=False, name=entry.spec.action_id: done.append(name))
    QApplication.instance().installEventFilter(keys)
    try:
        QTest.keyClick(page.grid.view, Qt.Key.Key_F9)
    finally:
        QApplication.instance().removeEventFilter(keys)

    assert done == ["journal.refresh"]
