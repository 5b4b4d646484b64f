"""The one spawned process that draws PDF and xlsx: in a thread drawing would stall the window (ARCHITECTURE.md, 6)."""

import multiprocessing
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event as ProcessEvent
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from ejournal_desktop.domain.errors import CancelledError, ReportFailedError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

Progress = Callable[[int, int], None]
"""Tells how many of how many are done."""
Cancelled = Callable[[], bool]
"""Asks whether the person cancelled."""

_POLL_SECONDS: Final = 0.05
_GRACE_SECONDS: Final = 0.3
"""A job that does not look at ``cancelled`` within this time is ended with its process: cancel answers in 500 ms."""


class PaperProcess:
    """Runs picklable jobs ``job(*args, progress, cancelled)`` one at a time in a process of its own."""

    def __init__(self) -> None:
        self._spawn = multiprocessing.get_context("spawn")
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._stop: ProcessEvent | None = None

    @property
    def pid(self) -> int | None:
        """The process id while the process lives."""
        return self._process.pid if self._process is not None and self._process.is_alive() else None

    def start(self) -> None:
        """Start the process ahead of the first job: starting costs more than drawing."""
        with self._lock:
            self._ready()

    def call(self, job: Callable[..., Any], *args: object, progress: Progress, cancelled: Cancelled) -> Any:
        """Run a job and wait for it, in a worker thread.

        Raises:
            CancelledError: the person cancelled; the process is ready for the next job.
            ReportFailedError: the process died.
        """
        with self._lock:
            if cancelled():
                raise CancelledError
            pipe = self._ready()
            pipe.send((job, args))
            return self._answer(pipe, progress, cancelled)

    def close(self) -> None:
        """End the process."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.terminate()
            process.join()
            process.close()

    def _ready(self) -> Connection:
        if self._process is None or self._pipe is None or not self._process.is_alive():
            self.close()
            self._pipe, theirs = self._spawn.Pipe()
            self._stop = self._spawn.Event()
            self._process = self._spawn.Process(
                target=_serve, args=(theirs, self._stop), name="ejournal-paper", daemon=True
            )
            self._process.start()
            theirs.close()
        assert self._pipe is not None  # noqa: S101 - for the type checker: made together with the process
        return self._pipe

    def _answer(self, pipe: Connection, progress: Progress, cancelled: Cancelled) -> Any:
        waited = 0.0
        while True:
            if cancelled():
                self._ask_to_stop()
                waited += _POLL_SECONDS
                if waited > _GRACE_SECONDS:
                    self.close()
                    raise CancelledError
            with suppress(EOFError, ConnectionError):
                if not pipe.poll(_POLL_SECONDS):
                    continue
                kind, value = pipe.recv()
                if kind == "progress":
                    progress(*value)
                    continue
                return self._settle(kind, value)
            self.close()
            raise ReportFailedError("process-died")

    def _ask_to_stop(self) -> None:
        if self._stop is not None:
            self._stop.set()

    def _settle(self, kind: str, value: Any) -> Any:
        if self._stop is not None:
            self._stop.clear()
        if kind == "error":
            raise value
        return value


def _serve(pipe: Connection, stop: ProcessEvent) -> None:
    """What the process does: jobs in, answers out, until the window's end of the pipe is closed."""
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        while True:
            job, args = pipe.recv()
            try:
                value = job(
                    *args, progress=lambda done, total: pipe.send(("progress", (done, total))), cancelled=stop.is_set
                )
                pipe.send(("value", value))
            except Exception as error:  # noqa: BLE001 - it is raised again where the job was asked for
                error.add_note("In the drawing process:\n" + traceback.format_exc())
                pipe.send(("error", error))
