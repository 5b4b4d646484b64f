"""The names of a page as the vertical header of its grid: always in sight, and row headers for screen readers."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.cell_look import ROWS_OF_A_GROUP
from ejournal_desktop.gui.grid.pupil_badge import badge_of, short_name
from ejournal_desktop.gui.grid.zoom import GridZoom
from ejournal_desktop.gui.models.journal_store import JournalStore

NAMES_WIDTH = 196
SHORT_NAMES_WIDTH = 150
NARROW_WINDOW = 1200
_SIGN_WIDTH = 18


class PupilHeader(QHeaderView):
    """№, «Фамилия Имя» and since or until when; who is no longer in the group is in the second colour."""

    def __init__(self, store: JournalStore, parent: QWidget, zoom: GridZoom) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._zoom = zoom
        self._store = store
        self._current = -1
        self._signs: Mapping[int, str] = {}
        self.setObjectName("pupil_names")
        self.setAccessibleName("Ученики")
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        """The width of the names column."""
        return QSize(self._zoom.look().px(SHORT_NAMES_WIDTH if self._is_short() else NAMES_WIDTH), 0)

    def _is_short(self) -> bool:
        """«Фамилия И.» in a narrow window, and where the scale makes it one."""
        return self.window().width() < self._zoom.look().px(NARROW_WINDOW)

    def show_current(self, row: int) -> None:
        """Mark the row that is being written."""
        if row != self._current:
            for changed in (self._current, row):
                if changed >= 0:
                    self.viewport().update(
                        0, self.sectionViewportPosition(changed), self.width(), self.sectionSize(changed)
                    )
            self._current = row

    def show_signs(self, signs: Mapping[int, str]) -> None:
        """The key that marks a pupil absent stands beside the name while the roll is called."""
        self._signs = signs
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows of the dirty part only."""
        painter = QPainter(self.viewport())
        look = self._zoom.look()
        painter.fillRect(event.rect(), look.color("window"))
        if not self.count():
            return
        first = max(0, self.visualIndexAt(event.rect().top()))
        last = self.visualIndexAt(event.rect().bottom())
        fonts = _Fonts(look)
        for row in range(first, (self.count() - 1 if last < 0 else last) + 1):
            if not self.isSectionHidden(row):
                self._paint_row(painter, row, look, fonts)

    def _paint_row(self, painter: QPainter, row: int, look: theme.Theme, fonts: "_Fonts") -> None:
        cell = QRect(0, self.sectionViewportPosition(row), self.viewport().width(), self.sectionSize(row))
        current = row == self._current
        painter.fillRect(cell, look.color("accent_bg" if current else "surface"))
        pupil = self._store.pupils[row]
        here = pupil.belongs(self._store.page.today)
        number = cell.adjusted(0, 0, look.px(28) - cell.width(), 0)
        painter.setFont(fonts.caption)
        painter.setPen(look.color("text_2"))
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row + 1))
        name = cell.adjusted(look.px(36), 0, -look.px(6), 0)
        if row in self._signs:
            self._paint_sign(painter, name, look, self._signs[row])
            name.setRight(name.right() - look.px(_SIGN_WIDTH + 4))
        painter.setFont(fonts.current if current else fonts.body)
        painter.setPen(look.color("text" if here else "text_2"))
        badge = badge_of(pupil, self._store.page)
        if badge:
            painter.setFont(fonts.caption)
            painter.drawText(name, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, badge)
            name.setRight(name.right() - painter.fontMetrics().horizontalAdvance(badge) - look.px(6))
            painter.setFont(fonts.current if current else fonts.body)
        words = short_name(pupil) if self._is_short() or badge else f"{pupil.last_name} {pupil.first_name}"
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        edge = row % ROWS_OF_A_GROUP == ROWS_OF_A_GROUP - 1
        painter.fillRect(0, cell.bottom(), cell.width(), 1, look.color("border_ctl" if edge else "grid"))
        painter.fillRect(cell.right(), cell.top(), 1, cell.height(), look.color("border_ctl"))

    @staticmethod
    def _paint_sign(painter: QPainter, name: QRect, look: theme.Theme, sign: str) -> None:
        """A key cap at the right end of the name."""
        height = min(look.px(_SIGN_WIDTH), name.height() - look.px(4))
        cap = QRect(name.right() - look.px(_SIGN_WIDTH), name.center().y() - height // 2, look.px(_SIGN_WIDTH), height)
        painter.setPen(look.color("border_ctl"))
        painter.setBrush(look.color("header"))
        painter.drawRoundedRect(cap, look.px(3), look.px(3))
        painter.setFont(look.font("body"))
        painter.setPen(look.color("text"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, sign)


class _Fonts:
    """Made once for a painting: there are thirty names on a page."""

    def __init__(self, look: theme.Theme) -> None:
        self.caption = look.font("caption")
        self.body = look.font("body")
        self.current = look.font("body")
        self.current.setWeight(QFont.Weight.Bold)
