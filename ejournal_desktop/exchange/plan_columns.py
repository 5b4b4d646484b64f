"""Columns of a plan without a head: what each seems to hold, so that a person only confirms it (ux 5.9)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

from ejournal_desktop.domain.names import clean
from ejournal_desktop.exchange.cell_values import is_blank, number_of, text_of
from ejournal_desktop.exchange.headers import Column, Header, column_letters
from ejournal_desktop.exchange.plan_dates import read_days
from ejournal_desktop.exchange.sheets import Sheet, SheetRow, Value, read_workbook
from ejournal_desktop.exchange.source import Watch

PLAN_FIELDS: Final[Mapping[str, str]] = {
    "": "не читать",
    "number": "№",
    "section": "раздел",
    "topic": "тема",
    "hours": "часы",
    "lesson_type": "тип урока",
    "planned": "дата",
    "homework": "домашнее задание",
    "control": "контрольных",
    "laboratory": "лабораторных",
    "practical": "практических",
}
"""Fields that a column of a plan may be, in the words of the drop-down; «» leaves the column out."""

MOST_COLUMNS: Final = 30
_LOOKED_AT: Final = 120
_SHOWN: Final = 12
_MOST_CHARACTERS: Final = 300
_MOSTLY: Final = 0.6
_GREATEST_HOURS: Final = 40
_NUMBER: Final = re.compile(r"\d{1,3}(?:(?:\.|\s?[-–]\s?)\d{1,3})*[.)]?")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
_HOMEWORK: Final = re.compile(
    r"§|\bстр\b|\bупр|\bс\.\s?\d|№|п\.\s?\d|не задано|повтор|выучить|учебник|\bp\. ?\d|\bex\. ?\d", re.IGNORECASE
)
_LESSON_TYPE: Final = re.compile(
    r"урок\b.*|контрол\w*|к/?р\.?|п/?р\.?|л/?р\.?|практ\w*|лаборат\w*|комб\w*|онз|оуир|экскурсия|резерв",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlanColumns:
    """A table without a head as it is shown to who says what its columns are.

    Attributes:
        rows: the first rows as (number in the file, texts of the columns).
        fields: the guess for each column, a key of ``PLAN_FIELDS``.
        first_row: number in the file of the first row that is read.
        last_row: number of the last row there is.
    """

    file_name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    fields: tuple[str, ...]
    first_row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """What a person said: a field for each column, and where the table begins."""

    fields: tuple[str, ...]
    first_row: int

    def header(self, sheet: Sheet) -> Header:
        """The head that the table lacks."""
        fields = {
            name: Column(index, f"{column_letters(index)} ({PLAN_FIELDS[name]})")
            for index, name in enumerate(self.fields)
            if name
        }
        body = tuple(row for row in sheet.rows if row.number >= self.first_row)
        return Header(self.first_row, fields, (), (), body)


def look_at_columns(file: Path | str | bytes, name: str = "", watch: Watch | None = None) -> PlanColumns:
    """Show the fullest sheet of a file whose columns are not told by a head.

    Raises:
        BadFileError: the file is no table.
    """
    book = read_workbook(file, name, watch)
    sheet = widest_sheet(book.sheets)
    width = min(MOST_COLUMNS, 1 + max(max(row.cells) for row in sheet.rows))
    fields = _guess(sheet.rows[:_LOOKED_AT], width)
    return PlanColumns(
        file_name=book.source.name,
        rows=tuple((row.number, _texts(row, width)) for row in sheet.rows[:_SHOWN]),
        fields=fields,
        first_row=_first_row(sheet.rows[:_LOOKED_AT], fields),
        last_row=sheet.rows[-1].number,
    )


def widest_sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The sheet with the most rows, the first of equals: a plan without a head is one table."""
    return max(sheets, key=lambda sheet: len(sheet.rows))


