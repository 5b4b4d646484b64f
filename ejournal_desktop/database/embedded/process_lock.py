"""One process at a time starts or stops the server of a home."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ejournal_desktop.domain.errors import ServerUnavailableError

_STEP_S = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@contextlib.contextmanager
def process_lock(path: Path, wait_s: float = 90) -> Iterator[None]:
    """Hold the lock file ``path``; the operating system frees it when the process dies.

    Raises:
        ServerUnavailableError: ``server-busy`` when another process holds it longer than ``wait_s`` seconds.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        deadline = time.monotonic() + wait_s
        while not _try_lock(handle):
            if time.monotonic() > deadline:
                raise ServerUnavailableError("server-busy", {"lock": str(path)})
            time.sleep(_STEP_S)
        yield
    finally:
        os.close(handle)
