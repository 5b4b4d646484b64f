"""What the pid file of a data folder says, and whether it is still true."""

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from ejournal_desktop.domain.errors import ServerUnavailableError

_PORT_LINE = 3
_POLL_S = 0.05
ORPHAN_PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A live server process of a data folder; ``port`` is None while it has not written it yet."""

    pid: int
    port: int | None


def pid_file(data: Path) -> Path:
    """The file by which PostgreSQL marks a data folder as served."""
    return data / "postmaster.pid"


def live_postmaster(data: Path) -> Postmaster | None:
    """The server process of ``data``, or None when the pid file is absent, unreadable or names something else.

    A pid is used again after a power cut, so a number alone proves nothing: the process must be called postgres,
    serve this very folder and be no zombie.
    """
    try:
        lines = pid_file(data).read_text(encoding="utf-8", errors="replace").splitlines()
        pid = abs(int(lines[0]))
    except (OSError, ValueError, IndexError):
        return None
    if not _serves(pid, data):
        return None
    port = lines[_PORT_LINE].strip() if len(lines) > _PORT_LINE else ""
    return Postmaster(pid, int(port) if port.isdigit() else None)


def _serves(pid: int, data: Path) -> bool:
    try:
        process = psutil.Process(pid)
        command = process.cmdline()
        alive = process.status() != psutil.STATUS_ZOMBIE and process.name().removesuffix(".exe") == "postgres"
    except psutil.Error:
        return False
    return alive and _is_folder_of(command, data)


def _is_folder_of(command: list[str], data: Path) -> bool:
    with contextlib.suppress(ValueError, IndexError):
        return Path(command[command.index("-D") + 1]).resolve() == data.resolve()
    return False


def drop_stale_pid_file(data: Path) -> None:
    """Remove a pid file that names no live server: PostgreSQL would refuse to start while any process has that pid."""
    if live_postmaster(data) is None:
        pid_file(data).unlink(missing_ok=True)


def wait_for_orphans(data: Path) -> None:
    """Wait until the backends of a killed server are gone: until then their shared memory forbids a start.

    Raises:
        ServerUnavailableError: ``orphans-remain`` (detail: ``pids``) when they live on even after being ended.
    """
    if _gone(data):
        return
    for process in orphans(data):
        with contextlib.suppress(psutil.Error):
            process.kill()
    if not _gone(data):
        raise ServerUnavailableError("orphans-remain", {"pids": [process.pid for process in orphans(data)]})


def _gone(data: Path) -> bool:
    deadline = time.monotonic() + ORPHAN_PATIENCE_S
    while orphans(data):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_S)
    return True


def orphans(data: Path) -> list[psutil.Process]:
    """Live PostgreSQL processes whose working folder is ``data``."""
    return [process for process in psutil.process_iter(["name"]) if _works_in(process, data)]


def _works_in(process: psutil.Process, data: Path) -> bool:
    if (process.info["name"] or "").removesuffix(".exe") != "postgres":
        return False
    try:
        return process.status() != psutil.STATUS_ZOMBIE and Path(process.cwd()).resolve() == data.resolve()
    except (psutil.Error, OSError):
        return False
