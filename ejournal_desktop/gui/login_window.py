"""«Вход»: server, login, password, then the role; the window lives on while the server thinks."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.config.settings import SettingsStore
from ejournal_desktop.domain.errors import EjournalError, SignInFailedError
from ejournal_desktop.gui import spoken, style, theme
from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.first_entry import FirstEntry
from ejournal_desktop.gui.forms.ui_login_window import Ui_LoginWindow
from ejournal_desktop.gui.own_password_page import OwnPasswordPage
from ejournal_desktop.gui.report_page import ReportPage
from ejournal_desktop.gui.role_choice import RoleChoice
from ejournal_desktop.gui.roles import working_roles
from ejournal_desktop.gui.russian_dates import day_and_time
from ejournal_desktop.gui.session_port import Desk, Door, ServerChoice, ServerState
from ejournal_desktop.gui.widgets.look_menus import look_menu, scale_menu

_TROUBLE = (
    "<p><b>Новый доступ выдаёт {keeper}.</b> Ученикам и родителям — ещё и классный руководитель. "
    "Срок — не позже чем через 5 календарных дней.</p>"
    "<p>Если пароль мог узнать кто-то ещё, сообщите администратору сразу, не позже следующего рабочего дня "
    "(п. 4.3 Порядка). Помните пароль — закройте доступ сами, кнопкой внизу.</p>"
    "<p>Проверьте раскладку клавиатуры и Caps Lock, а также тот ли сервер выбран. Логин вы придумали при первом входе, "
    "это не адрес почты.</p>"
)
_TEMPORARY = "Пароль, с которым вы вошли, временный. Придумайте свой: его будете знать только вы (п. 4.2 Порядка)."
_HAS_NAME = "В пароле есть ваше имя или фамилия: такой подбирают первым. Придумайте другой."
_NO_SERVER = "На этом компьютере ещё нет адреса сервера школы. Файл подключения выдаёт администратор."
_SUMMER_ENDS = 9


class LoginWindow(QWidget):
    """Signs a person in; ``signed_in`` carries her desk and the role she works in."""

    signed_in = Signal(object, str)
    help_wanted = Signal(str)
    help_topic = "sign-in"

    def __init__(self, door: Door, lanes: Lanes, settings: SettingsStore, version: str) -> None:
        super().__init__()
        self._door, self._lanes, self._settings = door, lanes, settings
        self._desk: Desk | None = None
        self._version = version
        self._was_remembered = False
        self.ui = Ui_LoginWindow()
        self.ui.setupUi(self)
        self.actions_registry = ActionRegistry(self)
        self.role_choice = RoleChoice(self)
        self.first_entry = FirstEntry(door, lanes, self)
        self.own_password = OwnPasswordPage(door, lanes, self)
        self.report = ReportPage(door, lanes, self)
        for page in (self.role_choice, self.first_entry, self.own_password, self.report):
            self.ui.pages.addWidget(page)
        self._dress(version)
        self._connect()
        style.fit(self)
        self._fill_servers()

    def is_busy(self) -> bool:
        """Whether the server is being asked to sign somebody in."""
        return not self.ui.signInButton.isEnabled()

    def say(self, sentence: str, look: str = "error") -> None:
        """Show why the last attempt failed, or what ended the session; a screen reader says it at once."""
        style.set_state(self.ui.errorLabel, "words", look)
        self.ui.errorLabel.setText(sentence)
        self.ui.errorLabel.setVisible(bool(sentence))
        if sentence:
            spoken.warn(self.ui.errorLabel, sentence)

    def start_again(self, sentence: str = "") -> None:
        """Back to the first page for another person: no password, and no login that is not remembered here."""
        if not self._was_remembered:
            self.ui.loginEdit.clear()
        self.ui.passwordField.set_text("")
        self.ui.versionLabel.setText(f"Версия {self._version}")
        self._show_page(self.ui.signInPage)
        self.say(sentence, "strong")  # nothing failed: it tells what she did, or why she is here again
        self._focus_first_empty()

    def end_session(self, desk: Desk) -> None:
        """Close the connections of a person who left, in a lane."""
        self._ask(desk.close)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card whole where the window has the height for it."""
        self.ui.card.setMinimumHeight(min(theme.current().px(580), max(0, self.height() - theme.current().px(40))))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a page that only helps, as its button does."""
        page = self.ui.pages.currentWidget()
        ways = {
            self.ui.troublePage: self.ui.troubleBackButton,
            self.report: self.report.back_button,
            self.own_password: self.own_password.back_button,
        }
        if event.key() == Qt.Key.Key_Escape and page in ways:
            ways[page].click()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End a session that nobody will use."""
        self._leave_desk()
        super().closeEvent(event)

    def _dress(self, version: str) -> None:
        ui = self.ui
        ui.logo.setProperty("icon_name", "notebook")
        ui.logo.setProperty("icon_colour", "accent_text")
        ui.logo.setProperty("px_picture", 24)
        ui.demoIcon.setProperty("icon_name", "info")
        ui.demoIcon.setProperty("icon_colour", "warn")
        ui.demoIcon.setAccessibleName("Внимание")
        ui.versionLabel.setText(f"Версия {version}")
        ui.yearLabel.setText(_school_year_of(date.today()))  # noqa: DTZ011 - nobody is signed in: only this computer's date is known
        ui.capsLabel.hide()
        QWidget.setTabOrder(ui.loginEdit, ui.passwordField.edit)  # the form's own order cannot name a part of a widget
        QWidget.setTabOrder(ui.passwordField.edit, ui.passwordField.eye)
        QWidget.setTabOrder(ui.passwordField.eye, ui.rememberCheck)
        ui.scaleButton.setMenu(scale_menu(self._settings, self))
        ui.lookButton.setMenu(look_menu(self._settings, self))
        self.say("")

    def _connect(self) -> None:
        ui = self.ui
        ui.signInButton.clicked.connect(self._sign_in)
        ui.loginEdit.returnPressed.connect(self._sign_in)
        ui.passwordField.entered.connect(self._sign_in)
        ui.passwordField.caps_changed.connect(ui.capsLabel.setVisible)
        ui.serverCombo.currentIndexChanged.connect(self._server_chosen)
        ui.firstButton.clicked.connect(self._start_first_entry)
        ui.troubleButton.clicked.connect(self._show_trouble)
        ui.troubleBackButton.clicked.connect(self._back)
        ui.reportButton.clicked.connect(self._start_report)
        self.first_entry.left.connect(self.start_again)
        self.first_entry.entered.connect(self._came_by_code)
        self.own_password.done.connect(self._go_on)
        self.own_password.back_button.clicked.connect(self._back)
        self.report.reported.connect(self.start_again)
        self.report.back_button.clicked.connect(lambda: self._show_page(ui.troublePage))
        self.role_choice.left.connect(self._back)
        self.role_choice.chosen.connect(self._role_chosen)
        self.actions_registry.add(
            ActionSpec("help.page", "Справка", ("F1",)), lambda: self.help_wanted.emit(self.help_topic), self
        )

    # Servers

    def _fill_servers(self) -> None:
        servers, trouble = self._known_servers()
        self.ui.serverCombo.set_servers(servers)
        last = next((at for at, server in enumerate(servers) if server.key == self._settings.now.last_server), 0)
        self.ui.serverCombo.setCurrentIndex(last if servers else -1)
        if not servers:
            self.say(trouble or _NO_SERVER)
            self.ui.signInButton.setEnabled(False)
        self._server_chosen()
        self._ask(self._door.why_not_remembered, done=self._allow_remembering)

    def _known_servers(self) -> tuple[tuple[ServerChoice, ...], str]:
        try:
            return self._door.servers(), ""
        except EjournalError as error:  # a broken profile file must not keep the window from opening
            return (), error_text(error).sentence

    def _server_chosen(self) -> None:
        server = self.ui.serverCombo.server()
        self.ui.demoBanner.setVisible(server is not None and server.is_demo)
        if server is None:
            return
        self._tell_keeper((server,))
        self.ui.schoolLabel.setText(server.school_name or "Классный журнал школы")
        self.ui.serverCombo.show_state(None)
        self._ask(self._door.knock, server, done=self._show_state)
        self._ask(self._door.remembered, server, done=self._put_remembered)

    def _show_trouble(self) -> None:
        """Who gives access may have been learned by a sign-in since this window was made."""
        self._show_page(self.ui.troublePage)
        self._ask(self._door.servers, done=self._tell_keeper)

    def _tell_keeper(self, servers: tuple[ServerChoice, ...]) -> None:
        chosen = self.ui.serverCombo.server()
        for server in servers:
            if chosen is not None and server.key == chosen.key:
                keeper = ", ".join(server.access_keeper)
                said = f"администратор: {keeper}" if keeper else "администратор школы"
                self.ui.troubleText.setText(_TROUBLE.format(keeper=said))

    def _show_state(self, state: ServerState) -> None:
        self.ui.serverCombo.show_state(state)

    def _put_remembered(self, kept: tuple[str, str] | None) -> None:
        self._was_remembered = kept is not None
        if kept is not None and not self.ui.loginEdit.text():
            login, password = kept
            self.ui.loginEdit.setText(login)
            self.ui.passwordField.set_text(password)
            self.ui.rememberCheck.setChecked(True)
        self._focus_first_empty()

    def _allow_remembering(self, reason: str) -> None:
        self.ui.rememberCheck.setEnabled(not reason)
        if reason:
            self.ui.rememberCheck.setChecked(False)
            self.ui.rememberHint.setText(reason)

    def _focus_first_empty(self) -> None:
        if self.ui.pages.currentWidget() is self.ui.signInPage:
            (self.ui.passwordField if self.ui.loginEdit.text() else self.ui.loginEdit).setFocus()

    # Signing in

    def _sign_in(self) -> None:
        server, login = self.ui.serverCombo.server(), self.ui.loginEdit.text().strip()
        if server is None or self.is_busy():
            return
        if not login or not self.ui.passwordField.text():
            self.say("Введите логин и пароль.")
            self._focus_first_empty()
            return
        self._set_busy(True)
        self._lanes.run(
            Lane.INTERACTIVE,
            self._door.sign_in,
            server,
            login,
            self.ui.passwordField.text(),
            owner=self,
            done=self._answered,
            failed=self._refused,
            settled=lambda: self._set_busy(False),
        )

    def _set_busy(self, busy: bool) -> None:
        ui = self.ui
        for widget in (ui.signInButton, ui.serverCombo, ui.loginEdit, ui.passwordField, ui.rememberCheck):
            widget.setEnabled(not busy)
        ui.signInButton.setText("Вхожу…" if busy else "Войти")
        if busy:
            self.say("")
        elif ui.errorLabel.text():
            ui.passwordField.setFocus()
            ui.passwordField.edit.selectAll()

    def _refused(self, error: EjournalError) -> None:
        sentence = error_text(error).sentence
        typed = self.ui.loginEdit.text() + self.ui.passwordField.text()
        if isinstance(error, SignInFailedError) and error.code not in ("EJ001", "EJ003") and not typed.isascii():
            sentence += " Возможно, включена другая раскладка."
        self.say(sentence)

    def _answered(self, desk: Desk) -> None:
        self._desk = desk
        if desk.session.must_change_password:
            self._show_page(self.own_password)
            self.own_password.ask(desk, self.ui.passwordField.text(), _TEMPORARY)
            return
        self._keep(self.ui.loginEdit.text().strip())
        self._go_on(desk)

    def _go_on(self, desk: Desk) -> None:
        login = self.ui.loginEdit.text().strip()
        roles = working_roles(desk.session)
        last = self._settings.now.last_roles.get(login, "")
        known = last in {role.role for role in roles}
        if len(roles) == 1 or (known and not self._settings.now.asks_role(login)):
            self._enter(roles[0].role if len(roles) == 1 else last)
        elif roles:
            self.role_choice.offer(desk.session, last, asks=self._settings.now.asks_role(login))
            self._show_page(self.role_choice)
            self._show_last_visit(desk)
        else:
            self._leave_desk()
            self.say("Вашей учётной записи ещё не назначена роль. Обратитесь к администратору школы.")

    def _show_last_visit(self, desk: Desk) -> None:
        moment = desk.session.last_sign_in_at
        self.ui.versionLabel.setText(f"Прошлый вход: {day_and_time(moment)}" if moment else "Первый вход")

    def _keep(self, login: str) -> None:
        server = self.ui.serverCombo.server()
        if server is None:
            return
        self._settings.change(last_server=server.key)
        if self.ui.rememberCheck.isChecked():
            self._ask(self._door.remember, server, login, self.ui.passwordField.text())
        elif self._was_remembered:
            self._ask(self._door.forget, server, login)

    def _role_chosen(self, role: str, asks: bool) -> None:
        login = self.ui.loginEdit.text().strip()
        self._settings.put(self._settings.now.with_role(login, role, asks=asks))
        self._enter(role)

    def _enter(self, role: str) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            self.signed_in.emit(desk, role)

    # The first sign-in, a leaked password

    def _start_first_entry(self) -> None:
        server = self.ui.serverCombo.server()
        if server is None:
            self.say(_NO_SERVER)
            return
        self._show_page(self.first_entry)
        self.first_entry.start(server)

    def _came_by_code(self, desk: Desk, login: str) -> None:
        """Now that her name is known: a password with it in is changed at once."""
        self._desk, password = desk, self.first_entry.take_password()
        self.ui.loginEdit.setText(login)
        server = self.ui.serverCombo.server()
        self._settings.change(last_server=server.key if server else "")
        names = [name.casefold() for name in (desk.session.last_name, desk.session.first_name) if name]
        if any(name in password.casefold() for name in names):
            self._show_page(self.own_password)
            self.own_password.ask(desk, password, _HAS_NAME)
        else:
            self._go_on(desk)

    def _start_report(self) -> None:
        self._show_page(self.report)
        self.report.ask(self.ui.serverCombo.server(), self.ui.loginEdit.text().strip())

    # Pages

    def _back(self) -> None:
        self._leave_desk()
        self.ui.versionLabel.setText(f"Версия {self._version}")
        self._show_page(self.ui.signInPage)
        self._focus_first_empty()

    def _show_page(self, page: QWidget) -> None:
        self.ui.pages.setCurrentWidget(page)

    def _leave_desk(self) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            self._ask(desk.close)

    def _ask(
        self,
        question: Callable[..., Any],
        *arguments: object,
        done: Callable[[Any], None] = lambda _answer: None,
    ) -> None:
        """Small questions that may wait go to the long lane, so that signing in never stands behind them."""
        self._lanes.run(
            Lane.BULK,
            question,
            *arguments,
            owner=self,
            done=done,
            failed=lambda _error: None,
        )


def _school_year_of(day: date) -> str:
    first = day.year if day.month >= _SUMMER_ENDS else day.year - 1
    return f"{first}/{(first + 1) % 100:02} учебный год"
