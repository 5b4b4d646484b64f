"""The faces of paper: PT Serif for names of things, PT Sans for what is read, PT Sans Narrow for what must fit."""

import unicodedata
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ejournal_desktop.config.paths import font_files
from ejournal_desktop.domain.errors import ReportFailedError

SANS = "PTSans"
SANS_BOLD = "PTSans-Bold"
SANS_ITALIC = "PTSans-Italic"
NARROW = "PTSansNarrow"
NARROW_BOLD = "PTSansNarrow-Bold"
SERIF = "PTSerif"
SERIF_BOLD = "PTSerif-Bold"

# A text too wide for its place goes to the narrow face at the same size, never smaller, never cut.
NARROW_OF = {SANS: NARROW, SANS_ITALIC: NARROW, SANS_BOLD: NARROW_BOLD, SERIF: NARROW, SERIF_BOLD: NARROW_BOLD}

_FILES = {
    SANS: "PT_Sans-Web-Regular.ttf",
    SANS_BOLD: "PT_Sans-Web-Bold.ttf",
    SANS_ITALIC: "PT_Sans-Web-Italic.ttf",
    NARROW: "PT_Sans-Narrow-Web-Regular.ttf",
    NARROW_BOLD: "PT_Sans-Narrow-Web-Bold.ttf",
    SERIF: "PT_Serif-Web-Regular.ttf",
    SERIF_BOLD: "PT_Serif-Web-Bold.ttf",
}
_MISSING = "?"


@cache
def face(font: str) -> TTFont:
    """The face, read and registered with reportlab once in a process.

    Raises:
        ReportFailedError: its file is not among the installed fonts.
    """
    files = {path.name: path for path in font_files()}
    if _FILES[font] not in files:
        raise ReportFailedError("font-missing", {"font": _FILES[font]})
    loaded = TTFont(font, str(files[_FILES[font]]))
    pdfmetrics.registerFont(loaded)
    return loaded


def register() -> None:
    """Read every face; a document may then name them."""
    for font in _FILES:
        face(font)


@lru_cache(maxsize=65536)
def width(text: str, font: str, size: float) -> float:
    """Width of a line in points."""
    return float(face(font).stringWidth(text, size))


@cache
def _printable_character(character: str, font: str) -> str:
    if character == "\u00ad":  # a soft hyphen is an advice, not a sign
        return ""
    glyphs = face(font).face.charToGlyph
    if ord(character) in glyphs:
        return character
    base = unicodedata.normalize("NFKD", character)
    kept = "".join(part for part in base if ord(part) in glyphs and not unicodedata.combining(part))
    return kept or ("" if unicodedata.category(character) in {"Cf", "Mn", "Me"} else _MISSING)


@lru_cache(maxsize=65536)
def printable(text: str, font: str) -> str:
    """The text in one line, all of it with glyphs: what the face lacks becomes its base letter or «?», never a box."""
    flat = "".join(" " if character.isspace() and character != "\u00a0" else character for character in text)
    composed = unicodedata.normalize("NFC", flat)
    clean = (character for character in composed if unicodedata.category(character) != "Cc")
    return "".join(_printable_character(character, font) for character in clean)
