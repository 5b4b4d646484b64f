"""The page of an own password instead of a temporary one: before anything else (ACC-4)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.gui import style
from ejournal_desktop.gui.entry_page import EntryPage
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.session_port import Desk, Door
from ejournal_desktop.gui.widgets.new_password import NewPassword


class OwnPasswordPage(EntryPage):
    """A new password for who has just signed in; ``done`` carries her desk."""

    done = Signal(object)

    def __init__(self, door: Door, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__("Придумайте свой пароль", "Сохранить и войти", "Выйти", parent)
        self._lanes = lanes
        self._desk: Desk | None = None
        self._present = ""
        self.why = self.words("", "second")
        self.password = NewPassword(lanes, door.judge_password, self)
        self.password.belongs_to(self._whose)
        self.field("Новый пароль", self.password)
        self.forward_button.clicked.connect(self._save)
        style.fit(self)

    def ask(self, desk: Desk, present: str, why: str) -> None:
        """Ask the person of this desk, whose password is ``present`` now."""
        self._desk, self._present = desk, present
        self.why.setText(why)
        self.password.clear()
        self.say("")
        self.password.setFocus()

    def _whose(self) -> tuple[str, tuple[str, ...]]:
        if self._desk is None:
            return "", ()
        session = self._desk.session
        return self._desk.login, (session.last_name, session.first_name, session.middle_name)

    def _save(self) -> None:
        desk, password = self._desk, self.password.text()
        if desk is None or not self.password.is_good() or password == self._present:
            same = bool(password) and password == self._present
            self.say("Это прежний пароль." if same else "Пароль не подходит: смотрите список под ним.")
            self.password.judge()
            self.password.setFocus()
            return
        self.set_busy(True)
        self._lanes.run(
            Lane.INTERACTIVE,
            desk.change_password,
            self._present,
            password,
            owner=self,
            done=lambda _none: self._saved(desk),
            failed=lambda error: self.say(error_text(error).sentence),
            settled=lambda: self.set_busy(False),
        )

    def _saved(self, desk: Desk) -> None:
        self._desk, self._present = None, ""
        self.password.clear()
        self.done.emit(desk)
