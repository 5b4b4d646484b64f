"""The register of orders and who acts for whom (SET-13; rulings 18)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.approvals import Delegation, Order, OrderEntry
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_approvals_page import Ui_ApprovalsPage
from ejournal_desktop.gui.pages.order_dialogs import ActingDialog, OrderDialog
from ejournal_desktop.gui.sentences.approval_words import ORDER_KINDS, ROLES
from ejournal_desktop.gui.session_port import Workplace

_HEADS: Final = ("Номер", "Дата", "Название", "Вид", "Есть записи")
_USED: Final = "По этому приказу уже есть записи журнала: его не меняют."
Acting = Callable[[Mapping[str, Any], OrderEntry, str], None]


class OrdersView(QObject):
    """Fills the orders part of the form."""

    def __init__(
        self,
        ui: Ui_ApprovalsPage,
        workplace: Workplace,
        say: Callable[[str], None],
        *,
        is_director: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._ui, self._workplace, self._say, self._page = ui, workplace, say, parent
        self._today = workplace.desk.session.server_time.date()
        self._orders: tuple[Order, ...] = ()
        self._is_director = is_director
        self.model = QStandardItemModel(self)
        ui.ordersView.setModel(self.model)
        ui.ordersView.selectionModel().selectionChanged.connect(lambda _now, _before: self._offer())
        ui.changeOrderButton.clicked.connect(lambda _checked=False: self.mend())
        ui.endActingButton.setMenu(QMenu(ui.endActingButton))
        ui.delegateButton.setVisible(is_director)
        ui.delegateButton.clicked.connect(lambda _checked=False: self.choose_acting(self._delegate))
        ui.enterOrderButton.clicked.connect(lambda _checked=False: self._enter())

    def refresh(self) -> None:
        """Read the register again."""
        self._run(self._workplace.desk.orders, self._show)
        self._run(self._workplace.desk.delegations, self._show_acting)

    def choose_acting(self, chosen: Acting) -> None:
        """Ask who acts for the director or a deputy, and hand it on."""

        def ask(people: tuple[tuple[int, str], ...]) -> None:
            dialog = ActingDialog(people, self._today, self._page)
            dialog.accepted.connect(lambda: chosen(dialog.asked(), dialog.entry(), ""))
            dialog.open()

        self._run(self._workplace.desk.staff, ask)

    def chosen(self) -> Order | None:
        """The order that is chosen in the register."""
        rows = self._ui.ordersView.selectionModel().selectedRows()
        return self._orders[rows[0].row()] if rows else None

    def mend(self) -> None:
        """Mend the chosen order; one that was used stands."""
        order = self.chosen()
        if order is None or order.is_used:
            return
        dialog = OrderDialog(self._today, order, self._page)

        def mend() -> None:
            _kind, entry, title = dialog.values()
            desk = self._workplace.desk
            self._run(lambda: desk.change_order(order.order_id, entry, title), lambda _none: self.refresh())

        dialog.accepted.connect(mend)
        dialog.open()

    def end_acting(self, delegation: Delegation) -> None:
        """Let somebody act for another no longer than today."""
        if self.is_sure(delegation):
            desk = self._workplace.desk
            self._run(lambda: desk.end_delegation(delegation.delegation_id), lambda _none: self.refresh())

    def is_sure(self, delegation: Delegation) -> bool:
        """Ask: what has ended is given again by a new order only."""
        box = QMessageBox(self._page)
        box.setWindowTitle("Исполнение обязанностей")
        box.setText(f"Завершить: {acting_words(delegation)}?")
        box.setInformativeText("Последним днём станет сегодняшний. Снова назначить можно новым приказом.")
        yes = box.addButton("Завершить", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("Не сейчас", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        box.exec()
        return box.clickedButton() is yes

    def _offer(self) -> None:
        order = self.chosen()
        self._ui.changeOrderButton.setEnabled(order is not None and not order.is_used)
        self._ui.changeOrderButton.setToolTip(_USED if order is not None and order.is_used else "")

    def _delegate(self, asked: Mapping[str, Any], entry: OrderEntry, _note: str) -> None:
        days = (asked["starts_on"], asked["ends_on"])
        desk = self._workplace.desk
        self._run(
            lambda: desk.delegate(asked["person_id"], asked["acts_as"], days, entry), lambda _made: self.refresh()
        )

    def _enter(self) -> None:
        dialog = OrderDialog(self._today, parent=self._page)

        def enter() -> None:
            kind, entry, title = dialog.values()
            self._run(lambda: self._workplace.desk.enter_order(kind, entry, title), lambda _made: self.refresh())

        dialog.accepted.connect(enter)
        dialog.open()

    def _show(self, orders: tuple[Order, ...]) -> None:
        self._orders = orders
        self.model.clear()
        self.model.setHorizontalHeaderLabels(list(_HEADS))
        for order in orders:
            texts = (
                f"№ {order.number}",
                f"{order.issued_on:%d.%m.%Y}",
                order.title,
                ORDER_KINDS[order.kind],
                "да" if order.is_used else "нет",
            )
            self.model.appendRow([_cell(text, head) for text, head in zip(texts, _HEADS, strict=True)])
        self._ui.ordersTitle.setText(f"Приказы: {len(orders)}" if orders else "Приказов пока нет")
        self._offer()

    def _show_acting(self, delegations: tuple[Delegation, ...]) -> None:
        acting = [each for each in delegations if each.ends_on >= self._today]
        words = "; ".join(f"{acting_words(each)}, приказ {each.order}" for each in acting)
        self._ui.actingLabel.setText(words)
        self._ui.actingLabel.setVisible(bool(words))
        endable = [each for each in acting if each.ends_on > self._today or each.starts_on > self._today]
        button = self._ui.endActingButton
        button.setVisible(self._is_director and bool(endable))  # who acts ends early as the director says
        if (menu := button.menu()) is not None:
            menu.clear()
            for each in endable:
                act = menu.addAction(f"{acting_words(each)}…")
                act.triggered.connect(lambda _checked=False, each=each: self.end_acting(each))

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._say("")
        self._workplace.lanes.run(Lane.INTERACTIVE, job, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)


def acting_words(delegation: Delegation) -> str:
    """«И. о. (директор): Ким Р. С., 12.12–19.12.2026»."""
    days = f"{delegation.starts_on:%d.%m}–{delegation.ends_on:%d.%m.%Y}"
    return f"И. о. ({ROLES[delegation.acts_as]}): {delegation.person}, {days}"


def _cell(text: str, head: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(text)
    item.setAccessibleText(f"{head}: {text}")
    return item
