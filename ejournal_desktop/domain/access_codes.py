"""Access codes as people print and type them: sixteen signs in fours, none of which looks like another."""

import secrets
from dataclasses import dataclass

ALPHABET = "2346789ACDEFHJKLMNPRTVWXY"
"""No 0 and O, 1 and I, 5 and S, 8 and B, 2 and Z, 6 and G, U and V, Q: read aloud and retyped without a question."""

_LENGTH = 16
_OPEN = 6  # the first signs name the role and are no secret; ten remain: 46 bits
_GROUP = 4
_CYRILLIC = str.maketrans("АСЕНКМРТХУ", "ACEHKMPTXY")
_BETWEEN = str.maketrans("", "", " -‐‑–—\u00a0\t\r\n")


@dataclass(frozen=True, slots=True)
class AccessCode:
    """A code: ``name`` stands in the role's name, ``secret`` is its password."""

    name: str
    secret: str

    @property
    def text(self) -> str:
        """«7K3M-PX9A-…», as it stands on the slip."""
        signs = f"{self.name.upper()}{self.secret}"
        return "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def new_code() -> AccessCode:
    """A code that nobody can guess."""
    return _of_signs("".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)))


def read_code(text: str) -> AccessCode | None:
    """What a person typed, scanned or pasted: any case, with or without dashes, Cyrillic twins of Latin letters too."""
    signs = text.translate(_BETWEEN).upper().translate(_CYRILLIC)
    if len(signs) != _LENGTH or not set(signs) <= set(ALPHABET):
        return None
    return _of_signs(signs)


def _of_signs(signs: str) -> AccessCode:
    return AccessCode(signs[:_OPEN].lower(), signs[_OPEN:])
