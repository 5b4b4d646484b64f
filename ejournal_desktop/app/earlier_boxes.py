"""Outboxes that a password locks which their owner had before: another computer changed it. Never thrown away."""

import logging
from pathlib import Path
from typing import Final

from ejournal_desktop.background.outbox.outbox_file import OutboxFile
from ejournal_desktop.config.vault import DamagedVaultError, WrongPasswordError, open_vault
from ejournal_desktop.domain.errors import SignInFailedError
from ejournal_desktop.domain.outbox import UNSETTLED, UNSOLVED, KeptEdit

EARLIER: Final = "earlier"
_TAKEN: Final = "taken"
_log = logging.getLogger(__name__)


class EarlierBoxes:
    """Folders set aside beside the present one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def exist(self) -> bool:
        """Whether anything is locked with a former password."""
        return bool(self._folders())

    def open(self, password: str) -> tuple[KeptEdit, ...]:
        """The edits that a former password opens; waits for the disk.

        Raises:
            SignInFailedError: ``earlier-password``: it opens none of them.
        """
        opened = [edits for folder in self._folders() if (edits := _read(folder, password)) is not None]
        if not opened:
            raise SignInFailedError("earlier-password")
        return tuple(edit for edits in opened for edit in edits if edit.state in UNSETTLED | UNSOLVED)

    def put_away(self) -> None:
        """What was opened has been taken over: its folder is no longer asked about, and stays on the disk."""
        for folder in self._folders():
            folder.rename(folder.with_name(folder.name.replace(f"-{EARLIER}-", f"-{_TAKEN}-")))

    def _folders(self) -> list[Path]:
        return sorted(self._folder.parent.glob(f"{self._folder.name}-{EARLIER}-*"))


def _read(folder: Path, password: str) -> tuple[KeptEdit, ...] | None:
    try:
        vault = open_vault(folder, password)
    except (WrongPasswordError, DamagedVaultError):
        return None
    file = OutboxFile(vault, EARLIER)
    try:
        return file.load(lambda _owner: False).edits
    finally:
        file.close()
