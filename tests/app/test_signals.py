"""A signal closes the windows of a program that waits in Qt, as the person would have closed them."""

import contextlib
import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from ejournal_desktop.app.signals import close_windows_on_signals

class Window(QWidget):
    def closeEvent(self, event):
        print("closed" if sys.argv[2] == "willing" else "asked", flush=True)
        event.setAccepted(sys.argv[2] == "willing")

application = QApplication(sys.argv[:1])
if sys.argv[1] == "watched":
    close_windows_on_signals(application)
window = Window()
window.show()
print("shown", flush=True)
sys.exit(application.exec())
"""


@pytest.fixture
def start():
    started = []

    def start(*arguments: str) -> subprocess.Popen:
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(program)
        assert program.stdout.readline() == "shown\n"
        return program

    yield start
    for program in started:
        program.kill()
        program.communicate()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_windows_and_the_program_ends(start, sent):
    program = start("watched", "willing")

    program.send_signal(sent)

    assert program.communicate(timeout=20) == ("closed\n", "")
    assert program.returncode == 0


def test_without_the_watch_nothing_would_close(start):
    program = start("unwatched", "willing")

    program.send_signal(signal.SIGINT)

    with contextlib.suppress(subprocess.TimeoutExpired):  # it waits on in Qt, or dies of the signal: never closes
        program.wait(timeout=2)
    program.kill()
    assert "closed" not in program.communicate()[0]


def test_a_window_that_does_not_close_is_left_by_the_second_signal(start):
    program = start("watched", "unwilling")
    program.send_signal(signal.SIGINT)
    assert program.stdout.readline() == "asked\n"

    program.send_signal(signal.SIGINT)

    assert program.wait(timeout=20) == 130
