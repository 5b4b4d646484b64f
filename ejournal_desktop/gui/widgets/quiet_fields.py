"""Lists and numbers that a wheel which scrolls their page leaves alone: theirs only while they have the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget


class QuietCombo(QComboBox):
    """A list in a page that scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel gives no focus

    def wheelEvent(self, event: QWheelEvent) -> None:
        """An ignored wheel goes to the parent, which scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class QuietSpin(QSpinBox):
    """A number in a page that scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """An ignored wheel goes to the parent, which scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
