"""The rail of sections: icons with words, or icons alone where a page needs the width."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ejournal_desktop.gui import icons, style, theme

_OPEN: Final = 200
_CLOSED: Final = 52
_SECTION: Final = 36
_LEAST_SECTION: Final = 24
_GAP: Final = 2
_ROUND: Final = 16
"""A section at its ease and drawn together, the gap to the next one, what is left above and below all."""


class NavRail(QFrame):
    """Sections of the role; ``chosen`` carries the id of one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QToolButton] = {}
        self._icons: dict[str, str] = {}
        self._is_open = True
        self._group = QButtonGroup(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        room = QScrollArea(self)  # large letters on a low screen: more sections than it has room for
        room.setObjectName("navRoom")
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidgetResizable(True)
        room.setMinimumHeight(1)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(room)
        self._sections = QWidget(room)
        self._sections.setObjectName("scrolled")
        room.setWidget(self._sections)
        self._column = QVBoxLayout(self._sections)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(2)
        self._column.addStretch()
        theme.changes().changed.connect(self._dress)

    def set_items(self, items: Sequence[tuple[str, str, str]]) -> None:
        """Show sections: id, words, icon."""
        for page_id, title, icon in items:
            button = QToolButton(self._sections)
            button.setObjectName(f"nav_{page_id}")
            button.setText(f"\N{EN SPACE}{title}")
            button.setCheckable(True)
            button.setToolTip(title)
            button.setAccessibleName(title)
            button.clicked.connect(lambda _checked=False, chosen=page_id: self.chosen.emit(chosen))
            self._group.addButton(button)
            self._buttons[page_id], self._icons[page_id] = button, icon
            self._column.insertWidget(self._column.count() - 1, button)
        self._dress()

    def ids(self) -> list[str]:
        """The sections in order."""
        return list(self._buttons)

    def mark(self, page_id: str) -> None:
        """Mark the section that is open; an unknown one marks none."""
        self._group.setExclusive(False)
        for known, button in self._buttons.items():
            button.setChecked(known == page_id)
        self._group.setExclusive(True)
        self._dress()

    @property
    def is_open(self) -> bool:
        """Whether words are shown."""
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        """Show words, or icons alone with tooltips."""
        self._is_open = is_open
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the sections together where the window is low for them."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        look = theme.current()
        each = (self.height() - look.px(_ROUND)) // max(1, len(self._buttons)) - look.px(_GAP)
        height = max(look.px(_LEAST_SECTION), min(look.px(_SECTION), each))
        for button in self._buttons.values():
            style.set_state(button, "tight", height < look.px(_SECTION))
            button.setFixedHeight(height)

    def _dress(self) -> None:
        look = theme.current()
        self.setFixedWidth(look.px(_OPEN if self._is_open else _CLOSED))
        for page_id, button in self._buttons.items():
            chosen = button.isChecked()
            button.setIcon(icons.icon(self._icons[page_id], "accent" if chosen else "text_2"))
            button.setIconSize(QSize(look.px(20), look.px(20)))
            button.setFixedWidth(self.width() - look.px(_ROUND))
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon if self._is_open else Qt.ToolButtonStyle.ToolButtonIconOnly
            )
        self._fit_height()
