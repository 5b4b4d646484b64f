"""Extracurricular, after-school and pass/fail courses on the same page with their own rules (JRN-14; rulings 28)."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from ejournal_desktop.domain.gradebook import WorkKind
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.page_figures import PageFigures
from ejournal_desktop.gui.models.totals_model import TotalsModel
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.pages.opened_period import window_note
from ejournal_desktop.gui.pages.work_dialog import WorkDialog
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.journal_pages import ANSWER, ME, NAMES, PERIODS, TODAY, lesson, mark, page, pupil, work


def class_page(marking, *marks):
    plain = page([pupil(n, name) for n, name in enumerate(NAMES[:3], 1)], [lesson(1, TODAY)], [work(11, 1)], marks)
    return replace(plain, course=replace(plain.course, marking=marking))


@pytest.fixture
def journal(lanes, qtbot, dressed):
    def open_journal(shown):
        book = FakeGradebook(shown)
        desk = FakeDesk(session())
        workplace = SimpleNamespace(desk=desk, actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
        book.judge_card = desk.judge_card
        widget = JournalPageWidget(workplace, shown.course, book)
        qtbot.addWidget(widget)
        widget.resize(1300, 700)
        with qtbot.waitExposed(widget):
            widget.show()
        qtbot.waitUntil(lambda: widget._shown is not None)
        return widget

    return open_journal


def test_a_pass_fail_course_counts_its_marks_and_has_neither_average_nor_forecast(dressed):
    store = JournalStore(
        class_page("pass", mark(11, 1, "зач", TODAY), mark(11, 2, "незач", TODAY), mark(11, 3, ".", TODAY)),
        FakeGradebook(),
        ME,
    )

    assert PageFigures(store).column_counts(0) == (0, 2)
    assert [column.title for column in TotalsModel(store, PERIODS).columns] == ["I ч."]


def test_a_course_with_marks_keeps_its_average(dressed):
    store = JournalStore(class_page("five", mark(11, 1, "5", TODAY), mark(11, 2, "4?", TODAY)), FakeGradebook(), ME)

    assert PageFigures(store).column_counts(0) == (0, 1)
    assert TotalsModel(store, PERIODS).columns[0].title == "Ср."


def test_where_no_marks_are_set_nothing_speaks_of_them_and_no_work_is_added(journal):
    widget = journal(class_page("none"))
    summary = widget._shown.grid.summary

    widget.add_work()

    assert not widget._form.workButton.isVisible()
    assert summary.text(0) == "0"
    assert summary.words(0).endswith("отсутствуют 0")
    assert window_note(widget._shown.store.page) == ""
    assert widget.findChild(WorkDialog) is None


def test_a_course_with_marks_still_takes_works(journal):
    widget = journal(class_page("five"))
    widget._kinds = (WorkKind(1, ANSWER.name, "О", ANSWER.weight, two_marks=False, is_control=False),)

    widget.add_work()

    assert widget._form.workButton.isVisible()
    assert widget._shown.grid.summary.text(0) == "0/0"
    assert widget.findChild(WorkDialog) is not None
