"""What this computer keeps of one person at one server: her vault and the outbox in it, opened at her sign-in."""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from ejournal_desktop.app.desks.remembered import aged_session
from ejournal_desktop.app.earlier_boxes import EARLIER, EarlierBoxes
from ejournal_desktop.background.known import Known
from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.background.outbox.outbox import Outbox
from ejournal_desktop.background.outbox.outbox_file import Loaded
from ejournal_desktop.background.outbox.sealed_files import SealedFiles
from ejournal_desktop.background.outbox.sending import Sender
from ejournal_desktop.background.outbox.writer import OutboxWriter
from ejournal_desktop.config import paths
from ejournal_desktop.config.vault import (
    DamagedVaultError,
    Vault,
    WrongPasswordError,
    make_vault,
    open_vault,
    vault_exists,
)
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.domain.errors import SignInFailedError
from ejournal_desktop.domain.people import Session
from ejournal_desktop.services import gradebook

_log = logging.getLogger(__name__)
_KEY_BYTES = 32
SESSION = "session"


@dataclass(slots=True)
class Strongbox:
    """Opened in a lane; its outbox begins to send when the first window asks for it."""

    vault: Vault
    writer: OutboxWriter
    loaded: Loaded
    known: Known
    earlier: EarlierBoxes
    _outbox: Outbox | None = field(default=None)

    @property
    def files(self) -> SealedFiles:
        """Files that wait for the server."""
        return SealedFiles(self.vault)

    def outbox(self, lanes: Lanes, engine: Any) -> Outbox:
        """The outbox, made at the first call on the thread of the window: a change of role keeps it."""
        if self._outbox is None:
            send = Sender(self.files).send
            self._outbox = Outbox(
                lanes, engine, self.writer, self.loaded, send=send, ask_unknown=gradebook.unknown_operations
            )
        return self._outbox

    def close(self) -> None:
        """Write the rest and let the file go."""
        self.writer.close()


def strongbox_folder(profile: ServerProfile, login: str) -> Path:
    """Where the data of a person lie; the name tells neither login nor school."""
    words = f"{profile.host}/{profile.database}/{profile.role_name(login)}"
    return paths.data_dir() / "outbox" / sha256(words.encode()).hexdigest()[:24]


def open_strongbox(folder: Path, password: str, *, remembers: bool = True) -> Strongbox:
    """Open what is kept for a person whom the server has let in, or begin it; waits for the disk.

    What is locked with a password that she had before, or is damaged, is set aside and never thrown away. A disk that
    takes nothing does not keep her from working: every edit then says that it is not kept.
    """
    try:
        vault = _vault(folder, password)
    except OSError as error:
        _log.warning("the vault in %s cannot be made: %s", folder, error)
        vault = Vault(folder, secrets.token_bytes(_KEY_BYTES))
    writer = OutboxWriter(vault)
    return Strongbox(vault, writer, writer.start(), Known(vault, allowed=remembers), EarlierBoxes(vault))


def open_without_server(folder: Path, password: str) -> tuple[Strongbox, Session] | None:
    """Let a person in whom the server let in within the last fourteen days; ``None`` when nothing is known of her.

    Raises:
        SignInFailedError: ``known-password``: the vault does not open with this password.
    """
    if not vault_exists(folder):
        return None
    try:
        vault = open_vault(folder, password)
    except WrongPasswordError as error:
        raise SignInFailedError("known-password") from error
    except DamagedVaultError:
        return None
    known = Known(vault)
    session = known.read(SESSION, Session, aged_session)
    if session is None:
        return None
    writer = OutboxWriter(vault)
    return Strongbox(vault, writer, writer.start(), known, EarlierBoxes(vault)), session


def _vault(folder: Path, password: str) -> Vault:
    if not vault_exists(folder):
        return make_vault(folder, password)
    try:
        return open_vault(folder, password)
    except (WrongPasswordError, DamagedVaultError) as error:
        reason = EARLIER if isinstance(error, WrongPasswordError) else "damaged"
        folder.rename(folder.with_name(f"{folder.name}-{reason}-{datetime.now(UTC):%Y%m%d-%H%M%S}"))
        return make_vault(folder, password)
