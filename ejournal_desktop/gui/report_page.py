"""«Нарушение конфиденциальности доступа»: the owner locks her account at once with her password (rulings 19)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.gui import style
from ejournal_desktop.gui.entry_page import EntryPage
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.session_port import Door, ServerChoice
from ejournal_desktop.gui.widgets.password_field import PasswordField

CONSEQUENCES = (
    "<p>Если ваш пароль мог узнать кто-то ещё, закройте доступ сразу:</p>"
    "<ul><li>все сеансы под вашим логином завершатся, войти по нему будет нельзя;</li>"
    "<li>администратор и директор получат сообщение (п. 4.3 Порядка);</li>"
    "<li>записи, сделанные под вашим именем после сообщения, признаются недействительными (п. 4.4);</li>"
    "<li>новый пароль выдаст администратор — лично, по коду.</li></ul>"
)
REPORTED = "Доступ закрыт, администратору и директору сообщено. Новый пароль выдаст администратор."


class ReportPage(EntryPage):
    """Login, password and what will follow; ``reported`` when it is done."""

    reported = Signal(str)

    def __init__(self, door: Door, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__("Нарушение конфиденциальности доступа", "Закрыть доступ", "Назад", parent)
        self._door, self._lanes = door, lanes
        self._server: ServerChoice | None = None
        self.words(CONSEQUENCES)
        self.login_edit = QLineEdit(self)
        self.login_edit.setObjectName("reportLoginEdit")
        self.login_edit.setAccessibleName("Логин")
        self.login_edit.setProperty("tall", True)
        self.password = PasswordField(self)
        self.password.setProperty("field", True)
        self.field("Логин", self.login_edit)
        self.field("Пароль", self.password)
        self.forward_button.clicked.connect(self._report)
        style.fit(self)

    def ask(self, server: ServerChoice | None, login: str) -> None:
        """Ask the person who may be called ``login``."""
        self._server = server
        self.login_edit.setText(login)
        self.password.set_text("")
        self.say("")
        (self.password if login else self.login_edit).setFocus()

    def _report(self) -> None:
        login, password = self.login_edit.text().strip(), self.password.text()
        if self._server is None or not login or not password:
            self.say("Введите логин и пароль: без них доступ закрывает администратор.")
            return
        self.set_busy(True)
        self._lanes.run(
            Lane.INTERACTIVE,
            self._door.report_own_account,
            self._server,
            login,
            password,
            owner=self,
            done=lambda _none: self.reported.emit(REPORTED),
            failed=lambda error: self.say(error_text(error).sentence),
            settled=lambda: self.set_busy(False),
        )
