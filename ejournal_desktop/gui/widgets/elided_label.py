"""A line of text that ends with «…» where it has no room, and says the rest in its tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QStylePainter, QWidget


class ElidedLabel(QLabel):
    """Wants the room of its whole text and lives with less; a screen reader hears all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """A few letters and the dots."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self.fontMetrics().averageCharWidth() * 8), whole.height())

    def shown_text(self) -> str:
        """What stands there in the present width."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tooltip where a part of it is missing."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.shown_text() != self.text() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the part that fits, as the style draws a label's text."""
        if self.shown_text() == self.text():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOption()
        option.initFrom(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option)
        alignment = int(self.alignment().value)
        painter.drawItemText(
            self.contentsRect(), alignment, self.palette(), self.isEnabled(), self.shown_text(), self.foregroundRole()
        )
