"""What a PIN of one computer must be: six digits that nobody guesses in five tries."""

from itertools import pairwise
from typing import Final, Literal

PIN_DIGITS: Final = 6
PIN_TRIES: Final = 5
PinWeakness = Literal["digits", "row"]
_SHORTEST_PERIOD: Final = 3


def pin_weakness(pin: str) -> PinWeakness | None:
    """What speaks against a PIN: not six digits, or a row and a repetition that are tried first."""
    if not looks_like_pin(pin):
        return "digits"
    steps = {(int(later) - int(sooner)) % 10 for sooner, later in pairwise(pin)}
    if len(steps) == 1 or any(pin == pin[:size] * (PIN_DIGITS // size) for size in range(1, _SHORTEST_PERIOD + 1)):
        return "row"
    return None


def looks_like_pin(text: str) -> bool:
    """Whether a text can only be a PIN: passwords are longer."""
    return len(text) == PIN_DIGITS and text.isascii() and text.isdigit()
