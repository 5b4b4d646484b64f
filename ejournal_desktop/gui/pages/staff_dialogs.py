"""Who leaves the staff and by which order; who gives new access in this school."""

from datetime import date
from typing import Final

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QWidget

from ejournal_desktop.domain.approvals import OrderEntry
from ejournal_desktop.domain.people_access import MANAGEMENT, AccessKeeper, AccessPerson
from ejournal_desktop.gui.pages.order_dialogs import day_edit, day_of, form_of, qdate
from ejournal_desktop.gui.widgets.badge import words

_SHUTS: Final = "Вход закроется сам после этого дня. Курсы и замены передайте отдельно."
_SHUTS_LATER: Final = "Вход закроется сам после этого дня, не раньше завтра. Если доступ утёк, заблокируйте его."
_SAID: Final = "Это печатают на листках с кодами и показывают в окне входа: «Не получается войти?»."


class DepartureDialog(QDialog):
    """The last day of a member of the staff and its order; or that it is taken back."""

    def __init__(self, person: AccessPerson, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Увольнение")
        self.setProperty("canvas", "surface")
        self.last = day_edit(person.departs_on or today, self)
        self.last.setObjectName("departureDayEdit")
        self.number = QLineEdit(self)
        self.number.setObjectName("departureOrderEdit")
        self.number.setMaxLength(40)
        self.day = day_edit(today, self)
        self.day.setMaximumDate(qdate(today))
        self.stays = QCheckBox("увольнения не будет", self)
        self.stays.setObjectName("departureStaysCheck")
        self.stays.setVisible(person.departs_on is not None)
        watches = bool(set(person.roles) & MANAGEMENT)
        if watches and person.departs_on is None:
            self.last.setMinimumDate(qdate(today))
        note = words(_SHUTS_LATER if watches else _SHUTS, "second", self)
        note.setWordWrap(True)
        name = QLabel(person.full_name, self)
        name.setWordWrap(True)
        rows: list[tuple[str, QWidget]] = [
            ("Кто", name),
            ("Последний день", self.last),
            ("Приказ №", self.number),
            ("от", self.day),
        ]
        if person.departs_on is not None:
            rows.append(("", self.stays))
        form_of(self, (*rows, ("", note)), "Сохранить")
        self.stays.toggled.connect(self._show_ready)
        self.number.textChanged.connect(self._show_ready)
        self._show_ready()

    def answer(self) -> tuple[date | None, OrderEntry | None]:
        """The last day under its order; nothing where the departure is taken back."""
        if self.stays.isChecked():
            return None, None
        return day_of(self.last), OrderEntry(self.number.text().strip(), day_of(self.day))

    def _show_ready(self) -> None:
        stays = self.stays.isChecked()
        for field in (self.last, self.number, self.day):
            field.setDisabled(stays)
        _enable(self, is_ready=stays or bool(self.number.text().strip()))


class KeeperDialog(QDialog):
    """Name, room, phone and hours of who gives new access."""

    def __init__(self, keeper: AccessKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Кто выдаёт доступ")
        self.setProperty("canvas", "surface")
        self.name = self._field("keeperNameEdit", keeper.name, 100)
        self.room = self._field("keeperRoomEdit", keeper.room, 20)
        self.phone = self._field("keeperPhoneEdit", keeper.phone, 40)
        self.hours = self._field("keeperHoursEdit", keeper.hours, 60)
        self.name.setPlaceholderText("фамилия, имя, отчество")
        self.hours.setPlaceholderText("пн–пт 8:00–16:00")
        note = words(_SAID, "second", self)
        note.setWordWrap(True)
        rows = (
            ("Кто", self.name),
            ("Кабинет", self.room),
            ("Телефон", self.phone),
            ("Часы приёма", self.hours),
            ("", note),
        )
        form_of(self, rows, "Сохранить")

    def answer(self) -> AccessKeeper:
        """What stands in the form."""
        fields = (self.name, self.room, self.phone, self.hours)
        return AccessKeeper(*(" ".join(field.text().split()) for field in fields))

    def _field(self, name: str, text: str, longest: int) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setObjectName(name)
        field.setMaxLength(longest)
        return field


def _enable(dialog: QDialog, *, is_ready: bool) -> None:
    for box in dialog.findChildren(QDialogButtonBox):
        for button in box.buttons():
            if box.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole:
                button.setEnabled(is_ready)
