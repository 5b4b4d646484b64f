"""The card of an account: state, roles with dates and who gave them, sessions; what its keeper may do with it."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListView, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.people_access import MANAGEMENT, AccessPerson, AccountCard, RoleGrant
from ejournal_desktop.gui import style
from ejournal_desktop.gui.models.access_model import access_words, who
from ejournal_desktop.gui.roles import role_name
from ejournal_desktop.gui.russian_dates import day_and_time, day_month, plural

_ACTS: Final = (
    ("grant", "Дать роль…"),
    ("end_role", "Снять роль…"),
    ("end_sessions", "Завершить сеансы"),
    ("lock", "Заблокировать…"),
    ("departure", "Увольнение…"),
)
_NOBODY: Final = "Здесь будут его роли, сеансы и то, что с ними можно сделать."
_NO_ACCOUNT: Final = "Учётной записи нет. Она появится, когда человек войдёт по коду: «Выдать коды…»."


class AccountCardPane(QFrame):
    """Shows one person; ``act_wanted`` names what was pressed."""

    act_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.name = self._label("strong")
        self.who = self._label("second")
        self.state = self._label("")
        self.dates = self._label("caption")
        self.hint = self._label("second")
        self.grants = QListWidget(self)
        self.grants.setObjectName("grantsList")
        self.grants.setAccessibleName("Роли с датами")
        self.grants.setWordWrap(True)
        self.grants.setResizeMode(QListView.ResizeMode.Adjust)
        self.grants.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grants.setProperty("px_height", 84)
        self.grants.itemSelectionChanged.connect(self._may)
        self.sessions = self._label("second")
        self.buttons = {name: self._button(name, words) for name, words in _ACTS}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(6)
        for part in (self.name, self.who, self.state, self.dates, self.hint):
            column.addWidget(part)
        column.addWidget(self.grants)
        column.addWidget(self.sessions)
        for button in self.buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        self._keeps = False
        self._held: QPushButton | None = None
        self.show_person(None)
        style.fit(self)

    def keep(self, roles: bool) -> None:
        """Whether who looks gives roles (the administrator), or locks and asks to end those of two (the director)."""
        self._keeps = roles

    def show_person(self, person: AccessPerson | None) -> None:
        """A person without the details that are still being read."""
        held = next((button for button in self.buttons.values() if button.hasFocus()), None)
        if held is not None:  # buttons are off while the details are read: the focus would wander to the next act
            self._held = held
            self.grants.setFocus()
        self.name.setText(person.full_name if person else "Выберите человека")
        self.who.setText(who(person) if person else "")
        leaves = f", последний рабочий день {person.departs_on:%d.%m.%Y}" if person and person.departs_on else ""
        self.state.setText(f"Доступ: {access_words(person)}{leaves}" if person else "")
        self.who.setVisible(person is not None)
        self.state.setVisible(person is not None)
        self.dates.setText("")
        self.sessions.setText("")
        self.grants.clear()
        self._card: AccountCard | None = None
        has_account = person is not None and person.account_id is not None
        for part in (self.grants, self.sessions, self.dates, *self.buttons.values()):
            part.setVisible(has_account)
        self.buttons["departure"].setVisible(person is not None and "staff" in person.kinds)
        self.hint.setVisible(not has_account)
        self.hint.setText(_NO_ACCOUNT if person else _NOBODY)
        self._may()

    def show_card(self, card: AccountCard) -> None:
        """What the server knows of her account."""
        self._card = card
        since = f"Учётная запись с {day_month(card.created_at.date())}"
        last = f", вход {day_and_time(card.last_sign_in_at)}" if card.last_sign_in_at else ", входов не было"
        self.dates.setText(since + last)
        self.grants.clear()  # the same card may be read twice
        for grant in card.grants:
            item = QListWidgetItem(_grant_words(grant))
            item.setData(Qt.ItemDataRole.UserRole, grant.role_grant_id)
            self.grants.addItem(item)
        count = len({session.program for session in card.sessions})
        places = sorted({session.address or "этот сервер" for session in card.sessions})
        open_now = plural(count, "открытый сеанс", "открытых сеанса", "открытых сеансов")
        self.sessions.setText(f"{open_now}: {', '.join(places)}" if count else "Сейчас не в журнале")
        self._may()
        held, self._held = self._held, None
        if held is not None and held.isEnabled() and self.grants.hasFocus():
            held.setFocus()

    def chosen_grant(self) -> RoleGrant | None:
        """The role that is selected."""
        item, card = self.grants.currentItem(), self._card
        chosen = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return next((grant for grant in card.grants if grant.role_grant_id == chosen), None) if card else None

    def _may(self) -> None:
        card = self._card
        self.buttons["grant"].setEnabled(card is not None and self._keeps)
        grant = self.chosen_grant()
        may_end = grant is not None and (self._keeps or grant.role in MANAGEMENT)
        self.buttons["end_role"].setEnabled(may_end)
        self.buttons["end_sessions"].setEnabled(card is not None and bool(card.sessions))
        self.buttons["lock"].setEnabled(card is not None and card.state not in ("locked", "closed"))

    def _label(self, look: str) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        if look:
            label.setProperty("words", look)
        return label

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(f"{name}Button")
        button.clicked.connect(lambda _checked=False: self.act_wanted.emit(name))
        return button


def _grant_words(grant: RoleGrant) -> str:
    since = f"с {grant.starts_on:%d.%m.%Y}" if grant.starts_on else f"с {grant.granted_at:%d.%m.%Y}"
    until = f" по {grant.ends_on:%d.%m.%Y}" if grant.ends_on else ""
    by = f" · {grant.granted_by}" if grant.granted_by else ""
    return f"{role_name(grant.role)}: {since}{until}{by}"
