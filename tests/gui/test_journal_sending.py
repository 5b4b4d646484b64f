"""Edits on their way: batches, order, a server that does not answer."""

import sys
from uuid import uuid4

import pytest
import shiboken6
from PySide6.QtCore import QObject

from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.domain.errors import RefusedError, ServerUnavailableError
from ejournal_desktop.domain.gradebook import CellOperation, LessonOperation, Outcome
from ejournal_desktop.gui.models import lane_gradebook
from ejournal_desktop.gui.models.lane_gradebook import LaneGradebook


class Server:
    """Stands where the services stand; ``error`` is what it answers with while it is set."""

    def __init__(self):
        self.batches = []
        self.error = None

    def save_cells(self, _engine, operations):
        return self._save(operations)

    def save_lessons(self, _engine, operations):
        return self._save(operations)

    def _save(self, operations):
        self.batches.append([operation.value for operation in operations])
        if self.error is not None:
            raise self.error
        return [Outcome(operation.operation_id, "saved", version=1) for operation in operations]


class Listener(QObject):
    """Writes down what it is told."""

    def __init__(self):
        super().__init__()
        self.outcomes = []
        self.waiting = []

    def operation_sending(self, operation_id):
        pass

    def operation_waiting(self, operation_id):
        self.waiting.append(operation_id)

    def operation_settled(self, outcome):
        self.outcomes.append(outcome)


@pytest.fixture
def server(monkeypatch):
    one = Server()
    monkeypatch.setattr(lane_gradebook.gradebook, "save_cells", one.save_cells)
    monkeypatch.setattr(lane_gradebook.gradebook, "save_lessons", one.save_lessons)
    monkeypatch.setattr(lane_gradebook, "RETRY_MS", (20,))
    return one


@pytest.fixture
def book(qtbot, server):
    lanes = Lanes()
    one = LaneGradebook(lanes, None)
    yield one
    lanes.close()


def cell(value):
    return CellOperation(str(uuid4()), 3, 13, 1, "mark", 0, value)


def test_edits_of_one_moment_travel_in_one_batch_and_in_their_order(book, server, qtbot):
    listener = Listener()
    for value in ("5", "4", "3"):
        book.submit(cell(value), listener)
    qtbot.waitUntil(lambda: len(listener.outcomes) == 3)
    assert server.batches == [["5", "4", "3"]]
    assert book.pending == 0


def test_cells_and_lessons_keep_their_order(book, server, qtbot):
    listener = Listener()
    book.submit(cell("5"), listener)
    book.submit(LessonOperation(str(uuid4()), 3, "topic", 0, "Одночлены"), listener)
    book.submit(cell("4"), listener)
    qtbot.waitUntil(lambda: len(listener.outcomes) == 3)
    assert server.batches == [["5"], ["Одночлены"], ["4"]]


def test_without_a_server_edits_wait_and_go_by_themselves_later(book, server, qtbot):
    listener, told = Listener(), []
    book.pending_changed.connect(lambda count, offline: told.append((count, offline)))
    server.error = ServerUnavailableError()
    book.submit(cell("5"), listener)
    qtbot.waitUntil(lambda: bool(listener.waiting))
    book.submit(cell("4"), listener)
    assert book.is_offline
    assert listener.outcomes == []
    server.error = None
    qtbot.waitUntil(lambda: len(listener.outcomes) == 2)
    assert server.batches[-1] == ["5", "4"] or server.batches[-2:] == [["5"], ["4"]]
    assert told[-1] == (0, False)
    assert (1, True) in told


def test_a_refusal_of_the_whole_batch_reaches_every_edit(book, server, qtbot):
    listener = Listener()
    server.error = RefusedError("EJ002", {"reason": "not-holder"})
    book.submit(cell("5"), listener)
    qtbot.waitUntil(lambda: bool(listener.outcomes))
    assert (listener.outcomes[0].result, listener.outcomes[0].code) == ("refused", "EJ002")
    assert book.pending == 0


def test_a_page_closed_meanwhile_does_not_stop_its_last_edit(book, server, qtbot):
    gone, listener = Listener(), Listener()
    book.submit(cell("5"), gone)
    shiboken6.delete(gone)
    book.submit(cell("4"), listener)
    qtbot.waitUntil(lambda: len(listener.outcomes) == 1)
    assert server.batches == [["5", "4"]]


def test_a_bug_is_shown_once_and_the_edit_is_not_sent_for_ever(book, server, qtbot, monkeypatch):
    listener, bugs = Listener(), []
    monkeypatch.setattr(sys, "excepthook", lambda *bug: bugs.append(bug))
    server.error = ZeroDivisionError()
    book.submit(cell("5"), listener)
    qtbot.waitUntil(lambda: bool(listener.outcomes))
    assert listener.outcomes[0].result == "refused"
    assert len(server.batches) == len(bugs) == 1
