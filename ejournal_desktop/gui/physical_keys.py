"""Which key was pressed, whatever the layout: scan codes first, the letters of ЙЦУКЕН where a platform gives none."""

import sys
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ROWS: Final = ((0x02, "1234567890-="), (0x10, "QWERTYUIOP[]"), (0x1E, "ASDFGHJKL;'`"), (0x2B, "\\ZXCVBNM,./"))
_RUSSIAN_OF_LATIN: Final = dict(
    zip("QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.`", "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ", strict=True)
)
_LATIN_OF_RUSSIAN: Final = {russian: latin for latin, russian in _RUSSIAN_OF_LATIN.items()}
_LATIN_OF_SCAN: Final = {first + place: sign for first, row in _ROWS for place, sign in enumerate(row)}
_X11_OFFSET: Final = 8
_CYRILLIC: Final = range(0x0400, 0x0500)


def is_cyrillic(event: QKeyEvent) -> bool:
    """Whether the layout made a Cyrillic letter of the key."""
    return event.key() in _CYRILLIC or any(ord(sign) in _CYRILLIC for sign in event.text())


def is_of_russian_layout(event: QKeyEvent) -> bool:
    """Whether the layout made something else of the key: a Cyrillic letter, or the full stop on the key of «/»."""
    moved_stop = event.key() == Qt.Key.Key_Period and latin_sign(event) == "/"
    return is_cyrillic(event) or moved_stop


def latin_sign(event: QKeyEvent) -> str | None:
    """What stands on the key on a Latin keyboard: «Z» for Я; ``None`` for a key without a sign."""
    offset = 0 if sys.platform == "win32" else _X11_OFFSET
    scanned = None if sys.platform == "darwin" else _LATIN_OF_SCAN.get(event.nativeScanCode() - offset)
    if scanned is not None:
        return scanned
    letter = event.text().upper() or (chr(event.key()) if event.key() in _CYRILLIC else "")
    return _LATIN_OF_RUSSIAN.get(letter, letter if letter in _RUSSIAN_OF_LATIN else None)


def latin_key(event: QKeyEvent) -> Qt.Key | None:
    """The key as a Latin layout would name it."""
    sign = latin_sign(event)
    return Qt.Key(ord(sign)) if sign is not None else None


def russian_letter(event: QKeyEvent) -> str:
    """The letter that the same key types on a Russian keyboard, lower case: «н» for Y; empty for other keys."""
    return _RUSSIAN_OF_LATIN.get(latin_sign(event) or "", "").lower()


def russian_text(text: str) -> str:
    """A text typed under a Latin layout by mistake, as the Russian one would have written it: «tujhjd» → «егоров»."""
    if any(ord(sign) in _CYRILLIC for sign in text) or not any(sign.isalpha() for sign in text):
        return text
    return "".join(_RUSSIAN_OF_LATIN.get(sign.upper(), sign).lower() for sign in text)


def russian_sign(sign: str) -> str:
    """The letter of the Russian layout for one sign typed under either; «х» for «[», where a text would keep it."""
    return _RUSSIAN_OF_LATIN.get(sign.upper(), sign).lower()
