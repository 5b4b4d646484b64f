"""What a person's data on this computer are locked with: a random key, wrapped by a key made of her password.

Argon2id makes the wrapping key, AES-256-GCM wraps and seals. Neither password nor key is ever written; a new password
wraps the same data key anew, so nothing that was kept has to be sealed again.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256
from hmac import digest
from pathlib import Path
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
VAULT_FILE: Final = "vault.json"
_WRAPPED: Final = b"ejournal data key"
_FORMAT: Final = 1


class WrongPasswordError(Exception):
    """The password does not open what is kept here."""


class DamagedVaultError(Exception):
    """The file of the key is not what was written: what it locks cannot be read."""


class TamperedError(Exception):
    """Something sealed was changed, cut, or moved from its place."""


@dataclass(frozen=True, slots=True)
class Hardness:
    """How dear one guess of a password is: passes, memory and threads of Argon2id (RFC 9106, second choice)."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    threads: int = 4


class Vault:
    """An opened vault: seals and opens for one person until the program ends."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt; ``place`` says where it will lie, so that it opens nowhere else."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt what ``seal`` made for the same place.

        Raises:
            TamperedError: it is not that.
        """
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise TamperedError(place) from error

    def name_of(self, words: str) -> str:
        """A name for a file or row that does not tell what it holds."""
        return digest(self._key, words.encode(), sha256).hex()[:32]

    def use_password(self, password: str, hardness: Hardness | None = None) -> None:
        """Lock with another password from now on: the password was changed."""
        _write(self.folder, self._key, password, hardness or Hardness())


def vault_exists(folder: Path) -> bool:
    """Whether somebody's data are locked in a folder."""
    return (folder / VAULT_FILE).exists()


def make_vault(folder: Path, password: str, hardness: Hardness | None = None) -> Vault:
    """A new vault with a key of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)
    key = secrets.token_bytes(_KEY_BYTES)
    _write(folder, key, password, hardness or Hardness())
    return Vault(folder, key)


def open_vault(folder: Path, password: str) -> Vault:
    """Open a vault with the password it was locked with.

    Raises:
        WrongPasswordError: another password locks it.
        DamagedVaultError: its file cannot be read.
    """
    try:
        written = json.loads((folder / VAULT_FILE).read_text(encoding="ascii"))
        hardness = Hardness(**written["hardness"])
        salt, wrapped = b64decode(written["salt"]), b64decode(written["wrapped"])
        wrapping = _wrapping_key(password, salt, hardness)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedVaultError(str(folder)) from error
    try:
        key = AESGCM(wrapping).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], _WRAPPED)
    except (InvalidTag, ValueError) as error:
        raise WrongPasswordError from error
    return Vault(folder, key)


def _write(folder: Path, key: bytes, password: str, hardness: Hardness) -> None:
    """Write the file of the key whole and durably: half of one would lock everything away for good."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    wrapped = nonce + AESGCM(_wrapping_key(password, salt, hardness)).encrypt(nonce, key, _WRAPPED)
    values = {
        "format": _FORMAT,
        "hardness": asdict(hardness),
        "salt": b64encode(salt).decode(),
        "wrapped": b64encode(wrapped).decode(),
    }
    part = folder / f"{VAULT_FILE}.part"
    with part.open("w", encoding="ascii") as file:
        json.dump(values, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / VAULT_FILE)


def _wrapping_key(password: str, salt: bytes, hardness: Hardness) -> bytes:
    return hash_secret_raw(
        password.encode(), salt, hardness.passes, hardness.memory_kib, hardness.threads, _KEY_BYTES, Type.ID
    )
