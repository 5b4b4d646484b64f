"""The curriculum («Учебный план»): hours a week of each subject in each class or profile, limits and sums."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from ejournal_desktop.domain.classes import parse_class, parse_grades
from ejournal_desktop.domain.names import fold
from ejournal_desktop.exchange.cell_values import is_dash, is_numbering, is_total
from ejournal_desktop.exchange.headers import Column, Header
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import SheetRow, read_workbook
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.tables import Table, find_tables
from ejournal_desktop.exchange.values import (
    CurriculumCell,
    CurriculumLimit,
    CurriculumRow,
    ImportResult,
    Place,
    ProblemKind,
)

ALIASES: dict[str, Sequence[str]] = {
    "area": ("Предметная область", "Предметные области", "Образовательная область"),
    "subject": ("Учебный предмет", "Предмет", "Учебные предметы", "Предметы"),
    "total": ("Всего", "Итого", "Всего часов"),
}
_REQUIRED = (frozenset({"subject"}),)
_PROFILE_LETTERS = 3
_MOST_ROWS = 1_000


def parse_curriculum(
    file: Path | str | bytes, name: str = "", *, watch: Watch | None = None
) -> ImportResult[CurriculumRow]:
    """Read a curriculum: a cell per subject and stream, then a limit per stream; sums and limits are checked.

    Raises:
        BadFileError: the file as a whole is not a curriculum.
        CancelledError: the person gave up.
    """
    watch = watch or Watch()
    book = read_workbook(file, name, watch)
    log = ProblemLog(book.source, (sheet.name for sheet in book.sheets))
    cells: list[CurriculumCell] = []
    limits: list[CurriculumLimit] = []
    tables = find_tables(book, ALIASES, _REQUIRED, log, note_unknown=False)
    if sum(len(table.header.body) for table in tables) > _MOST_ROWS:
        raise book.source.refuse("too-many-rows", limit=_MOST_ROWS)
    for number, table in enumerate(tables):
        watch.step(number, len(tables))
        _PlanSheet(table, log, cells, limits).read()
    if not cells:
        raise book.source.refuse("columns-not-found", columns=["Предмет", "Классы"])
    _note_excess(cells, limits, log)
    return log.result([*cells, *limits])


def stream_of(column: Column) -> str | None:
    """«7Б» for a class column, «10 ТЕХ» for «10 класс / технологический»; ``None`` for another column."""
    school_class = parse_class(column.own)
    if school_class is not None:
        return str(school_class)
    grades = parse_grades(column.parent) if column.parent else None
    if grades is None or grades[0] != grades[1] or not column.own:
        return None
    return f"{grades[0]} {fold(column.own)[:_PROFILE_LETTERS].upper()}"


class _PlanSheet:
    """Reads one sheet of a plan, row by row, keeping the running sums of its streams."""

    def __init__(
        self, table: Table, log: ProblemLog, cells: list[CurriculumCell], limits: list[CurriculumLimit]
    ) -> None:
        self._sheet, self._header, self._log = table.sheet.name, table.header, log
        self._cells, self._limits = cells, limits
        self._streams = _streams(table.header)
        self._sums: dict[str, Decimal] = defaultdict(Decimal)
        self._by_choice = False

    def read(self) -> None:
        """Read every row below the header."""
        fields = {**self._header.fields, **self._streams}
        for row in self._header.body:
            reader = RowReader(Place(self._sheet, row.number), row, fields, self._log)
            self._read_row(reader, row)

    def _read_row(self, reader: RowReader, row: SheetRow) -> None:
        label = fold(f"{reader.text('area')} {reader.text('subject')}")
        if label.startswith(("максимальн", "предельн")):
            self._read_limits(reader)
        elif is_total(label):
            self._check_sums(reader)
        elif any(column.index in row.cells for column in self._streams.values()):
            self._read_subject(reader, row)
        elif "формируем" in label:
            self._by_choice = True
        elif label.startswith("обязательн"):
            self._by_choice = False

    def _read_subject(self, reader: RowReader, row: SheetRow) -> None:
        if is_numbering(row.cells):
            return
        self._log.rows_read += 1
        subject = reader.text("subject")
        if not subject:
            reader.note(ProblemKind.SUBJECT_MISSING, "subject", "subject", blocks=True)
        total = Decimal()
        for stream in self._streams:
            hours = None if is_dash(reader.text(stream)) else reader.number(stream, blocks=True)
            if hours and not self._log.is_refused(reader.place):
                self._cells.append(CurriculumCell(reader.place, stream, subject, hours, self._by_choice))
                self._sums[stream] += hours
                total += hours
        written = reader.number("total")
        if written is not None and written != total:
            reader.note(ProblemKind.TOTAL_DIFFERS, "total", "number", str(written), counted=str(total))

    def _check_sums(self, reader: RowReader) -> None:
        for stream in self._streams:
            written = reader.number(stream)
            if written is not None and written != self._sums[stream]:
                counted = str(self._sums[stream])
                reader.note(ProblemKind.TOTAL_DIFFERS, stream, "number", str(written), counted=counted)

    def _read_limits(self, reader: RowReader) -> None:
        for stream in self._streams:
            limit = reader.number(stream)
            if limit is not None:
                self._limits.append(CurriculumLimit(reader.place, stream, limit, self._sums[stream]))


def _streams(header: Header) -> dict[str, Column]:
    found = ((stream_of(column), column) for column in header.unknown)
    return {stream: column for stream, column in found if stream is not None}


def _note_excess(cells: Sequence[CurriculumCell], limits: Sequence[CurriculumLimit], log: ProblemLog) -> None:
    hours = {(cell.stream, cell.subject): cell.hours for cell in cells}
    streams = {stream for stream, _ in hours}
    for limit in limits:
        if limit.total <= limit.limit:
            continue
        because = [
            f"{subject}: {count}"
            for (stream, subject), count in hours.items()
            if stream == limit.stream and not _siblings_have(stream, subject, hours, streams)
        ]
        log.add(
            limit.place,
            ProblemKind.OVER_LIMIT,
            limit.stream,
            "limit",
            str(limit.total),
            limit=str(limit.limit),
            because=", ".join(because),
        )


def _siblings_have(stream: str, subject: str, hours: Mapping[tuple[str, str], Decimal], streams: Iterable[str]) -> bool:
    school_class = parse_class(stream)
    if school_class is None:
        return False
    siblings = (other for other in streams if other != stream and other[:-1] == str(school_class.grade))
    return any((other, subject) in hours for other in siblings)
