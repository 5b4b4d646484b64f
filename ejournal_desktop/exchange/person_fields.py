"""Fields that every list of people has: name, sex, birth date, СНИЛС, phones, e-mail."""

import re
from collections.abc import Mapping
from datetime import date

from ejournal_desktop.domain.names import (
    MAX_NAME_LENGTH,
    PersonName,
    clean,
    phones,
    sex_of_middle_name,
    snils_digits,
    snils_is_valid,
    split_full_name,
    tidy_name,
    to_cyrillic,
)
from ejournal_desktop.exchange.cell_values import is_dash
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.values import ProblemKind, Sex

NAME_FIELDS: Mapping[str, tuple[str, ...]] = {
    "last": ("Фамилия", "LastName", "Фамилия ребёнка"),
    "first": ("Имя", "FirstName", "Имя ребёнка"),
    "middle": ("Отчество", "Отчество (при наличии)", "MiddleName"),
}
REQUIRED_NAME = (frozenset({"full_name"}), frozenset({"last", "first"}))
_SEXES: Mapping[str, Sex] = {
    **dict.fromkeys(("м", "муж", "мужской", "1", "мальчик", "m", "юноша"), "М"),
    **dict.fromkeys(("ж", "жен", "женский", "2", "девочка", "f", "девушка"), "Ж"),
}
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})*\.[A-Za-zа-я]{2,24}")
_PERSON_LIKE = re.compile(r"[А-ЯЁ][а-яёА-ЯЁ\-']*(?: [А-ЯЁ][а-яёА-ЯЁ\-']*){1,2}(?: (?:оглы|кызы))?")
_FEWEST_WORDS = 2


def looks_like_person(text: str) -> bool:
    """Whether a lone text in a row is a name rather than «Всего: 28» or the heading of a section."""
    return _PERSON_LIKE.fullmatch(to_cyrillic(clean(text))) is not None


def read_name(reader: RowReader) -> PersonName | None:
    """Read the name from one column or three; ``None`` with a problem that blocks when it is no name."""
    field = "full_name" if reader.has_column("full_name") else "last"
    raw = " ".join(
        reader.text(name) for name in (("full_name",) if field == "full_name" else ("last", "first", "middle"))
    )
    name = _name_of(reader, field)
    if not clean(raw).strip("-–— "):
        reader.note(ProblemKind.NAME_MISSING, field, "name", blocks=True)
        return None
    if any(len(part) > MAX_NAME_LENGTH for part in (name.last, name.first, name.middle)):
        reader.note(ProblemKind.NAME_TOO_LONG, field, "name", clean(raw), blocks=True, limit=str(MAX_NAME_LENGTH))
        return None
    if not name.first or not name.last:
        reader.note(ProblemKind.NAME_SHORT, field, "name", clean(raw), blocks=True)
        return None
    if to_cyrillic(clean(raw)) != clean(raw):
        reader.note(ProblemKind.LOOK_ALIKE_LETTERS, field, found=clean(raw), understood=name.full)
    return name


def _name_of(reader: RowReader, field: str) -> PersonName:
    if field == "full_name":
        return split_full_name(reader.text(field))
    middle = tidy_name(reader.text("middle"))
    return PersonName(
        tidy_name(reader.text("last")), tidy_name(reader.text("first")), "" if is_dash(middle) else middle
    )


def read_sex(reader: RowReader, middle: str) -> Sex | None:
    """Read the sex; without a column the patronymic tells."""
    text = reader.filled("sex").lower().rstrip(".")
    if not text:
        return sex_of_middle_name(middle)
    sex = _SEXES.get(text)
    if sex is None:
        reader.note(ProblemKind.SEX_UNREADABLE, "sex", "sex", text)
    return sex


def read_snils(reader: RowReader) -> str:
    """Read the СНИЛС; a wrong checksum is a warning and the number is left out."""
    text = reader.filled("snils")
    digits = snils_digits(text)
    if text and not snils_is_valid(digits):
        reader.note(ProblemKind.SNILS_WRONG, "snils", "snils", text)
        return ""
    return digits


def read_phones(reader: RowReader, field: str) -> tuple[str, ...]:
    """Read one phone or several; a piece that is not a phone is a warning."""
    good, bad = phones(reader.filled(field))
    for piece in bad:
        reader.note(ProblemKind.PHONE_UNREADABLE, field, "phone", piece)
    return good


def read_email(reader: RowReader, field: str) -> str:
    """Read an e-mail; what is not one is a warning and left out."""
    text = reader.filled(field)
    if text and _EMAIL.fullmatch(text) is None:
        reader.note(ProblemKind.EMAIL_UNREADABLE, field, "email", text)
        return ""
    return text


def read_birth_date(reader: RowReader, on_date: date, oldest: int, youngest: int) -> date | None:
    """Read the birth date; an impossible or strange one blocks the row.

    Args:
        reader: the row.
        on_date: today.
        oldest: greatest age in years.
        youngest: smallest age in years.
    """
    first, last = date(on_date.year - oldest, 1, 1), date(on_date.year - youngest, 12, 31)
    birth = reader.day("birth_date", on_date, blocks=True, first=first, last=last)
    if birth is None and reader.has_column("birth_date") and not reader.text("birth_date"):
        reader.note(ProblemKind.DATE_MISSING, "birth_date", "date")
    return birth
