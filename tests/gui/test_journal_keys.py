"""The rest of the grid's keys: palette, dates, refused cells, totals, size, menus, other journals."""

from dataclasses import replace
from datetime import date
from functools import partial
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu

from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.marks import CellRules, CellValue
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.grid.date_jump import DateJump, find_column
from ejournal_desktop.gui.grid.fill_dialog import FillDialog
from ejournal_desktop.gui.grid.value_palette import offered_values
from ejournal_desktop.gui.pages import journal_actions
from ejournal_desktop.gui.pages.group_switch import GroupSwitch
from ejournal_desktop.gui.pages.journal_menus import JournalMenus
from ejournal_desktop.gui.pages.sibling_courses import SiblingCourses
from tests.gui.journal_pages import big_page, small_page
from tests.gui.typist import open_typist

OLD, YESTERDAY, TODAYS, FUTURE = range(4)


@pytest.fixture
def typist(qtbot):
    return partial(open_typist, qtbot)


def test_the_palette_offers_what_the_grammar_takes_and_puts_it_in(typist, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda _menu, _at: None)  # an offscreen platform grabs no keyboard
    one = typist().at(0, TODAYS)
    one.pane.walk.offer_values()
    menu = one.pane.findChild(QMenu, "value_palette")
    lines = [act.text().split("\t")[0].lstrip("&") for act in menu.actions()]
    assert lines == ["5", "4", "3", "2", "1", ".", "н", "б", "у", "оп", "осв"]
    menu.actions()[1].trigger()
    assert one.texts(TODAYS)[0] == "4"


def test_a_course_without_marks_offers_attendance_only():
    offered = [value.text for value in offered_values(CellRules("none"), CellValue())]
    assert offered == ["н", "б", "у", "оп", "осв"]
    assert [value.text for value in offered_values(CellRules("pass"), CellValue("зач"))][:2] == ["зач", "незач"]


def test_a_closed_cell_offers_nothing_and_says_why(typist):
    one = typist().at(0, OLD)
    one.pane.walk.offer_values()
    assert one.pane.findChild(QMenu, "value_palette") is None
    assert "Срок редактирования" in one.hint


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("24.09", YESTERDAY),
        ("24", YESTERDAY),
        ("8.9", OLD),
        ("26.09", FUTURE),
        ("25.09 — диктант", TODAYS),
        ("31.02", None),
        ("х", None),
        ("", None),
    ],
)
def test_a_date_finds_its_lesson_or_the_next_one(typist, text, column):
    assert find_column(typist().store, text) == column


def test_ctrl_g_goes_to_the_date_and_keeps_the_pupil(typist):
    one = typist(big_page()).at(5, 9)
    one.pane.walk.ask_date()
    dialog = one.pane.findChild(DateJump)
    dialog.setTextValue("3.09")
    dialog.accept()
    row, column = one.pane.view.cursor()
    assert (row, one.store.columns[column].lesson.held_on) == (5, date(2026, 9, 3))


def test_ctrl_e_visits_every_cell_that_was_not_taken(typist):
    one = typist()
    one.book.answers = dict.fromkeys(
        (2, 4), lambda asked: Outcome(asked.operation_id, "refused", code="EJ010", detail={})
    )
    one.at(1, TODAYS).press("5 Enter").at(3, TODAYS).press("4 Enter").at(0, 0)
    one.book.settle()
    seen = []
    for _ in range(3):
        one.pane.walk.next_failed()
        seen.append(one.pane.view.cursor())
    assert seen == [(1, TODAYS), (3, TODAYS), (1, TODAYS)]


def test_the_totals_are_reached_and_left_by_keys(typist, qtbot):
    one = typist().at(2, TODAYS)
    one.pane.walk.to_totals()
    assert one.pane.focusWidget() is one.pane.totals
    assert one.pane.totals.currentIndex().row() == 2
    qtbot.keyClick(one.pane.totals, Qt.Key.Key_Down)
    qtbot.keyClick(one.pane.totals, Qt.Key.Key_Escape)
    assert one.pane.focusWidget() is one.pane.view
    assert one.pane.view.cursor() == (3, TODAYS)


