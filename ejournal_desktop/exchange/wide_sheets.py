"""Sheets whose few cells lie far apart (A1 and XFD1048576): read cell by cell, the holes between them never exist."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from ejournal_desktop.exchange.source import Source

_Value = str | float | bool | date | datetime | time | timedelta


def filled_cells(source: Source) -> Iterator[tuple[str, Iterator[tuple[int, dict[int, _Value]]]]]:
    """Tell each sheet's name and its rows as (number, cells by column from 0); formulas give their stored value.

    Raises:
        BadFileError: «workbook-damaged».
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(source.content), data_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise source.refuse("workbook-damaged", reason=str(error)) from error
    for sheet in book.worksheets:
        rows: dict[int, dict[int, _Value]] = {}
        # iter_rows would visit every hole of 17 billion; this mapping holds what the file holds.
        for (row, column), cell in sheet._cells.items():  # noqa: SLF001 - openpyxl has no public sparse reader
            value = _plain(cell.value)
            if value is not None and value != "":
                rows.setdefault(row, {})[column - 1] = value
        yield sheet.title, iter(sorted(rows.items()))


def _plain(value: object) -> _Value | None:
    if isinstance(value, str):
        return value.strip() and value
    if isinstance(value, bool | date | time | timedelta) or value is None:
        return value
    return float(value) if isinstance(value, int | float) else str(value)
