"""Dialogs of orders: an order as it stands on paper, who acts for whom; and how their forms are laid out."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from ejournal_desktop.domain.approvals import Order, OrderEntry, OrderKind
from ejournal_desktop.gui import style
from ejournal_desktop.gui.sentences.approval_words import ORDER_KINDS, ROLES

_ENTERED: Final[tuple[OrderKind, ...]] = ("other", "appointment", "movement")


class OrderDialog(QDialog):
    """An order as it stands on paper."""

    def __init__(self, today: date, order: Order | None = None, parent: QWidget | None = None) -> None:
        """``order``: one that is mended; its kind stands."""
        super().__init__(parent)
        self.setWindowTitle("Внести приказ" if order is None else "Исправить приказ")
        self.kind = QComboBox(self)
        for kind in _ENTERED if order is None else (order.kind,):
            self.kind.addItem(ORDER_KINDS[kind], kind)
        self.kind.setEnabled(order is None)
        self.number, self.title = QLineEdit(self), QLineEdit(self)
        self.number.setMaxLength(40)
        self.title.setMaxLength(300)
        self.day = day_edit(today if order is None else order.issued_on, self)
        if order is not None:
            self.number.setText(order.number)
            self.title.setText(order.title)
        rows = (("Вид", self.kind), ("Номер", self.number), ("Дата", self.day), ("Название", self.title))
        form_of(self, rows, "Внести" if order is None else "Исправить")

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


def form_of(
    dialog: QDialog, rows: tuple[tuple[str, QWidget], ...], verb: str, act: Callable[[], None] | None = None
) -> None:
    """Rows with labels, and two buttons; ``act`` instead of closing at once."""
    form = QFormLayout(dialog)
    for text, field in rows:
        field.setAccessibleName(text)
        if field.layout() is None:  # a group of fields knows how wide its texts are
            field.setMinimumWidth(320)
        form.addRow(text, field)
    buttons = QDialogButtonBox(dialog)
    buttons.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole).setProperty("kind", "primary")
    buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(act or dialog.accept)
    buttons.rejected.connect(dialog.reject)
    form.addRow(buttons)
    style.fit(dialog)
