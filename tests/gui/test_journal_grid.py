"""The grid as it is seen and heard: model, accessible text, averages, sizes, what is painted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ejournal_desktop.domain.averages import average
from ejournal_desktop.domain.cell_locks import cell_locks
from ejournal_desktop.domain.gradebook import FinalMark, Outcome
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.cell_look import CellLooks
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.lesson_header import column_state
from ejournal_desktop.gui.models.journal_model import JournalModel
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.totals_model import TotalsModel
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.journal_pages import (
    CONTROL,
    HOMEWORK,
    ME,
    PERIODS,
    TODAY,
    Attendance,
    big_page,
    lesson,
    mark,
    page,
    pupil,
    small_page,
    work,
)


def store_of(shown):
    return JournalStore(shown, FakeGradebook(shown), ME)


@pytest.fixture
def opened(qtbot):
    def open_page(shown, width=1010, height=600):
        pane = GridPane(store_of(shown), PERIODS)
        qtbot.addWidget(pane)
        pane.resize(width, height)
        pane.show()
        pane.view.setFocus()
        return pane

    return open_page


def test_both_models_keep_the_rules_of_qt(qtbot):
    store = store_of(big_page())
    models = JournalModel(store), TotalsModel(store, PERIODS)
    testers = [QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal) for model in models]
    store.enter(0, 10, replace(store.value(0, 10), mark="5"))
    store.work_added(work(999, 3, HOMEWORK, 2))
    assert len(testers) == 2


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (0, 0, "Абрамов Кирилл, 8 сентября, ответ на уроке, отметка 4, закрыто"),
        (1, 0, "Андреева Мария, 8 сентября, ответ на уроке, пусто"),
        (2, 2, "Белов Артём, 25 сентября, диктант, опоздал на 12 мин, отметки 4 и 5"),
    ],
)
def test_a_screen_reader_hears_pupil_date_work_and_value(qtbot, row, column, text):
    shown = small_page(attendance=(Attendance(3, 3, "late", None, 12, 1, ME),))
    model = JournalModel(store_of(replace(shown, marks=(*shown.marks, mark(13, 3, "4/5", TODAY)))))
    assert model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole) == text


def test_the_description_of_a_closed_cell_says_why(qtbot):
    model = JournalModel(store_of(small_page()))
    said = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "истёк 22 сентября" in said


def test_headers_name_pupils_and_lessons_in_full(qtbot):
    model = JournalModel(store_of(small_page()))
    assert model.headerData(0, Qt.Orientation.Vertical) == "Абрамов Кирилл"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "25 сентября, 3-й урок, диктант, вес 1"


def test_averages_on_the_screen_are_those_of_the_domain_at_each_key(opened):
    pane = opened(big_page())
    store, totals = pane.store, pane.totals_model

    def shown_equals_domain():
        for row, person in enumerate(store.pupils):
            weights = {one.work.work_id: one.work.weight for one in store.columns if one.work}
            kept = [(one.value, weights[one.work_id]) for one in store.page.marks if one.pupil_id == person.pupil_id]
            typed = [("5", Decimal(1))] if row == 0 and store.value(0, 9).mark == "5" else []
            expected = average(kept + typed)
            assert totals.text(row, 0) == (str(expected).replace(".", ",") if expected else "")

    shown_equals_domain()
    before = totals.text(0, 0)
    pane.view.move_to(0, 9)
    assert store.value(0, 9).text == ""
    QTest.keyClick(pane.view, Qt.Key.Key_5)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    shown_equals_domain()
    assert totals.text(0, 0) != before


def test_a_refused_mark_does_not_count(opened):
    pane = opened(small_page())
    pane.view.move_to(1, 2)
    book = pane.store._gradebook
    book.answers[2] = lambda operation: Outcome(operation.operation_id, "refused", code="EJ014")
    QTest.keyClick(pane.view, Qt.Key.Key_5)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert pane.totals_model.text(1, 0) == "5,00"
    book.settle()
    assert pane.totals_model.text(1, 0) == ""


def test_the_totals_say_whether_the_average_is_weighted(qtbot):
    plain = TotalsModel(store_of(small_page()), PERIODS)
    weighted = TotalsModel(store_of(small_page(CONTROL)), PERIODS)
    assert plain.headerData(0, Qt.Orientation.Horizontal) == "средний балл"
    assert weighted.headerData(0, Qt.Orientation.Horizontal) == "средневзвешенный балл"


def test_final_marks_of_the_period_stand_beside_the_average(qtbot):
    totals = TotalsModel(store_of(small_page(finals=(FinalMark(1, 1, "4", 1),))), PERIODS)
    assert [totals.text(row, 1) for row in range(2)] == ["4", ""]
    assert totals.headerData(1, Qt.Orientation.Horizontal) == "отметка за I четверть"


def test_two_works_of_a_lesson_share_its_attendance(qtbot):
    absent, late = (Attendance(3, who, fact, None, None, 1, ME) for who, fact in ((1, "absent"), (2, "late")))
    shown = small_page(attendance=(absent, late))
    pane = opened(replace(shown, marks=(*shown.marks, mark(13, 2, "5", TODAY), mark(13, 3, ".", TODAY))))
    assert [pane.summary.text(column) for column in range(4)] == ["0/1", "0/0", "1/1", ""]


def test_the_hint_strip_tells_the_whole_story_of_a_cell(opened):
    pane = opened(small_page())
    pane.view.move_to(1, 2)
    QTest.keyClick(pane.view, Qt.Key.Key_4)
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    pane.view.move_to(1, 2)
    assert pane.hints.text() == (
        "<b>Андреева Мария</b> · 25.09 · диктант, вес 1 · <b>отметка 4</b> — вы, не отправлено"
    )
    pane.store._gradebook.settle()
    assert pane.hints.text().endswith("<b>отметка 4</b> — вы, 10:42")
