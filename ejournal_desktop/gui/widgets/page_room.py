"""The room of a page in its tab: a page that needs more than the window has is scrolled, it never pushes the window."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class _Sheet(QWidget):
    """The page and what it needs at least: Qt would ask for all that it likes to have."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def heightForWidth(self, width: int) -> int:
        """The least height in which nothing is cut."""
        layout = self.layout()
        return layout.totalMinimumHeightForWidth(width) if layout is not None else 0


class PageRoom(QScrollArea):
    """One page, as large as the tab or as large as it must be."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("pageRoom")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(_Sheet(page))
        self.setFocusProxy(page)

    def minimumSizeHint(self) -> QSize:
        """None: the window alone says how large it is."""
        return QSize(0, 0)
