"""The name box over the grid: notebooks in the order of the pile, and the roll-call (ux 5.4.3)."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from ejournal_desktop.gui import style, theme

_WIDTH: Final = 190


class NameBox(QFrame):
    """A line to type into, who is meant, and who is left."""

    typed = Signal(str)
    entered = Signal(str)
    stepped = Signal(int)
    """The next or the previous of several who may be meant."""
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("name_box")
        self.setProperty("banner", "info")
        self.setProperty("strip", True)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(4), look.px(12), look.px(4))
        row.setSpacing(look.px(10))
        self._title = QLabel(self)
        self._title.setObjectName("name_box_title")
        self.line = QLineEdit(self)
        self.line.setObjectName("name_box_line")
        self.line.setProperty("px_width", _WIDTH)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self.typed)
        self._found = QLabel(self)
        self._found.setObjectName("name_box_found")
        self._found.setTextFormat(Qt.TextFormat.PlainText)
        self._rest = QLabel(self)
        self._rest.setObjectName("name_box_rest")
        self._rest.setProperty("words", "caption")
        self._rest.setTextFormat(Qt.TextFormat.PlainText)
        self._rest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._rest.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for widget, stretch in ((self._title, 0), (self.line, 0), (self._found, 0), (self._rest, 1)):
            row.addWidget(widget, stretch)
        style.fit(self)
        self.hide()

    def open(self, title: str, example: str) -> None:
        """Show the box for a kind of entry and put the focus into it."""
        self._title.setText(title)
        self.line.setPlaceholderText(example)
        self.line.setAccessibleName(f"{title}: {example}")
        self.clear()
        self.show()
        self.line.setFocus()

    def clear(self) -> None:
        """Ready for the next name."""
        self.line.clear()
        self.say_found("")

    def say_found(self, words: str) -> None:
        """Who is meant by what was typed."""
        self._found.setText(words)

    def say_rest(self, words: str, tool_tip: str) -> None:
        """Who is left; all names stand in the tooltip."""
        self._rest.setText(words)
        self._rest.setToolTip(tool_tip)

    def found(self) -> str:
        """What is said of the name."""
        return self._found.text()

    def rest(self) -> str:
        """What is said of who is left."""
        return self._rest.text()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter, Esc and arrows of the line."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.line.text())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True
