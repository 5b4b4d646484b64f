"""Lanes: work that may wait runs here, its answer comes back on the thread of the window."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from ejournal_desktop.background.paper_process import Cancelled, PaperProcess, Progress
from ejournal_desktop.domain.errors import CancelledError, EjournalError

T = TypeVar("T")


class Lane(Enum):
    """Where a job runs: short reads and writes, edits on their way to the server, long reads, drawing."""

    INTERACTIVE = "interactive"
    SENDER = "sender"
    BULK = "bulk"
    PAPER = "paper"


class Ticket:
    """A job under way, held by who asked for it."""

    def __init__(self, owner: QObject, done: Callable[[Any], None], failed: Callable[[EjournalError], None]) -> None:
        self.owner = owner
        self.done = done
        self.failed = failed
        self.progress: Callable[[int, int], None] | None = None
        self.settled: Callable[[], None] | None = None
        self.future: Future[Any] | None = None
        self._cancelled = Event()
        self.is_finished = False

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self._cancelled.is_set()

    def cancelled(self) -> bool:
        """What a job asks: the same, as a function."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the job to stop; ``failed`` then gets a ``CancelledError`` unless the answer was already there."""
        self._cancelled.set()


class Lanes(QObject):
    """The worker threads and the drawing process of one signed-in person."""

    _answered = Signal(object)
    _progressed = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paper = PaperProcess()
        self._executors = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"lane-{lane.value}") for lane in Lane
        }
        self._tickets: set[Ticket] = set()
        self._is_closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._deliver_progress, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        job: Callable[..., T],
        *args: object,
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[EjournalError], None],
        settled: Callable[[], None] | None = None,
    ) -> Ticket:
        """Run ``job(*args)`` in a lane; ``done`` or ``failed``, then ``settled``, follow on the thread of the window.

        Nothing follows when ``owner`` is gone by then. What is not an ``EjournalError`` is a bug and goes to
        ``sys.excepthook``.
        """
        ticket = Ticket(owner, done, failed)
        ticket.settled = settled
        return self._submit(lane, ticket, lambda: job(*args))

    def run_long(
        self,
        lane: Lane,
        job: Callable[..., T],
        *args: object,
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[EjournalError], None],
        progress: Callable[[int, int], None],
        settled: Callable[[], None] | None = None,
    ) -> Ticket:
        """Like ``run`` for ``job(*args, progress=…, cancelled=…)``; in ``Lane.PAPER`` the job must be picklable."""
        ticket = Ticket(owner, done, failed)
        ticket.settled = settled
        ticket.progress = progress

        def tell(done_count: int, total: int) -> None:
            self._progressed.emit(ticket, done_count, total)

        if lane is Lane.PAPER:
            return self._submit(lane, ticket, lambda: self.draw(job, *args, progress=tell, cancelled=ticket.cancelled))
        return self._submit(lane, ticket, lambda: job(*args, progress=tell, cancelled=ticket.cancelled))

    def draw(self, job: Callable[..., T], *args: object, progress: Progress, cancelled: Cancelled) -> T:
        """Run a picklable job in the drawing process and wait: for a job that runs in a lane, never for a window."""
        value: T = self.paper.call(job, *args, progress=progress, cancelled=cancelled)
        return value

    def warm_paper(self) -> None:
        """Start the drawing process in its lane: a page is open that will want it."""
        self._executors[Lane.PAPER].submit(self.paper.start)

    def cancel_of(self, owner: QObject) -> None:
        """Cancel everything that an owner asked for."""
        for ticket in [ticket for ticket in self._tickets if ticket.owner is owner]:
            ticket.cancel()

    def close(self) -> None:
        """Cancel everything, wait for what runs, end the threads and the process; no answer is delivered any more.

        What a timer of a window that is going away still asks for is cancelled at once.
        """
        self._is_closed = True
        for ticket in self._tickets:
            ticket.cancel()
        self._tickets.clear()
        for executor in self._executors.values():
            executor.shutdown(wait=True, cancel_futures=True)
        self.paper.close()

    def _submit(self, lane: Lane, ticket: Ticket, work: Callable[[], Any]) -> Ticket:
        def unless_cancelled() -> Any:
            if ticket.is_cancelled:
                raise CancelledError
            return work()

        if self._is_closed:
            ticket.cancel()
            return ticket
        self._tickets.add(ticket)
        ticket.future = self._executors[lane].submit(unless_cancelled)
        ticket.future.add_done_callback(lambda _: self._answered.emit(ticket))
        return ticket

    @Slot(object)
    def _deliver(self, ticket: Ticket) -> None:
        ticket.is_finished = True
        if ticket not in self._tickets or ticket.future is None:
            return
        self._tickets.discard(ticket)
        error = ticket.future.exception()
        if not isValid(ticket.owner):
            self._report_bug(error)
            return
        try:
            if error is None:
                ticket.done(ticket.future.result())
            elif isinstance(error, EjournalError):
                ticket.failed(error)
            else:
                self._report_bug(error)
        finally:
            if ticket.settled is not None and isValid(ticket.owner):
                ticket.settled()

    @staticmethod
    def _report_bug(error: BaseException | None) -> None:
        if error is not None and not isinstance(error, EjournalError):
            sys.excepthook(type(error), error, error.__traceback__)

    @Slot(object, int, int)
    def _deliver_progress(self, ticket: Ticket, done_count: int, total: int) -> None:
        if ticket in self._tickets and ticket.progress is not None and isValid(ticket.owner):
            ticket.progress(done_count, total)
