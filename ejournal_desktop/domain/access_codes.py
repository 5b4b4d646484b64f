"""Access codes as people print and type them: sixteen signs in fours, none of which looks like another."""

import secrets
from dataclasses import dataclass

ALPHABET = "2346789ACDEFHJKLMNPRTVWXY"
"""No 0 and O, 1 and I, 5 and S, 8 and B, 2 and Z, 6 and G, U and V, Q: read aloud and retyped without a question."""

LENGTH = 16
_OPEN = 6  # the first signs name the role and are no secret; ten remain: 46 bits
_GROUP = 4
_TWINS = str.maketrans("АСЕНКМРТХУ", "ACEHKMPTXY")
_KEYS = str.maketrans("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "QWERTYUIOPASDFGHJKLZXCVBNM")  # the same keys in the Latin layout
_QR = "EJ1"  # the first word of what a slip's QR says: EJ1|code|login|server…
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
        return in_fours(signs)


def new_code() -> AccessCode:
    """A code that nobody can guess."""
    return _of_signs("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_code(text: str) -> AccessCode | None:
    """What a person typed, scanned or pasted: any case, layout or dashes, the whole text of a slip's QR too."""
    signs = typed_signs(text)
    if len(signs) != LENGTH or not set(signs) <= set(ALPHABET):
        return None
    return _of_signs(signs)


def typed_signs(text: str) -> str:
    """The signs of a code as far as it is typed, in capitals, without dashes.

    Cyrillic twins of Latin letters count as these; a Cyrillic letter that looks like no Latin one says that the
    keyboard has the Russian layout, and then every Cyrillic letter is what the same key means in the Latin one.
    """
    scanned = text.strip().split("|")
    typed = scanned[1] if len(scanned) > 1 and scanned[0] == _QR else text
    signs = typed.translate(_BETWEEN).upper()
    return signs.translate(_TWINS if is_seen_as_latin(signs) else _KEYS)


def is_seen_as_latin(signs: str) -> bool:
    """Whether nothing in it looks unlike a Latin sign: a person would not notice the Russian layout."""
    return all(sign.isascii() or ord(sign) in _TWINS for sign in signs.upper())


def in_fours(signs: str) -> str:
    """«7K3M-PX9A», with a dash ready after each whole group but the last."""
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))


def scanned_login(text: str) -> str:
    """The login that a slip proposes, out of the text of its QR; empty for anything else."""
    scanned = text.strip().split("|")
    return scanned[2] if len(scanned) > 2 and scanned[0] == _QR else ""  # noqa: PLR2004 - word, code, login


def qr_text(code: str, login: str, *more: str) -> str:
    """What the QR of a slip says: the code first, then where it belongs."""
    return "|".join((_QR, code.replace("-", ""), login, *more))


def _of_signs(signs: str) -> AccessCode:
    return AccessCode(signs[:_OPEN].lower(), signs[_OPEN:])
