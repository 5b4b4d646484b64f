"""The zip inside a workbook, looked over before anything unpacks it: sizes, ratios, entries, extent of its sheets."""

import copy
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from ejournal_desktop.exchange.source import Source, Watch

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 96 * 1024 * 1024
MAX_RATIO = 150
RATIO_MATTERS_FROM_BYTES = 4 * 1024 * 1024
MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
MAX_RANGE_CELLS = 1_000_000
"""Cells of all merged and linked ranges of a sheet together: readers visit each of them."""

_CHUNK_BYTES = 256 * 1024


@dataclass(slots=True)
class Extent:
    """Which cells the sheets of a workbook fill: the farthest row and column, and their number."""

    rows: int = 0
    columns: int = 0
    cells: int = 0

    @property
    def dense_cells(self) -> int:
        """Cells that a reader without holes would lay out in memory."""
        return self.rows * self.columns


def inspect(source: Source, watch: Watch) -> Extent:
    """Check a zipped workbook and tell the greatest extent of its sheets.

    Every part is unpacked once in pieces, counted and thrown away, so a directory that lies is found out too.

    Raises:
        BadFileError: «workbook-damaged», «workbook-too-big», «workbook-suspicious», «workbook-format», «xml-entities».
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            _check_directory(source, archive)
            return _check_parts(source, archive, watch)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise source.refuse("workbook-damaged", reason=str(error)) from error


def _check_directory(source: Source, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        raise source.refuse("workbook-suspicious", entries=len(entries), limit=MAX_ENTRIES)
    if unpacked > MAX_UNPACKED_BYTES:
        raise source.refuse("workbook-too-big", bytes=unpacked, limit=MAX_UNPACKED_BYTES)
    for entry in entries:
        if entry.file_size > max(RATIO_MATTERS_FROM_BYTES, MAX_RATIO * entry.compress_size):
            raise source.refuse("workbook-too-big", bytes=entry.file_size, limit=MAX_UNPACKED_BYTES)
    if "xl/workbook.xml" not in {entry.filename for entry in entries}:
        raise source.refuse("workbook-format", extension=source.extension)


def _check_parts(source: Source, archive: zipfile.ZipFile, watch: Watch) -> Extent:
    greatest = Extent()
    entries = archive.infolist()
    for number, entry in enumerate(entries):
        watch.step(number, len(entries))
        extent = _extent_of_part(source, archive, entry)
        if extent.dense_cells >= greatest.dense_cells:
            greatest = extent
    return greatest


def _extent_of_part(source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Extent:
    chunks = _unpacked(source, archive, entry)
    first = next(chunks, b"")
    if not first.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        for _ in chunks:  # pictures and the like: only counted
            pass
        return Extent()
    sheet = _SheetExtent(source)
    try:
        sheet.feed(first)
        for chunk in chunks:
            sheet.feed(chunk)
        sheet.feed(b"", last=True)
    except expat.ExpatError as error:
        if not entry.filename.endswith(".vml") or sheet.extent.cells:  # old drawings are never well-formed
            raise source.refuse("workbook-damaged", reason=str(error)) from error
    return sheet.extent


def _unpacked(source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    # The declared size is not believed: reading goes on to the true end of the stream, and longer is a trick.
    honest = copy.copy(entry)
    honest.file_size = MAX_UNPACKED_BYTES + 1
    size = 0
    with archive.open(honest) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > entry.file_size:
                raise source.refuse("workbook-suspicious", entry=entry.filename)
            yield chunk


@dataclass(slots=True)
class _SheetExtent:
    """Counts rows and cells of one part as expat meets them; a document type declaration is refused at once."""

    source: Source
    extent: Extent = field(default_factory=Extent)
    row: int = 0
    column: int = 0
    range_cells: int = 0
    parser: expat.XMLParserType = field(default_factory=lambda: expat.ParserCreate(namespace_separator=" "))

    def __post_init__(self) -> None:
        self.parser.StartElementHandler = self._started
        self.parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self.parser.Parse(chunk, last)

    def _doctype(self, *_: object) -> None:
        raise self.source.refuse("xml-entities")

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "row":
            self.row, self.column = int(attributes.get("r") or self.row + 1), 0
            self._reach(self.row, 0)
        elif local == "c":
            row, self.column = _row_and_column(attributes.get("r", ""), self.row, self.column + 1)
            self.extent.cells += 1
            self._reach(row, self.column)

        elif local in ("mergeCell", "hyperlink"):
            self._count_range(attributes.get("ref", ""))

    def _count_range(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, left = _row_and_column(first, 1, 1)
        bottom, right = _row_and_column(last or first, top, left)
        self.range_cells += (abs(bottom - top) + 1) * (abs(right - left) + 1)
        if self.range_cells > MAX_RANGE_CELLS:
            raise self.source.refuse("workbook-suspicious", range=reference)

    def _reach(self, row: int, column: int) -> None:
        if not (0 <= row <= MAX_ROW and 0 <= column <= MAX_COLUMN):
            raise self.source.refuse("workbook-suspicious", rows=row, columns=column)
        self.extent.rows = max(self.extent.rows, row)
        self.extent.columns = max(self.extent.columns, column)


def _row_and_column(reference: str, row: int, column: int) -> tuple[int, int]:
    letters = reference.rstrip("0123456789").upper()
    digits = reference[len(letters) :]
    if not letters.isascii() or not letters.isalpha() or not digits or len(reference) > 12:  # noqa: PLR2004 - «XFD1048576»
        return row, column
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return int(digits), number
