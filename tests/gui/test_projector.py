"""The window on the wall: names and presence stay, nothing else of a pupil is in pixels, tips or spoken texts."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest

from ejournal_desktop.domain.gradebook import MarkNote
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook as JournalBook
from tests.gui.fake_school import FakeDesk, context, course, session
from tests.gui.journal_pages import TODAY, mark, small_page

pytestmark = pytest.mark.qt_log_ignore("does not support")
SECRET = "списал у соседа"


def make_journal(page, workplace, of_course, lesson_id, parent):
    return JournalPageWidget(workplace, of_course, JournalBook(page), lesson_id, parent)


def page_with(value, note=""):
    plain = small_page()
    work = plain.works[-1]
    marks = tuple(mark(work.work_id, pupil.pupil_id, value, TODAY) for pupil in plain.pupils)
    notes = tuple(MarkNote(work.work_id, pupil.pupil_id, False, note, 1) for pupil in plain.pupils if note)
    return replace(plain, marks=marks, notes=notes)


@pytest.fixture
def open_window(qtbot, dressed, lanes, tmp_path):
    def make(page):
        desk = FakeDesk(session("teacher"))
        made = MainWindow(context(lanes, tmp_path, make_journal=partial(make_journal, page)), desk, "teacher", "")
        qtbot.addWidget(made, before_close_func=lambda window: window.lock.end())
        made.resize(1366, 768)
        made.show()
        made.open_journal(course())
        qtbot.waitUntil(lambda: made.page().grid is not None)
        return made

    return make


def spoken(interface):
    """Everything that a screen reader can reach and is not invisible, tips included."""
    if interface is None or interface.state().invisible:
        return []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description, QAccessible.Text.Help)
    own = [interface.text(kind) for kind in kinds]
    return own + [word for at in range(interface.childCount()) for word in spoken(interface.child(at))]


def everything_said(window):
    return " ".join(spoken(QAccessible.queryAccessibleInterface(window)))


def test_marks_and_notes_are_in_no_spoken_text_and_names_are(open_window):
    window = open_window(page_with("2", SECRET))
    assert "отметка 2" in everything_said(window)  # the control: without the mode they are

    window.projector.toggle()

    said = everything_said(window)
    assert "отметка" not in said
    assert SECRET not in said
    assert "Абрамов Кирилл" in said


def test_the_picture_does_not_depend_on_the_marks(open_window):
    good, bad = open_window(page_with("5")), open_window(page_with("2", SECRET))
    assert picture(good) != picture(bad)  # the control

    good.projector.toggle()
    bad.projector.toggle()

    assert picture(good) == picture(bad)


def picture(window):
    return window.ui.tabs.grab().toImage() if window.ui.tabs.isVisible() else window.projector.panel.grab().toImage()


def test_presence_stays(open_window):
    window = open_window(small_page())
    grid = window.page().grid
    grid.use_cursor(0, 2)
    grid.view.setFocus()
    QTest.keyClick(grid.view, Qt.Key.Key_Space)

    window.projector.toggle()

    model = window.projector.panel.model
    assert "н" in [model.index(0, column).data() for column in range(model.columnCount())]


def test_another_page_opened_meanwhile_is_hidden_too_and_the_mode_stays(open_window):
    window = open_window(page_with("2"))
    window.projector.toggle()

    window.open_page("today")

    assert not window.ui.tabs.isVisible()
    assert window.projector.banner.isVisible()
    window.open_page("my_journals")
    assert window.ui.tabs.isVisible()


def test_the_same_key_shows_everything_again(open_window):
    window = open_window(page_with("2"))
    entry = window.actions_registry.fitting(window, QKeySequence("Ctrl+Shift+H"))
    entry.action.trigger()
    assert not window.ui.tabs.isVisible()

    entry.action.trigger()

    assert window.ui.tabs.isVisible()
    assert not window.projector.banner.isVisible()
    assert "отметка 2" in everything_said(window)
