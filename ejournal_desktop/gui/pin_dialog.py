"""«ПИН-код этого компьютера»: six digits that unlock the window here, set with the password (ux 5.3)."""

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.domain.pins import PIN_DIGITS, PIN_TRIES, pin_weakness
from ejournal_desktop.gui import style
from ejournal_desktop.gui.own_access import AccessDialog
from ejournal_desktop.gui.session_port import Desk
from ejournal_desktop.gui.widgets.password_field import PasswordField

_ABOUT = (
    f"ПИН-код открывает заблокированное окно на этом компьютере вместо пароля. Он хранится только здесь. После "
    f"{PIN_TRIES} неверных попыток нужен пароль."
)
_WEAK = {
    "digits": f"Нужно {PIN_DIGITS} цифр.",
    "row": "Такой ПИН-код подбирают первым. Не годятся повторы и цифры подряд.",
}
_DIFFERENT = "ПИН-коды не совпали. Введите одинаковые."


class PinDialog(AccessDialog):
    """The present password, the PIN twice."""

    def __init__(self, desk: Desk, lanes: Lanes, *, has_pin: bool, parent: QWidget | None = None) -> None:
        super().__init__("ПИН-код этого компьютера", "Сохранить", desk, lanes, parent)
        self.words(_ABOUT)
        self.password = self._field("Ваш пароль", "pinPasswordEdit")
        self.pin = self._field(f"Новый ПИН-код, {PIN_DIGITS} цифр", "pinEdit")
        self.again = self._field("Ещё раз", "pinAgainEdit")
        digits = QRegularExpression(rf"\d{{0,{PIN_DIGITS}}}")
        for field in (self.pin, self.again):
            field.edit.setValidator(QRegularExpressionValidator(digits, field))
        self.forget_button = QPushButton("Убрать ПИН-код", self)
        self.forget_button.setObjectName("forgetPinButton")
        self.forget_button.setVisible(has_pin)
        self.forget_button.setAutoDefault(False)
        self.buttons.addButton(self.forget_button, QDialogButtonBox.ButtonRole.ResetRole)
        self.forget_button.clicked.connect(lambda: self.run(desk.forget_pin, done=lambda _none: self.accept()))
        self.do_button.clicked.connect(self._save)
        self.do_button.setDefault(True)
        style.fit(self)

    def _field(self, caption: str, name: str) -> PasswordField:
        made = PasswordField(self)
        made.setProperty("field", True)
        made.edit.setObjectName(name)
        made.edit.setAccessibleName(caption)
        self.field(caption, made)
        return made

    def _save(self) -> None:
        weakness = pin_weakness(self.pin.text())
        if weakness is not None:
            self.say(_WEAK[weakness])
        elif self.pin.text() != self.again.text():
            self.say(_DIFFERENT)
        else:
            self.run(self._desk.set_pin, self.pin.text(), self.password.text(), done=lambda _none: self.accept())
