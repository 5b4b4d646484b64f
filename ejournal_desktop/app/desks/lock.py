"""The lock of a window on the services (``gui/ports/lock.py``)."""

from ejournal_desktop.app.strongbox import Strongbox
from ejournal_desktop.config.pin import PinBox
from ejournal_desktop.config.vault import DamagedVaultError, WrongPasswordError, open_vault
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.domain.errors import RefusedError, ServerUnavailableError, SignInFailedError
from ejournal_desktop.services import accounts


class LockServices:
    """The part of a desk that tells its person from another one."""

    profile: ServerProfile
    login: str
    strongbox: Strongbox | None

    def has_pin(self) -> bool:
        """Whether a PIN was set on this computer."""
        return self.strongbox is not None and PinBox(self.strongbox.vault).is_set

    def set_pin(self, pin: str, password: str) -> None:
        """Set it; her password proves that it is she who asks."""
        self.check_own_password(password)
        try:
            if self.strongbox is None:
                raise RefusedError("pin-not-kept", {})
            PinBox(self.strongbox.vault).put(pin)
        except OSError as error:
            raise RefusedError("pin-not-kept", {}) from error

    def forget_pin(self) -> None:
        """Remove it."""
        if self.strongbox is not None:
            PinBox(self.strongbox.vault).forget()

    def pin_fits(self, pin: str) -> bool:
        """Whether this is the PIN."""
        return self.strongbox is not None and PinBox(self.strongbox.vault).fits(pin)

    def check_own_password(self, password: str) -> None:
        """Whether this is her password: the server knows, or her vault while the server is silent."""
        try:
            accounts.check_password(self.profile, self.login, password)
        except ServerUnavailableError:
            if self.strongbox is None:
                raise
            self._check_by_vault(self.strongbox, password)

    def _check_by_vault(self, strongbox: Strongbox, password: str) -> None:
        try:
            open_vault(strongbox.vault.folder, password)
        except WrongPasswordError as error:
            raise SignInFailedError("known-password") from error
        except DamagedVaultError as error:
            raise ServerUnavailableError from error
