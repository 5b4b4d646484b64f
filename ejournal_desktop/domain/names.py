"""Names as people write them: cleaning, ё and е, Latin look-alikes, sort keys, СНИЛС and phones."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

MAX_NAME_LENGTH = 100
"""Characters of a name part; longer ones are refused as not a name."""

_ZERO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_LATIN = "ABCEHKMOPTXYËaceopxykë"
_CYRILLIC = "АВСЕНКМОРТХУЁасеорхукё"
_LOOK_ALIKES = str.maketrans(_LATIN, _CYRILLIC)
_DASHES = str.maketrans("‐‑‒–—−", "------")
_WORD = re.compile(r"[^\W\d_]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_SNILS_LENGTH = 11
_SNILS_MODULUS = 101
_PHONE_LENGTH = 11


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in three parts; ``middle`` may be empty or two words («Борис оглы»)."""

    last: str
    first: str
    middle: str = ""

    @property
    def full(self) -> str:
        """«Копылова Дарья Александровна»."""
        return " ".join(part for part in (self.last, self.first, self.middle) if part)

    @property
    def short(self) -> str:
        """«Копылова Д.А.», as timetables write it."""
        initials = "".join(f"{part[0]}." for part in (self.first, self.middle) if part)
        return f"{self.last} {initials}".strip()

    @property
    def key(self) -> str:
        """What two spellings of one name have in common."""
        return fold(self.full)


def clean(text: str) -> str:
    """Remove what nobody sees: zero-width marks, runs of spaces, decomposed letters."""
    return " ".join(_ZERO_WIDTH.sub("", unicodedata.normalize("NFC", text)).split())


def forbidden_characters(text: str) -> tuple[str, ...]:
    """Control characters and direction overrides of a text as «U+0008», in order, each once."""
    return tuple(f"U+{ord(character):04X}" for character in dict.fromkeys(_FORBIDDEN.findall(text)))


def to_cyrillic(text: str) -> str:
    """Turn Latin look-alikes into Cyrillic in words that mix both («Cмирнова»); other Latin words stay."""
    return _WORD.sub(lambda match: _word_to_cyrillic(match.group()), text)


def _word_to_cyrillic(word: str) -> str:
    if not any("а" <= c.lower() <= "я" or c in "ёЁ" for c in word):
        return word
    turned = word.translate(_LOOK_ALIKES)
    return word if any(c.isascii() for c in turned) else turned


def letter_to_cyrillic(letter: str) -> str:
    """Turn a lone Latin look-alike («A» of «5A») into the Cyrillic capital; other letters only become capital."""
    return letter.translate(_LOOK_ALIKES).upper().translate(_LOOK_ALIKES)


def fold(text: str) -> str:
    """Key for comparing: clean, Cyrillic, lower case, ё as е."""
    return to_cyrillic(clean(text).translate(_DASHES)).lower().replace("ё", "е")


def sort_key(last: str, first: str, middle: str = "") -> str:
    """The order of lists, as the database makes it: ё beside е, without case."""
    return f"{last} {first} {middle}".lower().replace("ё", "е")


def tidy_name(text: str) -> str:
    """Clean a name part, make look-alikes Cyrillic and «ЮСУПОВА» into «Юсупова»."""
    name = to_cyrillic(clean(text).translate(_DASHES))
    return _WORD.sub(lambda match: _not_shouting(match.group()), name)


def _not_shouting(word: str) -> str:
    shouting = len(word) > 1 and word.isupper() and not word.isascii()
    return word.capitalize() if shouting else word


def split_full_name(text: str) -> PersonName:
    """Split «Фамилия Имя Отчество»; everything after the second word is the middle name."""
    last, first, middle = [*tidy_name(text).split(" ", 2), "", "", ""][:3]
    return PersonName(last, first, middle)


def short_name_key(text: str) -> str:
    """Key of «Копылова Д. А.» whatever its dots and spaces; a full name gives the same key."""
    last, *rest = fold(text).replace(".", " ").split() or [""]
    return f"{last} {''.join(word[0] for word in rest[:2])}".strip()


def sex_of_middle_name(middle: str) -> Literal["М", "Ж"] | None:
    """Sex by the ending of a patronymic; ``None`` when it does not tell."""
    folded = fold(middle)
    if folded.endswith(("вна", "чна", "кызы", "гызы")):
        return "Ж"
    if folded.endswith(("вич", "ич", "оглы", "углы", "улы")):
        return "М"
    return None


def snils_digits(text: str) -> str:
    """Digits of «993-886-072 00» or of a number that lost its leading zeros; «» when they are not eleven."""
    digits = re.sub(r"[\s\-–.]", "", text)
    if not digits.isascii() or not digits.isdigit() or len(digits) > _SNILS_LENGTH:
        return ""
    return digits if len(digits) == _SNILS_LENGTH else ""


def snils_is_valid(digits: str) -> bool:
    """Whether eleven digits carry the right checksum (the last two)."""
    if len(digits) != _SNILS_LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True))
    return weighted % _SNILS_MODULUS % 100 == int(digits[9:])


def phone(text: str) -> str:
    """One Russian phone as «+79440816869», «» when it is not one."""
    bare = re.sub(r"^(т|тел|моб|дом|раб|сот)[а-я]*\.?:?\s*", "", clean(text).lower())
    digits = re.sub(r"[\s\-–—().]", "", bare)
    plus, digits = digits.startswith("+"), digits.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if len(digits) == _PHONE_LENGTH and digits[0] in ("7" if plus else "78"):
        return f"+7{digits[1:]}"
    return f"+7{digits}" if len(digits) == _PHONE_LENGTH - 1 and not plus and digits[0] in "3489" else ""


def phones(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a cell into phones: those understood, and the pieces that were not."""
    pieces = [piece.strip() for piece in re.split(r"[,;/\n]|\sи\s", text) if piece.strip()]
    understood = [(phone(piece), piece) for piece in pieces]
    good = tuple(dict.fromkeys(number for number, _ in understood if number))
    return good, tuple(piece for number, piece in understood if not number)
