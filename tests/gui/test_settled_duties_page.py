"""«Обязанности»: what the management settled by hand, with day, basis and author (rulings 39)."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from ejournal_desktop.domain.duties import DutySettlement, NewSettlement
from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.page_registry import pages_of
from ejournal_desktop.gui.pages.settle_duty_dialog import SettleDutyDialog
from ejournal_desktop.gui.pages.settled_duties_page import SettledDutiesPage
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, session

AT = datetime(2026, 9, 24, 10, 0, tzinfo=UTC)
LINE = DutySettlement("Орлов Пётр Ильич", "T4", "done", date(2026, 9, 24), "КТП сдано на бумаге", "Смирнова Ольга", AT)


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(role="deputy", **desk):
        desk = FakeDesk(session(role), **desk)
        page = SettledDutiesPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()), role)
        page.desk = desk
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page.table.rowCount() > 0 or page.empty.isVisible() or page.message.isVisible())
        return page

    return make


def ask(page, qtbot):
    page.add.click()
    qtbot.waitUntil(lambda: page.findChild(SettleDutyDialog) is not None)
    return page.findChild(SettleDutyDialog)


def go(dialog):
    buttons = dialog.findChild(QDialogButtonBox)
    accept = QDialogButtonBox.ButtonRole.AcceptRole
    return next(button for button in buttons.buttons() if buttons.buttonRole(button) == accept)


def test_a_line_tells_whose_duty_which_how_why_and_by_whom(open_page):
    table = open_page(settlements=(LINE,)).table

    assert [table.item(0, column).text() for column in range(table.columnCount())] == [
        "24.09.2026",
        "Орлов Пётр Ильич",
        "4. Календарно-тематическое планирование",
        "исполнена",
        "КТП сдано на бумаге",
        "Смирнова Ольга",
    ]


def test_a_duty_is_settled_only_for_a_person_of_the_list_and_with_a_basis(open_page, qtbot):
    page = open_page()
    person_id, name = page.desk.staff()[0]
    dialog = ask(page, qtbot)
    states = [go(dialog).isEnabled()]
    dialog.person.setEditText(name)
    states.append(go(dialog).isEnabled())
    dialog.basis.setText("на бумаге")
    states.append(go(dialog).isEnabled())
    dialog.person.setEditText("Никто Никакой")
    states.append(go(dialog).isEnabled())
    dialog.person.setEditText(name)
    dialog.duty.setCurrentIndex(3)

    qtbot.mouseClick(go(dialog), Qt.MouseButton.LeftButton)

    wanted = NewSettlement(person_id, "T4", "done", date(2026, 9, 25), "на бумаге")
    qtbot.waitUntil(lambda: ("settle", wanted) in page.desk.today_calls)
    assert states == [False, False, True, False]


def test_a_refusal_is_said_on_the_page(open_page, qtbot):
    page = open_page(today_error=RuleBrokenError("EJ020", {"reason": "written"}))

    assert page.message.text()


def test_the_inspector_looks_and_settles_nothing(open_page):
    assert not open_page("inspector", settlements=(LINE,)).add.isVisible()


@pytest.mark.parametrize(("role", "has"), [("deputy", True), ("director", True), ("teacher", False)])
def test_who_manages_has_the_page(role, has):
    assert ("duties" in [spec.page_id for spec in pages_of(role, session(role))]) is has
