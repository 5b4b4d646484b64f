"""Planned dates of a lesson plan: «02.09, 03.09», «07.09.», a date cell, a column for each class."""

import re
from datetime import date, datetime

from ejournal_desktop.domain.classes import parse_class
from ejournal_desktop.domain.names import clean
from ejournal_desktop.exchange.cell_values import date_of, is_blank, text_of
from ejournal_desktop.exchange.headers import Header, normal_title
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import SheetRow, Value
from ejournal_desktop.exchange.values import ProblemKind

_DAY_AND_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.?")
_PLANNED = frozenset({"план", "дата план", "дата по плану", "дата"})


def planned_dates(
    reader: RowReader, row: SheetRow, header: Header, year_starts_on: date
) -> tuple[tuple[str, date], ...]:
    """Every planned (class or «», date) of the row; what is no date is a warning."""
    found: list[tuple[str, date]] = []
    columns = [("", column) for name, column in header.fields.items() if name == "planned"]
    for column in header.unknown:
        school_class = parse_class(column.own)
        if school_class is not None and normal_title(column.parent) in _PLANNED:
            columns.append((str(school_class), column))
    for class_name, column in columns:
        days, bad = read_days(row.cells.get(column.index), year_starts_on)
        found.extend((class_name, day) for day in days)
        for text in bad:
            reader.log.add(reader.place, ProblemKind.DATE_UNREADABLE, column.title, "date", text)
    return tuple(found)


def read_days(value: Value | None, year_starts_on: date) -> tuple[list[date], list[str]]:
    """Days of a cell, and the pieces of it that are none."""
    if isinstance(value, datetime | date):
        return [value.date() if isinstance(value, datetime) else value], []
    pieces = [clean(piece) for piece in re.split(r"[,;\n]", text_of(value))]
    read = [(piece, _date(piece, year_starts_on)) for piece in pieces if not is_blank(piece)]
    return [day for _, day in read if day is not None], [piece for piece, day in read if day is None]


def _date(piece: str, year_starts_on: date) -> date | None:
    match = _DAY_AND_MONTH.fullmatch(piece)
    if match is None:
        return date_of(piece, date(year_starts_on.year + 1, 12, 31))[0]
    day, month = int(match[1]), int(match[2])
    year = year_starts_on.year + (month < year_starts_on.month)
    try:
        return date(year, month, day)
    except ValueError:
        return None
