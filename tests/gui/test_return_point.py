"""Who comes back is where she was: tabs, period, cell; another day at a shared computer begins anew."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtGui import QKeySequence

from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook as JournalBook
from tests.gui.fake_school import FakeDesk, context, session
from tests.gui.journal_pages import small_page


def make_journal(page, workplace, of_course, lesson_id, parent):
    return JournalPageWidget(workplace, of_course, JournalBook(page), lesson_id, parent)


@pytest.fixture
def come(qtbot, dressed, lanes, tmp_path):
    desk, page = FakeDesk(session("teacher")), small_page()

    def make():
        wired = context(lanes, tmp_path, make_journal=partial(make_journal, page))
        window = MainWindow(wired, desk, "teacher", "")
        qtbot.addWidget(window, before_close_func=lambda window: window.lock.end())
        window.resize(1366, 768)
        window.show()
        return window

    make.desk, make.course = desk, page.course
    return make


def leave_at(come, qtbot, row, column):
    window = come()
    window.open_journal(come.course)
    qtbot.waitUntil(lambda: window.page().grid is not None)
    window.page().grid.use_cursor(row, column)
    window.open_page("my_journals")
    window.book.show(window.book.find(f"journal-{come.course.course_id}"))
    window.hand_over()
    qtbot.waitUntil(lambda: "teacher" in come.desk.points)


def tab_ids(window):
    return [page.property("tab_id") for page in window.pages()]


def test_she_is_back_at_her_tabs_and_her_cell(come, qtbot):
    leave_at(come, qtbot, 3, 1)

    window = come()

    journal = f"journal-{come.course.course_id}"
    qtbot.waitUntil(lambda: tab_ids(window) == ["today", journal, "my_journals"])
    assert window.page().property("tab_id") == journal
    qtbot.waitUntil(lambda: window.page().grid is not None and window.page().grid.view.cursor() == (3, 1))


def test_what_is_kept_names_no_pupil(come, qtbot):
    leave_at(come, qtbot, 3, 1)

    kept = come.desk.points["teacher"].places
    assert isinstance(kept[1].course, Course)
    assert "Васильева" not in repr(kept)


def test_a_shared_computer_forgets_the_place_of_another_day(come, qtbot):
    leave_at(come, qtbot, 3, 1)
    point = come.desk.points["teacher"]
    come.desk.points["teacher"] = replace(point, left_on=point.left_on.replace(day=1))

    window = come()
    window.settings.change(shared_device=True)

    qtbot.wait(300)
    assert tab_ids(window) == ["today"]


def test_a_closed_tab_comes_back_at_its_cell(come, qtbot):
    window = come()
    window.open_journal(come.course)
    qtbot.waitUntil(lambda: window.page().grid is not None)
    window.page().grid.use_cursor(2, 1)
    window.book.close(1)
    assert tab_ids(window) == ["today"]

    window.actions_registry.fitting(window, QKeySequence("Ctrl+Shift+T")).action.trigger()

    qtbot.waitUntil(lambda: window.page().grid is not None and window.page().grid.view.cursor() == (2, 1))
