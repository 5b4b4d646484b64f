"""The selection over the cells: a tint and a frame, and the handle that fills down."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.selection import Block, GridSelection
from ejournal_desktop.gui.theme import Theme

STRENGTH, STRENGTH_DARK = 0.16, 0.2
"""Opacity of a selection's tint, light and dark: the marks under it stay readable."""
_HANDLE = 6
_REACH = 4
"""Pixels round the handle that still hit it."""


class SelectionPaint:
    """Painted over the cells and under the cursor."""

    def __init__(self, view: JournalView, selection: GridSelection) -> None:
        self._view = view
        self._selection = selection
        view.add_overlay(self.paint)
        selection.changed.connect(view.viewport().update)
        view.current_changed.connect(lambda *_cells: view.viewport().update(self.handle().adjusted(-8, -8, 8, 8)))
        self.reach: Block | None = None

    def paint(self, painter: QPainter, look: Theme) -> None:
        """Tint and frame of each block; where the handle has been dragged to is dashed."""
        if self._selection.is_many:
            tint = QColor(look.color("accent"))
            tint.setAlphaF(STRENGTH_DARK if look.is_dark else STRENGTH)
            for block in self._selection.blocks:
                place = block_rect(self._view, block)
                if not look.is_contrast:
                    painter.fillRect(place, tint)
                self._frame(painter, place, look, Qt.PenStyle.SolidLine)
        if self.reach is not None:
            self._frame(painter, block_rect(self._view, self.reach), look, Qt.PenStyle.DashLine)
        if self._has_handle():
            handle = self.handle()
            painter.fillRect(handle.adjusted(-1, -1, 1, 1), look.color("surface"))
            painter.fillRect(handle, look.color("accent"))

    @staticmethod
    def _frame(painter: QPainter, place: QRect, look: Theme, style: Qt.PenStyle) -> None:
        painter.setPen(QPen(look.color("accent"), look.px(2 if look.is_contrast else 1), style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def handle(self) -> QRect:
        """The little square at the corner of the selection."""
        side = self._view.look().px(_HANDLE)
        corner = block_rect(self._view, self._selection.active).bottomRight()
        return QRect(corner - QPoint(side // 2, side // 2), corner + QPoint(side // 2 - 1, side // 2 - 1))

    def hits_handle(self, point: QPoint) -> bool:
        """Whether a press at a point takes the handle."""
        reach = self.handle().adjusted(-_REACH, -_REACH, _REACH, _REACH)
        return self._has_handle() and reach.contains(point)

    def _has_handle(self) -> bool:
        """One block in a page that can be written."""
        return len(self._selection.blocks) == 1 and self._view.fills and not self._view.is_editing


def block_rect(view: JournalView, block: Block) -> QRect:
    """The place of a block in the viewport."""
    return view.cell_rect(block.top, block.left).united(view.cell_rect(block.bottom, block.right))