def test_the_size_of_a_grid_changes_by_the_wheel_within_its_bounds(typist):
    one = typist().at(0, TODAYS)
    plain = one.pane.view.names.defaultSectionSize()

    def wheel(by):
        at = QPointF(50, 50)
        ctrl = Qt.KeyboardModifier.ControlModifier
        event = QWheelEvent(
            at, at, QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, ctrl, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(one.pane.view.viewport(), event)

    wheel(120)
    assert one.pane.zoom.percent == 110
    assert one.pane.view.names.defaultSectionSize() > plain
    assert one.pane.totals.verticalHeader().defaultSectionSize() == one.pane.view.names.defaultSectionSize()
    for _ in range(20):
        wheel(120)
    assert one.pane.zoom.percent == 200
    for _ in range(20):
        wheel(-120)
    assert one.pane.zoom.percent == 70
    one.pane.zoom.set(100)
    assert one.pane.view.names.defaultSectionSize() == plain


def test_the_spread_of_a_column_is_live_in_the_strip(typist):
    one = typist().at(0, TODAYS).press("5 Enter 4 Enter 2 Enter")
    assert one.pane.hints.figures() == "5–1, 4–1, 2–1 · качество 67 % · успеваемость 67 %"
    one.at(0, FUTURE)
    assert one.pane.hints.figures() == ""


def registered(one):
    actions = ActionRegistry(one.pane)
    journal_actions.register(actions, one.pane)
    return actions


def test_every_act_of_the_grid_has_a_key_of_its_own(typist):
    actions = registered(typist())
    keys = [key for entry in actions.entries() for key in entry.spec.keys]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+Space", "Shift+F1", "Ctrl+Shift+L"}.isdisjoint(keys)
    assert {"Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+A", "Ctrl+C", "Ctrl+Shift+C", "Ctrl+X", "Ctrl+V"} <= set(keys)
    assert {"Ctrl+D", "Ctrl+Return", "Ctrl+Shift+Return", "Alt+Down", "Ctrl+G", "Ctrl+E", "F10"} <= set(keys)
    assert {"Ctrl+Alt+Right", "Ctrl+0", "Ctrl++", "Ctrl+-"} <= set(keys)


def test_a_column_is_put_away_from_its_menu_and_shown_again_and_no_key_goes_into_it(typist):
    one = typist().at(0, TODAYS)
    menus = JournalMenus(one.pane, registered(one), lambda: None, lambda: None, lambda: None)
    wide = one.pane.view.lessons.sectionSize(TODAYS)

    line(menus.column_menu(TODAYS), "Скрыть графу").trigger()
    folded, left = one.pane.view.lessons.sectionSize(TODAYS), one.pane.view.cursor()
    one.at(0, TODAYS - 1).press("Right")
    over = one.pane.view.cursor()
    one.press("Left")
    back = one.pane.view.cursor()
    line(menus.column_menu(0), "Показать скрытые графы: 1").trigger()

    assert folded < wide / 2
    assert (left, over, back) == ((0, TODAYS + 1), (0, TODAYS + 1), (0, TODAYS - 1))
    assert one.pane.view.lessons.sectionSize(TODAYS) == wide


def test_whoever_is_sent_into_a_column_that_was_put_away_sees_it(typist):
    one = typist().at(0, 0)
    one.pane.view.folds.fold(TODAYS)
    one.pane.go_to_today()
    assert not one.pane.view.folds.folds(TODAYS)
    assert one.pane.view.cursor()[1] == TODAYS


def test_the_last_column_in_sight_stays(typist):
    one = typist()
    for column in range(len(one.store.columns)):
        one.pane.view.folds.fold(column)
    assert len(one.pane.view.folds) == len(one.store.columns) - 1


def line(menu, text):
    return next(act for act in menu.actions() if act.text().partition("\t")[0] == text)


def test_the_menu_of_a_lesson_fills_its_empty_cells(typist):
    one = typist().at(0, TODAYS).press("3 Enter н Enter").at(0, TODAYS)
    menus = JournalMenus(one.pane, registered(one), lambda: None, lambda: None, lambda: None)
    texts = [act.text().partition("\t")[0] for act in menus.column_menu(TODAYS).actions()]
    assert texts[:2] == ["Вид работы и вес…", "Добавить графу работы…"]
    menus.ask_fill(TODAYS)
    dialog = one.pane.findChild(FillDialog)
    dialog.line.setText("6")
    assert not dialog.findChild(object, "fill_yes").isEnabled()
    dialog.line.setText("5")
    dialog.findChild(object, "fill_yes").click()
    assert one.texts(TODAYS) == ["3", "н", "5", "5", "5"]


def test_a_reader_has_a_menu_in_which_nothing_is_written(typist):
    one = typist(replace(small_page(), writable=False, attendance_writable=False, read_only_reason="role")).at(0, OLD)
    menus = JournalMenus(one.pane, registered(one), lambda: None, lambda: None, lambda: None)
    enabled = [act.text().partition("\t")[0] for act in menus.cells_menu().actions() if act.isEnabled() and act.text()]
    assert "Копировать" in enabled
    assert not {"Вставить", "Вырезать", "Заполнить вниз"} & set(enabled)


class Desk:
    def __init__(self, *courses):
        self._courses = courses

    def my_courses(self):
        return self._courses


def siblings_of(course, courses, lanes, qtbot, parent):
    workplace = SimpleNamespace(desk=Desk(*courses), lanes=lanes)
    siblings = SiblingCourses(workplace, course, parent)
    with qtbot.waitSignal(siblings.read):
        siblings.ask()
    return siblings


def courses():
    first = small_page().course
    return (
        first,
        replace(first, course_id=8, class_names=("7Б",), group_name="7Б"),
        replace(first, course_id=9, subject="Геометрия"),
    )


def test_the_next_class_of_the_same_subject_is_one_key_away(typist, lanes, qtbot):
    mine = courses()
    siblings = siblings_of(mine[0], mine, lanes, qtbot, typist().pane)
    with qtbot.waitSignal(siblings.wanted) as wanted:
        siblings.step(1)
    assert wanted.args == [mine[1]]
    with qtbot.waitSignal(siblings.said) as said:
        siblings.next_group()
    assert "подгрупп" in said.args[0]


def test_groups_of_a_class_are_buttons_of_the_header(typist, lanes, qtbot):
    whole = small_page().course
    halves = [
        replace(whole, course_id=number, group_name=f"7А англ. {number}", is_whole_class=False) for number in (1, 2)
    ]
    pane = typist().pane
    workplace = SimpleNamespace(desk=Desk(*halves), lanes=lanes)
    siblings = SiblingCourses(workplace, halves[0], pane)
    switch = GroupSwitch(siblings, 1, pane)
    with qtbot.waitSignal(siblings.read):
        siblings.ask()
    assert switch.findChild(object, "group_1").isChecked()
    with qtbot.waitSignal(siblings.wanted) as wanted:
        switch.findChild(object, "group_2").click()
    assert wanted.args == [halves[1]]
    assert switch.findChild(object, "group_1").isChecked()