def _texts(row: SheetRow, width: int) -> tuple[str, ...]:
    return tuple(clean(text_of(row.cells.get(index)))[:_MOST_CHARACTERS] for index in range(width))


def _guess(rows: Sequence[SheetRow], width: int) -> tuple[str, ...]:
    columns = [[row.cells[index] for row in rows if index in row.cells] for index in range(width)]
    fields = [""] * width
    for index, cells in enumerate(columns):
        found = _kind_of(cells)
        if found and found not in fields:
            fields[index] = found
    texts = [index for index in range(width) if not fields[index] and _is_text(columns[index])]
    topic = max(texts, key=lambda index: _weight(columns[index]), default=None)
    if topic is not None:
        fields[topic] = "topic"
        before = [index for index in texts if index < topic]
        if before:
            fields[before[0]] = "section"
    return tuple(fields)


def _kind_of(cells: Sequence[Value]) -> str:
    """What a column is by its cells alone."""
    texts = [clean(text_of(cell)) for cell in cells if not is_blank(text_of(cell))]
    if not texts:
        return ""
    if _counts_in_sections(texts):
        return "number"
    if _share(_is_day(value) for value in cells) >= _MOSTLY:
        return "planned"
    if _share(_NUMBER.fullmatch(text) is not None for text in texts) >= _MOSTLY:
        return _kind_of_numbers(cells)
    if _share(_LESSON_TYPE.fullmatch(text) is not None for text in texts) >= _MOSTLY:
        return "lesson_type"
    return "homework" if _share(_HOMEWORK.search(text) is not None for text in texts) >= _MOSTLY else ""


def _counts_in_sections(texts: Sequence[str]) -> bool:
    """«1.1, 1.2, 2.1» are numbers of topics and look like days: they grow by one inside a section."""
    parts = [(int(match[1]), int(match[2])) for text in texts if (match := _DOTTED.fullmatch(text)) is not None]
    steps = [other in {(one[0], one[1] + 1), (one[0] + 1, 1)} for one, other in pairwise(parts)]
    return len(parts) >= _MOSTLY * len(texts) and _share(steps) >= _MOSTLY


def _kind_of_numbers(cells: Sequence[Value]) -> str:
    """Numbers that grow count the lessons, small ones that do not are hours."""
    numbers = [number for cell in cells if (number := number_of(cell)) is not None]
    if len(numbers) > 1 and all(one < other for one, other in pairwise(numbers)):
        return "number"
    if numbers and _share(0 < number <= _GREATEST_HOURS and number == int(number) for number in numbers) >= _MOSTLY:
        return "hours"
    return "number"


def _is_day(value: Value) -> bool:
    if isinstance(value, datetime | date):
        return True
    if isinstance(value, str):
        days, bad = read_days(value, date(date.min.year + 1, 9, 1))
        return bool(days) and not bad and "." in value
    return False


def _is_text(cells: Sequence[Value]) -> bool:
    return any(any(sign.isalpha() for sign in text_of(cell)) for cell in cells)


def _weight(cells: Sequence[Value]) -> int:
    """Topics are the column with the most different words."""
    return sum(len(text) for text in {clean(text_of(cell)) for cell in cells})


def _share(said: Iterable[bool]) -> float:
    answers = list(said)
    return sum(answers) / len(answers) if answers else 0.0


def _first_row(rows: Sequence[SheetRow], fields: Sequence[str]) -> int:
    """The first row that fits: it has a topic, and nothing in it contradicts its column (a title does)."""
    for row in rows:
        kinds = {name: row.cells[index] for index, name in enumerate(fields) if name and index in row.cells}
        if "topic" in kinds and all(_fits(name, value) for name, value in kinds.items()):
            return row.number
    return rows[0].number


def _fits(name: str, value: Value) -> bool:
    if name == "hours":
        return number_of(value) is not None
    if name == "planned":
        return _is_day(value)
    return name != "number" or _NUMBER.fullmatch(clean(text_of(value))) is not None
