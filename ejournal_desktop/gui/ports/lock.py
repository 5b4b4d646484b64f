"""What the lock of a window needs: is it she, by the PIN of this computer or by her password."""

from typing import Protocol


class LockDesk(Protocol):
    """Every method may wait for the disk or the server and belongs into a lane."""

    def has_pin(self) -> bool:
        """Whether a PIN was set on this computer."""

    def set_pin(self, pin: str, password: str) -> None:
        """Set it; raises ``SignInFailedError`` when the password is wrong, ``RefusedError`` when the disk is."""

    def forget_pin(self) -> None:
        """Remove it."""

    def pin_fits(self, pin: str) -> bool:
        """Whether this is the PIN."""

    def check_own_password(self, password: str) -> None:
        """Whether this is her password, as the server says, or this computer while the server is silent.

        Raises:
            SignInFailedError: it is not.
            ServerUnavailableError: the server is silent and this computer does not know.
        """
