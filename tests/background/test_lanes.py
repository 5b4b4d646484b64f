import sys
import threading

import pytest
from PySide6.QtCore import QObject, QThread

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.errors import CancelledError, ServerUnavailableError
from tests.background import paper_jobs


@pytest.fixture
def lanes(qapp):
    made = Lanes()
    yield made
    made.close()


class Page(QObject):
    """Writes down what it is told."""

    def __init__(self):
        super().__init__()
        self.told = []

    def done(self, value):
        self.told.append(("done", value, QThread.currentThread() is self.thread()))

    def failed(self, error):
        self.told.append(("failed", type(error), error.code))

    def settled(self):
        self.told.append("settled")


def run(lanes, page, job, *arguments, lane=Lane.INTERACTIVE):
    return lanes.run(lane, job, *arguments, owner=page, done=page.done, failed=page.failed, settled=page.settled)


def test_an_answer_comes_on_the_thread_of_the_window(lanes, qtbot):
    page = Page()

    run(lanes, page, lambda: threading.current_thread() is threading.main_thread())
    qtbot.waitUntil(lambda: len(page.told) == 2)

    assert page.told == [("done", False, True), "settled"]


def test_answers_keep_the_order_of_their_questions(lanes, qtbot):
    page = Page()

    for number in range(50):
        lanes.run(Lane.INTERACTIVE, lambda n=number: n, owner=page, done=page.told.append, failed=page.failed)
    qtbot.waitUntil(lambda: len(page.told) == 50)

    assert page.told == list(range(50))


def test_a_long_read_does_not_hold_up_a_short_one(lanes, qtbot):
    page, gate = Page(), threading.Event()

    run(lanes, page, gate.wait, 5, lane=Lane.BULK)
    run(lanes, page, lambda: "short")
    qtbot.waitUntil(lambda: len(page.told) == 2)
    first = list(page.told)
    gate.set()
    qtbot.waitUntil(lambda: len(page.told) == 4)

    assert first[0][:2] == ("done", "short")


def test_a_known_error_reaches_the_page(lanes, qtbot):
    page = Page()

    def unreachable():
        raise ServerUnavailableError("08006")

    run(lanes, page, unreachable)
    qtbot.waitUntil(lambda: len(page.told) == 2)

    assert page.told == [("failed", ServerUnavailableError, "08006"), "settled"]


def test_a_bug_goes_to_the_crash_handler_and_the_page_is_not_left_busy(lanes, qtbot, monkeypatch):
    page, bugs = Page(), []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: bugs.append(kind))

    run(lanes, page, lambda: 1 / 0)
    qtbot.waitUntil(lambda: bool(page.told))

    assert bugs == [ZeroDivisionError]
    assert page.told == ["settled"]


def test_a_late_answer_for_a_closed_page_is_dropped(lanes, qtbot):
    closed, open_page, gate = Page(), Page(), threading.Event()
    told = closed.told
    run(lanes, closed, gate.wait, 5)

    closed.deleteLater()
    qtbot.waitUntil(lambda: not _alive(closed))
    gate.set()
    run(lanes, open_page, lambda: "still here")
    qtbot.waitUntil(lambda: bool(open_page.told))

    assert told == []


def test_a_cancelled_job_that_has_not_begun_never_runs(lanes, qtbot):
    page, gate, ran = Page(), threading.Event(), []
    run(lanes, page, gate.wait, 5)

    ticket = run(lanes, page, ran.append, 1)
    ticket.cancel()
    gate.set()
    qtbot.waitUntil(lambda: len(page.told) == 4)

    assert ran == []
    assert ("failed", CancelledError, "") in page.told


def test_drawing_tells_progress_and_delivers_from_the_other_process(lanes, qtbot):
    page, steps = Page(), []

    lanes.run_long(
        Lane.PAPER,
        paper_jobs.draw,
        "копия",
        owner=page,
        done=page.done,
        failed=page.failed,
        progress=lambda done, total: steps.append((done, total)),
    )
    qtbot.waitUntil(lambda: bool(page.told), timeout=20_000)

    assert page.told[0][1].startswith("копия")
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_cancel_of_an_owner_stops_everything_it_asked_for(lanes, qtbot):
    page = Page()
    lanes.run_long(
        Lane.PAPER,
        paper_jobs.deaf,
        owner=page,
        done=page.done,
        failed=page.failed,
        progress=lambda _done, _total: lanes.cancel_of(page),
    )

    qtbot.waitUntil(lambda: bool(page.told), timeout=20_000)

    assert page.told == [("failed", CancelledError, "")]


def _alive(thing):
    import shiboken6  # noqa: PLC0415 - only this test asks

    return shiboken6.isValid(thing)


def test_the_drawing_process_can_be_started_ahead(lanes, qtbot):
    lanes.warm_paper()

    qtbot.waitUntil(lambda: lanes.paper.pid is not None, timeout=20_000)


def test_what_is_asked_for_after_the_end_is_cancelled_in_silence(qtbot):
    lanes, page = Lanes(), Page()
    lanes.close()

    ticket = run(lanes, page, lambda: 1)

    assert ticket.is_cancelled
    assert page.told == []
