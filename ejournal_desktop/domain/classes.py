"""Names of classes in all their spellings, and ranges of grades."""

import re
from dataclasses import dataclass

from ejournal_desktop.domain.names import clean, letter_to_cyrillic

MAX_GRADE = 11

_CLASS = re.compile(
    r"""(?:кл(?:асс)?\.?\s*)?
        (?P<grade>1[01]|[1-9])\s*[-–—._]?\s*
        (?P<open>["«“„'(]?)\s*(?P<letter>[а-яёa-z])\s*["»”“')]?
        \s*\.?\s*(?:кл(?:асс[а-я]*)?\.?)?""",
    re.IGNORECASE | re.VERBOSE,
)
_GRADES = re.compile(
    r"(?P<first>\d{1,2})(?:\s*(?:[-–—]|по|до)\s*(?P<last>\d{1,2}))?\s*(?:-?[еих]{1,2})?\s*(?:кл(?:асс[а-я]*)?\.?)?"
)


@dataclass(frozen=True, slots=True, order=True)
class ClassName:
    """A class of a school: grade 1–11 and a Cyrillic capital; orders as lists do (9Б before 10А)."""

    grade: int
    letter: str

    def __str__(self) -> str:
        return f"{self.grade}{self.letter}"


def parse_class(text: str) -> ClassName | None:
    """Read «7А», «7 «А»», «7-а», «7 "A"» (Latin too); ``None`` when it is not a class."""
    match = _CLASS.fullmatch(clean(text))
    if match is None:
        return None
    letter = letter_to_cyrillic(match["letter"])
    return None if letter.isascii() else ClassName(int(match["grade"]), letter)


def parse_class_list(text: str) -> tuple[ClassName, ...] | None:
    """Read «10А/10Б», «10А+10Б», «10А, 10Б»; ``None`` when a piece is not a class or nothing stands there."""
    pieces = [piece for piece in re.split(r"[/+,;&\n]|\sи\s", clean(text)) if piece.strip()]
    names = [parse_class(piece) for piece in pieces]
    found = [name for name in names if name is not None]
    return tuple(dict.fromkeys(found)) if found and len(found) == len(names) else None


def parse_grades(text: str) -> tuple[int, int] | None:
    """Read «1–9», «10-11 кл.», «1 кл.» as first and last grade; ``None`` when it is not a range within 1–11."""
    match = _GRADES.fullmatch(clean(text).lower())
    if match is None:
        return None
    first, last = int(match["first"]), int(match["last"] or match["first"])
    return (first, last) if 1 <= first <= last <= MAX_GRADE else None


def class_in_text(text: str) -> ClassName | None:
    """Find the one class a title speaks of («Список обучающихся 2-а класса»); ``None`` with none or several."""
    found = {ClassName(int(grade), letter_to_cyrillic(letter)) for grade, letter in _IN_TEXT.findall(clean(text))}
    return found.pop() if len(found) == 1 else None


_IN_TEXT = re.compile(
    r"""(?<![\w.])(1[01]|[1-9])\s?[-–]?\s?["«“„']?([а-яёА-ЯЁABCEHKMOPTX])["»”“']?(?=\s*(?:класс|кл\b|,|$|\.))"""
)
