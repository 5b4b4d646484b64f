"""«Занятия» of a psychologist: plan, record, cancel, print; what is written goes nowhere else."""

from datetime import date

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLabel

from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.domain.sessions import SessionEntry, hours_words
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.session_dialog import SessionDialog
from ejournal_desktop.gui.pages.sessions_page import SessionsPage
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook
from tests.gui.fakes.sessions import TODAY, session, session_journal

HELD = session(1, is_held=True, content="Знакомство", absent=1)
SINGLE = session(2, is_individual=True, pupil_id=101, pupil="Абрамов Кирилл", minutes=30, lesson_no=8)
AHEAD = session(3, held_on=date(2026, 9, 28))


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(*sessions, **desk):
        workplace = Workplace(
            FakeDesk(own_sessions=session_journal(*sessions), **desk),
            lanes,
            ActionRegistry(),
            ChangeBus(),
            FakeGradebook(),
        )
        page = SessionsPage(workplace, TODAY)
        qtbot.addWidget(page)
        page.resize(1160, 700)
        page.show()
        page.desk, page.heard, page.wanted = workplace.desk, [], []
        workplace.changes.changed.connect(lambda change, _who: page.heard.append(change.kind))
        page.journal_wanted.connect(lambda course, lesson_id: page.wanted.append((course.title, lesson_id)))
        qtbot.waitUntil(lambda: page.total.text() != "" or page.message.isVisible())
        return page

    return make


def cells(page):
    return [
        [page.model.item(row, column).text() for column in range(page.model.columnCount())]
        for row in range(page.model.rowCount())
    ]


def test_groups_and_single_sessions_stand_in_one_list_with_hours(open_page):
    page = open_page(AHEAD, SINGLE, HELD)

    assert [row[1:5] for row in cells(page)] == [
        ["Адаптация 5", "групповое", "40 мин", "запланировано"],
        ["Абрамов Кирилл", "индивидуальное", "30 мин", "запланировано"],
        ["Адаптация 5", "групповое", "40 мин", "проведено, отсутствовали 1"],
    ]
    assert page.total.text() == "проведено 1 занятие, 40 мин"


def test_what_was_held_cannot_be_cancelled_and_a_single_session_has_no_group_page(open_page):
    page = open_page(HELD, SINGLE)

    page.view.selectRow(0)
    held = page.buttons["cancel_session"].isEnabled(), page.buttons["session_pupils"].isEnabled()
    page.view.selectRow(1)
    single = page.buttons["cancel_session"].isEnabled(), page.buttons["session_pupils"].isEnabled()

    assert (held, single) == ((False, True), (True, False))


def test_a_planned_session_is_cancelled_and_the_list_read_again(open_page, qtbot):
    page = open_page(AHEAD)
    page.cancel()
    qtbot.waitUntil(lambda: page.heard == ["session"])

    assert ("cancel", 3) in page.desk.session_calls


def test_attendance_of_a_group_is_kept_on_its_journal_page(open_page):
    page = open_page(HELD)
    page.open_group()

    assert page.wanted == [("Адаптация 5 · Коррекционные занятия", 1)]


def test_a_new_session_with_one_pupil_is_saved_as_it_was_entered(open_page, qtbot):
    page = open_page(HELD)
    page.add()
    dialog = page.findChild(SessionDialog)
    dialog.whom.setCurrentIndex(dialog.whom.findData(102))
    dialog.minutes.setValue(30)
    dialog.held.setChecked(True)
    dialog.content.setPlainText(" Страх ошибки ")
    dialog.accept()
    qtbot.waitUntil(lambda: page.heard == ["session"])

    assert ("save", SessionEntry(None, 21, TODAY, 30, 102, "Страх ошибки", True)) in page.desk.session_calls


def test_a_session_ahead_cannot_be_held(open_page):
    page = open_page(HELD)
    page.add()
    dialog = page.findChild(SessionDialog)
    dialog.held.setChecked(True)
    dialog.day.setDate(QDate(2026, 9, 28))

    assert (dialog.held.isEnabled(), dialog.entry().is_held) == (False, False)


def test_the_form_says_to_whom_the_content_is_closed(open_page):
    page = open_page(SINGLE)
    page.edit()
    dialog = page.findChild(SessionDialog)

    assert any("видите только вы" in label.text() for label in dialog.findChildren(QLabel))
    assert dialog.whom.currentText() == "Абрамов Кирилл"


def test_her_printout_is_written_where_she_says(open_page, qtbot, tmp_path):
    page = open_page(HELD)
    page.deliver(tmp_path / "журнал.pdf")
    qtbot.waitUntil((tmp_path / "журнал.pdf").exists)

    assert (tmp_path / "журнал.pdf").read_bytes() == b"%PDF-"


def test_a_refusal_is_told_on_the_page(open_page, qtbot):
    page = open_page(AHEAD)
    page.desk.session_error = RuleBrokenError("EJ020", {"reason": "session-held"})
    page.cancel()
    qtbot.waitUntil(page.message.isVisible)

    assert "проведено" in page.message.text()


def test_a_time_without_sessions_says_so(open_page):
    page = open_page()

    assert page.empty.isVisible()


def test_hours_are_said_as_people_say_them():
    assert [hours_words(minutes) for minutes in (0, 45, 60, 765)] == ["0 мин", "45 мин", "1 ч", "12 ч 45 мин"]
