"""Setting text to a measure: lines that break where Russian allows, never cut, never smaller than asked."""

import re
from functools import lru_cache

from reportlab.lib.units import mm

from ejournal_desktop.reports import fonts

POINT = 1 / mm  # one point in millimetres
_SOFT_HYPHEN = "\u00ad"
_PIECES = re.compile(rf"[^ \-–/{_SOFT_HYPHEN}]*[\-–/{_SOFT_HYPHEN}]?[ ]*")


def width_mm(text: str, font: str, size: float) -> float:
    """Width of a line in millimetres."""
    return fonts.width(fonts.printable(text, font), font, size) * POINT


def fitting_font(text: str, font: str, size: float, measure_mm: float) -> str:
    """The face in which the line stands in the measure: its own or the narrow one (also when even that is too wide)."""
    if width_mm(text, font, size) <= measure_mm:
        return font
    return fonts.NARROW_OF.get(font, font)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _PIECES.findall(text) if piece]


def _shown(line: str) -> str:
    """A line as printed: a soft hyphen shows only at its end."""
    stripped = line.rstrip(" ")
    hyphen = "-" if stripped.endswith(_SOFT_HYPHEN) else ""
    return stripped.replace(_SOFT_HYPHEN, "") + hyphen


def _broken(word: str, font: str, size: float, measure_mm: float) -> list[str]:
    """A word wider than the measure, by characters; each part but the last fills a line."""
    parts, line = [], ""
    for character in word:
        if line and width_mm(line + character, font, size) > measure_mm:
            parts.append(line)
            line = ""
        line += character
    return [*parts, line]


@lru_cache(maxsize=16384)
def wrapped(text: str, font: str, size: float, measure_mm: float) -> tuple[str, ...]:
    """Lines of the text in the measure; a word wider than it breaks by characters, nothing is lost."""
    lines: list[str] = []
    line = ""
    clean = _SOFT_HYPHEN.join(fonts.printable(part, font) for part in text.split(_SOFT_HYPHEN))
    for piece in _pieces(clean):
        if width_mm(_shown(line + piece), font, size) <= measure_mm:
            line += piece
            continue
        if line:
            lines.append(_shown(line))
        *full, line = _broken(piece, font, size, measure_mm) if _too_wide(piece, font, size, measure_mm) else [piece]
        lines += full
    return (*lines, _shown(line)) if line.strip() else tuple(lines)


def _too_wide(piece: str, font: str, size: float, measure_mm: float) -> bool:
    return width_mm(_shown(piece), font, size) > measure_mm


@lru_cache(maxsize=16384)
def name_lines(text: str, font: str, size: float, measure_mm: float) -> tuple[str, tuple[str, ...]]:
    """A name of things and its face: one line, else one line in the narrow face, else several narrow lines."""
    face = fitting_font(text, font, size, measure_mm)
    if width_mm(text, face, size) <= measure_mm:
        return face, (fonts.printable(text, face),)
    return face, wrapped(text, face, size, measure_mm)
