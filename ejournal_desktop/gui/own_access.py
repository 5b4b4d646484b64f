"""What a person does with her own access from the menu under her name: password, sessions, a leak (ACC-5, ACC-6)."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.accounts import OpenProgram, by_program
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.report_page import CONSEQUENCES, REPORTED
from ejournal_desktop.gui.russian_dates import day_and_time
from ejournal_desktop.gui.session_port import Desk
from ejournal_desktop.gui.widgets.new_password import NewPassword
from ejournal_desktop.gui.widgets.password_field import PasswordField

_TITLE_BAR: Final = 32


class AccessDialog(QDialog):
    """A small window with one sentence of error and its buttons."""

    def __init__(self, title: str, do: str, desk: Desk, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setProperty("canvas", "surface")
        self.setProperty("px_width", 460)
        self._desk, self._lanes = desk, lanes
        self.error = QLabel(self)
        self.error.setProperty("words", "error")
        self.error.setWordWrap(True)
        self.error.setAccessibleName("Что не подошло")
        self.error.hide()
        self.do_button = QPushButton(do, self)
        self.do_button.setProperty("kind", "primary")
        self.buttons = QDialogButtonBox(self)
        self.buttons.addButton("Отмена" if do else "Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        if do:
            self.buttons.addButton(self.do_button, QDialogButtonBox.ButtonRole.ActionRole)
        else:
            self.do_button.hide()
        self.buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout()
        self.column.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(12)
        whole.addLayout(self.column)
        whole.addWidget(self.error)
        whole.addWidget(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its wrapped words want at this scale, where the screen has the room."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            room = self.screen().availableGeometry().height() - theme.current().px(_TITLE_BAR)
            self.resize(self.width(), min(room, max(self.height(), layout.totalHeightForWidth(self.width()))))

    def field(self, caption: str, part: QWidget) -> None:
        """A field under its caption."""
        label = QLabel(caption, self)
        label.setProperty("words", "caption")
        label.setBuddy(part)
        self.column.addWidget(label)
        self.column.addWidget(part)

    def words(self, text: str) -> None:
        """A paragraph."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        self.column.addWidget(label)

    def say(self, sentence: str) -> None:
        """Show why it did not work."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def run(self, job: Callable[..., object], *arguments: object, done: Callable[[object], None]) -> None:
        """Do it in a lane; meanwhile nothing is pressed twice."""
        self.say("")
        self.do_button.setEnabled(False)
        self._lanes.run(
            Lane.INTERACTIVE,
            job,
            *arguments,
            owner=self,
            done=done,
            failed=self._failed,
            settled=lambda: self.do_button.setEnabled(True),
        )

    def _failed(self, error: EjournalError) -> None:
        self.say(error_text(error).sentence)


class PasswordDialog(AccessDialog):
    """The present password, then the new one with its rules."""

    def __init__(self, desk: Desk, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__("Сменить пароль", "Сменить пароль", desk, lanes, parent)
        session = desk.session
        self.present = PasswordField(self)
        self.present.setProperty("field", True)
        self.present.edit.setObjectName("presentPasswordEdit")
        self.present.edit.setAccessibleName("Нынешний пароль")
        self.password = NewPassword(lanes, desk.judge_password, self)
        names = (session.last_name, session.first_name, session.middle_name)
        self.password.belongs_to(lambda: (desk.login, names))
        self.field("Нынешний пароль", self.present)
        self.field("Новый пароль", self.password)
        self.do_button.clicked.connect(self._change)
        style.fit(self)

    def _change(self) -> None:
        if not self.password.is_good() or self.password.text() == self.present.text():
            self.say("Новый пароль не подходит: смотрите список под ним, и он не должен быть прежним.")
            self.password.judge()
            return
        self.run(
            self._desk.change_password, self.present.text(), self.password.text(), done=lambda _none: self.accept()
        )


class SessionsDialog(AccessDialog):
    """Where the person is signed in; any but this session is ended."""

    def __init__(self, desk: Desk, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__("Мои сеансы", "", desk, lanes, parent)
        self.setProperty("px_width", 620)
        self.words("Здесь видно, где открыт журнал под вашим логином. Чужой сеанс завершите и смените пароль.")
        self.list = sessions_list(self)
        self.column.addWidget(self.list)
        self.end_button = QPushButton("Завершить сеанс", self)
        self.end_button.setObjectName("endSessionButton")
        self.end_button.clicked.connect(self._end)
        self.buttons.addButton(self.end_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.list.currentItemChanged.connect(lambda _now, _before: self._may_end())
        style.fit(self)
        self.read()

    def read(self) -> None:
        """Read the sessions again."""
        self.run(self._desk.my_sessions, done=self._show)

    def _show(self, sessions: object) -> None:
        self.list.clear()
        for program in by_program(sessions if isinstance(sessions, tuple) else ()):
            item = program_item(program, "этот сеанс" if program.is_this else "")
            item.setData(0, Qt.ItemDataRole.UserRole, None if program.is_this else program.pids)
            self.list.addTopLevelItem(item)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self._may_end()

    def _may_end(self) -> None:
        item = self.list.currentItem()
        self.end_button.setEnabled(item is not None and item.data(0, Qt.ItemDataRole.UserRole) is not None)

    def _end(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.run(self._end_all, item.data(0, Qt.ItemDataRole.UserRole), done=lambda _ended: self.read())

    def _end_all(self, pids: tuple[int, ...]) -> None:
        for pid in pids:
            self._desk.end_session(pid)


class ReportDialog(AccessDialog):
    """The owner locks her account with her password; the consequences stand above (rulings 19)."""

    def __init__(self, desk: Desk, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__("Нарушение конфиденциальности доступа", "Закрыть доступ", desk, lanes, parent)
        self.words(CONSEQUENCES)
        self.password = PasswordField(self)
        self.password.setProperty("field", True)
        self.field("Ваш пароль", self.password)
        self.do_button.clicked.connect(
            lambda: self.run(desk.report_own_account, self.password.text(), done=lambda _none: self.accept())
        )
        self.password.entered.connect(self.do_button.click)
        style.fit(self)


class OwnAccess(QObject):
    """Opens these windows over the window of the person."""

    def __init__(self, desk: Desk, lanes: Lanes, leave: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._lanes, self._leave, self._window = desk, lanes, leave, parent

    def change_password(self) -> None:
        """«Сменить пароль…»."""
        PasswordDialog(self._desk, self._lanes, self._window).open()

    def show_sessions(self) -> None:
        """«Мои сеансы…»."""
        SessionsDialog(self._desk, self._lanes, self._window).open()

    def report(self) -> None:
        """«Сообщить о нарушении конфиденциальности доступа…»: then the window is left."""
        dialog = ReportDialog(self._desk, self._lanes, self._window)
        dialog.accepted.connect(lambda: self._leave(REPORTED))
        dialog.open()


def sessions_list(parent: QWidget) -> QTreeWidget:
    """An empty list of sessions."""
    made = QTreeWidget(parent)
    made.setObjectName("sessionsList")
    made.setAccessibleName("Сеансы")
    made.setRootIsDecorated(False)
    made.setHeaderLabels(["Начат", "Адрес", "Программа", ""])
    made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    made.setProperty("px_height", 160)
    return made


def program_item(session: OpenProgram, note: str) -> QTreeWidgetItem:
    """A row of the list."""
    return QTreeWidgetItem(
        [day_and_time(session.started_at), session.address or "этот компьютер", session.application, note]
    )
