"""Finds the header of a table and which column is which field, by the titles schools write."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from ejournal_desktop.domain.names import clean, fold
from ejournal_desktop.exchange.sheets import Sheet, SheetRow
from ejournal_desktop.exchange.source import Source

Aliases = Mapping[str, Sequence[str]]
"""Titles of each field, the most usual first."""

MAX_HEADER_ROW = 40
"""Rows with data looked through for the header."""
_SURE = 86.0
_CLEARLY_BETTER = 6.0
_SHORTEST_GUESSED = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its number from 0 and its title («Мать / ФИО» under a common title)."""

    index: int
    title: str
    parent: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """Where a table begins and what its columns are.

    Attributes:
        row: spreadsheet number of the (first) header row.
        fields: field → column.
        guessed: fields found by likeness only.
        unknown: titled columns that are no field.
        body: rows below the header.
    """

    row: int
    fields: Mapping[str, Column]
    guessed: tuple[str, ...]
    unknown: tuple[Column, ...]
    body: tuple[SheetRow, ...]
    doubled: tuple[tuple[Column, Column], ...] = field(default=())


@functools.lru_cache(maxsize=4096)
def normal_title(title: str) -> str:
    """A title as aliases are compared: letters, digits and № only, ё as е."""
    return " ".join(re.findall(r"[\w№]+", fold(title)))


def find_header(sheet: Sheet, aliases: Aliases, required: Sequence[frozenset[str]]) -> Header | None:
    """Find the header row with the most known titles; ``None`` when no row has a required set of fields.

    Args:
        sheet: the sheet to look at.
        aliases: titles of every field.
        required: alternatives: a header has all fields of at least one of them.
    """
    known = {normal_title(title): name for name, titles in aliases.items() for title in titles}
    candidates = [_header_at(sheet, index, known, aliases) for index in range(min(len(sheet.rows), MAX_HEADER_ROW))]
    fitting = [header for header in candidates if any(fields <= header.fields.keys() for fields in required)]
    return max(fitting, key=lambda header: len(header.fields) - len(header.guessed), default=None)


def refuse_doubled(source: Source, sheet: Sheet, header: Header) -> None:
    """Refuse a table where two columns claim one field: nobody can say which is meant.

    Raises:
        BadFileError: «columns-doubled».
    """
    if header.doubled:
        first, second = header.doubled[0]
        letters = [column_letters(column.index) for column in (first, second)]
        raise source.refuse("columns-doubled", sheet=sheet.name, row=header.row, title=second.title, columns=letters)


def column_letters(index: int) -> str:
    """«A» for 0, «AA» for 26."""
    letters, number = "", index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _header_at(sheet: Sheet, index: int, known: Mapping[str, str], aliases: Aliases) -> Header:
    height = 2 if _has_second_row(sheet, index) else 1
    fields: dict[str, Column] = {}
    unknown: list[Column] = []
    doubled: list[tuple[Column, Column]] = []
    for column in _columns(sheet, index, height):
        name = known.get(normal_title(column.title))
        if name is None:
            unknown.append(column)
        elif name in fields:
            doubled.append((fields[name], column))
        else:
            fields[name] = column
    guessed = _guess(unknown, fields, aliases) if fields and unknown else ()
    rest = tuple(column for column in unknown if column not in fields.values())
    body = sheet.rows[index + height :]
    return Header(sheet.rows[index].number, fields, guessed, rest, body, tuple(doubled))


def _has_second_row(sheet: Sheet, index: int) -> bool:
    number = sheet.rows[index].number
    if index + 1 == len(sheet.rows) or sheet.rows[index + 1].number != number + 1:
        return False
    below = sheet.rows[index + 1].cells
    spanned = [left for top, left, bottom, right in sheet.merged if top == bottom == number and right > left]
    return any(isinstance(below.get(left), str) for left in spanned) and all(
        isinstance(value, str) for value in below.values()
    )


def _columns(sheet: Sheet, index: int, height: int) -> Iterator[Column]:
    top = _texts(sheet.rows[index])
    if height == 1:
        yield from (Column(column, title, "", title) for column, title in sorted(top.items()))
        return
    below, number = _texts(sheet.rows[index + 1]), sheet.rows[index].number
    for first, left, last, right in sheet.merged:
        if first == last == number and left in top:
            top.update(dict.fromkeys(range(left, right + 1), top[left]))
    for column in sorted(top.keys() | below.keys()):
        parent, own = top.get(column, ""), below.get(column, "")
        yield Column(column, " / ".join(part for part in (parent, own) if part), parent if own else "", own or parent)


def _texts(row: SheetRow) -> dict[int, str]:
    return {column: clean(value) for column, value in row.cells.items() if isinstance(value, str) and clean(value)}


def _guess(unknown: Sequence[Column], fields: dict[str, Column], aliases: Aliases) -> tuple[str, ...]:
    guessed: list[str] = []
    for column in unknown:
        title = normal_title(column.title)
        scores = sorted(
            ((_likeness(title, tuple(aliases[name])), name) for name in aliases.keys() - fields.keys()), reverse=True
        )
        if len(title) < _SHORTEST_GUESSED or not scores or scores[0][0] < _SURE:
            continue
        if len(scores) > 1 and scores[0][0] - scores[1][0] < _CLEARLY_BETTER:
            continue  # two fields are as likely: a person has to say
        fields[scores[0][1]] = column
        guessed.append(scores[0][1])
    return tuple(guessed)


@functools.lru_cache(maxsize=16_384)
def _likeness(title: str, titles: tuple[str, ...]) -> float:
    return max(fuzz.ratio(title, normal_title(alias)) for alias in titles)
