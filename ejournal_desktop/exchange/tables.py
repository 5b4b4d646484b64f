"""Tables on the sheets of a workbook: found headers, section rows, footers, numbering rows left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ejournal_desktop.domain.names import clean
from ejournal_desktop.exchange.cell_values import is_numbering, text_of
from ejournal_desktop.exchange.headers import Aliases, Column, Header, find_header, refuse_doubled
from ejournal_desktop.exchange.person_fields import looks_like_person
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import Sheet, SheetRow, Workbook
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.values import Place, ProblemKind

_STEP_EVERY_ROWS = 200


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its header found."""

    sheet: Sheet
    header: Header

    @property
    def headings(self) -> tuple[str, ...]:
        """Texts above the header: titles of the sheet."""
        above = (row for row in self.sheet.rows if row.number < self.header.row)
        return tuple(text_of(value) for row in above for value in row.cells.values())


def find_tables(
    book: Workbook, aliases: Aliases, required: Sequence[frozenset[str]], log: ProblemLog, *, note_unknown: bool = True
) -> list[Table]:
    """Find the table of every sheet; sheets without one are skipped with a warning.

    Args:
        book: the file.
        aliases: titles of the fields.
        required: alternatives of fields a header must have.
        log: takes the warnings.
        note_unknown: whether a column that is no field is worth a warning.

    Raises:
        BadFileError: «columns-not-found» when no sheet has one, «columns-doubled», «no-rows» below the headers.
    """
    tables = [table for sheet in book.sheets if (table := _table(book, sheet, aliases, required, log)) is not None]
    if note_unknown:
        for table in tables:
            _note_unknown(table.sheet, table.header, log)
    if not tables:
        raise book.source.refuse("columns-not-found", columns=[aliases[name][0] for name in sorted(required[0])])
    if not any(table.header.body for table in tables):
        raise book.source.refuse("no-rows")
    return tables


def _table(
    book: Workbook, sheet: Sheet, aliases: Aliases, required: Sequence[frozenset[str]], log: ProblemLog
) -> Table | None:
    header = find_header(sheet, aliases, required)
    if header is None:
        log.add(Place(sheet.name, 0), ProblemKind.SHEET_SKIPPED, found=sheet.name)
        return None
    refuse_doubled(book.source, sheet, header)
    _note_guessed(sheet, header, log)
    return Table(sheet, header)


def _note_guessed(sheet: Sheet, header: Header, log: ProblemLog) -> None:
    place = Place(sheet.name, header.row)
    for name in header.guessed:
        log.add(place, ProblemKind.COLUMN_GUESSED, header.fields[name].title, expected=name)


def _note_unknown(sheet: Sheet, header: Header, log: ProblemLog) -> None:
    place = Place(sheet.name, header.row)
    for column in header.unknown:
        if column.title:
            log.add(place, ProblemKind.COLUMN_UNKNOWN, column.title)


def people_rows(tables: Sequence[Table], log: ProblemLog, watch: Watch) -> Iterator[tuple[Table, RowReader]]:
    """Every row that is about a person, in the order of the file."""
    total = sum(len(table.header.body) for table in tables)
    done = 0
    for table in tables:
        for row in table.header.body:
            done += 1
            if done % _STEP_EVERY_ROWS == 0:
                watch.step(done, total)
            if _is_about_a_person(row, table.header.fields):
                log.rows_read += 1
                yield table, RowReader(Place(table.sheet.name, row.number), row, table.header.fields, log)


def _is_about_a_person(row: SheetRow, fields: Mapping[str, Column]) -> bool:
    columns = {name: column.index for name, column in fields.items()}
    filled = {name for name, index in columns.items() if index in row.cells}
    if is_numbering(row.cells) or not filled - {"number", "note"}:
        return False
    if filled <= {"full_name", "last"}:
        return looks_like_person(clean(" ".join(text_of(row.cells[columns[name]]) for name in sorted(filled))))
    return True
