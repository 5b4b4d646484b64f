"""Roles with their dates: from a day, to a day or for good; the last day of one that ends."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QDialog, QFormLayout, QHBoxLayout, QLabel, QWidget

from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.people_access import MANAGEMENT, AccessPerson, RoleGrant
from ejournal_desktop.gui import style
from ejournal_desktop.gui.pages.order_dialogs import day_edit, day_of, form_of, qdate
from ejournal_desktop.gui.roles import role_name

_OF_TWO: Final = "Эту роль даёт второй человек: запрос уйдёт в «Согласования»."
_END_OF_TWO: Final = (
    "Эту роль снимает второй человек: запрос уйдёт в «Согласования». Если доступ утёк, заблокируйте его сейчас."
)
_END_ALONE: Final = "После этого дня её разделы закроются. Владелец и директор увидят сообщение."
_ALONE: Final = "Владелец и директор увидят сообщение о новой роли."


class GrantRoleDialog(QDialog):
    """Which role, from when, until when."""

    def __init__(self, person: AccessPerson, roles: Sequence[Role], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Дать роль")
        self.setProperty("canvas", "surface")
        self.setProperty("px_width", 460)
        self.role = QComboBox(self)
        self.role.setObjectName("newRoleCombo")
        self.role.setAccessibleName("Роль")
        for role in roles:
            self.role.addItem(role_name(role), role)
        self.starts = _day(self, "roleStartsEdit", "Первый день роли", today, today)
        self.ends = _day(self, "roleEndsEdit", "Последний день роли", today, today)
        self.is_ending = QCheckBox("по", self)
        self.is_ending.setObjectName("roleEndsCheck")
        self.is_ending.setAccessibleName("Роль до даты")
        self.is_ending.toggled.connect(self.ends.setEnabled)
        self.ends.setEnabled(False)
        self.starts.dateChanged.connect(self.ends.setMinimumDate)
        self.note = QLabel(self)
        self.note.setProperty("words", "second")
        self.note.setWordWrap(True)
        self.role.currentIndexChanged.connect(lambda _at: self._tell())
        self._tell()
        form_of(
            self,
            (
                ("Кому", _name(person.full_name, self)),
                ("Роль", self.role),
                ("Дни", _row(self, QLabel("с", self), self.starts, self.is_ending, self.ends)),
            ),
            "Дать роль",
        )
        _note_under(self, self.note)
        style.fit(self)

    def answer(self) -> tuple[Role, date, date | None]:
        """Role, first day, last day or none."""
        return self.role.currentData(), day_of(self.starts), day_of(self.ends) if self.is_ending.isChecked() else None

    def _tell(self) -> None:
        of_two = self.role.currentData() in MANAGEMENT
        self.note.setText(_OF_TWO if of_two else _ALONE)


class EndRoleDialog(QDialog):
    """The last day of a role, or no day more."""

    def __init__(self, grant: RoleGrant, person: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Снять роль")
        self.setProperty("canvas", "surface")
        self.setProperty("px_width", 460)
        self.at_once = QCheckBox("снять сейчас", self)
        self.at_once.setObjectName("endAtOnceCheck")
        self.last = _day(self, "lastDayEdit", "Последний день роли", today, today)
        if grant.ends_on:
            self.last.setMaximumDate(qdate(max(grant.ends_on, today)))
        self.at_once.toggled.connect(self.last.setDisabled)
        self.at_once.setChecked(True)
        self.note = QLabel(_END_OF_TWO if grant.role in MANAGEMENT else _END_ALONE, self)
        self.note.setProperty("words", "second")
        self.note.setWordWrap(True)
        form_of(
            self,
            (
                ("У кого", _name(person, self)),
                ("Роль", QLabel(role_name(grant.role), self)),
                ("Последний день", _row(self, self.last, self.at_once)),
            ),
            "Снять роль",
        )
        _note_under(self, self.note)
        style.fit(self)

    def answer(self) -> date | None:
        """The last day; ``None``: it ends at once."""
        return None if self.at_once.isChecked() else day_of(self.last)


def _name(text: str, parent: QWidget) -> QLabel:
    """A long name goes on in a second line."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    return label


def _day(parent: QWidget, name: str, said: str, day: date, earliest: date) -> QDateEdit:
    edit = day_edit(day, parent)
    edit.setObjectName(name)
    edit.setAccessibleName(said)
    edit.setMinimumDate(qdate(earliest))
    return edit


def _row(parent: QWidget, *parts: QWidget) -> QWidget:
    box = QWidget(parent)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return box


def _note_under(dialog: QDialog, note: QLabel) -> None:
    form = dialog.layout()
    if isinstance(form, QFormLayout):
        form.insertRow(form.rowCount() - 1, note)
