"""The lessons of a page over their columns: month, day, kind and weight of the work, and what is missing or closed."""

from functools import lru_cache

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHeaderView, QWidget

from ejournal_desktop.gui import icons, theme
from ejournal_desktop.gui.grid.cell_look import month_edges
from ejournal_desktop.gui.grid.cell_text import weight_text
from ejournal_desktop.gui.grid.column_folds import ColumnFolds
from ejournal_desktop.gui.grid.column_state import column_state
from ejournal_desktop.gui.grid.zoom import GridZoom
from ejournal_desktop.gui.models.journal_cells import Column
from ejournal_desktop.gui.models.journal_store import JournalStore

HEADER_HEIGHT = 66
_MONTHS = ("", "янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.", "дек.")


class LessonHeader(QHeaderView):
    """The horizontal header, painted as a whole: two works of a lesson share one date."""

    def __init__(self, store: JournalStore, parent: QWidget, zoom: GridZoom, folds: ColumnFolds) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._folds = folds
        self._zoom = zoom
        self._store = store
        self._current = -1
        self._fonts = _Fonts(self._zoom.look())
        self.setObjectName("lesson_header")
        self.setAccessibleName("Уроки")
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """Four lines high."""
        return QSize(0, self._zoom.look().px(HEADER_HEIGHT))

    def show_current(self, column: int) -> None:
        """Mark the column that is being written."""
        if column != self._current:
            for changed in (self._current, column):
                if 0 <= changed < self.count():
                    left, width = self.sectionViewportPosition(changed), self.sectionSize(changed)
                    self.viewport().update(left, 0, width, self.height())
            self._current = column

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every visible column."""
        painter = QPainter(self.viewport())
        look = self._zoom.look()
        painter.fillRect(event.rect(), look.color("header"))
        if not self.count():
            return
        edges, self._fonts = month_edges(self._store), _Fonts(look)
        columns = self._columns_in(event.rect())
        for column in columns:
            self._paint_column(painter, column, look, starts_month=column in edges)
        for column in columns:
            if not self._joins_next(column - 1) and not self._is_narrow(column):
                self._paint_date(painter, column, look, with_month=column in edges or column == 0)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border_ctl"))

    def _columns_in(self, dirty: QRect) -> range:
        """Columns that touch a part, from the one that holds the date of the first."""
        first, last = max(0, self.visualIndexAt(dirty.left())), self.visualIndexAt(dirty.right())
        while self._joins_next(first - 1):
            first -= 1
        return range(first, (self.count() - 1 if last < 0 else last) + 1)

    def _paint_column(self, painter: QPainter, column: int, look: theme.Theme, *, starts_month: bool) -> None:
        place = self._store.columns[column]
        left, width = self.sectionViewportPosition(column), self.sectionSize(column)
        cell = QRect(left, 0, width, self.height())
        today = place.lesson.held_on == self._store.page.today
        if column == self._current or today:
            painter.fillRect(cell, look.color("accent_bg"))
        if today:
            painter.fillRect(left, 0, width, look.px(3), look.color("accent"))
        joined = self._joins_next(column)
        above = look.px(44) if joined else 0
        painter.fillRect(cell.right(), above, 1, cell.height() - above, look.color("grid"))
        if starts_month:
            painter.fillRect(left, 0, 1, cell.height(), look.color("border_ctl"))
        if self._is_narrow(column):
            return
        self._paint_work(painter, place, cell, look)
        self._paint_state(painter, column, cell, look)

    def _is_narrow(self, column: int) -> bool:
        """Whether only a strip stands there: nothing is written over it."""
        return self._store.columns[column].lesson.state == "cancelled" or self._folds.folds(column)

    def _joins_next(self, column: int) -> bool:
        columns = self._store.columns
        if self._folds.folds(column) or self._folds.folds(column + 1):
            return False
        return 0 <= column < len(columns) - 1 and columns[column].lesson is columns[column + 1].lesson

    def _paint_date(self, painter: QPainter, column: int, look: theme.Theme, *, with_month: bool) -> None:
        last = column
        while self._joins_next(last):
            last += 1
        left = self.sectionViewportPosition(column)
        width = self.sectionViewportPosition(last) + self.sectionSize(last) - left
        day, page = self._store.columns[column].lesson.held_on, self._store.page
        if with_month:
            painter.setFont(self._fonts.caption)
            painter.setPen(look.color("text_2"))
            painter.drawText(QRect(left + look.px(4), look.px(3), width * 3, look.px(15)), 0, _MONTHS[day.month])
        painter.setFont(self._fonts.today if day == page.today else self._fonts.body)
        colour = "accent" if day == page.today else "text_2" if day > page.today else "text"
        painter.setPen(look.color(colour))
        painter.drawText(QRect(left, look.px(17), width, look.px(18)), Qt.AlignmentFlag.AlignCenter, f"{day.day:02}")

    def _paint_work(self, painter: QPainter, place: Column, cell: QRect, look: theme.Theme) -> None:
        if place.work is None:
            return
        weight = f"·{weight_text(place.work.weight)}" if place.work.weight != 1 else ""
        painter.setFont(self._fonts.bold if place.is_control else self._fonts.caption)
        painter.setPen(look.color("text" if place.is_control else "text_2"))
        line = QRect(cell.left(), look.px(35), cell.width() - 1, look.px(15))
        text = painter.fontMetrics().elidedText(
            place.work.kind_short + weight, Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_state(self, painter: QPainter, column: int, cell: QRect, look: theme.Theme) -> None:
        state = column_state(self._store, column)
        line = QRect(cell.left(), look.px(50), cell.width() - 1, look.px(14))
        if state.icon:
            side = look.px(12)
            picture = _picture(look, state.icon, state.colour)
            painter.drawPixmap(line.center().x() - side // 2 + 1, line.center().y() - side // 2, side, side, picture)
        elif state.word and not self._joins_next(column - 1):
            painter.setFont(self._fonts.bold)
            painter.setPen(look.color(state.colour))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, state.word)


@lru_cache(maxsize=64)
def _picture(look: theme.Theme, icon: str, colour: str) -> QPixmap:
    """Drawn by the icon font once: the headers of all pages have a few pictures."""
    del look  # the theme in use: another one has other pictures
    return icons.pixmap(icon, colour, 12)


class _Fonts:
    """Made once for a painting: forty lessons have four lines each."""

    def __init__(self, look: theme.Theme) -> None:
        self.caption, self.bold = look.font("caption"), look.font("caption")
        self.bold.setBold(True)
        self.body, self.today = look.font("body"), look.font("body")
        self.today.setWeight(QFont.Weight.Bold)
