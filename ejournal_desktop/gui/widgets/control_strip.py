"""The strip of control works above a plan: the next days on which the class writes, too many on one day said so."""

from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ejournal_desktop.domain.control_schedule import ControlWork, by_day
from ejournal_desktop.gui import style
from ejournal_desktop.gui.control_words import crowd_words, day_words, full_words

_MOST: Final = 12


class ControlStrip(QFrame):
    """Badges of days in one line; what does not fit is counted, everything is in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("controlStrip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._title = QLabel("Контрольные:", self)
        self._title.setObjectName("controlStripTitle")
        self._title.setProperty("words", "second")
        self._more = QLabel(self)
        self._more.setObjectName("controlStripMore")
        self._more.setProperty("words", "second")
        self.badges = [QLabel(self) for _ in range(_MOST)]
        self._days: list[tuple[date, tuple[ControlWork, ...]]] = []
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._title)
        for number, badge in enumerate(self.badges):
            badge.setObjectName(f"controlDay{number}")
            badge.setProperty("badge", "plain")
            badge.hide()
            line.addWidget(badge)
        line.addWidget(self._more)
        line.addStretch(1)
        self.hide()

    def show_works(self, works: tuple[ControlWork, ...], since: date) -> None:
        """Show works from a day on; none hides the strip."""
        self._days = list(by_day(work for work in works if work.held_on >= since).items())
        self.setVisible(bool(self._days))
        for badge, (day, there) in zip(self.badges, self._days, strict=False):
            crowd = crowd_words(there)
            badge.setText(f"{day_words(day, there)}{f' · {crowd}' if crowd else ''}")
            badge.setToolTip(full_words(there))
            style.set_state(badge, "badge", "warn" if crowd else "plain")
        self.setAccessibleName(f"Контрольные работы класса: {'; '.join(day_words(*one) for one in self._days)}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many days as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        spacing = self._line.spacing()
        room = self.width() - self._title.sizeHint().width() - self._more.fontMetrics().horizontalAdvance("ещё 00")
        shown = 0
        for badge in self.badges[: len(self._days)]:
            room -= badge.sizeHint().width() + spacing
            if room < 0 and shown:
                break
            shown += 1
        for number, badge in enumerate(self.badges):
            badge.setVisible(number < shown)
        left = self._days[shown:]
        self._more.setText(f"ещё {len(left)}" if left else "")
        self._more.setToolTip("\n".join(day_words(*one) for one in left))
