"""«Задолженности»: who owes what until when; the deputy prolongs, the holder sets the result under an order."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.domain.resits import DebtRow, OpenDot
from ejournal_desktop.gui.page_registry import PAGES
from ejournal_desktop.gui.pages.debts_page import DebtsPage
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, course, session

LATE = DebtRow(1, 10, "7А", "Алгебра", 1, "Белов Артём", date(2026, 5, 28), date(2026, 9, 1))
SETTLED = DebtRow(
    2, 10, "7А", "Алгебра", 2, "Абрамов Кирилл", date(2026, 5, 28), date(2026, 9, 30), date(2026, 9, 20), "3", "№ 77"
)


@pytest.fixture
def debts(qtbot, dressed, lanes):
    def open_page(role, **desk):
        desk = FakeDesk(session(role), debt_list=(LATE, SETTLED), **desk)
        page = DebtsPage(SimpleNamespace(desk=desk, lanes=lanes, gradebook=FakeGradebook()), role)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        qtbot.waitUntil(lambda: page.table.rowCount() == 2)
        page.desk = desk
        return page

    return open_page


def texts(table, row):
    return [table.item(row, column).text() for column in range(table.columnCount())]


def press_enter(page):
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    return page.dialog


def test_the_list_says_what_is_overdue_and_what_was_settled_under_which_order(debts):
    page = debts("inspector")

    assert texts(page.table, 0) == ["Белов Артём", "7А", "Алгебра", "28.05.2026", "01.09.2026", "просрочена"]
    assert texts(page.table, 1)[5] == "закрыта 20.09.2026: 3, приказ № 77"
    assert page.said.text() == "Не закрыто: 1 из 2"
    assert page.act.isHidden()
    assert page.record.isHidden()
    assert press_enter(page) is None


def test_the_deputy_prolongs_by_keyboard(debts, qtbot):
    page = debts("deputy")
    dialog = press_enter(page)
    dialog.day.setDate(QDate(2026, 11, 1))

    dialog.accept()

    qtbot.waitUntil(lambda: page.desk.prolonged == [(1, date(2026, 11, 1))])


def test_the_teacher_sets_the_result_and_types_no_order(debts, qtbot):
    page = debts("teacher")
    dialog = press_enter(page)
    dialog.year_box.setCurrentIndex(1)

    dialog.accept()

    qtbot.waitUntil(lambda: page.desk.settled == [(1, "3", "3")])


def test_a_result_without_an_order_of_re_sits_is_refused_in_words(debts, qtbot):
    refusal = RuleBrokenError("EJ020", {"reason": "no-results-order", "result": "пересдачи"})
    page = debts("teacher", resit_error=refusal)
    dialog = press_enter(page)

    dialog.accept()

    qtbot.waitUntil(lambda: "приказ директора: пересдачи" in page.said.text())
    assert page.desk.settled == []


def test_a_settled_debt_stands(debts):
    page = debts("deputy")
    page.table.setCurrentCell(1, 0)

    assert press_enter(page) is None
    assert not page.act.isEnabled()


def test_the_deputy_records_a_debt_of_a_pupil_of_the_chosen_class(debts, qtbot):
    page = debts("deputy")
    page.record.click()
    dialog = page.dialog
    qtbot.waitUntil(lambda: dialog.pupil_id is not None and dialog.course_id is not None)
    asked = dialog.course_id, dialog.pupil_id, dialog.due_on

    dialog.accept()

    qtbot.waitUntil(lambda: page.desk.opened_debts == [asked])


def test_the_rail_has_the_page_for_the_deputy_the_inspector_and_teachers():
    spec = next(one for one in PAGES if one.page_id == "debts")

    assert spec.roles == {"teacher", "deputy", "inspector"}


DOT = OpenDot(1, "7А", "Алгебра", "quarter", 2, 101, date(2026, 11, 26), "Тест № 2", 23, "Тарасова Карина")


def test_a_teacher_sees_every_open_dot_of_hers_and_enter_opens_the_lesson(debts, qtbot):
    page = debts("teacher", courses=(course(1),), dot_list=(DOT,))
    qtbot.waitUntil(lambda: page.dots.table.rowCount() == 1)
    page.dots.table.setCurrentCell(0, 0)
    page.dots.table.setFocus()

    with qtbot.waitSignal(page.journal_wanted) as wanted:
        QTest.keyClick(page.dots.table, Qt.Key.Key_Return)

    assert texts(page.dots.table, 0)[3:] == ["26.11.2026", "Тест № 2", "II четверть"]
    assert (wanted.args[0].course_id, wanted.args[1]) == (1, 101)


def test_others_see_no_dots(debts):
    assert debts("deputy").dots.isHidden()
