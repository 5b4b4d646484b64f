"""Chips over the grid: whom they count, whom they show, and that nobody out of sight is written."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from ejournal_desktop.domain.marking_policy import MarkingPolicy
from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.risk_chips import RiskChips
from ejournal_desktop.gui.models.journal_store import JournalStore
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.journal_pages import ANSWER, ME, NAMES, PERIODS, TODAY, lesson, mark, page, pupil, work

DAYS = [TODAY - timedelta(days=back) for back in range(10, 0, -1)]
LAST = len(DAYS)
"""The column of today."""


def class_page(**changes):
    """Ten lessons and today's: 1 and 4 have marks, 2 one of the first day, 3 none, 5 twos and a debt."""
    days = [*DAYS, TODAY]
    works = [work(at, at, ANSWER) for at in range(1, len(days) + 1)]
    marks = [mark(at, pupil_id, "4", days[at - 1]) for pupil_id in (1, 4) for at in (2, 6, 10)]
    marks += [mark(1, 2, "5", days[0])]
    marks += [mark(at, 5, value, days[at - 1]) for at, value in ((3, "2"), (8, "2"), (9, "."), (10, "2"))]
    people = [pupil(number, name) for number, name in enumerate(NAMES[:5], 1)]
    return page(people, [lesson(at, day) for at, day in enumerate(days, 1)], works, marks, **changes)


@pytest.fixture
def shown(qtbot):
    def show(journal_page=None, width=900):
        store = JournalStore(journal_page or class_page(), FakeGradebook(), ME)
        grid = GridPane(store, PERIODS)
        chips = RiskChips()
        for widget in (grid, chips):
            qtbot.addWidget(widget)
        grid.resize(900, 500)
        chips.resize(width, 30)
        grid.show()
        chips.follow(grid)
        chips.show()
        grid.view.move_to(0, LAST)
        return grid, chips

    return show


def texts(chips):
    return [chip.text() for chip in chips.findChildren(QToolButton) if chip.isVisible()]


def in_sight(grid):
    return [row for row in range(len(grid.store.pupils)) if not grid.view.isRowHidden(row)]


def type_keys(grid, *keys):
    for key in keys:
        QTest.keyClick(grid.view, key)


def test_chips_count_the_pupils_of_each_risk(shown):
    _grid, chips = shown()
    assert texts(chips) == [
        "все 5",
        "без отметок 1",
        "одна отметка 1",
        "средний ниже 2,5 1",
        "задолженности 1",
        "давно не спрашивали 2",
    ]


def test_with_a_rule_of_the_school_the_chip_is_a_forecast(shown):
    grid, chips = shown()
    grid.pupil_figures.use_policy(MarkingPolicy(((5, Decimal("4.5")), (4, Decimal("3.5")), (3, Decimal("2.5")))))
    chips.follow(grid)
    assert "прогноз «2» 1" in texts(chips)


def test_a_chip_shows_only_its_pupils_in_grid_and_totals(shown):
    grid, chips = shown()
    chips.choose("long-unasked")
    assert in_sight(grid) == [1, 2]
    assert [row for row in range(5) if not grid.totals.isRowHidden(row)] == [1, 2]
    assert grid.view.cursor() == (1, LAST)


def test_enter_goes_down_among_the_pupils_in_sight_and_stops_at_the_last(shown):
    grid, _chips = shown()
    grid.view.shown.use([0, 2, 4])
    grid.view.move_to(0, LAST)
    type_keys(grid, Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_4, Qt.Key.Key_Return, Qt.Key.Key_3, Qt.Key.Key_Return)
    assert [grid.store.value(row, LAST).text for row in range(5)] == ["5", "", "4", "", "3"]
    assert grid.view.cursor() == (4, LAST)


