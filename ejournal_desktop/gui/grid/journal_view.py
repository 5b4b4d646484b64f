"""The grid of a journal page: a ``QTableView`` for the keyboard, the mouse and screen readers, painted by itself."""

from collections.abc import Callable, Iterable
from typing import Final, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.cell_editor import CellEditor
from ejournal_desktop.gui.grid.cell_look import CellLooks
from ejournal_desktop.gui.grid.cell_paint import shared_glyphs
from ejournal_desktop.gui.grid.column_folds import ColumnFolds
from ejournal_desktop.gui.grid.density import column_width, row_height
from ejournal_desktop.gui.grid.lesson_header import LessonHeader
from ejournal_desktop.gui.grid.page_corner import PageCorner
from ejournal_desktop.gui.grid.pupil_header import PupilHeader
from ejournal_desktop.gui.grid.row_filter import RowFilter
from ejournal_desktop.gui.grid.zoom import GridZoom
from ejournal_desktop.gui.models.journal_model import JournalModel

_Index = QModelIndex | QPersistentModelIndex

Overlay = Callable[[QPainter, theme.Theme], None]
"""Paints over the cells and under the cursor."""

ROW_HEIGHT: Final = 27
CANCELLED_WIDTH: Final = 10
_FLASH_MS: Final = 150
_TODAY_FROM_LEFT: Final = 2 / 3


