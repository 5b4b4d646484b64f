"""The lock by hand: a PIN in memory, the password of the fake person."""

from dataclasses import dataclass

from ejournal_desktop.domain.errors import SignInFailedError


@dataclass(kw_only=True)
class FakeLockDesk:
    """Knows its person by ``present_password`` and by ``pin``."""

    pin: str = ""
    pins_tried: int = 0

    def has_pin(self):
        return bool(self.pin)

    def set_pin(self, pin, password):
        self.check_own_password(password)
        self.pin = pin

    def forget_pin(self):
        self.pin = ""

    def pin_fits(self, pin):
        self.pins_tried += 1
        return pin == self.pin

    def check_own_password(self, password):
        if password != self.present_password:
            raise SignInFailedError("28P01")
