"""Which process an edit belongs to: two windows of one person share a file, and each sends its own edits."""

import contextlib
import os
from pathlib import Path
from uuid import uuid4

from ejournal_desktop.config.file_lock import try_lock

_SUFFIX = ".alive"


class Owner:
    """A sign of life of this process beside the outbox; the operating system takes it away with the process."""

    def __init__(self, folder: Path) -> None:
        self.name = uuid4().hex
        self._folder = folder
        self._file = folder / f"{self.name}{_SUFFIX}"
        self._handle = -1
        with contextlib.suppress(OSError):  # a full disk: nothing of this process will lie there either
            self._handle = _opened(self._file)
            try_lock(self._handle)

    def is_alive(self, name: str) -> bool:
        """Whether another process still stands behind the edits of an owner; the sign of a dead one is removed."""
        file = self._folder / f"{name}{_SUFFIX}"
        if name == self.name or not file.exists():
            return name == self.name
        handle = _opened(file)
        try:
            if not try_lock(handle):
                return True
        finally:
            os.close(handle)
        file.unlink(missing_ok=True)
        return False

    def close(self) -> None:
        """Take the sign of life away."""
        if self._handle >= 0:
            os.close(self._handle)
        self._file.unlink(missing_ok=True)


def _opened(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
