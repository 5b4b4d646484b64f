"""A card that explains a cell: it stands beside the cell, never over it, and Esc gives the cell back."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ejournal_desktop.gui import style, theme

CARD_WIDTH: Final = 436
_GAP: Final = 6
_EDGE: Final = 8


class CellCard(QFrame):
    """Icon and title, lines of text, whatever a kind of card adds below."""

    closed = Signal()

    def __init__(self, pane: QWidget, name: str, icon: str, title: str) -> None:
        super().__init__(pane)
        self._cell = QRect()
        self.setObjectName(name)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 14)
        self._column.setSpacing(6)
        self._column.addLayout(self._head(icon, title))
        self._lines: list[QLabel] = []

    def _head(self, icon: str, title: str) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        picture = QLabel(self)
        picture.setProperty("icon_name", icon)
        picture.setAccessibleName("")
        words = QLabel(title, self)
        words.setObjectName("card_title")
        words.setProperty("words", "strong")
        words.setWordWrap(True)
        shut = QToolButton(self)
        shut.setObjectName("card_close")
        shut.setProperty("kind", "icon")
        shut.setProperty("icon_name", "x")
        shut.setToolTip("Закрыть (Esc)")
        shut.setAccessibleName("Закрыть")
        shut.clicked.connect(self.shut)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)  # on the line of the title, however tall the cross
        head.addWidget(words, 1)
        head.addWidget(shut, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def add_line(self, text: str, words: str = "") -> QLabel:
        """A line of plain text; ``words`` is its look."""
        line = QLabel(text, self)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setWordWrap(True)
        if words:
            line.setProperty("words", words)
        self._column.addWidget(line)
        self._lines.append(line)
        if self.isVisible():
            line.show()  # a layout shows late what is added to it: the height is wanted now
        self._say()
        return line

    def add_widget(self, widget: QWidget) -> None:
        """A part of a kind of card."""
        self._column.addWidget(widget)

    def add_button(self, text: str, name: str, kind: str = "") -> QPushButton:
        """A button at the left."""
        button = QPushButton(text, self)
        button.setObjectName(name)
        if kind:
            button.setProperty("kind", kind)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        return button

    def said(self) -> str:
        """Everything that the card says: what a screen reader reads."""
        return " ".join(line.text() for line in self._lines if line.text() and not line.isHidden())

    def _say(self) -> None:
        self.setAccessibleDescription(self.said())

    def show_at(self, cell: QRect) -> None:
        """Show beside a cell, given in the coordinates of the pane."""
        self._cell = cell
        style.fit(self)
        self.place()
        self.show()
        self.raise_()
        self.setFocus()

    def place(self) -> None:
        """Below the cell, above it, or at the side that has more room; never over it."""
        pane = self.parentWidget()
        if pane is None:
            return
        look = theme.current()
        edge, gap = look.px(_EDGE), look.px(_GAP)
        self.setFixedWidth(min(look.px(CARD_WIDTH), pane.width() - 2 * edge))
        self._column.invalidate()
        self._column.activate()
        height = self._column.heightForWidth(self.width()) if self._column.hasHeightForWidth() else -1
        self.resize(self.width(), max(height, self._column.minimumSize().height()) + look.px(_GAP))
        self.move(place_beside(self._cell, self.size(), pane.rect().adjusted(edge, edge, -edge, -edge), gap))

    def shut(self) -> None:
        """Close and give the focus back."""
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the card."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            return
        super().keyPressEvent(event)


def place_beside(cell: QRect, size: QSize, room: QRect, gap: int) -> QPoint:
    """Where a card of that size stands: below, above, right or left of the cell, where it fits first."""
    left = max(room.left(), min(cell.left(), room.right() - size.width() + 1))
    top = max(room.top(), min(cell.top(), room.bottom() - size.height() + 1))
    places = (
        QPoint(left, cell.bottom() + gap),
        QPoint(left, cell.top() - gap - size.height()),
        QPoint(cell.right() + gap, top),
        QPoint(cell.left() - gap - size.width(), top),
    )
    return next((place for place in places if room.contains(QRect(place, size))), places[0])
