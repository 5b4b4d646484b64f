"""Takes everything readable off the screen and out of the screen reader's tree, and puts it back as it was."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid

STAYS_OVER_LOCK: Final = "stays_over_lock"
"""A window with this property may be seen while locked: it asks something that names nobody."""
LOCKED_NOW: Final = "locked_now"
_PASSING: Final = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen})


def is_locked(widget: QWidget) -> bool:
    """Whether the window of a page is locked: what is hidden by that is not left."""
    return bool(widget.window().property(LOCKED_NOW))


class LockCover:
    """Hides the parts of a window and every other window of the program; nothing is closed and nothing forgotten.

    Parts are hidden, not painted over: what is hidden is in no thumbnail, no picture and no accessible tree.
    """

    def __init__(self, window: QWidget, lock_page: QWidget) -> None:
        self._window, self._lock_page = window, lock_page
        self._parts: list[QWidget] = []
        self._others: list[QWidget] = []
        self._title = ""

    def cover(self) -> None:
        """Hide everything but the lock page."""
        self.close_passing()
        self._title = self._window.windowTitle()
        self._parts = [part for part in self._window.children() if isinstance(part, QWidget) and self._is_part(part)]
        for part in self._parts:
            part.hide()
        for other in QApplication.topLevelWidgets():
            if other.isVisible():
                self.hide_late(other)

    def hide_late(self, other: QWidget) -> None:
        """Hide another window of the program, also one that appears after the lock."""
        if other is self._window or other.property(STAYS_OVER_LOCK) or other in self._others:
            return
        if other.windowType() in _PASSING:
            other.close()
            return
        QWidget.setVisible(other, False)  # not QDialog's own: that one ends the loop of a dialog that is still asked
        self._others.append(other)

    def uncover(self) -> None:
        """Show everything again, in the order in which it was hidden."""
        for part in filter(isValid, self._parts):
            part.show()
        for other in filter(isValid, self._others):
            QWidget.setVisible(other, True)
        self._window.setWindowTitle(self._title)
        self._parts, self._others = [], []

    def forget(self) -> None:
        """Another person comes: what was hidden goes with the window and is not shown to her."""
        self._parts, self._others = [], []

    def _is_part(self, part: QWidget) -> bool:
        return part is not self._lock_page and not part.isWindow() and not part.isHidden()

    @staticmethod
    def close_passing() -> None:
        """Close menus, lists and tips that are open."""
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            if not popup.close() or popup is QApplication.activePopupWidget():
                popup.hide()
                break
