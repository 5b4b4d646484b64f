"""The register of orders and who acts for whom (SET-13; rulings 18)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QDate, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.approvals import Delegation, Order, OrderEntry
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.gui import style
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_approvals_page import Ui_ApprovalsPage
from ejournal_desktop.gui.sentences.approval_words import ORDER_KINDS, ROLES
from ejournal_desktop.gui.session_port import Workplace

_HEADS: Final = ("Номер", "Дата", "Вид", "Название", "Есть записи")
_ENTERED: Final = ("other", "appointment", "movement")
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
        self.model = QStandardItemModel(self)
        ui.ordersView.setModel(self.model)
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

    def _delegate(self, asked: Mapping[str, Any], entry: OrderEntry, _note: str) -> None:
        days = (asked["starts_on"], asked["ends_on"])
        desk = self._workplace.desk
        self._run(
            lambda: desk.delegate(asked["person_id"], asked["acts_as"], days, entry), lambda _made: self.refresh()
        )

    def _enter(self) -> None:
        dialog = OrderDialog(self._today, self._page)

        def enter() -> None:
            kind, entry, title = dialog.values()
            self._run(lambda: self._workplace.desk.enter_order(kind, entry, title), lambda _made: self.refresh())

        dialog.accepted.connect(enter)
        dialog.open()

    def _show(self, orders: tuple[Order, ...]) -> None:
        self.model.clear()
        self.model.setHorizontalHeaderLabels(list(_HEADS))
        for order in orders:
            texts = (
                f"№ {order.number}",
                f"{order.issued_on:%d.%m.%Y}",
                ORDER_KINDS[order.kind],
                order.title,
                "да" if order.is_used else "нет",
            )
            self.model.appendRow([_cell(text, head) for text, head in zip(texts, _HEADS, strict=True)])
        self._ui.ordersTitle.setText(f"Приказы: {len(orders)}" if orders else "Приказов пока нет")

    def _show_acting(self, delegations: tuple[Delegation, ...]) -> None:
        acting = [each for each in delegations if each.ends_on >= self._today]
        words = "; ".join(
            f"И. о. ({ROLES[each.acts_as]}): {each.person},"
            f" {each.starts_on:%d.%m}–{each.ends_on:%d.%m.%Y}, {each.order}"
            for each in acting
        )
        self._ui.actingLabel.setText(words)
        self._ui.actingLabel.setVisible(bool(words))

    def _run(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._say("")
        self._workplace.lanes.run(Lane.INTERACTIVE, job, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self._say(error_text(error).sentence)


class OrderDialog(QDialog):
    """An order as it stands on paper."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Внести приказ")
        self.kind = QComboBox(self)
        for kind in _ENTERED:
            self.kind.addItem(ORDER_KINDS[kind], kind)
        self.number, self.title = QLineEdit(self), QLineEdit(self)
        self.number.setMaxLength(40)
        self.title.setMaxLength(300)
        self.day = day_edit(today, self)
        rows = (("Вид", self.kind), ("Номер", self.number), ("Дата", self.day), ("Название", self.title))
        form_of(self, rows, "Внести")

    def values(self) -> tuple[Any, OrderEntry, str]:
        """Kind, number with date, title."""
        entry = OrderEntry(self.number.text().strip(), day_of(self.day))
        return self.kind.currentData(), entry, self.title.text().strip()


class ActingDialog(QDialog):
    """Who acts for whom, from when until when, by which order."""

    def __init__(self, people: tuple[tuple[int, str], ...], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Исполняющий обязанности")
        self.person = QComboBox(self, editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        for person_id, name in people:
            self.person.addItem(name, person_id)
        if (completer := self.person.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.role = QComboBox(self)
        for role in ("director", "deputy"):
            self.role.addItem(ROLES[role], role)
        self.starts, self.ends, self.day = (day_edit(today, self) for _ in range(3))
        self.number = QLineEdit(self)
        form_of(
            self,
            (
                ("Кто", self.person),
                ("За кого", self.role),
                ("С", self.starts),
                ("По", self.ends),
                ("Приказ №", self.number),
                ("от", self.day),
            ),
            "Назначить",
        )

    def asked(self) -> Mapping[str, Any]:
        """What the server is asked."""
        return {
            "person_id": self.person.currentData(),
            "acts_as": self.role.currentData(),
            "starts_on": day_of(self.starts),
            "ends_on": day_of(self.ends),
        }

    def entry(self) -> OrderEntry:
        """The order."""
        return OrderEntry(self.number.text().strip(), day_of(self.day))


def day_edit(day: date, parent: QWidget) -> QDateEdit:
    """A date as the whole program shows it."""
    edit = QDateEdit(qdate(day), parent)
    edit.setDisplayFormat("dd.MM.yyyy")
    edit.setCalendarPopup(True)
    edit.setProperty("px_height", 32)
    return edit


def qdate(day: date) -> QDate:
    """The day as Qt has it."""
    return QDate(day.year, day.month, day.day)


def day_of(edit: QDateEdit) -> date:
    """The date that stands there."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def form_of(dialog: QDialog, rows: tuple[tuple[str, QWidget], ...], verb: str) -> None:
    """Rows with labels, and two buttons."""
    form = QFormLayout(dialog)
    for text, field in rows:
        field.setAccessibleName(text)
        field.setMinimumWidth(320)
        form.addRow(text, field)
    buttons = QDialogButtonBox(dialog)
    buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    form.addRow(buttons)
    style.fit(dialog)


def _cell(text: str, head: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    item.setToolTip(text)
    item.setAccessibleText(f"{head}: {text}")
    return item