class JournalView(QTableView):
    """Pupils × works. Keys go to the typing flow, which moves the cursor and opens the painted editor."""

    current_changed = Signal(int, int, int, int)
    """Row and column that were left (-1: none), row and column that are current now."""
    key_pressed = Signal(QKeyEvent)
    cell_double_clicked = Signal(int, int)

    def __init__(self, model: JournalModel, parent: QWidget | None = None, zoom: GridZoom | None = None) -> None:
        super().__init__(parent)
        self.zoom = zoom or GridZoom(self)
        self.shown = RowFilter(self)
        self._store = model.store
        self.folds = ColumnFolds(self._store, self)
        self._looks = CellLooks(self._store)
        self._glyphs = shared_glyphs()
        self._editor: CellEditor | None = None
        self._editor_is_wrong = False
        self._flashes = False
        self._low = False
        self._may_leave: Callable[[], bool] = _always
        self._overlays: list[Overlay] = []
        self.fills = model.store.page.writable
        """Whether the corner of a selection has the handle that fills."""
        self.setObjectName("journal_grid")
        self.setProperty("own_markup", True)  # its tips
        self.setAccessibleName("Журнал: ученики и работы")
        self.setAccessibleDescription(
            "Tab ходит по ячейкам, F6 — выйти из таблицы, F7 — свойства урока и обратно, F8 — способ ввода"
        )
        self._set_up_headers()
        self.setModel(model)
        self._set_up_table()
        model.dataChanged.connect(self._forget_cells)
        model.modelReset.connect(self._forget_all)
        theme.changes().changed.connect(self._theme_changed)
        self.zoom.changed.connect(self._theme_changed)
        self.shown.changed.connect(self._show_rows)
        self.folds.changed.connect(self._show_columns)
        self.use_sizes(low=False)

    def _set_up_table(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(True)

    def _set_up_headers(self) -> None:
        self.names = PupilHeader(self._store, self, self.zoom)
        self.lessons = LessonHeader(self._store, self, self.zoom, self.folds)
        self.setVerticalHeader(self.names)
        self.setHorizontalHeader(self.lessons)
        self.names.setVisible(True)
        self.lessons.setVisible(True)
        self._corner = PageCorner(self._store, self, self.zoom)

    def set_leave_guard(self, may_leave: Callable[[], bool]) -> None:
        """Ask ``may_leave()`` before a click moves the cursor: an impossible text keeps it."""
        self._may_leave = may_leave

    def may_leave(self) -> bool:
        """Whether the cursor may go: a text that does not fit keeps it."""
        return self._may_leave()

    def add_overlay(self, overlay: Overlay) -> None:
        """Paint something over the cells: a selection, what is about to be pasted."""
        self._overlays.append(overlay)

    @property
    def is_editing(self) -> bool:
        """Whether a text is being typed."""
        return self._editor is not None

    def look(self) -> theme.Theme:
        """The theme at the size of this grid."""
        return self.zoom.look()

    def use_sizes(self, *, low: bool) -> None:
        """Row height for a low window (≤ 768 px) or a normal one; cancelled lessons are folded."""
        self._low = low
        look = self.look()
        height = look.px(row_height(look, low=low))
        if self.names.defaultSectionSize() != height:
            self.names.setMinimumSectionSize(height)
            self.names.setDefaultSectionSize(height)
        self.lessons.setMinimumSectionSize(look.px(CANCELLED_WIDTH))
        self.lessons.setDefaultSectionSize(look.px(column_width(look)))
        for at, column in enumerate(self._store.columns):
            if column.lesson.state == "cancelled" or self.folds.folds(at):
                self.lessons.resizeSection(at, look.px(CANCELLED_WIDTH))
            else:
                self.lessons.resizeSection(at, self.lessons.defaultSectionSize())

    # The cursor

    def cursor(self) -> tuple[int, int]:  # type: ignore[override]
        """Row and column being written; -1, -1 on an empty page."""
        index = self.currentIndex()
        return index.row(), index.column()

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell and bring it into sight; a filter or a fold that hides it gives way."""
        if not self.shown.shows(row):
            self.shown.use(None)
        self.folds.unfold(column)
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Repaint the two cells and tell who listens."""
        super().currentChanged(current, previous)
        for index in (previous, current):
            if index.isValid():
                self.viewport().update(self._around(index.row(), index.column()))
        self.names.show_current(current.row())
        self.lessons.show_current(current.column())
        self.current_changed.emit(previous.row(), previous.column(), current.row(), current.column())

    def show_column_at_right_third(self, column: int) -> None:
        """Scroll so that a column stands where the right third begins: what was before it is in sight."""
        place = self.lessons.sectionPosition(column)
        self.horizontalScrollBar().setValue(round(place - self.viewport().width() * _TODAY_FROM_LEFT))

    def _show_rows(self) -> None:
        for row in range(self.model().rowCount()):
            self.setRowHidden(row, not self.shown.shows(row))
        self.viewport().update()

    def _show_columns(self) -> None:
        row, column = self.cursor()
        if self.folds.folds(column):  # the cursor leaves what is put away
            beside = self.folds.step(column, 1)
            self.move_to(row, beside if beside != column else self.folds.step(column, -1))
        self.use_sizes(low=self._low)
        for part in (self.viewport(), self.lessons.viewport()):
            part.update()

    # The editor

    def show_editor(self, editor: CellEditor | None, *, wrong: bool = False) -> None:
        """Show the text being typed in the current cell, in the colour of an error when it cannot be."""
        self._editor, self._editor_is_wrong = editor, wrong
        row, column = self.cursor()
        if row >= 0:
            self.viewport().update(self._editor_rect(row, column).adjusted(-3, -3, self._width_of(column) * 2, 3))

    def flash(self) -> None:
        """A soft flash of the current cell: there is no further pupil."""
        self._flash(on=True)
        QTimer.singleShot(_FLASH_MS, self, lambda: self._flash(on=False))

    def _flash(self, *, on: bool) -> None:
        self._flashes = on
        self.viewport().update(self._around(*self.cursor()))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the pictures of the cells of the dirty part, then the focus ring and the editor over them."""
        painter = QPainter(self.viewport())
        look = self.look()
        for dirty in cast("Iterable[QRect]", event.region()):
            painter.fillRect(dirty, look.color("window"))
            self._paint_cells(painter, dirty, look)
        for overlay in self._overlays:
            overlay(painter, look)
        self._paint_cursor(painter, look)

    def _paint_cells(self, painter: QPainter, dirty: QRect, look: theme.Theme) -> None:
        rows, columns = (
            self._range(self.names, dirty.top(), dirty.bottom()),
            self._range(self.lessons, dirty.left(), dirty.right()),
        )
        ratio, looks, glyphs = self.devicePixelRatioF(), self._looks, self._glyphs
        shown = self.shown.among(rows)
        places = [(row, self.names.sectionViewportPosition(row), self.names.sectionSize(row)) for row in shown]
        for column in columns:
            left, width = self.lessons.sectionViewportPosition(column), self.lessons.sectionSize(column)
            if self.folds.folds(column):
                painter.fillRect(left, dirty.top(), width - 1, dirty.height(), look.color("header"))
                continue
            known: dict[tuple[int, int], QPixmap] = {}  # equal looks are one object: its identity is found faster
            for row, top, height in places:
                cell = looks.at(row, column)
                picture = known.get((id(cell), height))
                if picture is None:
                    picture = known[id(cell), height] = glyphs.pixmap(cell, width, height, look, ratio)
                painter.drawPixmap(left, top, picture)

    @staticmethod
    def _range(header: PupilHeader | LessonHeader, start: int, end: int) -> range:
        first, last = header.visualIndexAt(max(0, start)), header.visualIndexAt(end)
        if first < 0:
            return range(0)
        return range(first, (header.count() - 1 if last < 0 else last) + 1)

    def _paint_cursor(self, painter: QPainter, look: theme.Theme) -> None:
        row, column = self.cursor()
        if row < 0:
            return
        cell = self.cell_rect(row, column)
        if self._editor is not None:
            cell = self._editor_rect(row, column)
            self._paint_editor(painter, cell, look)
        if self._flashes:
            glow = QColor(look.color("accent"))
            glow.setAlphaF(0.35)
            painter.fillRect(cell, glow)
        active = self.hasFocus() or self.viewport().hasFocus()
        ring = "err" if self._editor is not None and self._editor_is_wrong else "accent" if active else "border_ctl"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color(ring), look.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cell.adjusted(0, 0, -1, -1), 2, 2)

    def _paint_editor(self, painter: QPainter, cell: QRect, look: theme.Theme) -> None:
        editor = self._editor
        if editor is None:
            return
        painter.fillRect(cell, look.color("surface"))
        font = look.font("cell")
        painter.setFont(font)
        metrics = QFontMetrics(font)
        start = cell.left() + (cell.width() - metrics.horizontalAdvance(editor.text)) // 2
        if editor.all_selected:
            marked = QRect(start - 1, cell.top() + 4, metrics.horizontalAdvance(editor.text) + 2, cell.height() - 8)
            painter.fillRect(marked, look.color("accent_bg"))
        painter.setPen(look.color("err" if self._editor_is_wrong else "text"))
        line = QRect(start, cell.top(), cell.width(), cell.height() - 1)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, editor.text)
        caret = start + metrics.horizontalAdvance(editor.text[: editor.caret])
        painter.fillRect(caret, cell.top() + look.px(5), look.px(1), cell.height() - look.px(10), look.color("text"))

    def cell_rect(self, row: int, column: int) -> QRect:
        """The place of a cell in the viewport."""
        return QRect(
            self.lessons.sectionViewportPosition(column),
            self.names.sectionViewportPosition(row),
            self._width_of(column),
            self.names.sectionSize(row),
        )

    def _editor_rect(self, row: int, column: int) -> QRect:
        cell = self.cell_rect(row, column)
        if self._editor is not None:
            needed = QFontMetrics(self.look().font("cell")).horizontalAdvance(self._editor.text) + self.look().px(12)
            cell.setWidth(max(cell.width(), needed))
        return cell

    def _around(self, row: int, column: int) -> QRect:
        return self.cell_rect(row, column).adjusted(-3, -3, 3, 3)

    def _width_of(self, column: int) -> int:
        return self.lessons.sectionSize(column)

    def _forget_cells(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            for column in range(first.column(), last.column() + 1):
                self._looks.forget(row, column)
        block = self.cell_rect(first.row(), first.column())
        self.viewport().update(block.united(self.cell_rect(last.row(), last.column())))

    def _forget_all(self) -> None:
        self._looks.forget_all()
        self.use_sizes(low=self._low)
        self.viewport().update()

    def _theme_changed(self) -> None:
        self._looks.forget_all()
        self.use_sizes(low=self._low)
        self.updateGeometries()
        self._corner.update()
        for part in (self.viewport(), self.names.viewport(), self.lessons.viewport()):
            part.update()

    # Events

    def updateGeometries(self) -> None:
        """Keep the corner over the names and the header."""
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self.names.width(), self.lessons.height())
        self._corner.raise_()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel: larger or smaller; Shift and the wheel: by one lesson."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom.step(1 if turned > 0 else -1)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + self.lessons.defaultSectionSize() * (-1 if turned > 0 else 1))
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cursor in sight when the pane beside opens."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Plain keys are typed into the grid, never taken by a shortcut of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_plain(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything typed goes to the typing flow."""
        event.ignore()
        self.key_pressed.emit(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing a sign writes it; Qt's search by first letters is off."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click moves the cursor unless an impossible text holds it."""
        if self._may_leave():
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit in place."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.cell_double_clicked.emit(index.row(), index.column())


def _is_plain(event: QKeyEvent) -> bool:
    chords = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    is_function_key = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    return not event.modifiers() & chords and not is_function_key


def _always() -> bool:
    return True
