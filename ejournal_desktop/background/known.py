"""What this computer knows from the last time the server answered: sealed, of one person, for fourteen days."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from ejournal_desktop.config.vault import TamperedError, Vault
from ejournal_desktop.domain.errors import ServerUnavailableError, TooSlowError

KNOWN_FOR: Final = timedelta(days=14)
_FOLDER: Final = "known"
_SILENT: Final = (ServerUnavailableError, TooSlowError)
_log = logging.getLogger(__name__)
T = TypeVar("T")


class _Known(msgspec.Struct, frozen=True):
    at: datetime
    value: msgspec.Raw


class Known:
    """Answers of the server under names; a name does not show on the disk. Used in lanes."""

    def __init__(self, vault: Vault, *, allowed: bool = True) -> None:
        """``allowed`` is false on a shared computer: nothing is kept there, and what was kept is removed."""
        self._vault, self._folder = vault, vault.folder / _FOLDER
        self._allowed = allowed
        self.read_at: datetime | None = None
        """When the oldest answer was given that had to stand in for the server; ``None`` while it answers itself."""
        if not allowed:
            self.wipe()

    def ask(
        self,
        name: str,
        kind: Any,
        question: Callable[[], T],
        *,
        keep: Callable[[T], bool] | None = None,
        age: Callable[[T, timedelta], T] | None = None,
    ) -> T:
        """Ask the server and keep the answer; where it is silent, what it said last, ``age``d by the time since then.

        Raises:
            ServerUnavailableError, TooSlowError: it is silent and nothing is known, or only what is too old.
        """
        try:
            answer = question()
        except _SILENT:
            known = self.read(name, kind, age)
            if known is None:
                raise
            return known  # type: ignore[no-any-return]  # it was kept under this name
        self.read_at = None
        if keep is None or keep(answer):
            self.keep(name, answer)
        return answer

    def keep(self, name: str, value: object) -> None:
        """Keep an answer; a disk that takes nothing leaves the older one."""
        if not self._allowed:
            return
        written = msgspec.json.encode(_Known(datetime.now(UTC), msgspec.Raw(msgspec.json.encode(value))))
        file = self._file(name)
        try:
            file.parent.mkdir(exist_ok=True)
            part = file.with_suffix(".part")
            part.write_bytes(self._vault.seal(written, f"known {name}"))
            part.replace(file)
        except OSError as error:
            _log.warning("what the server said cannot be kept: %s", error)

    def read(self, name: str, kind: Any, age: Callable[[Any, timedelta], Any] | None = None) -> Any:
        """What is known under a name, or ``None``: never known, too old, or not what was written."""
        try:
            known = msgspec.json.decode(self._vault.open(self._file(name).read_bytes(), f"known {name}"), type=_Known)
            value = msgspec.json.decode(known.value, type=kind)
        except (OSError, TamperedError, msgspec.MsgspecError):  # a newer program may know other things
            return None
        since = datetime.now(UTC) - known.at
        if since > KNOWN_FOR:
            return None
        self.read_at = min(known.at, self.read_at or known.at)
        return age(value, max(timedelta(), since)) if age is not None else value

    def wipe(self) -> None:
        """Forget everything: the account is closed, or this is a shared computer. Edits are not here and stay."""
        for file in self._folder.glob("*") if self._folder.exists() else ():
            with suppress(OSError):
                file.unlink()

    def _file(self, name: str) -> Path:
        return self._folder / self._vault.name_of(name)
