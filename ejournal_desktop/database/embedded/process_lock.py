"""One process at a time starts or stops the server of a home."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from ejournal_desktop.config.file_lock import try_lock
from ejournal_desktop.domain.errors import ServerUnavailableError

_STEP_S = 0.05


@contextlib.contextmanager
def process_lock(path: Path, wait_s: float = 90) -> Iterator[None]:
    """Hold the lock file ``path``; the operating system frees it when the process dies.

    Raises:
        ServerUnavailableError: ``server-busy`` when another process holds it longer than ``wait_s`` seconds.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        deadline = time.monotonic() + wait_s
        while not try_lock(handle):
            if time.monotonic() > deadline:
                raise ServerUnavailableError("server-busy", {"lock": str(path)})
            time.sleep(_STEP_S)
        yield
    finally:
        os.close(handle)
