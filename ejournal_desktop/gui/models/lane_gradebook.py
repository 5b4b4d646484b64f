"""The gradebook behind the interactive lane: edits leave in batches and wait in memory while the server is away."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.errors import CancelledError, EjournalError, ServerUnavailableError, TooSlowError
from ejournal_desktop.domain.gradebook import CellOperation, JournalPage, Outcome, Period, WorkKind
from ejournal_desktop.domain.work_operations import WorkOperation
from ejournal_desktop.gui.models.gradebook_port import Failed, Operation, OperationListener
from ejournal_desktop.services import gradebook

BATCH_MS: Final = 200
RETRY_MS: Final = (1_000, 2_000, 5_000, 15_000)
_PASSING: Final = (ServerUnavailableError, TooSlowError, CancelledError)

_Sent = tuple[Operation, OperationListener]


class LaneGradebook(QObject):
    """``Gradebook`` on the services; one batch under way at a time, so that edits arrive in their order."""

    pending_changed = Signal(int, bool)
    """How many operations are not settled, and whether they wait for a server that does not answer."""

    def __init__(self, lanes: Lanes, engine: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._engine = engine
        self._queue: deque[_Sent] = deque()
        self._under_way: list[_Sent] = []
        self._failures = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._send)

    @property
    def pending(self) -> int:
        """How many operations are not settled."""
        return len(self._queue) + len(self._under_way)

    @property
    def is_offline(self) -> bool:
        """Whether the last batch found no server."""
        return self._failures > 0

    def open_page(self, course_id: int, period_id: int, done: Callable[[JournalPage], None], failed: Failed) -> None:
        """Read a page in the lane."""
        self._run(gradebook.open_page, course_id, period_id, done=done, failed=failed)

    def periods(self, course_id: int, done: Callable[[tuple[Period, ...]], None], failed: Failed) -> None:
        """Read the reporting periods of a course in the lane."""
        self._run(gradebook.periods, course_id, done=done, failed=failed)

    def work_kinds(self, done: Callable[[tuple[WorkKind, ...]], None], failed: Failed) -> None:
        """Read the directory of work kinds in the lane."""
        self._run(gradebook.work_kinds, done=done, failed=failed)

    def save_work(self, operation: WorkOperation, done: Callable[[Outcome], None], failed: Failed) -> None:
        """Add, change or void a work, after the edits that were made before it."""
        self.send_now()
        self._run(gradebook.save_work, operation, done=done, failed=failed)

    def submit(self, operation: Operation, listener: OperationListener) -> None:
        """Queue an edit; it leaves within ``BATCH_MS`` unless another batch is under way."""
        self._queue.append((operation, listener))
        self._tell()
        if not self._under_way and not self._timer.isActive():
            self._timer.start(BATCH_MS)

    def send_now(self) -> None:
        """Send what is queued without waiting: the page closes, or a person asks to try again."""
        self._timer.stop()
        self._send()

    def _send(self) -> None:
        if self._under_way or not self._queue:
            return
        kind = type(self._queue[0][0])
        while self._queue and type(self._queue[0][0]) is kind:
            self._under_way.append(self._queue.popleft())
        for operation, listener in self._under_way:
            if _lives(listener):
                listener.operation_sending(operation.operation_id)
        service = gradebook.save_cells if kind is CellOperation else gradebook.save_lessons
        self._lanes.run(
            Lane.INTERACTIVE,
            service,
            self._engine,
            [operation for operation, _ in self._under_way],
            owner=self,
            done=self._settle,
            failed=self._fail,
            settled=self._after,
        )

    def _settle(self, outcomes: Sequence[Outcome]) -> None:
        batch, self._under_way, self._failures = self._under_way, [], 0
        for (_, listener), outcome in zip(batch, outcomes, strict=True):
            if _lives(listener):
                listener.operation_settled(outcome)

    def _fail(self, error: EjournalError) -> None:
        if not isinstance(error, _PASSING):
            self._refuse(error.code, error.detail)
            return
        self._failures += 1
        batch, self._under_way = self._under_way, []
        self._queue.extendleft(reversed(batch))
        for operation, listener in self._queue:
            if _lives(listener):
                listener.operation_waiting(operation.operation_id)

    def _refuse(self, code: str, detail: dict[str, Any]) -> None:
        batch, self._under_way, self._failures = self._under_way, [], 0
        for operation, listener in batch:
            if _lives(listener):
                listener.operation_settled(Outcome(operation.operation_id, "refused", code=code, detail=detail))

    def _after(self) -> None:
        if self._under_way:  # neither answer nor known error: a bug was shown, the edit must not be sent for ever
            self._refuse("", {})
        if self._queue:
            delays = RETRY_MS if self._failures else (0,)
            self._timer.start(delays[min(self._failures, len(delays)) - 1])
        self._tell()

    def _run(self, service: Callable[..., Any], *args: object, done: Callable[[Any], None], failed: Failed) -> None:
        asker = getattr(done, "__self__", None)
        owner = asker if isinstance(asker, QObject) else self
        self._lanes.run(Lane.INTERACTIVE, service, self._engine, *args, owner=owner, done=done, failed=failed)

    def _tell(self) -> None:
        self.pending_changed.emit(self.pending, self.is_offline)


def _lives(listener: OperationListener) -> bool:
    """A page may be closed before its last edits are judged; they are sent all the same."""
    return not isinstance(listener, QObject) or isValid(listener)
