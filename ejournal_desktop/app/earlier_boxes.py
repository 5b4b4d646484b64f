"""Outboxes that a password locks which their owner had before: another computer changed it. Never thrown away."""

import logging
from contextlib import suppress
from pathlib import Path
from typing import Final

from ejournal_desktop.background.outbox.outbox_file import OutboxFile
from ejournal_desktop.background.outbox.sealed_files import SealedFiles
from ejournal_desktop.config.vault import DamagedVaultError, Vault, WrongPasswordError, open_vault
from ejournal_desktop.domain.errors import BadFileError, SignInFailedError
from ejournal_desktop.domain.lesson_card import FileOperation
from ejournal_desktop.domain.outbox import UNSETTLED, UNSOLVED, KeptEdit

EARLIER: Final = "earlier"
_TAKEN: Final = "taken"
_log = logging.getLogger(__name__)


class EarlierBoxes:
    """Folders set aside beside the present one."""

    def __init__(self, vault: Vault) -> None:
        self._folder, self._files = vault.folder, SealedFiles(vault)

    def exist(self) -> bool:
        """Whether anything is locked with a former password."""
        return bool(self._folders())

    def open(self, password: str) -> tuple[KeptEdit, ...]:
        """The edits that a former password opens; waits for the disk.

        Raises:
            SignInFailedError: ``earlier-password``: it opens none of them.
        """
        opened = [edits for folder in self._folders() if (edits := read_box(folder, password, self._files)) is not None]
        if not opened:
            raise SignInFailedError("earlier-password")
        return tuple(edit for edits in opened for edit in edits)

    def put_away(self) -> None:
        """What was opened has been taken over: its folder is no longer asked about, and stays on the disk."""
        for folder in self._folders():
            folder.rename(folder.with_name(folder.name.replace(f"-{EARLIER}-", f"-{_TAKEN}-")))

    def _folders(self) -> list[Path]:
        return sorted(self._folder.parent.glob(f"{self._folder.name}-{EARLIER}-*"))


def read_box(folder: Path, password: str, files: SealedFiles) -> tuple[KeptEdit, ...] | None:
    """What an outbox in a folder holds that is not dealt with, its files sealed anew among ``files``.

    ``None``: another password locks it.
    """
    try:
        vault = open_vault(folder, password)
    except (WrongPasswordError, DamagedVaultError):
        return None
    file = OutboxFile(vault, EARLIER)
    try:
        edits = [edit for edit in file.load(lambda _owner: False).edits if edit.state in UNSETTLED | UNSOLVED]
        for edit in edits:
            if isinstance(edit.operation, FileOperation):
                with suppress(BadFileError):  # the server says of an edit without its file that it is lost
                    files.put(edit.operation_id, file.files.get(edit.operation_id))
        return tuple(edits)
    finally:
        file.close()
