"""The register of orders: what is mended, whose acting ends, and the order that opens a closed period."""

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog

from ejournal_desktop.domain.approvals import Delegation, Order, OrderEntry
from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.approvals_page import ApprovalsPage
from ejournal_desktop.gui.pages.order_dialogs import OrderDialog
from ejournal_desktop.gui.pages.unlock_order_dialog import UnlockOrderDialog
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, session
from tests.gui.fakes.approvals import AT
from tests.gui.fakes.unlocks import period_unlock, unlock

ORDERS = [
    Order(1, "movement", "17", date(2026, 9, 20), "О зачислении", AT, is_used=False),
    Order(2, "finals", "52", date(2026, 9, 21), "Итоги", AT, is_used=True),
]


@pytest.fixture
def work(lanes):
    return lambda desk: Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook())


@pytest.fixture
def register(qtbot, dressed, work):
    def make(desk, *, is_director=False):
        page = ApprovalsPage(work(desk), is_director=is_director)
        qtbot.addWidget(page)
        page.show()
        page.show_part("orders")
        qtbot.waitUntil(lambda: page.orders.model.rowCount() == len(desk.register))
        return page

    return make


def choose(page, row):
    page.ui.ordersView.setCurrentIndex(page.orders.model.index(row, 0))


def test_an_order_that_is_not_used_is_mended_and_a_used_one_stands(register, qtbot):
    desk = FakeDesk(session=session("deputy"), register=list(ORDERS))
    page = register(desk)
    choose(page, 1)
    used = (page.ui.changeOrderButton.isEnabled(), page.ui.changeOrderButton.toolTip())
    choose(page, 0)

    page.ui.changeOrderButton.click()
    dialog = page.findChild(OrderDialog)
    shown = dialog.number.text()
    dialog.number.setText("17-у")
    dialog.accept()
    qtbot.waitUntil(lambda: page.orders.model.item(0, 0).text() == "№ 17-у")

    assert used == (False, "По этому приказу уже есть записи журнала: его не меняют.")
    assert shown == "17"
    assert ("change_order", 1, OrderEntry("17-у", date(2026, 9, 20)), "О зачислении") in desk.asked


def test_acting_is_ended_from_the_list_of_who_acts_now(register, qtbot):
    acting = Delegation(5, "Ким Р. С.", "director", date(2026, 9, 20), date(2026, 10, 4), "№ 9 от 19.09.2026")
    over = Delegation(4, "Ким Р. С.", "deputy", date(2026, 9, 1), date(2026, 9, 7), "№ 3 от 31.08.2026")
    desk = FakeDesk(session=session("director"), register=list(ORDERS), acting=[acting, over])
    page = register(desk, is_director=True)
    qtbot.waitUntil(page.ui.endActingButton.isVisible)
    [act] = page.ui.endActingButton.menu().actions()
    page.orders.is_sure = lambda _delegation: True
    text = act.text()

    act.trigger()
    qtbot.waitUntil(lambda: not page.ui.endActingButton.isVisible())

    assert text == "И. о. (директор): Ким Р. С., 20.09–04.10.2026…"
    assert ("end_delegation", 5) in desk.asked


def test_nobody_but_the_director_ends_the_acting_of_another(register, qtbot):
    acting = Delegation(5, "Ким Р. С.", "director", date(2026, 9, 20), date(2026, 10, 4), "№ 9 от 19.09.2026")
    page = register(FakeDesk(session=session("administrator"), register=list(ORDERS), acting=[acting]))
    qtbot.waitUntil(lambda: not page.ui.actingLabel.isHidden())

    assert page.ui.endActingButton.isHidden()


def opening(qtbot, work, desk):
    dialog = UnlockOrderDialog(work(desk))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.requests.count() or dialog.problem.text()))
    return dialog


def test_the_order_that_opens_a_period_is_proposed_from_the_request(qtbot, dressed, work):
    rows = [unlock(1), period_unlock(2, person_id=8), period_unlock(3, person_id=8, draft="waiting")]
    desk = FakeDesk(session=session("deputy"), unlock_rows=rows)
    dialog = opening(qtbot, work, desk)
    with qtbot.waitSignal(dialog.proposed):
        dialog.propose()

    assert dialog.requests.count() == 1
    assert desk.unlock_calls == [("propose", 2, rows[1].open_until)]


def test_without_requests_it_says_where_they_come_from_and_a_refusal_keeps_the_dialog(qtbot, dressed, work):
    empty = opening(qtbot, work, FakeDesk(session=session("deputy")))
    desk = FakeDesk(session=session("deputy"), unlock_rows=[period_unlock(2, person_id=8)])
    refused = opening(qtbot, work, desk)
    desk.unlock_error = RuleBrokenError("EJ020", {"reason": "unlock-request"})
    refused.propose()
    qtbot.waitUntil(lambda: bool(refused.problem.text()))

    assert "Учитель просит об открытии на странице журнала" in empty.problem.text()
    assert (refused.result(), refused.isVisible()) == (QDialog.DialogCode.Rejected, True)


@pytest.mark.parametrize(("role", "offered"), [("deputy", True), ("administrator", False)])
def test_only_the_deputy_proposes_to_open_a_closed_period(register, role, offered):
    page = register(FakeDesk(session=session(role), register=list(ORDERS)))
    texts = [act.text() for act in page.ui.proposeButton.menu().actions()]
    assert ("Открытие закрытого периода…" in texts) == offered
