"""Averages, proposals and final marks: a second narrow grid that scrolls with the first."""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ejournal_desktop.gui import icons, theme
from ejournal_desktop.gui.grid.cell_look import ROWS_OF_A_GROUP
from ejournal_desktop.gui.grid.lesson_header import HEADER_HEIGHT
from ejournal_desktop.gui.grid.row_filter import RowFilter
from ejournal_desktop.gui.grid.zoom import GridZoom
from ejournal_desktop.gui.models.final_states import FinalColumn
from ejournal_desktop.gui.models.totals_model import TotalsModel

WIDE, NARROW = 48, 38
"""A figure with a word under it; the mark of a period."""
_WEAK = ("1", "2")
_SIGNS = {
    "waiting": ("hourglass-medium", "warn"),
    "refused": ("warning-circle", "err"),
    "conflict": ("git-merge", "warn"),
    "sending": ("arrow-up", "text_2"),
}


class TotalsHeader(QHeaderView):
    """«Ср. / взвеш.», «I ч. / четв.»."""

    def __init__(self, model: TotalsModel, parent: QWidget, zoom: GridZoom) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._zoom = zoom
        self._model = model
        self.setObjectName("totals_header")
        self.setAccessibleName("Итоги")
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the header of the lessons."""
        return QSize(0, self._zoom.look().px(HEADER_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two lines a column."""
        painter = QPainter(self.viewport())
        look = self._zoom.look()
        painter.fillRect(event.rect(), look.color("header"))
        for at, column in enumerate(self._model.columns):
            left, width = self.sectionViewportPosition(at), self.sectionSize(at)
            painter.setFont(look.font("body"))
            painter.setPen(look.color("text"))
            above = QRect(left, look.px(15), width, look.px(20))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, column.title)
            painter.setFont(look.font("caption"))
            painter.setPen(look.color("text_2"))
            below = QRect(left, look.px(36), width, look.px(15))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, column.subtitle)
            if self._model.is_open(at):
                picture = icons.pixmap("pencil-simple", "accent", 12)
                painter.drawPixmap(left + (width - look.px(12)) // 2, look.px(50), picture)
                painter.fillRect(left, 0, width - 1, look.px(3), look.color("accent"))
            painter.fillRect(left + width - 1, 0, 1, self.height(), look.color("grid"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border_ctl"))


class TotalsView(QTableView):
    """Painted here, written through ``FinalsEntry``; its rows are as high as the grid's."""

    def __init__(self, model: TotalsModel, parent: QWidget, zoom: GridZoom) -> None:
        super().__init__(parent)
        self._zoom = zoom
        self._totals = model
        self.setObjectName("totals_grid")
        self.setAccessibleName("Средний балл и отметки за периоды")
        self.setHorizontalHeader(TotalsHeader(model, self, zoom))
        self.horizontalHeader().setVisible(True)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        model.dataChanged.connect(self._repaint_rows)
        theme.changes().changed.connect(self.viewport().update)

    def go_to(self, row: int, final: FinalColumn) -> None:
        """Put the cursor on a final and give it the keys."""
        at = self._totals.column_of(final)
        if at is not None:
            self.setFocus()
            self.setCurrentIndex(self._totals.index(row, at))

    def use_sizes(self, row_height: int) -> None:
        """Follow the grid's row height; the width shows every column."""
        self.verticalHeader().setMinimumSectionSize(row_height)
        self.verticalHeader().setDefaultSectionSize(row_height)
        for at, width in enumerate(self._widths()):
            self.horizontalHeader().resizeSection(at, width)
        self.setFixedWidth(self.columns_width() + self.verticalScrollBar().sizeHint().width())

    def follow(self, shown: RowFilter) -> None:
        """Hide the pupils that the grid hides."""
        for row in range(self._totals.rowCount()):
            self.setRowHidden(row, not shown.shows(row))

    def columns_width(self) -> int:
        """Width of the columns without the scroll bar."""
        return sum(self._widths())

    def _widths(self) -> list[int]:
        """Marks of periods are one figure wide: so 26 lessons stay in sight at 1366 px (ux 9)."""
        look = self._zoom.look()
        return [look.px(NARROW if column.is_period else WIDE) for column in self._totals.columns]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible rows of the dirty part."""
        painter = QPainter(self.viewport())
        look = self._zoom.look()
        painter.fillRect(event.rect(), look.color("window"))
        rows = self.verticalHeader()
        if not rows.count() or not self._totals.columns:
            return
        first, last = rows.visualIndexAt(max(0, event.rect().top())), rows.visualIndexAt(event.rect().bottom())
        plain, bold = look.font("cell"), look.font("cell")
        bold.setWeight(QFont.Weight.Bold)
        for row in range(max(0, first), (rows.count() - 1 if last < 0 else last) + 1):
            if not rows.isSectionHidden(row):
                self._paint_row(painter, row, look, (plain, bold))
        painter.fillRect(0, event.rect().top(), 1, event.rect().height(), look.color("border_ctl"))

    def _paint_row(self, painter: QPainter, row: int, look: theme.Theme, fonts: tuple[QFont, QFont]) -> None:
        top, height = self.verticalHeader().sectionViewportPosition(row), self.verticalHeader().sectionSize(row)
        header = self.horizontalHeader()
        plain, bold = fonts
        painter.fillRect(0, top, self.columns_width(), height, look.color("surface"))
        for at, column in enumerate(self._totals.columns):
            cell = QRect(header.sectionViewportPosition(at), top, header.sectionSize(at), height)
            self._paint_text(painter, (row, at), cell, look, bold if column.final is not None else plain)
            if column.final is not None:
                self._paint_state(painter, row, at, cell, look)
            self._paint_cursor(painter, (row, at), cell, look)
            painter.fillRect(cell.right(), top, 1, height, look.color("grid"))
        edge = row % ROWS_OF_A_GROUP == ROWS_OF_A_GROUP - 1
        painter.fillRect(0, top + height - 1, self.width(), 1, look.color("border_ctl" if edge else "grid"))

    def _paint_text(
        self, painter: QPainter, place: tuple[int, int], cell: QRect, look: theme.Theme, font: QFont
    ) -> None:
        row, at = place
        text = self._totals.text(row, at)
        ghost = self._totals.ghost(row, at) if not text else ""
        if not text and not ghost:
            return
        quiet = bool(ghost) or self._totals.columns[at].kind == "proposal"
        weak = text.startswith(_WEAK) and not ghost
        if weak or quiet:
            font = QFont(font)
            font.setWeight(QFont.Weight.Bold if weak else QFont.Weight.Normal)
            font.setItalic(bool(ghost))
        painter.setFont(font)
        colour = look.color("text_2") if quiet and not weak else look.color("text")
        painter.setPen(look.mark_tint("poor").text if weak else colour)
        painter.drawText(cell.adjusted(0, 0, -1, -1), Qt.AlignmentFlag.AlignCenter, text or ghost)

    def _paint_state(self, painter: QPainter, row: int, at: int, cell: QRect, look: theme.Theme) -> None:
        """A sign where the server does not hold what is shown, or marks changed since."""
        final = self._totals.columns[at].final
        state = self._totals.book.state(row, final) if final is not None else None
        if state is not None and (state.changed_after or state.stage in _SIGNS):
            icon, colour = _SIGNS.get(state.stage, ("warning", "warn"))
            side = look.px(12)
            painter.drawPixmap(
                cell.right() - side - look.px(1), cell.top() + look.px(1), icons.pixmap(icon, colour, 12)
            )

    def _paint_cursor(self, painter: QPainter, place: tuple[int, int], cell: QRect, look: theme.Theme) -> None:
        """A frame around the cell that the keys are in, an average as well as a final."""
        index = self.currentIndex()
        if place == (index.row(), index.column()) and self.hasFocus():
            painter.setPen(QPen(look.color("accent"), look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -2, -2))

    def _repaint_rows(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            top, height = self.verticalHeader().sectionViewportPosition(row), self.verticalHeader().sectionSize(row)
            self.viewport().update(0, top, self.width(), height)
