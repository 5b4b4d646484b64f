"""The size of one grid: 70–200 % of the size of the window (ux 3.3)."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.gui import theme

LEAST: Final = 70
MOST: Final = 200
STEP: Final = 10


class GridZoom(QObject):
    """A per cent, and the theme at that size."""

    changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._percent = 100
        self._made: tuple[theme.Theme, int, theme.Theme] | None = None

    @property
    def percent(self) -> int:
        """100: as large as the window's other texts."""
        return self._percent

    def set(self, percent: int) -> None:
        """Use a size; what is too small or too large is drawn to the nearest one."""
        percent = min(MOST, max(LEAST, percent))
        if percent != self._percent:
            self._percent = percent
            self.changed.emit(percent)

    def step(self, by: int) -> None:
        """Larger or smaller by some steps."""
        self.set(self._percent + by * STEP)

    def look(self) -> theme.Theme:
        """The theme in use at this size; the same object as long as neither changes."""
        current = theme.current()
        if self._percent == 100:  # noqa: PLR2004 - the plain size
            return current
        if self._made is None or self._made[0] is not current or self._made[1] != self._percent:
            self._made = current, self._percent, replace(current, scale=current.scale * self._percent / 100)
        return self._made[2]
