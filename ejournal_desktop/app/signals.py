"""Ctrl+C in the terminal and a polite «end» from the system, while windows are open."""

import signal
import socket

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

_ENOUGH = 64
_INTERRUPTED = 128 + 2


def close_windows_on_signals(application: QApplication) -> None:
    """Let SIGINT and SIGTERM close the windows as the person would; a second one ends without asking them.

    Python runs its handlers only between its own lines, and Qt may wait for hours between two of those: the signal
    wakes Qt through a socket instead.
    """
    reader, writer = socket.socketpair()
    for end in (reader, writer):
        end.setblocking(False)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read, application)
    asked = False

    def end_or_ask() -> None:
        nonlocal asked
        reader.recv(_ENOUGH)
        if asked:
            application.exit(_INTERRUPTED)
            return
        asked = True
        application.closeAllWindows()

    def let_go() -> None:
        signal.set_wakeup_fd(-1)
        reader.close()
        writer.close()

    notifier.activated.connect(end_or_ask)
    notifier.destroyed.connect(let_go)
