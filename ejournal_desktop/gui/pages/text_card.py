"""A topic or homework that the server has not taken: mine and the server's, two keys, Esc for later (ux 5.4.12)."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.gradebook import LessonField, Outcome
from ejournal_desktop.gui.unsent_words import value_words

TEXTS: Final[dict[LessonField, str]] = {"topic": "тема", "homework": "домашнее задание"}


class TextCard(QFrame):
    """Stands in the lesson pane; what was typed stays in its field until it is decided."""

    chosen = Signal(str, str)
    """The entry, and «mine» or «theirs»."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("text_card")
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._entry: LessonField = "topic"
        self._title, self._mine, self._theirs = QLabel(self), QLabel(self), QLabel(self)
        self._title.setProperty("words", "strong")
        self.keep, self.take = QPushButton(self), QPushButton(self)
        self.keep.setObjectName("text_card_mine")
        self.take.setObjectName("text_card_theirs")
        self.keep.clicked.connect(lambda _checked=False: self.chosen.emit(self._entry, "mine"))
        self.take.clicked.connect(lambda _checked=False: self.chosen.emit(self._entry, "theirs"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        for label in (self._title, self._mine, self._theirs):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.keep)
        line.addWidget(self.take)
        line.addStretch(1)
        column.addLayout(line)
        self.hide()

    def show_failure(self, entry: LessonField, outcome: Outcome, mine: str) -> None:
        """Show both texts; what was refused can only be taken back, or written anew in its field."""
        self._entry = entry
        self.show_texts(TEXTS[entry], outcome, mine)

    def show_texts(self, what: str, outcome: Outcome, mine: object) -> None:
        """Show mine and the server's of anything that is named."""
        conflict = outcome.result == "conflict"
        self._title.setText(f"{'Расхождение' if conflict else 'Не принято'} · {what}")
        self._mine.setText(f"Моё: {value_words(mine)}")
        self._theirs.setText(f"На сервере: {value_words(outcome.value)}, {outcome.author or 'другой пользователь'}")
        self._theirs.setVisible(conflict)
        self.keep.setText("Оставить моё  1")
        self.keep.setVisible(conflict)
        self.take.setText("С сервера  2" if conflict else "Отозвать  2")
        self.keep.setAccessibleName("Оставить моё, клавиша 1")
        self.take.setAccessibleName(f"{'Принять с сервера' if conflict else 'Отозвать'}, клавиша 2")
        self.setAccessibleName(f"{self._title.text()}. {self._mine.text()}. Позже — Esc")
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 and 2 choose; Esc is for later."""
        if event.key() == Qt.Key.Key_1 and not self.keep.isHidden():
            self.keep.click()
        elif event.key() == Qt.Key.Key_2:
            self.take.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
