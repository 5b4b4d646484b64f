"""The corner of the grid over the names: how many pupils."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ejournal_desktop.gui.grid.zoom import GridZoom
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.russian_dates import plural

_PUPILS = ("ученик", "ученика", "учеников")


class PageCorner(QWidget):
    """«24 ученика / по алфавиту»: pupils who belong to the group today."""

    def __init__(self, store: JournalStore, parent: QWidget, zoom: GridZoom) -> None:
        super().__init__(parent)
        self._zoom = zoom
        self._store = store
        self.setObjectName("page_corner")
        self.setAccessibleName(f"{self.text()}, {self.beside()}")
        self.setToolTip("\n".join(f"{name}: {plural(pupils, *_PUPILS)}" for name, pupils in store.page.beside))

    def text(self) -> str:
        """«24 ученика»."""
        here = sum(1 for pupil in self._store.pupils if pupil.belongs(self._store.page.today))
        return plural(here, *_PUPILS)

    def beside(self) -> str:
        """«+12 в 7А англ. 1»: who learns the subject elsewhere; of a whole class how its pupils stand."""
        groups = self._store.page.beside
        if len(groups) == 1:
            return f"+{groups[0][1]} в {groups[0][0]}"
        return f"+{sum(pupils for _, pupils in groups)} в других группах" if groups else "по алфавиту"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two lines on the colour of headers."""
        painter = QPainter(self)
        look = self._zoom.look()
        painter.fillRect(event.rect(), look.color("header"))
        font = look.font("body")
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        left = look.px(14)
        painter.drawText(
            QRect(left, look.px(12), self.width() - left, look.px(20)), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("text_2"))
        below = QRect(left, look.px(32), self.width() - left, look.px(16))
        words = painter.fontMetrics().elidedText(self.beside(), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.color("border_ctl"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("border_ctl"))
