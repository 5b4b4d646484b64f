"""Which process may stop the server: the one that started it, or the first that came after that one died."""

import json
import os
from pathlib import Path

import psutil


def _identity(pid: int) -> dict[str, float] | None:
    try:
        return {"pid": pid, "created": round(psutil.Process(pid).create_time(), 2)}
    except psutil.Error:
        return None


def live_owner(file: Path) -> int | None:
    """The pid of the owner that ``file`` names, if that very process still lives."""
    try:
        written = json.loads(file.read_text(encoding="ascii"))
        pid = int(written["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return pid if _identity(pid) == written else None


def claim(file: Path) -> bool:
    """Become the owner unless another live process is; return whether this process owns the server now."""
    if live_owner(file) not in (None, os.getpid()):
        return False
    part = file.with_suffix(".part")
    part.write_text(json.dumps(_identity(os.getpid())), encoding="ascii")
    part.replace(file)
    return True


def release(file: Path) -> None:
    """Give the ownership up."""
    file.unlink(missing_ok=True)
