"""A new password with what it must be as a live check list, and how strong it is in words (security.md §1)."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.passwords import SHORTEST_PASSWORD, Judgement, Weakness
from ejournal_desktop.gui import style
from ejournal_desktop.gui.ports.access import PasswordJudge
from ejournal_desktop.gui.widgets.password_field import PasswordField

_PAUSE_MS: Final = 120
_RULES: Final[tuple[tuple[Weakness, str], ...]] = (
    ("short", f"не короче {SHORTEST_PASSWORD} знаков"),
    ("login", "не повторяет логин"),
    ("name", "без имени и фамилии"),
    ("guessable", "не из частых: их подбирают первыми"),
)
_STRENGTH: Final = ("подберут сразу", "слабый", "слабый", "хороший", "надёжный")


class NewPassword(QWidget):
    """The field and its rules; ``changed`` says after each judgement whether the password is good."""

    changed = Signal(bool)
    entered = Signal()
    """Enter, once what stands there is judged: it may come quicker than the judgement."""

    def __init__(self, lanes: Lanes, judge: PasswordJudge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._judge = lanes, judge
        self._whose: Callable[[], tuple[str, tuple[str, ...]]] = lambda: ("", ())
        self._asked: tuple[str, str, tuple[str, ...]] | None = None
        self._judgement: Judgement | None = None
        self._is_entered = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.judge)
        self.field = PasswordField(self)
        self.field.setProperty("field", True)
        self.field.edit.setObjectName("newPasswordEdit")
        self.field.edit.setAccessibleName("Новый пароль")
        self.field.edited.connect(self._edited)
        self.field.entered.connect(self._enter)
        self.strength_bar = QProgressBar(self)
        self.strength_bar.setRange(0, 4)
        self.strength_bar.setTextVisible(False)
        self.strength_bar.setProperty("px_height", 6)
        self.strength_bar.setAccessibleName("Надёжность пароля")
        self.strength = QLabel(self)
        self.strength.setProperty("words", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.strength_bar)
        column.addWidget(self.strength)
        self.rules = {weakness: self._rule(words, column) for weakness, words in _RULES}
        self.setFocusProxy(self.field)
        self._show(None)

    def belongs_to(self, whose: Callable[[], tuple[str, tuple[str, ...]]]) -> None:
        """Ask here for the login and the names of the person at each judgement."""
        self._whose = whose

    def text(self) -> str:
        """The password."""
        return self.field.text()

    def clear(self) -> None:
        """Forget it."""
        self.field.set_text("")
        self._asked = None
        self._show(None)

    def is_good(self) -> bool:
        """Whether what stands there was judged and nothing speaks against it."""
        return self._is_judged() and self._judgement is not None and not self._judgement.weaknesses

    def _is_judged(self) -> bool:
        return self._judgement is not None and self._asked == self._question()

    def _edited(self) -> None:
        self._is_entered = False
        self._pause.start()

    def _enter(self) -> None:
        if not self.text() or self._is_judged():
            self.entered.emit()
            return
        self._is_entered = True
        self.judge()

    def judge(self) -> None:
        """Judge what stands there, in a lane."""
        self._pause.stop()
        question = self._question()
        if not question[0]:
            self._asked = None
            self._show(None)
            return
        if question == self._asked:
            return
        self._asked = question
        self._lanes.run(
            Lane.BULK,
            self._judge,
            *question,
            owner=self,
            done=lambda judgement: self._show(judgement) if question == self._asked else None,
            failed=lambda _error: None,
        )

    def _question(self) -> tuple[str, str, tuple[str, ...]]:
        login, names = self._whose()
        return self.text(), login, names

    def _show(self, judgement: Judgement | None) -> None:
        self._judgement = judgement
        for weakness, words in _RULES:
            label = self.rules[weakness]
            holds = judgement is not None and weakness not in judgement.weaknesses
            sign = "✓" if holds else "•" if judgement is None else "✗"
            label.setText(f"{sign} {words}")
            said = "выполнено" if holds else "" if judgement is None else "не выполнено"
            label.setAccessibleName(f"{words}: {said}".rstrip(": "))
            style.set_state(label, "words", "done" if holds else "caption" if judgement is None else "warning")
        self.strength_bar.setValue(judgement.strength if judgement else 0)
        words = _STRENGTH[judgement.strength] if judgement else "можно целую фразу, с пробелами"
        self.strength.setText(f"Надёжность: {words}" if judgement else f"Подсказка: {words}")
        self.changed.emit(self.is_good())
        if self._is_entered and judgement is not None:
            self._is_entered = False
            self.entered.emit()

    def _rule(self, words: str, column: QVBoxLayout) -> QLabel:
        label = QLabel(words, self)
        column.addWidget(label)
        return label
