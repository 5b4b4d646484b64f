"""The screen of the computer is locked: so is the window (ux 5.3). Linux tells it over D-Bus, Windows by a message."""

import ctypes
import os
import sys
from collections.abc import Callable
from ctypes import wintypes
from typing import Any, Final, Protocol, cast

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
"""Who says ``ActiveChanged(bool)`` on the bus of the person."""
_LOGIND: Final = "org.freedesktop.login1"
_MANAGER_PATH, _MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
_SESSION: Final = "org.freedesktop.login1.Session"
_SESSION_CHANGED: Final = 0x02B1  # WM_WTSSESSION_CHANGE
_SESSION_LOCKED: Final = 0x7  # WTS_SESSION_LOCK
_THIS_SESSION: Final = 0  # NOTIFY_FOR_THIS_SESSION


class Bus(Protocol):
    """What is used of ``QDBusConnection``."""

    def connect(  # noqa: PLR0917 - Qt's own order
        self, service: str, path: str, interface: str, name: str, receiver: QObject, slot: str
    ) -> bool:
        """Have a slot called by a signal of the bus; whether the bus took the wish (bytes are refused by PySide)."""


class SystemLock(QObject):
    """Says once for each lock of the computer or its sleep that it happened; an unlock is the person's own affair."""

    locked = Signal()

    @Slot(bool)
    def screen_changed(self, is_on: bool) -> None:
        """The screen saver came or went, the computer goes to sleep or wakes."""
        if is_on:
            self.locked.emit()

    @Slot()
    def session_locked(self) -> None:
        """The session of this person was locked."""
        self.locked.emit()

    def listen(self, own: Bus, system: Bus, session_path: str) -> None:
        """Hear both buses; ``session_path`` is the own session of logind, "" where there is none."""
        changed, at_once = SLOT("screen_changed(bool)"), SLOT("session_locked()")
        for saver in _SAVERS:
            own.connect("", "", saver, "ActiveChanged", self, changed)
        system.connect(_LOGIND, _MANAGER_PATH, _MANAGER, "PrepareForSleep", self, changed)
        if session_path:
            system.connect(_LOGIND, session_path, _SESSION, "Lock", self, at_once)


class WindowsSessionFilter(QAbstractNativeEventFilter):
    """Reads the messages of Windows for the one that tells of a locked session."""

    def __init__(self, locked: Callable[[], None]) -> None:
        super().__init__()
        self._locked = locked

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        """A message of Windows; never eaten."""
        if bytes(kind if isinstance(kind, (bytes, bytearray, memoryview)) else kind.data()) == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) == (_SESSION_CHANGED, _SESSION_LOCKED):
                self._locked()
        return False, 0


def watch(window: QWidget, lock: Callable[[], None]) -> SystemLock:
    """Lock as soon as the computer is locked; the watch ends with the window."""
    watcher = SystemLock(window)
    watcher.locked.connect(lock)
    if sys.platform == "win32":
        _watch_windows(window, watcher)
    elif sys.platform.startswith("linux"):
        _watch_buses(watcher)
    return watcher


def _watch_buses(watcher: SystemLock) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage  # noqa: PLC0415 - no bus elsewhere

    own, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
    path = ""
    if system.isConnected():
        manager = QDBusInterface(_LOGIND, _MANAGER_PATH, _MANAGER, system)
        manager.setTimeout(1000)
        answer = manager.call("GetSessionByPID", os.getpid())
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            path = str(getattr(answer.arguments()[0], "path", lambda: answer.arguments()[0])())
    watcher.listen(cast("Bus", own), cast("Bus", system), path)


def _watch_windows(window: QWidget, watcher: SystemLock) -> None:
    session_filter = WindowsSessionFilter(watcher.locked.emit)
    application = QApplication.instance()
    if application is None:
        return
    application.installNativeEventFilter(session_filter)
    window.destroyed.connect(lambda: application.removeNativeEventFilter(session_filter))
    wts = ctypes.CDLL("wtsapi32")
    wts.WTSRegisterSessionNotification(int(window.winId()), _THIS_SESSION)
