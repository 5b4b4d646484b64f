"""«Первый вход»: the code of the slip, an own login and password, the terms, and whether it is really she (ux 5.1).

The name is not known before the code is redeemed (security.md §1), so the person types hers: it proposes the login and
keeps it out of the password. The code is tried on the first page and spent only on the third.
"""

from html import escape
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.logins import propose_login
from ejournal_desktop.domain.passwords import is_login
from ejournal_desktop.gui import style
from ejournal_desktop.gui.entry_page import EntryPage
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.roles import role_name
from ejournal_desktop.gui.session_port import Desk, Door, ServerChoice
from ejournal_desktop.gui.widgets.code_edit import CodeEdit
from ejournal_desktop.gui.widgets.new_password import NewPassword

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMESAKES: Final = 9
_NOT_WHOLE: Final = "В коде 16 знаков, четыре группы по четыре. Знаков 0, 1, 5, B, G, I, O, Q, S, U, Z в нём нет."
_BAD_LOGIN: Final = "Логин: от 3 до 40 букв и цифр, между ними можно точку и дефис."
_TERMS: Final = (
    "<p>Логин и пароль — только ваши. Их нельзя передавать другим лицам, коллегам и родным тоже: за это отвечают "
    "по закону о персональных данных (п. 4.1 Порядка).</p>"
    "<p>Если пароль мог узнать кто-то ещё, сообщите администратору в тот же или следующий рабочий день (п. 4.3).</p>"
    "<p>Журнал ведётся по закону об образовании; всё, что вы записываете, хранится с вашим именем и временем.</p>"
)


