"""A few painted cells: how marks look with the settings that are chosen."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.cell_look import CellLook, Ground, kind_of
from ejournal_desktop.gui.grid.cell_paint import shared_glyphs
from ejournal_desktop.gui.grid.density import column_width, row_height

_ROWS: Final[tuple[tuple[CellValue | Ground, ...], ...]] = (
    (CellValue("5"), CellValue("4"), CellValue("3"), CellValue("2"), CellValue("4/5"), "future"),
    (CellValue(None, "н"), CellValue(None, "б"), CellValue(None, "оп"), CellValue("."), CellValue("5?"), "future"),
)


class GridSample(QWidget):
    """Two rows as the journal paints them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grid_sample")
        self.setAccessibleName("Образец: отметки 5, 4, 3, 2, 4/5, пропуски, опоздание, долг, черновик, будущий урок")
        theme.changes().changed.connect(self._theme_changed)

    def _theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the cells."""
        look = theme.current()
        return QSize(len(_ROWS[0]) * look.px(column_width(look)) + 2, len(_ROWS) * look.px(row_height(look)) + 2)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint with the pictures of the journal."""
        painter, look = QPainter(self), theme.current()
        width, height = look.px(column_width(look)), look.px(row_height(look))
        painter.setPen(look.color("border_ctl"))
        painter.drawRect(0, 0, width * len(_ROWS[0]) + 1, height * len(_ROWS) + 1)
        for row, cells in enumerate(_ROWS):
            for column, cell in enumerate(cells):
                picture = shared_glyphs().pixmap(_look_of(cell), width, height, look, self.devicePixelRatioF())
                painter.drawPixmap(1 + column * width, 1 + row * height, picture)


def _look_of(cell: CellValue | Ground) -> CellLook:
    if not isinstance(cell, CellValue):
        return CellLook(ground=cell)
    return CellLook(text=cell.text, kind=kind_of(cell), draft=bool(cell.mark and cell.mark.endswith("?")))
