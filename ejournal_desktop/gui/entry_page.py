"""A page of the sign-in card: title, lines, fields, one sentence of error, two buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.gui import spoken


class EntryPage(QWidget):
    """A column of parts with the buttons at its foot."""

    def __init__(self, title: str, forward: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.title = QLabel(title, self)
        self.title.setProperty("words", "section")
        self.title.setWordWrap(True)
        self.error = QLabel(self)
        self.error.setObjectName("entryErrorLabel")
        self.error.setProperty("words", "error")
        self.error.setWordWrap(True)
        self.error.setAccessibleName("Что не подошло")
        self.error.hide()
        self.forward_button = self._button(forward, "entryForwardButton", primary=True)
        self.back_button = self._button(back, "entryBackButton")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back_button)
        row.addWidget(self.forward_button, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.title)
        whole.addLayout(self.column)
        whole.addWidget(self.error)
        whole.addStretch(1)
        whole.addLayout(row)

    def words(self, text: str, look: str = "") -> QLabel:
        """A paragraph, or our own paragraphs between tags."""
        label = QLabel(text, self)
        if text.startswith("<p>"):
            label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        if look:
            label.setProperty("words", look)
        self.column.addWidget(label)
        return label

    def field(self, caption: str, part: QWidget) -> None:
        """A field under its caption."""
        label = QLabel(caption, self)
        label.setProperty("words", "caption")
        label.setBuddy(part)
        self.column.addWidget(label)
        self.column.addWidget(part)
        for edit in (part, *part.findChildren(QLineEdit)):
            if isinstance(edit, QLineEdit):
                edit.textEdited.connect(lambda _text: self.say(""))  # what did not fit is being mended

    def add(self, part: QWidget | QLayout) -> None:
        """Any other part."""
        if isinstance(part, QWidget):
            self.column.addWidget(part)
        else:
            self.column.addLayout(part)

    def say(self, sentence: str) -> None:
        """Show why it did not work; a screen reader says it at once."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if sentence:
            spoken.warn(self.error, sentence)

    def set_busy(self, busy: bool) -> None:
        """While the server thinks nothing is pressed twice."""
        self._enable_fields(not busy)
        self.forward_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and self.back_button.isEnabled():
            self.back_button.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.forward_button.isEnabled():
            self.forward_button.click()
        else:
            super().keyPressEvent(event)

    def _enable_fields(self, enabled: bool) -> None:
        for place in range(self.column.count()):
            item = self.column.itemAt(place)
            if item is not None and (part := item.widget()) is not None:
                part.setEnabled(enabled)

    def _button(self, words: str, name: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setProperty("tall", True)
        if primary:
            button.setProperty("kind", "primary")
        return button
