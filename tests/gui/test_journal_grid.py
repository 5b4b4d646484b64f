"""The grid as it is seen and heard: model, accessible text, averages, sizes, what is painted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QAbstractItemModelTester, QTest

from ejournal_desktop.domain.averages import average
from ejournal_desktop.domain.cell_locks import PageLocks
from ejournal_desktop.domain.gradebook import FinalMark, Outcome
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.cell_look import CellLooks
from ejournal_desktop.gui.grid.column_state import column_state
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.page_corner import PageCorner
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
    shown = small_page(attendance=(Attendance(3, 1, "absent", "ill", None, 1, ME),))
    store = store_of(replace(shown, works=(*shown.works, work(14, 3, HOMEWORK, 2))))
    assert [store.value(0, column).text for column in (2, 3)] == ["б", "б"]


def test_columns_stand_by_date_lesson_and_work(qtbot):
    lessons = [lesson(2, TODAY, lesson_no=5), lesson(1, TODAY, lesson_no=2), lesson(3, date(2026, 9, 2))]
    works = [work(22, 1, HOMEWORK, 2), work(21, 1)]
    store = store_of(page([pupil(1, "Белов Артём")], lessons, works))
    found = [(one.lesson.lesson_id, one.work.work_id if one.work else None) for one in store.columns]
    assert found == [(3, None), (1, 21), (1, 22), (2, None)]


@pytest.mark.parametrize(
    ("changes", "meaning"),
    [
        ({"topic": ""}, "нет темы"),
        ({"homework": ""}, "нет домашнего задания"),
        ({"homework": "", "homework_none": True}, ""),
        ({"substitute": "Орлов П. И."}, "замена, Орлов П. И."),
        ({"state": "cancelled"}, "урок отменён"),
        ({}, ""),
    ],
)
def test_the_header_says_what_is_missing(qtbot, changes, meaning):
    store = store_of(page([pupil(1, "Белов Артём")], [lesson(1, TODAY, **changes)]))
    assert column_state(store, 0).meaning == meaning


def test_a_closed_lesson_has_a_lock_and_one_about_to_close_says_the_days_left(qtbot):
    days = (date(2026, 9, 10), date(2026, 9, 11), date(2026, 9, 12), date(2026, 9, 14), date(2026, 9, 15))
    store = store_of(page([pupil(1, "Белов Артём")], [lesson(number, day) for number, day in enumerate(days, 1)]))
    states = [column_state(store, column) for column in range(5)]
    assert [state.icon or state.word for state in states] == ["lock-simple", "hourglass-medium", "1 дн.", "3 дн.", ""]
    assert states[3].meaning == "ещё 3 дн.: изменить отметки можно до 28.09"


def test_the_hatch_covers_only_marks_already_set(qtbot):
    looks = CellLooks(store_of(small_page()))
    assert [looks.at(row, 0).ground for row in (0, 1)] == ["closed", "open"]


def test_locks_of_the_store_are_those_of_the_domain(qtbot):
    shown = big_page()
    store = store_of(shown)
    marks = {(one.work_id, one.pupil_id): one for one in shown.marks}
    for row, person in enumerate(store.pupils):
        for column, place in enumerate(store.columns):
            standing = marks.get((place.work.work_id, person.pupil_id)) if place.work else None
            asked_alone = PageLocks(shown).of_cell(place.lesson, person, standing.closes_on if standing else None)
            assert store.locks(row, column) == asked_alone


def test_26_lessons_are_in_sight_in_a_window_of_1366_by_768(opened):
    pane = opened(big_page(lessons=40), width=1366 - 52, height=600)
    across = pane.view.viewport().width()
    seen = sum(1 for at in range(39) if 0 <= pane.view.lessons.sectionViewportPosition(at) <= across - 36)
    assert seen >= 26
    assert (pane.view.names.defaultSectionSize(), pane.view.lessons.defaultSectionSize()) == (23, 36)


def test_a_high_window_has_rows_of_27(opened):
    assert opened(big_page(), height=900).view.names.defaultSectionSize() == 27


def test_grid_and_totals_scroll_together(opened):
    pane = opened(big_page(), height=400)
    pane.view.verticalScrollBar().setValue(50)
    assert pane.totals.verticalScrollBar().value() == 50
    pane.totals.verticalScrollBar().setValue(20)
    assert pane.view.verticalScrollBar().value() == 20


def test_it_opens_at_todays_lesson(opened):
    pane = opened(big_page())
    assert pane.store.columns[pane.view.cursor()[1]].lesson.held_on == TODAY


class CountingView(JournalView):
    """Remembers which parts it was asked to paint."""

    def __init__(self, model):
        super().__init__(model)
        self.painted = QRegion()

    def paintEvent(self, event: QPaintEvent):
        self.painted += event.region()
        super().paintEvent(event)


def test_a_changed_cell_repaints_only_itself(qtbot):
    store = store_of(big_page())
    view = CountingView(JournalModel(store))
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: not view.painted.isEmpty())
    view.painted = QRegion()
    store.enter(5, 10, replace(store.value(5, 10), mark="5", attendance=None))
    qtbot.waitUntil(lambda: not view.painted.isEmpty())
    assert view.cell_rect(5, 10).adjusted(-4, -4, 4, 4).contains(view.painted.boundingRect())


@pytest.mark.parametrize("name", ["light", "dark", "contrast-light", "contrast-dark"])
def test_every_theme_paints_the_page(opened, name):
    theme.use(theme.Theme(name, tinting="full"))
    try:
        pane = opened(big_page())
        assert not pane.grab().isNull()
    finally:
        theme.use(theme.Theme())


def test_the_summary_counts_absent_and_marked(opened):
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
        "<b>Андреева Мария</b> · 25.09 · диктант, вес 1 · <b>отметка 4</b> — вы, ещё не сохранено"
    )
    pane.store._gradebook.settle()
    assert pane.hints.text().endswith("<b>отметка 4</b> — вы, 10:42")


def test_a_lesson_keeps_the_edit_window_under_which_it_was_held(qtbot):
    days = (date(2026, 9, 10), date(2026, 9, 20))
    settings = ((date(2000, 1, 1), "never"), (date(2026, 9, 15), "1 week"))
    people = [pupil(1, "Белов Артём")]
    store = store_of(page(people, [lesson(at, day) for at, day in enumerate(days, 1)], edit_windows=settings))
    assert [column_state(store, column).word for column in range(2)] == ["", "2 дн."]
    assert [column_state(store, column).icon for column in range(2)] == ["", ""]


@pytest.mark.parametrize(
    ("beside", "words"),
    [
        ((), "по алфавиту"),
        ((("7А англ. 2", 12),), "+12 в 7А англ. 2"),
        ((("7А англ. 2", 9), ("7А англ. 3", 8)), "+17 в других группах"),
    ],
)
def test_the_corner_says_how_many_learn_in_the_groups_beside(opened, beside, words):
    corner = opened(replace(small_page(), beside=beside)).view.findChild(PageCorner)
    assert corner.beside() == words
    assert words in corner.accessibleName()


def test_the_cell_of_the_totals_that_has_the_keys_is_framed_an_average_too(opened, qtbot):
    pane = opened(small_page())
    pane.activateWindow()
    pane.use_cursor(1, 0)
    pane.walk.to_totals()
    qtbot.waitUntil(pane.totals.hasFocus)
    cell = pane.totals.visualRect(pane.totals.model().index(1, 0))
    picture = pane.totals.viewport().grab().toImage()
    assert picture.pixelColor(cell.left() + 1, cell.center().y()) == theme.current().color("accent")
