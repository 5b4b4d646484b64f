"""Files that wait for the server: each sealed in a file of its own beside the outbox, on the disk before it counts."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from ejournal_desktop.config.vault import TamperedError, Vault
from ejournal_desktop.domain.errors import BadFileError

FOLDER: Final = "files"


class SealedFiles:
    """Contents under the id of the operation that carries them; may be used from any thread."""

    def __init__(self, vault: Vault) -> None:
        self._vault, self.folder = vault, vault.folder / FOLDER

    def put(self, operation_id: str, content: bytes) -> None:
        """Keep a content, on the disk when this returns.

        Raises:
            OSError: the disk does not take it; nothing of it stays.
        """
        self.folder.mkdir(exist_ok=True)
        file = self._file(operation_id)
        part = file.with_suffix(".part")
        try:
            with part.open("wb") as written:
                written.write(self._vault.seal(content, _place(operation_id)))
                written.flush()
                os.fsync(written.fileno())
            part.replace(file)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise

    def get(self, operation_id: str) -> bytes:
        """A content that was kept.

        Raises:
            BadFileError: ``file-lost``: it is not there any more, or is not what was kept.
        """
        try:
            return self._vault.open(self._file(operation_id).read_bytes(), _place(operation_id))
        except (OSError, TamperedError) as error:
            raise BadFileError("file-lost") from error

    def drop(self, operation_ids: Iterable[str]) -> None:
        """Forget contents that the server has, or that nobody wants."""
        for operation_id in operation_ids:
            with suppress(OSError):
                self._file(operation_id).unlink(missing_ok=True)

    def of(self, operation_ids: Iterable[str]) -> list[Path]:
        """The sealed files of some operations as they lie."""
        return [file for file in map(self._file, operation_ids) if file.exists()]

    def _file(self, operation_id: str) -> Path:
        return self.folder / f"{self._vault.name_of(_place(operation_id))}.sealed"


def _place(operation_id: str) -> str:
    return f"file {operation_id}"
