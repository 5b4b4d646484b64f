import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ejournal_desktop.domain.errors import RefusedError
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.journals_page import JournalsPage
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, course, session


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(desk, *, own):
        page = JournalsPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()), own=own)
        page.wanted = []
        page.journal_wanted.connect(lambda course, _lesson: page.wanted.append(course.title))
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: bool(page.shown()) or page.ui.emptyState.isVisible())
        return page

    return make


def titles(page):
    return [course.title for course in page.shown()]


def test_a_teacher_sees_her_own_journals(open_page):
    page = open_page(FakeDesk(), own=True)

    assert titles(page) == ["7А · Алгебра", "7А · Геометрия", "7Б · Алгебра"]
    assert not page.ui.classCombo.isVisible()


def test_who_reads_chooses_the_class_first(open_page, qtbot):
    desk = FakeDesk(session("deputy"))
    page = open_page(desk, own=False)

    page.ui.classCombo.setCurrentIndex(1)

    qtbot.waitUntil(lambda: ("courses_of_class", 2) in desk.asked)


def test_enter_opens_the_chosen_journal(open_page):
    page = open_page(FakeDesk(), own=True)

    QTest.keyClick(page.ui.list, Qt.Key.Key_Down)
    QTest.keyClick(page.ui.list, Qt.Key.Key_Return)

    assert page.wanted == ["7А · Геометрия"]


def test_search_takes_words_in_any_order_and_enter_opens_what_is_left(open_page):
    page = open_page(FakeDesk(), own=True)

    page.ui.searchEdit.setText("алг 7б")
    QTest.keyClick(page.ui.searchEdit, Qt.Key.Key_Return)

    assert titles(page) == ["7Б · Алгебра"]
    assert page.wanted == ["7Б · Алгебра"]


def test_search_does_not_tell_yo_from_ye(open_page):
    page = open_page(FakeDesk(courses=(course(1, "Черчение", teachers=("Ёлкин П. И.",)),)), own=False)

    page.ui.searchEdit.setText("елкин")

    assert titles(page) == ["7А · Черчение"]


def test_nothing_found_is_said_with_the_words_that_were_looked_for(open_page):
    page = open_page(FakeDesk(), own=True)

    page.ui.searchEdit.setText("химия")

    assert page.ui.emptyState.words() == "Ничего не нашлось по «химия». Ищут по классу, предмету и учителю."
    assert not page.ui.openButton.isEnabled()


def test_a_teacher_without_courses_is_told_whom_to_ask(open_page):
    page = open_page(FakeDesk(courses=()), own=True)

    assert page.ui.emptyState.words() == (
        "Предметы и классы ещё не назначены. Обратитесь к заместителю директора по УВР."
    )


def test_a_refusal_is_a_sentence(open_page):
    page = open_page(FakeDesk(error=RefusedError("EJ002", {"reason": "role"})), own=True)

    assert page.ui.emptyState.words().startswith("Этот раздел вам не открыт.")
