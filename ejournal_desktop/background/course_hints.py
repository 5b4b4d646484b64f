"""Listens for changes of colleagues in a thread of its own; a lost connection is made again by itself."""

from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import Final

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.errors import EjournalError

RETRY_S: Final = 5.0
Listen = Callable[[Callable[[], bool]], Iterator[int]]


class CourseHints(QObject):
    """Tells of each hint; what has really changed the listener asks the server."""

    came = Signal(int)
    """The id of a course."""
    broke = Signal()
    """The connection was lost: whoever answers next may be a server that was restored."""

    def __init__(self, listen: Listen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listen, self._ends = listen, Event()
        self._thread = Thread(target=self._run, name="course-hints", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def close(self) -> None:
        """Stop listening; does not wait for the thread, which looks once a second."""
        self._ends.set()

    def _run(self) -> None:
        while not self._ends.is_set():
            try:
                for course_id in self._listen(self._ends.is_set):
                    if self._ends.is_set():
                        return
                    self.came.emit(course_id)
            except EjournalError:
                if self._ends.is_set():
                    return
                self.broke.emit()
                self._ends.wait(RETRY_S)
