"""Outboxes that a password locks which their owner had before: another computer changed it. Never thrown away."""

import logging
import re
import zipfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ejournal_desktop.background.outbox.outbox_file import OUTBOX_FILE, OutboxFile
from ejournal_desktop.background.outbox.sealed_files import FOLDER, SealedFiles
from ejournal_desktop.config.vault import VAULT_FILE, DamagedVaultError, Vault, WrongPasswordError, open_vault
from ejournal_desktop.domain.errors import BadFileError, SignInFailedError
from ejournal_desktop.domain.lesson_card import FileOperation
from ejournal_desktop.domain.outbox import UNSETTLED, UNSOLVED, KeptEdit

EARLIER: Final = "earlier"
_TAKEN: Final = "taken"
_LARGEST: Final = 64 * 1024 * 1024
_SEALED: Final = re.compile(rf"{FOLDER}/[0-9a-f]+\.sealed")
_log = logging.getLogger(__name__)


class EarlierBoxes:
    """Folders set aside beside the present one."""

    def __init__(self, vault: Vault) -> None:
        self._vault, self._folder, self._files = vault, vault.folder, SealedFiles(vault)

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

    def read_copy(self, path: Path, password: str) -> tuple[KeptEdit, ...]:
        """The edits of a saved copy that this computer does not know; waits for the disk.

        Raises:
            SignInFailedError: ``earlier-password``: it is no copy, or another password locks it.
        """
        with TemporaryDirectory(dir=self._folder, prefix="copy-") as place:
            folder = Path(place)
            try:
                with zipfile.ZipFile(path) as archive:
                    _unpack(archive, folder)
                edits = read_box(folder, password, self._files, self._known())
            except (OSError, zipfile.BadZipFile, ValueError) as error:
                raise SignInFailedError("earlier-password") from error
        if edits is None:
            raise SignInFailedError("earlier-password")
        return edits

    def _known(self) -> frozenset[str]:
        own = OutboxFile(self._vault, EARLIER)
        try:
            return own.known()
        finally:
            own.close()

    def put_away(self) -> None:
        """What was opened has been taken over: its folder is no longer asked about, and stays on the disk."""
        for folder in self._folders():
            folder.rename(folder.with_name(folder.name.replace(f"-{EARLIER}-", f"-{_TAKEN}-")))

    def _folders(self) -> list[Path]:
        return sorted(self._folder.parent.glob(f"{self._folder.name}-{EARLIER}-*"))


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Only what a copy consists of, and never more of it than an outbox may hold."""
    (folder / FOLDER).mkdir()
    for entry in archive.infolist():
        name = entry.filename
        if entry.file_size > _LARGEST or not (name in {OUTBOX_FILE, VAULT_FILE} or _SEALED.fullmatch(name)):
            raise ValueError(name)
        with archive.open(entry) as packed:
            (folder / name).write_bytes(packed.read(_LARGEST))


def read_box(
    folder: Path, password: str, files: SealedFiles, known: frozenset[str] = frozenset()
) -> tuple[KeptEdit, ...] | None:
    """What an outbox in a folder holds that is neither dealt with nor ``known``, its files sealed anew in ``files``.

    ``None``: another password locks it.
    """
    try:
        vault = open_vault(folder, password)
    except (WrongPasswordError, DamagedVaultError):
        return None
    file = OutboxFile(vault, EARLIER)
    try:
        held = file.load(lambda _owner: False).edits
        edits = [edit for edit in held if edit.state in UNSETTLED | UNSOLVED and edit.operation_id not in known]
        for edit in edits:
            if isinstance(edit.operation, FileOperation):
                with suppress(BadFileError):  # the server says of an edit without its file that it is lost
                    files.put(edit.operation_id, file.files.get(edit.operation_id))
        return tuple(edits)
    finally:
        file.close()
