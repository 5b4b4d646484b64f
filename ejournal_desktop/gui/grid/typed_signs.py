"""Which sign of the grammar a key means: on a Latin layout the physical key decides (Y is «н»)."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ejournal_desktop.gui.physical_keys import russian_letter

_PLAIN_SIGNS: Final = frozenset("0123456789/.?-")
_CYRILLIC: Final = range(0x0400, 0x0500)
_CHORD: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_NUMPAD: Final = {"0": "н", ".": ".", ",": ".", "*": "оп", "-": "б", "+": "у"}
"""One hand on the number pad writes attendance too (ux 5.4.3)."""


def numpad_sign(event: QKeyEvent) -> str:
    """What a key of the number pad means in the mode «цифровой блок»; empty for other keys."""
    if not event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        return ""
    return _NUMPAD.get(event.text(), "")


def typed_sign(event: QKeyEvent) -> str:
    """The sign, lower case, that a key press puts into a cell; empty for keys that type nothing."""
    text = event.text()
    if event.modifiers() & _CHORD or len(text) != 1 or not text.isprintable() or text == " ":
        return ""
    if text == "," and event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        return "."  # the decimal key of a numpad under a Russian layout
    if text in _PLAIN_SIGNS or ord(text) in _CYRILLIC:
        return text.lower()
    return russian_letter(event) or text
