"""A window's parts are never destroyed by another thread than its own, whoever allocates."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject

from ejournal_desktop.background.collector import EVERY_MS, Collector


class Part(QObject):
    """In a cycle with itself, as a part whose signal is connected to its own method by a lambda."""

    def __init__(self) -> None:
        super().__init__()
        self.myself = self


@pytest.fixture
def collected():
    """Names of threads in which parts went, after ``leave`` made one and let it go."""
    gc.collect()
    threads = []

    def leave():
        weakref.finalize(Part(), lambda: threads.append(threading.current_thread().name))
        return threads

    yield leave
    gc.disable()  # as tests/conftest.py leaves it


def allocate():
    """Another thread at work: enough for Python to collect, were it to do it by itself; kept by who asks."""
    made = []
    worker = threading.Thread(target=lambda: made.extend([number] for number in range(20_000)), name="another")
    worker.start()
    worker.join()
    return made


def test_the_thread_of_the_windows_collects_what_another_thread_would(qtbot, collected):
    gc.enable()
    collector = Collector()
    threads = collected()

    made = allocate()

    assert made
    assert threads == []
    qtbot.waitUntil(lambda: threads == ["MainThread"], timeout=EVERY_MS * 6)
    collector.end()
    assert gc.isenabled()


def test_without_the_collector_another_thread_collects(qapp, collected):
    threads = collected()
    gc.enable()

    allocate()

    assert threads == ["another"]
