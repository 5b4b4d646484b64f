"""The PIN with which a person unlocks her window on this computer: a hash of Argon2id, sealed in her vault.

It never leaves the computer and opens nothing by itself: it is asked only while her vault is open, that is, after she
signed in with her password. Whoever takes the disk finds six digits behind a key that the disk does not hold.
"""

from contextlib import suppress
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from ejournal_desktop.config.vault import TamperedError, Vault

_FILE: Final = "pin"
_PLACE: Final = "pin of this computer"


class PinBox:
    """Keeps, tells and forgets one person's PIN; used in lanes."""

    def __init__(self, vault: Vault, hasher: PasswordHasher | None = None) -> None:
        self._vault, self._hasher = vault, hasher or PasswordHasher()
        self._file = vault.folder / _FILE

    @property
    def is_set(self) -> bool:
        """Whether there is a PIN on this computer."""
        return self._file.exists()

    def put(self, pin: str) -> None:
        """Keep the hash of a PIN in place of an older one; raises ``OSError`` when the disk takes nothing."""
        part = self._file.with_suffix(".part")
        part.write_bytes(self._vault.seal(self._hasher.hash(pin).encode(), _PLACE))
        part.replace(self._file)

    def fits(self, pin: str) -> bool:
        """Whether this is the PIN; what was changed on the disk fits nothing."""
        try:
            written = self._vault.open(self._file.read_bytes(), _PLACE).decode()
            return self._hasher.verify(written, pin)
        except (OSError, ValueError, TamperedError, VerifyMismatchError, InvalidHashError):
            return False

    def forget(self) -> None:
        """Remove it: from now on only the password unlocks."""
        with suppress(OSError):
            self._file.unlink()
