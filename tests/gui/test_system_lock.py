"""The computer is locked: the window is locked too, and stays so when the screen comes back."""

import ctypes
from ctypes import wintypes
from dataclasses import dataclass, field

import pytest

from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.system_lock import SystemLock, WindowsSessionFilter
from tests.gui.fake_school import FakeDesk, context, session

SAVER, GNOME = "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"
SESSION = "/org/freedesktop/login1/session/_31"


@dataclass
class FakeBus:
    """Keeps who wants which signal; ``send`` calls the slot by its name, as D-Bus does."""

    wishes: list = field(default_factory=list)

    def connect(self, *wish):
        self.wishes.append(wish)
        return True

    def send(self, path, interface, name, *values):
        for _service, wanted, of, signal, receiver, slot in self.wishes:
            if wanted in {"", path} and (of, signal) == (interface, name):
                signature = slot.removeprefix("1")  # the mark of SLOT()
                assert receiver.metaObject().indexOfSlot(signature) >= 0
                getattr(receiver, signature.partition("(")[0])(*values)


@pytest.fixture
def buses(qapp):
    own, system, heard = FakeBus(), FakeBus(), []
    watcher = SystemLock()
    watcher.locked.connect(lambda: heard.append("locked"))
    watcher.listen(own, system, SESSION)
    return own, system, heard, watcher


@pytest.mark.parametrize("saver", [SAVER, GNOME, "org.cinnamon.ScreenSaver"])
def test_the_screen_saver_of_each_desktop_locks(buses, saver):
    own, _system, heard, _watcher = buses

    own.send("/ScreenSaver", saver, "ActiveChanged", True)

    assert heard == ["locked"]


def test_a_screen_that_comes_back_locks_and_unlocks_nothing(buses):
    own, _system, heard, _watcher = buses

    own.send("/ScreenSaver", SAVER, "ActiveChanged", False)

    assert heard == []


def test_the_own_session_locks_and_anothers_does_not(buses):
    _own, system, heard, _watcher = buses

    system.send("/org/freedesktop/login1/session/_99", "org.freedesktop.login1.Session", "Lock")
    anothers = list(heard)
    system.send(SESSION, "org.freedesktop.login1.Session", "Lock")

    assert (anothers, heard) == ([], ["locked"])


def test_sleep_locks_before_it_comes(buses):
    _own, system, heard, _watcher = buses

    system.send("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", True)
    system.send("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", False)

    assert heard == ["locked"]


@pytest.mark.parametrize(("message", "reason", "locks"), [(0x02B1, 7, True), (0x02B1, 8, False), (0x0100, 7, False)])
def test_windows_tells_of_a_locked_session_by_a_message(message, reason, locks):
    heard = []
    told = wintypes.MSG()
    told.message, told.wParam = message, reason

    answer = WindowsSessionFilter(lambda: heard.append("locked")).nativeEventFilter(
        b"windows_generic_MSG", ctypes.addressof(told)
    )

    assert (heard == ["locked"], answer) == (locks, (False, 0))


def test_the_window_is_locked_with_the_computer(qtbot, dressed, lanes, tmp_path):
    watched = []
    known = context(lanes, tmp_path, watch_system_lock=lambda window, lock: watched.append((window, lock)))
    window = MainWindow(known, FakeDesk(session()), "teacher", "")
    qtbot.addWidget(window, before_close_func=lambda made: made.lock.end())
    window.show()

    [(of, lock)] = watched
    lock()

    assert (of, window.lock.is_locked) == (window, True)
