"""One reader for every table a school brings: xlsx by calamine, csv and pasted text; only filled cells come out."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine

from ejournal_desktop.exchange import archive_limits, wide_sheets
from ejournal_desktop.exchange.source import FileKind, Source, Watch, open_source

MAX_ROWS = 20_000
"""Rows with data in one sheet: several times the greatest school."""
MAX_CELLS = 600_000
MAX_SHEETS = 200
MAX_DENSE_CELLS = 1_500_000
"""Rows × columns that calamine may lay out in memory (some 50 MiB); wider sheets are read cell by cell."""

Value = str | float | bool | date | datetime | time | timedelta
_TEXT_EXTENSIONS = frozenset({"csv", "txt", "tsv", ""})
_CANCEL_EVERY_ROWS = 500


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with at least one filled cell: its number in a spreadsheet program, and cells by column from 0."""

    number: int
    cells: Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as read.

    Attributes:
        merged: merged ranges as (first row, first column, last row, last column), rows as ``SheetRow.number``.
    """

    name: str
    rows: tuple[SheetRow, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """Every sheet of a file that is not empty, with the file itself."""

    source: Source
    sheets: tuple[Sheet, ...]


def read_workbook(file: Path | str | bytes, name: str = "", watch: Watch | None = None) -> Workbook:
    """Read a table from a file or bytes, whatever its extension promises.

    Raises:
        BadFileError: the file is none, too big, dangerous or empty; ``code`` tells which.
        CancelledError: the person gave up.
    """
    watch = watch or Watch()
    source = open_source(file, name)
    sheets = tuple(sheet for sheet in _sheets(source, watch) if sheet.rows)
    if not sheets:
        raise source.refuse("no-rows")
    return Workbook(source, sheets)


def _sheets(source: Source, watch: Watch) -> tuple[Sheet, ...]:
    if source.kind is FileKind.ZIP:
        return _zipped_workbook(source, watch)
    if source.kind is FileKind.COMPOUND:
        encrypted = "EncryptedPackage".encode("utf-16-le") in source.content
        raise source.refuse("workbook-password" if encrypted else "workbook-old-format")
    if source.kind is not FileKind.TEXT:
        raise source.refuse(f"not-a-table-{source.kind}")
    if source.extension not in _TEXT_EXTENSIONS:
        raise source.refuse("not-a-table-text", extension=source.extension)
    return (_delimited(source, watch),)


def _zipped_workbook(source: Source, watch: Watch) -> tuple[Sheet, ...]:
    extent = archive_limits.inspect(source, watch)
    if extent.cells > MAX_CELLS:
        raise source.refuse("too-many-cells", cells=extent.cells, limit=MAX_CELLS)
    if extent.dense_cells > MAX_DENSE_CELLS:
        return tuple(_sheet(source, name, rows, (), watch) for name, rows in wide_sheets.filled_cells(source))
    return _dense_sheets(source, watch)


def _dense_sheets(source: Source, watch: Watch) -> tuple[Sheet, ...]:
    try:
        book = python_calamine.load_workbook(io.BytesIO(source.content))
        if len(book.sheet_names) > MAX_SHEETS:
            raise source.refuse("too-many-sheets", sheets=len(book.sheet_names), limit=MAX_SHEETS)
        return tuple(_dense_sheet(source, book, name, watch) for name in book.sheet_names)
    except (python_calamine.CalamineError, OSError) as error:
        raise source.refuse("workbook-damaged", reason=str(error)) from error


def _dense_sheet(source: Source, book: python_calamine.CalamineWorkbook, name: str, watch: Watch) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    first_row = sheet.start[0] if sheet.start else 0
    first_column = sheet.start[1] if sheet.start else 0
    rows = (
        (
            first_row + number + 1,
            {first_column + column: value for column, value in enumerate(row) if _is_filled(value)},
        )
        for number, row in enumerate(sheet.to_python(skip_empty_area=True))
    )
    ranges = sheet.merged_cell_ranges or []
    merged = tuple((top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges)
    return _sheet(source, name, rows, merged, watch)


def _sheet(
    source: Source,
    name: str,
    numbered: Iterator[tuple[int, dict[int, Value]]],
    merged: tuple[tuple[int, int, int, int], ...],
    watch: Watch,
) -> Sheet:
    rows: list[SheetRow] = []
    for number, cells in numbered:
        if number % _CANCEL_EVERY_ROWS == 0:
            watch.step(number, MAX_ROWS)
        if cells:
            rows.append(SheetRow(number, cells))
        if len(rows) > MAX_ROWS:
            raise source.refuse("too-many-rows", limit=MAX_ROWS)
    return Sheet(name, tuple(rows), tuple(sorted(merged)))


def _filled(row: list[str]) -> dict[int, Value]:
    return {column: value for column, value in enumerate(row) if value.strip()}


def _is_filled(value: object) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


def decode(source: Source) -> str:
    """Text of a csv: a mark of the encoding decides, then UTF-8, then cp1251."""
    content = source.content
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise source.refuse("encoding-unknown")


def _delimited(source: Source, watch: Watch) -> Sheet:
    text = decode(source)
    delimiter = "\t" if source.extension == "tsv" else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(delimiter))
    rows = ((number, _filled(row)) for number, row in enumerate(reader, start=1))
    try:
        return _sheet(source, Path(source.name).stem, rows, (), watch)
    except csv.Error as error:
        raise source.refuse("csv-damaged", reason=str(error)) from error


def _dialect(sign: str) -> type[csv.Dialect]:
    class Delimited(csv.excel):
        delimiter = sign

    return Delimited


def _delimiter(text: str) -> str:
    first_line = next((line for line in text[:65536].splitlines() if line.strip()), "")
    counts = {delimiter: first_line.count(delimiter) for delimiter in ";\t,"}
    best = max(counts, key=lambda delimiter: counts[delimiter])
    if counts[best] and list(counts.values()).count(counts[best]) == 1:
        return best
    try:
        return csv.Sniffer().sniff(text[:8192], delimiters=";,\t").delimiter
    except csv.Error:
        return best if counts[best] else ";"
