"""The clock by which a window waits for its person: it goes on while the computer sleeps."""

import time
from typing import Final

_BOOT_CLOCK: Final = getattr(time, "CLOCK_BOOTTIME", None)


def idle_clock() -> float:
    """Seconds of a clock that nobody sets and that goes on while the computer sleeps."""
    return time.monotonic() if _BOOT_CLOCK is None else time.clock_gettime(_BOOT_CLOCK)