def test_arrows_and_edges_pass_the_hidden(shown):
    grid, _chips = shown()
    grid.view.shown.use([1, 3])
    grid.view.move_to(1, LAST)
    type_keys(grid, Qt.Key.Key_Down)
    assert grid.view.cursor()[0] == 3
    type_keys(grid, Qt.Key.Key_Down)
    assert grid.view.cursor()[0] == 3
    QTest.keyClick(grid.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert grid.view.cursor() == (1, 0)


def test_nobody_out_of_sight_is_filled_pasted_or_cleared(shown):
    grid, _chips = shown()
    grid.view.shown.use([0, 2, 4])
    grid.view.move_to(0, LAST)
    grid.selection.select_column(LAST)
    grid.tools.fill.everywhere("3")
    grid.selection.select_column(LAST)
    assert [grid.store.value(row, LAST).text for row in range(5)] == ["3", "", "3", "", "3"]
    grid.store.enter(1, LAST, CellValue("5"))
    grid.selection.select_column(LAST)
    type_keys(grid, Qt.Key.Key_Delete)
    assert [grid.store.value(row, LAST).text for row in range(5)] == ["", "5", "", "", ""]


def test_without_the_filter_the_same_acts_reach_everybody(shown):
    grid, _chips = shown()
    grid.selection.select_column(LAST)
    grid.tools.fill.everywhere("3")
    assert [grid.store.value(row, LAST).text for row in range(5)] == ["3"] * 5


def test_fill_down_takes_the_uppermost_in_sight(shown):
    grid, _chips = shown()
    grid.store.enter(0, LAST, CellValue("5"))
    grid.store.enter(1, LAST, CellValue("4"))
    grid.view.shown.use([1, 2, 4])
    grid.selection.select_column(LAST)
    grid.tools.fill.down()
    assert [grid.store.value(row, LAST).text for row in range(5)] == ["5", "4", "4", "", "4"]


def test_a_pupil_stays_in_sight_while_his_mark_is_typed_and_the_count_follows(shown):
    grid, chips = shown()
    chips.choose("no-marks")
    assert in_sight(grid) == [2]
    type_keys(grid, Qt.Key.Key_4, Qt.Key.Key_Return)
    assert in_sight(grid) == [2]
    assert "без отметок 0" in texts(chips)
    assert "одна отметка 2" in texts(chips)


def test_the_long_unasked_are_named_with_lessons_and_days_the_most_urgent_first(shown, qtbot):
    _grid, chips = shown()
    with qtbot.waitSignal(chips.said) as said:
        chips.choose("long-unasked")
    assert said.args == ["Спросить на следующем уроке: Белов (11 уроков), Андреева (10 уроков, 10 дн.). Esc — все."]


def test_escape_in_the_grid_shows_everybody_again(shown):
    grid, chips = shown()
    chips.choose("debts")
    type_keys(grid, Qt.Key.Key_Escape)
    assert in_sight(grid) == [0, 1, 2, 3, 4]
    assert chips.chosen is None


def test_the_key_opens_the_chips_and_clears_them(shown):
    grid, chips = shown()
    chips.choose("debts")
    chips.open_or_clear()
    assert not grid.view.shown.is_on


def test_what_must_be_seen_ends_the_filter(shown):
    grid, _chips = shown()
    grid.view.shown.use([0])
    grid.view.move_to(3, 2)
    assert in_sight(grid) == [0, 1, 2, 3, 4]


def test_a_chip_with_nobody_cannot_be_pressed(shown):
    grid, chips = shown()
    grid.store.enter(2, LAST, CellValue("4"))
    assert not chips.findChild(QToolButton, "chip_no-marks").isEnabled()


def test_a_departed_pupil_is_no_risk(shown):
    people = class_page().pupils
    gone = replace(people[2], memberships=(replace(people[2].memberships[0], ends_before=date(2026, 9, 20)),))
    _grid, chips = shown(replace(class_page(), pupils=(*people[:2], gone, *people[3:])))
    assert texts(chips)[:2] == ["все 4", "без отметок 0"]


def test_a_course_without_marks_has_no_chips(shown):
    course = replace(class_page().course, marking="none")
    grid, chips = shown(class_page(course=course))
    assert all(not grid.pupil_figures.risks(row) for row in range(5))
    chips.follow(grid)
    assert not chips.isVisible()


def test_a_pass_fail_course_has_debts_only(shown):
    marked = mark(1, 5, ".", DAYS[0])
    course = replace(class_page().course, marking="pass")
    _grid, chips = shown(replace(class_page(course=course), marks=(marked,)))
    assert texts(chips) == ["все 5", "задолженности 1"]


def test_in_a_narrow_window_one_button_stands_for_the_chips(shown):
    _grid, chips = shown(width=200)
    assert texts(chips) == ["Показать: все 5"]
    menu = chips.findChild(QToolButton, "chip_menu").menu()
    menu.aboutToShow.emit()
    assert next(line.text() for line in menu.actions()) == "все 5"
    menu.actions()[4].trigger()
    assert chips.chosen == "debts"


def test_every_chip_says_its_meaning_to_a_screen_reader(shown):
    _grid, chips = shown()
    names = [chip.accessibleName() for chip in chips.findChildren(QToolButton) if chip.isVisible()]
    assert names[1] == "Показать: без отметок, 1 ученик"
    assert all(names)
