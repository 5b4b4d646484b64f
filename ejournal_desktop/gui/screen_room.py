"""Windows that stand whole on the screen: frame, status bar and all."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QStyle, QWidget

from ejournal_desktop.gui import theme

_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_FRAME_HEIGHT: Final = 40
_FRAME_WIDTH: Final = 16
"""What a title bar and borders take at most: the true figure is known only after the window was shown."""


def show_whole(window: QWidget, at_100: QSize, like: QWidget | None = None) -> None:
    """Show a window at its size at 100 %, maximised where the screen has no room for that and a frame.

    Args:
        window: not yet shown, or hidden before.
        at_100: what it wants, in pixels at 100 %.
        like: a window whose place it takes.
    """
    look = theme.current()
    size = QSize(look.px(at_100.width()), look.px(at_100.height()))
    available = window.screen().availableGeometry()
    if like is not None:
        window.setGeometry(like.normalGeometry() if like.isMaximized() else like.geometry())
        window.setWindowState(like.windowState())
        window.show()
    elif fits(size, available):
        window.setGeometry(QStyle.alignedRect(window.layoutDirection(), _CENTRE, size, available))
        window.show()
    else:
        room = QSize(available.width() - _FRAME_WIDTH, available.height() - _FRAME_HEIGHT)
        window.resize(size.boundedTo(room))
        window.showMaximized()


def centre(window: QWidget, over: QWidget) -> None:
    """Put a window that is not yet shown into the middle of the screen of another."""
    if window.isHidden():
        available = over.screen().availableGeometry()
        room = QSize(available.width() - _FRAME_WIDTH, available.height() - _FRAME_HEIGHT)
        window.setGeometry(
            QStyle.alignedRect(window.layoutDirection(), _CENTRE, window.size().boundedTo(room), available)
        )


def fits(size: QSize, available: QRect) -> bool:
    """Whether a window of a size has room for its frame too."""
    return size.width() + _FRAME_WIDTH <= available.width() and size.height() + _FRAME_HEIGHT <= available.height()
