"""Python's cycle collector on the thread of the windows alone.

It runs in whatever thread allocates. A window's parts that a lane, the outbox's writer or the listener of hints
collects are destroyed there, with their timers still running here: Qt then calls what is gone and the program ends
(seen in one run of the outbox's tests in six).
"""

import gc
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 500
OLDEST_EVERY_S: Final = 60.0  # the oldest generation takes longest: a window of twelve journals stops for some 50 ms


class Collector(QObject):
    """Collects on a timer of the thread that makes it; automatic collection is off while it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._oldest_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def end(self) -> None:
        """Leave collection as it was before."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()

    def _collect(self) -> None:
        generation = due_generation()
        now = time.monotonic()
        if generation == len(gc.get_threshold()) - 1:
            if now - self._oldest_at < OLDEST_EVERY_S:
                generation -= 1
            else:
                self._oldest_at = now
        if generation >= 0:
            gc.collect(generation)


def due_generation() -> int:
    """The oldest generation that Python would collect by now, -1 when it would collect none."""
    over = [
        number
        for number, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > threshold
    ]
    return max(over, default=-1)
