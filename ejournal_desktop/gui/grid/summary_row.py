"""The row below the grid: pupils absent and marks set in each column, the page's average and quality."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.cell_text import decimal_text, lesson_words
from ejournal_desktop.gui.grid.journal_view import ROW_HEIGHT, JournalView
from ejournal_desktop.gui.grid.totals_view import TotalsView
from ejournal_desktop.gui.models.page_figures import PageFigures


class SummaryRow(QWidget):
    """Spans grid and totals and follows their columns."""

    def __init__(self, grid: JournalView, totals: TotalsView, figures: PageFigures, parent: QWidget) -> None:
        super().__init__(parent)
        store = self._store = figures.store
        self._grid = grid
        self._totals = totals
        self._figures = figures
        self._counts: dict[int, tuple[int, int]] = {}
        self.setObjectName("summary_row")
        self.setAccessibleName("Отсутствуют и отметки по урокам")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        store.column_totals_changed.connect(self._column_changed)
        store.columns_changed.connect(self._forget)
        grid.horizontalScrollBar().valueChanged.connect(lambda _value: self.update())
        grid.current_changed.connect(lambda *_cells: self._tell())
        theme.changes().changed.connect(self.updateGeometry)
        grid.zoom.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One row high."""
        return QSize(100, self._grid.look().px(ROW_HEIGHT))

    def text(self, column: int) -> str:
        """«1/13»: absent and marked; only marks in the second work of a lesson; nothing where nothing was recorded."""
        if column not in self._counts:
            self._counts[column] = self._figures.column_counts(column)
        absent, marked = self._counts[column]
        lesson = self._store.columns[column].lesson
        if lesson.held_on > self._store.page.today or lesson.state == "cancelled":
            return ""
        repeats = column > 0 and self._store.columns[column - 1].lesson is lesson
        if not self._counts_marks:
            return "" if repeats else str(absent)
        return str(marked) if repeats else f"{absent}/{marked}"

    def words(self, column: int) -> str:
        """What is painted of a column, and of the page, in words for a screen reader."""
        lesson, text = self._store.columns[column].lesson, self.text(column)
        absent, _, marked = text.rpartition("/")
        figures = f"отсутствуют {absent}, отметок {marked}" if absent else f"отметок {marked}" if text else "данных нет"
        if text and not self._counts_marks:
            figures = f"отсутствуют {text}"
        average, quality = self.average_text(), self._quality()
        page = f"; на странице средний балл {average}" if average else ""
        return f"{lesson_words(lesson)}: {figures}{page}" + (
            f", {quality.replace('кач.', 'качество знаний')}" if quality else ""
        )

    def _tell(self) -> None:
        column = self._grid.cursor()[1]
        self.setAccessibleDescription(self.words(column) if 0 <= column < len(self._store.columns) else "")

    def _label(self) -> str:
        """Where no marks are set none are counted (rulings 28)."""
        return "Отсутствуют / отметок" if self._counts_marks else "Отсутствуют"

    @property
    def _counts_marks(self) -> bool:
        return self._store.page.course.marking != "none"

    def average_text(self) -> str:
        """The average of the page."""
        average = self._figures.page_average()
        return decimal_text(average) if average is not None else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The label, the visible columns, the figures of the page."""
        painter = QPainter(self)
        look = self._grid.look()
        painter.fillRect(event.rect(), look.color("header"))
        painter.fillRect(0, 0, self.width(), 1, look.color("border_ctl"))
        names = self._grid.names.width()
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text_2"))
        label = QRect(look.px(14), 0, names - look.px(14), self.height())
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, self._label())
        painter.fillRect(names - 1, 0, 1, self.height(), look.color("border_ctl"))
        self._paint_columns(painter, names, event.rect(), look)
        self._paint_page(painter, look)

    def _paint_columns(self, painter: QPainter, names: int, dirty: QRect, look: theme.Theme) -> None:
        header, visible = (
            self._grid.lessons,
            dirty.intersected(QRect(names, 0, self._grid.width() - names, self.height())),
        )
        painter.save()
        painter.setClipRect(names, 0, self._grid.width() - names, self.height())
        for column in range(header.count()):
            left, width = header.sectionViewportPosition(column) + names, header.sectionSize(column)
            if left + width < visible.left() or left > visible.right():
                continue
            cell = QRect(left, 1, width - 1, self.height() - 1)
            painter.setPen(look.color("text_2"))
            if not self._grid.folds.folds(column):
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self.text(column))
            painter.fillRect(left + width - 1, 1, 1, self.height(), look.color("grid"))
        painter.restore()

    def _paint_page(self, painter: QPainter, look: theme.Theme) -> None:
        if not self._totals.columns_width():
            return
        left = self._totals.x() - self.x()
        painter.fillRect(left, 0, 1, self.height(), look.color("border_ctl"))
        font = look.font("body")
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        width = self._totals.horizontalHeader().sectionSize(0)
        painter.drawText(QRect(left, 1, width, self.height() - 1), Qt.AlignmentFlag.AlignCenter, self.average_text())
        quality = self._quality()
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text_2"))
        rest = QRect(left + width, 1, self.width() - left - width, self.height() - 1)
        painter.drawText(rest, Qt.AlignmentFlag.AlignCenter, quality)

    def _quality(self) -> str:
        """Качество of the last finals on the page: it is a figure of finals, never of daily marks."""
        share = self._figures.finals(self._store.page.period.period_id).quality
        return f"кач. {share} %" if share is not None else ""

    def _column_changed(self, column: int) -> None:
        self._counts.pop(column, None)
        self.update(
            self._grid.names.width() + self._grid.lessons.sectionViewportPosition(column),
            0,
            self._grid.lessons.sectionSize(column),
            self.height(),
        )
        self.update(self._totals.x(), 0, self._totals.width(), self.height())
        if column == self._grid.cursor()[1]:
            self._tell()

    def _forget(self) -> None:
        self._counts.clear()
        self.update()
