"""Bells, reporting periods, holidays and days off («Звонки и каникулы»)."""

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ejournal_desktop.domain.classes import MAX_GRADE, parse_grades
from ejournal_desktop.domain.school_calendar import Span, overlapping, parse_period_name, uncovered_days
from ejournal_desktop.exchange.bells import is_bell_sheet, read_bells
from ejournal_desktop.exchange.headers import find_header, refuse_doubled
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import Sheet, Workbook, read_workbook
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.values import (
    CalendarRow,
    DayOffRow,
    HolidayRow,
    ImportResult,
    PeriodRow,
    Place,
    ProblemKind,
)

ALIASES: dict[str, Sequence[str]] = {
    "name": ("Период", "Каникулы", "Название", "Наименование", "Учебный период"),
    "grades": ("Классы", "для кого", "Класс"),
    "starts_on": ("Начало", "с", "Дата начала", "Дата"),
    "ends_on": ("Окончание", "по", "Конец", "Дата окончания"),
    "days": ("дней", "Количество дней", "Дней"),
    "note": ("Примечание",),
}
_REQUIRED = (frozenset({"name", "starts_on"}),)
_MOST_ROWS = 400
_FIRST, _LAST = date(2015, 1, 1), date(2099, 12, 31)


def parse_calendar(
    file: Path | str | bytes, name: str = "", *, on_date: date | None = None, watch: Watch | None = None
) -> ImportResult[CalendarRow]:
    """Read bell schedules, periods, holidays and public days off from the sheets of one workbook.

    Raises:
        BadFileError: no sheet holds bells or periods.
        CancelledError: the person gave up.
    """
    today = on_date or date.today()  # noqa: DTZ011 - the school's calendar day, no moment
    watch = watch or Watch()
    book = read_workbook(file, name, watch)
    log = ProblemLog(book.source, (sheet.name for sheet in book.sheets))
    rows = list(_rows(book, log, today, watch))
    if not rows:
        raise book.source.refuse("columns-not-found", columns=["Урок", "Начало", "Конец"])
    if len(rows) > _MOST_ROWS:
        raise book.source.refuse("too-many-rows", limit=_MOST_ROWS)
    _check_periods([row for row in rows if not log.is_refused(row.place)], log)
    return log.result(row for row in rows if not log.is_refused(row.place))


def _rows(book: Workbook, log: ProblemLog, today: date, watch: Watch) -> Iterator[CalendarRow]:
    for number, sheet in enumerate(book.sheets):
        watch.step(number, len(book.sheets))
        if is_bell_sheet(sheet):
            yield from read_bells(sheet, log)
        else:
            yield from _days(book, sheet, log, today)


def _days(book: Workbook, sheet: Sheet, log: ProblemLog, today: date) -> Iterator[CalendarRow]:
    header = find_header(sheet, ALIASES, _REQUIRED)
    if header is None:
        log.add(Place(sheet.name, 0), ProblemKind.SHEET_SKIPPED, found=sheet.name)
        return
    refuse_doubled(book.source, sheet, header)
    for row in header.body:
        reader = RowReader(Place(sheet.name, row.number), row, header.fields, log)
        if reader.text("starts_on"):
            log.rows_read += 1
            found = _day_row(reader, today)
            if found is not None:
                yield found


def _day_row(reader: RowReader, today: date) -> CalendarRow | None:
    name = reader.text("name")
    starts_on = reader.day("starts_on", today, blocks=True, first=_FIRST, last=_LAST)
    ends_on = reader.day("ends_on", today, blocks=True, first=_FIRST, last=_LAST)
    if not name:
        reader.note(ProblemKind.PERIOD_UNREADABLE, "name", "period", blocks=True)
    if starts_on is None:
        return None
    if not reader.text("ends_on"):
        return DayOffRow(reader.place, name, starts_on)
    grades = _grades(reader)
    if ends_on is None or grades is None:
        return None
    if ends_on < starts_on:
        reader.note(ProblemKind.DATES_REVERSED, "ends_on", "date", reader.text("ends_on"), blocks=True)
    return _span_row(reader, name, grades, starts_on, ends_on)


def _grades(reader: RowReader) -> tuple[int, int] | None:
    text = reader.filled("grades")
    grades = parse_grades(text) if text else (1, MAX_GRADE)
    if grades is None:
        reader.note(ProblemKind.CLASS_UNREADABLE, "grades", "grades", text, blocks=True)
    return grades


def _span_row(
    reader: RowReader, name: str, grades: tuple[int, int], starts_on: date, ends_on: date
) -> CalendarRow | None:
    period = parse_period_name(name)
    if period is not None:
        return PeriodRow(reader.place, *period, *grades, starts_on, ends_on)
    if re.search(r"четверт|полугод|триместр", name.lower()):
        reader.note(ProblemKind.PERIOD_UNREADABLE, "name", "period", name, blocks=True)
    written, counted = reader.number("days"), (ends_on - starts_on).days + 1
    if written is not None and written != counted:
        reader.note(ProblemKind.TOTAL_DIFFERS, "days", "number", str(written), counted=str(counted))
    return HolidayRow(reader.place, name, *grades, starts_on, ends_on)


def _check_periods(rows: Sequence[CalendarRow], log: ProblemLog) -> None:
    periods = {_span(row): row for row in rows if isinstance(row, PeriodRow)}
    holidays = [_span(row) for row in rows if isinstance(row, HolidayRow)]
    for first, second in overlapping(periods):
        row, other = periods[second], periods[first]
        log.add(row.place, ProblemKind.PERIOD_OVERLAP, found=_named(row), blocks=True, other=_named(other))
    ordered = sorted(periods, key=lambda span: (span.grade_from, span.starts_on))
    for before, after in itertools.pairwise(ordered):
        empty = uncovered_days(before, after, holidays) if before.grade_from == after.grade_from else ()
        if empty:
            since, till = f"{empty[0]:%d.%m.%Y}", f"{empty[-1]:%d.%m.%Y}"
            log.add(periods[after].place, ProblemKind.PERIOD_GAP, found=_named(periods[after]), first=since, last=till)


def _span(row: PeriodRow | HolidayRow) -> Span:
    return Span(row.starts_on, row.ends_on, row.grade_from, row.grade_to)


def _named(row: PeriodRow) -> str:
    words = {"quarter": "четверть", "trimester": "триместр", "half-year": "полугодие"}
    return f"{row.number} {words[row.kind]}"