class FirstEntry(QWidget):
    """The pages in their order; ``entered`` carries the desk and the login of who came in."""

    entered = Signal(object, str)
    left = Signal(str)
    """Back to the sign-in page, with a sentence for it."""

    def __init__(self, door: Door, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door, self._lanes = door, lanes
        self._server: ServerChoice | None = None
        self._desk: Desk | None = None
        self._number = 1
        self.code_page = self._make_code_page()
        self.account_page = self._make_account_page()
        self.terms_page = self._make_terms_page()
        self.who_page = self._make_who_page()
        self.pages = QStackedWidget(self)
        for page in (self.code_page, self.account_page, self.terms_page, self.who_page):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        style.fit(self)

    def start(self, server: ServerChoice) -> None:
        """The first page, empty."""
        self._server, self._number = server, 1
        for edit in (self.code_edit, self.name_edit, self.login_edit):
            edit.clear()
        self.login_edit.setModified(False)
        self.password.clear()
        self.terms_check.setChecked(False)
        self._show(self.code_page)

    def take_password(self) -> str:
        """The password that was chosen; it is forgotten here."""
        password = self.password.text()
        self.password.clear()
        return password

    # The pages

    def _make_code_page(self) -> EntryPage:
        page = EntryPage("Код доступа", "Дальше", "Назад", self)
        page.words("Код напечатан на листке, который выдал администратор или классный руководитель.", "second")
        self.code_edit = CodeEdit(page)
        self.code_edit.login_scanned.connect(self._take_login)
        page.field("Код, 16 знаков", self.code_edit)
        page.words(
            "Дефисы и заглавные буквы появятся сами, раскладка не важна. Сканер QR-кода тоже подойдёт.", "caption"
        )
        page.forward_button.clicked.connect(self._try_code)
        page.back_button.clicked.connect(lambda: self.left.emit(""))
        return page

    def _make_account_page(self) -> EntryPage:
        page = EntryPage("Логин и пароль", "Дальше", "Назад", self)
        self.name_edit = _line(page, "nameEdit", "Фамилия, имя, отчество")
        self.login_edit = _line(page, "ownLoginEdit", "Логин")
        self.login_edit.setMaxLength(40)
        self.password = NewPassword(self._lanes, self._door.judge_password, page)
        self.password.belongs_to(lambda: (self.login_edit.text().strip(), tuple(self.name_edit.text().split())))
        self.name_edit.textEdited.connect(self._propose)
        for edit in (self.name_edit, self.login_edit):
            edit.textEdited.connect(lambda _text: self.password.judge())
        page.field("Ваши фамилия, имя и отчество", self.name_edit)
        page.field("Логин: предложен, можно свой", self.login_edit)
        page.field("Пароль", self.password)
        page.forward_button.clicked.connect(self._check_account)
        page.back_button.clicked.connect(lambda: self._show(self.code_page))
        return page

    def _make_terms_page(self) -> EntryPage:
        page = EntryPage("Условия доступа", "Завести учётную запись", "Назад", self)
        page.words(_TERMS)
        self.terms_check = QCheckBox("Обязуюсь не передавать логин и пароль", page)
        self.terms_check.setObjectName("termsCheck")
        self.terms_check.toggled.connect(page.forward_button.setEnabled)
        page.add(self.terms_check)
        page.forward_button.setEnabled(False)
        page.forward_button.clicked.connect(self._register)
        page.back_button.clicked.connect(lambda: self._show(self.account_page))
        return page

    def _make_who_page(self) -> EntryPage:
        page = EntryPage("Это вы?", "Это я", "Это не я", self)
        self.who_label = page.words("")
        self.who_label.setTextFormat(Qt.TextFormat.RichText)
        page.words(
            "Если это не вы, листок с кодом попал к вам по ошибке: учётная запись закроется, администратор узнает.",
            "second",
        )
        page.forward_button.clicked.connect(self._is_me)
        page.back_button.clicked.connect(self._is_not_me)
        return page

    # The way

    def _try_code(self) -> None:
        if not self.code_edit.is_whole():
            self.code_page.say(_NOT_WHOLE)
            self.code_edit.setFocus()
            return
        self._ask(self.code_page, self._door.try_code, self._server, self.code_edit.code(), done=self._code_lives)

    def _code_lives(self, _none: object) -> None:
        self._show(self.account_page)

    def _take_login(self, login: str) -> None:
        self.login_edit.setText(login)
        self._try_code()

    def _propose(self, name: str) -> None:
        if not self.login_edit.isModified():
            self.login_edit.setText(propose_login(name, self._number))

    def _check_account(self) -> None:
        page, login = self.account_page, self.login_edit.text().strip()
        if not is_login(login):
            page.say(_BAD_LOGIN)
            self.login_edit.setFocus()
        elif not self.password.is_good():
            page.say("Пароль не подходит: смотрите список под ним." if self.password.text() else "Придумайте пароль.")
            self.password.judge()
            self.password.setFocus()
        else:
            self._show(self.terms_page)
            self.terms_check.setFocus()

    def _register(self) -> None:
        self._ask(
            self.terms_page,
            self._door.register,
            self._server,
            self.code_edit.code(),
            self.login_edit.text().strip(),
            self.password.text(),
            done=self._registered,
            failed=self._not_registered,
        )

    def _not_registered(self, error: EjournalError) -> None:
        """A login that is taken leaves the code alive: propose the next one."""
        if error.detail.get("reason") != "taken":
            self.terms_page.say(error_text(error).sentence)
            return
        taken, self._number = self.login_edit.text().strip(), min(self._number + 1, _NAMESAKES)
        self.login_edit.setModified(False)
        proposed = propose_login(self.name_edit.text(), self._number) or f"{taken}{self._number}"
        self.login_edit.setText(proposed)
        self._show(self.account_page)
        self.account_page.say(f"Логин {taken} занят. Предложен другой: {proposed}.")
        self.password.judge()

    def _registered(self, desk: Desk) -> None:
        self._desk = desk
        session = desk.session
        roles = ", ".join(role_name(role) for role in session.roles)
        self.who_label.setText(f"<b>{escape(session.full_name)}</b><br>{roles}")
        self._show(self.who_page)

    def _is_me(self) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            self.entered.emit(desk, self.login_edit.text().strip())

    def _is_not_me(self) -> None:
        desk = self._desk
        if desk is not None:
            self._ask(self.who_page, desk.not_me, done=lambda _none: self._shut(desk))

    def _shut(self, desk: Desk) -> None:
        self._desk = None
        self._ask(self.who_page, desk.close, done=lambda _none: None)
        self.left.emit("Учётная запись закрыта, администратору сообщено. Верните листок тому, кто его выдал.")

    def _show(self, page: EntryPage) -> None:
        page.say("")
        self.pages.setCurrentWidget(page)
        first = {self.code_page: self.code_edit, self.account_page: self.name_edit}.get(page)
        (first or page.forward_button).setFocus()

    def _ask(
        self,
        page: EntryPage,
        question: "Callable[..., Any]",
        *arguments: object,
        done: "Callable[[Any], None]",
        failed: "Callable[[EjournalError], None] | None" = None,
    ) -> None:
        page.say("")
        page.set_busy(True)
        self._lanes.run(
            Lane.INTERACTIVE,
            question,
            *arguments,
            owner=self,
            done=done,
            failed=failed or (lambda error: page.say(error_text(error).sentence)),
            settled=lambda: page.set_busy(False),
        )


def _line(page: EntryPage, name: str, said: str) -> QLineEdit:
    edit = QLineEdit(page)
    edit.setObjectName(name)
    edit.setAccessibleName(said)
    edit.setProperty("tall", True)
    return edit
