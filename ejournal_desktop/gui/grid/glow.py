"""Cells that a colleague has just changed glow once; nothing moves, nothing is to be clicked away."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.journal_view import JournalView

GLOW_MS: Final = 1_500


class Glow(QWidget):
    """A pane of glass over the cells; a frame tells of the change, not only a colour."""

    def __init__(self, view: JournalView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self.cells: list[tuple[int, int]] = []
        self.setObjectName("glow")
        self.setAccessibleName("")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GLOW_MS)
        self._timer.timeout.connect(self.end)
        view.viewport().installEventFilter(self)
        self.hide()

    def show_cells(self, cells: list[tuple[int, int]]) -> None:
        """Let some cells glow, with those that still do."""
        self.cells = list(dict.fromkeys([*self.cells, *cells]))
        self.setGeometry(self._view.viewport().rect())
        self.show()
        self.raise_()
        self.update()
        self._timer.start()

    def end(self) -> None:
        """The glow is over."""
        self.cells = []
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint and a frame in the colour of news."""
        del event
        painter, look = QPainter(self), theme.current()
        tint = look.color("accent")
        tint.setAlphaF(0.18)
        painter.setPen(QPen(look.color("accent"), 1, Qt.PenStyle.DashLine))
        for row, column in self.cells:
            cell = self._view.cell_rect(row, column)
            painter.fillRect(cell, tint)
            painter.drawRect(cell.adjusted(1, 1, -3, -3))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the size of the cells' part."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._view.viewport().rect())
        return super().eventFilter(watched, event)
