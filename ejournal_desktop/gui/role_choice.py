"""«В какой роли работаем?»: asked once after the password of a person with several roles."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.people import Role, Session
from ejournal_desktop.gui import style
from ejournal_desktop.gui.forms.ui_role_choice import Ui_RoleChoice
from ejournal_desktop.gui.roles import working_roles
from ejournal_desktop.gui.widgets.role_card import RoleCard


class RoleChoice(QWidget):
    """The roles as cards with number keys; the last one is preselected."""

    chosen = Signal(str, bool)
    """Role, whether to ask again next time."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = Ui_RoleChoice()
        self.ui.setupUi(self)
        self.ui.hintIcon.setProperty("icon_name", "info")
        self.ui.hintIcon.setAccessibleName("Пояснение")
        self._cards: list[RoleCard] = []
        self.ui.goButton.clicked.connect(self._go)
        self.ui.backButton.clicked.connect(self.left)

    def offer(self, session: Session, last_role: str, *, asks: bool = True) -> None:
        """Show the roles of a person; ``last_role`` is preselected, else the first."""
        self.ui.helloLabel.setText(f"Здравствуйте, {session.first_name} {session.middle_name}".rstrip())
        self.ui.keepCheck.setChecked(not asks)
        for card in self._cards:
            card.deleteLater()
        self._cards = [RoleCard(role, number, self) for number, role in enumerate(working_roles(session), 1)]
        for card in self._cards:
            self.ui.cards.addWidget(card)
            card.clicked.connect(lambda _checked=False, card=card: card.setFocus())
        preselected = next((card for card in self._cards if card.role.role == last_role), self._cards[0])
        preselected.setChecked(True)
        preselected.setFocus()
        style.fit(self)

    def cards(self) -> list[RoleCard]:
        """The cards in their order."""
        return list(self._cards)

    def role(self) -> Role:
        """The role that is chosen now."""
        return next(card.role.role for card in self._cards if card.isChecked())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–9 start a role, arrows choose, Enter goes on, Esc goes back."""
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._cards):
            self._cards[number].setChecked(True)
            self._go()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        present = next(place for place, card in enumerate(self._cards) if card.isChecked())
        card = self._cards[max(0, min(len(self._cards) - 1, present + by))]
        card.setChecked(True)
        card.setFocus()

    def _go(self) -> None:
        self.chosen.emit(self.role(), not self.ui.keepCheck.isChecked())
