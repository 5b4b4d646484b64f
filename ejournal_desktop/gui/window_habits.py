"""What every window does alike: dialogs fit the screen, Tab reads, Enter presses what has the focus, tips are plain."""

from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)

from ejournal_desktop.gui import reading_order
from ejournal_desktop.gui.dialog_room import keep_inside
from ejournal_desktop.gui.plain_tips import show_plain

_FRAME: Final = QSize(16, 40)
"""What a title bar and borders take at most."""
_OF_QT: Final = (QMessageBox, QInputDialog)
_TABS: Final = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})
_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PRESSED: Final = (QPushButton, QToolButton)
"""Ticks and cards of a choice leave Enter to what goes on."""


class WindowHabits(QObject):
    """An event filter of the application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A dialog is shown, or a key is pressed in a widget."""
        kind = event.type()
        if kind == QEvent.Type.LayoutRequest and isinstance(watched, QDialog) and watched.isVisible():
            _keep_inside(watched)  # a sentence has come
        if kind == QEvent.Type.Show and isinstance(watched, QDialog) and not isinstance(watched, _OF_QT):
            _receive(watched)
        elif kind == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            return _pressed(watched, cast("QKeyEvent", event))
        elif kind == QEvent.Type.ToolTip and isinstance(watched, QWidget):
            return show_plain(watched, cast("QHelpEvent", event))
        return False


def _receive(dialog: QDialog) -> None:
    if (layout := dialog.layout()) is not None:
        layout.activate()
    _show_main_verbs(dialog)
    _keep_inside(dialog)
    reading_order.arrange(dialog)
    _begin(dialog)


def _show_main_verbs(dialog: QDialog) -> None:
    """A box dresses its buttons as it makes them, before anybody can say which is the main one."""
    for box in dialog.findChildren(QDialogButtonBox):
        for button in box.buttons():
            if button.property("kind") == "primary":
                button.style().unpolish(button)
                button.style().polish(button)


def _keep_inside(dialog: QDialog) -> None:
    if not isinstance(dialog, _OF_QT):
        screen = dialog.screen() or QGuiApplication.primaryScreen()
        keep_inside(dialog, screen.availableGeometry().size() - _FRAME)


def _begin(dialog: QDialog) -> None:
    """A form begins with its first field: Qt begins with the button that was made first."""
    first = next((stop for stop in reading_order.stops(dialog) if stop.isEnabled()), None)
    if first is None or isinstance(first.parentWidget(), QDialogButtonBox):
        return  # a question without fields: which verb has the focus is its own affair
    focused = dialog.focusWidget()
    if focused is None or isinstance(focused.parentWidget(), QDialogButtonBox):
        first.setFocus(Qt.FocusReason.TabFocusReason)


def _pressed(widget: QWidget, event: QKeyEvent) -> bool:
    if event.key() in _TABS and widget.hasFocus():
        reading_order.arrange(widget.window())
    elif event.key() in _ENTERS and isinstance(widget, _PRESSED) and not event.modifiers() & ~_KEYPAD:
        return _press(widget)
    return False


_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


def _press(button: QPushButton | QToolButton) -> bool:
    """Whether the button took the key."""
    if not button.isEnabled():
        return False
    menu = button.menu() if isinstance(button, QToolButton) else None
    if isinstance(button, QToolButton) and menu is not None:
        button.showMenu()
    else:
        button.click()
    return True
