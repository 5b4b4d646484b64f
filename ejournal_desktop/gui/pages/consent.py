"""«Утвердить…» asks once more, and for the password unless it was given a short while ago (ux 5.13)."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError, SignInFailedError
from ejournal_desktop.gui import style
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.password_field import PasswordField

PROVED_FOR_S: Final = 600
"""How long one proof counts: a queue is signed in one go; a workplace left open is no signature."""


class Consent(QObject):
    """Knows when the person last proved that it is she; the password itself is never kept."""

    def __init__(self, workplace: Workplace, page: QWidget, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(page)
        self._workplace, self._page, self._clock = workplace, page, clock
        self._proved_at: float | None = None

    @property
    def is_proved(self) -> bool:
        """Whether the password was given less than ten minutes ago."""
        return self._proved_at is not None and self._clock() - self._proved_at < PROVED_FOR_S

    def ask(self, question: str, why: str, agreed: Callable[[], object]) -> None:
        """Ask; ``agreed`` is called once she has said yes and the server has taken her password."""
        dialog = ConsentDialog(self._workplace, question, why, with_password=not self.is_proved, parent=self._page)

        def accepted() -> None:
            if dialog.field is not None:
                self._proved_at = self._clock()
            agreed()

        dialog.accepted.connect(accepted)
        dialog.open()


class ConsentDialog(QDialog):
    """The question, the field, and two verbs."""

    def __init__(
        self, workplace: Workplace, question: str, why: str, *, with_password: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("consentDialog")
        self.setWindowTitle("Утверждение")
        self._workplace = workplace
        self.field = PasswordField(self) if with_password else None
        self.problem = words("", "error", self)
        self.problem.setWordWrap(True)
        self.problem.hide()
        asked, reason = words(question, "section", self), QLabel(why, self)
        for label in (asked, reason):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(asked)
        column.addWidget(reason)
        if self.field is not None:
            self.field.setProperty("field", True)
            label = QLabel("Ваш пароль (спросим снова через 10 минут)", self)
            label.setBuddy(self.field.edit)
            column.addWidget(label)
            column.addWidget(self.field)
        column.addWidget(self.problem)
        buttons = QDialogButtonBox(self)
        self.yes = buttons.addButton("Утвердить", QDialogButtonBox.ButtonRole.AcceptRole)
        style.set_state(self.yes, "kind", "primary")
        buttons.addButton("Не сейчас", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.agree)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        self.setMinimumWidth(420)
        style.fit(self)
        (self.field or self.yes).setFocus()

    def agree(self) -> None:
        """Accept at once, or after the server has taken the password."""
        if self.field is None:
            self.accept()
            return
        password = self.field.text()
        if not password:
            self._say("Введите пароль: решение подписываете вы.")
            return
        self.yes.setEnabled(False)
        prove = self._workplace.desk.prove_password
        self._workplace.lanes.run(
            Lane.INTERACTIVE, prove, password, owner=self, done=lambda _none: self._proved(), failed=self._failed
        )

    def _proved(self) -> None:
        if self.field is not None:
            self.field.set_text("")
        self.accept()

    def _failed(self, error: EjournalError) -> None:
        self.yes.setEnabled(True)
        if self.field is not None:
            self.field.set_text("")
            self.field.setFocus()
        wrong = isinstance(error, SignInFailedError)
        self._say("Пароль не подошёл. Ничего не утверждено." if wrong else error_text(error).sentence)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
