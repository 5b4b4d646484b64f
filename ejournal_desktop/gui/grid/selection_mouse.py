"""Selecting and filling with the mouse: drag, Shift and Ctrl clicks, names and lessons, the handle of the corner."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.selection import Block, Cell, GridSelection
from ejournal_desktop.gui.grid.selection_paint import SelectionPaint

_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class SelectionMouse(QObject):
    """Follows the mouse over the cells and the two headers; a plain click is left to the grid."""

    handle_dropped = Signal(object, object)
    """The selected ``Block``, and the one to which its corner was dragged."""

    def __init__(
        self, view: JournalView, selection: GridSelection, paint: SelectionPaint, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._selection, self._paint = view, selection, paint
        self._drags = self._fills = False
        view.viewport().installEventFilter(self)
        view.viewport().setMouseTracking(True)
        view.lessons.sectionPressed.connect(lambda column: self._header(column, rows=False))
        view.lessons.sectionEntered.connect(lambda column: self._header_dragged(column, rows=False))
        view.names.sectionPressed.connect(lambda row: self._header(row, rows=True))
        view.names.sectionEntered.connect(lambda row: self._header_dragged(row, rows=True))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take presses and moves of the left button."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            return self._pressed(cast("QMouseEvent", event))
        if kind == QEvent.Type.MouseMove:
            return self._moved(cast("QMouseEvent", event))
        if kind == QEvent.Type.MouseButtonRelease:
            return self._released()
        return False

    def _pressed(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        cell = self._cell(point)
        if event.button() != Qt.MouseButton.LeftButton or cell is None:
            return event.button() == Qt.MouseButton.RightButton  # its menu must not move the cursor
        if not self._view.may_leave():
            return True
        if self._paint.hits_handle(point):
            self._fills = True
            return True
        self._drags = True
        if event.modifiers() & _SHIFT:
            self._selection.extend_to(*cell)
            return True
        if event.modifiers() & _CTRL:
            self._selection.add(*cell)
            return True
        self._selection.clear()
        return False

    def _moved(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            shape = Qt.CursorShape.CrossCursor if self._paint.hits_handle(point) else Qt.CursorShape.ArrowCursor
            self._view.viewport().setCursor(shape)
            return False
        cell = self._nearest(point)
        if cell is not None and self._fills:
            self._paint.reach = _stretched(self._selection.active, cell)
            self._view.viewport().update()
        elif cell is not None and self._drags and (self._selection.is_many or cell != self._view.cursor()):
            self._selection.extend_to(*cell)
        return True

    def _released(self) -> bool:
        filled, self._fills, self._drags = self._fills, False, False
        reach, self._paint.reach = self._paint.reach, None
        if filled:
            self._view.viewport().update()
            if reach is not None and reach != self._selection.active:
                self.handle_dropped.emit(self._selection.active, reach)
        return filled

    def _cell(self, point: QPoint) -> Cell | None:
        index = self._view.indexAt(point)
        return (index.row(), index.column()) if index.isValid() else None

    def _nearest(self, point: QPoint) -> Cell | None:
        """The cell under the mouse, or the one at the edge over which it went out."""
        inside = self._view.viewport().rect()
        return self._cell(
            QPoint(
                min(inside.right(), max(inside.left(), point.x())), min(inside.bottom(), max(inside.top(), point.y()))
            )
        )

    # Headers

    def _header(self, at: int, *, rows: bool) -> None:
        if at < 0 or self._view.cursor()[0] < 0 or not self._view.may_leave():
            return
        modifiers = QApplication.keyboardModifiers()
        if modifiers & _SHIFT:
            self._header_to(at, rows=rows)
        elif rows:
            self._selection.select_row(at, adding=bool(modifiers & _CTRL))
        else:
            self._selection.select_column(at, adding=bool(modifiers & _CTRL))
        self._view.setFocus()

    def _header_dragged(self, at: int, *, rows: bool) -> None:
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton and self._selection.is_many:
            self._header_to(at, rows=rows)

    def _header_to(self, at: int, *, rows: bool) -> None:
        row, column = self._view.cursor()
        last_row, last_column = self._view.model().rowCount() - 1, self._view.model().columnCount() - 1
        if rows:
            self._selection.select(Block.between((row, 0), (at, last_column)))
        else:
            self._selection.select(Block.between((0, column), (last_row, at)))


def _stretched(block: Block, cell: Cell) -> Block | None:
    """The block stretched down or right to a cell, along the side on which the cell is farther out."""
    down, right = cell[0] - block.bottom, cell[1] - block.right
    if max(down, right) <= 0:
        return None
    if down >= right:
        return Block(block.top, block.left, cell[0], block.right)
    return Block(block.top, block.left, block.bottom, cell[1])
