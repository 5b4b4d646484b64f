"""Lesson plans (КТП) in the layouts teachers keep: section rows or columns, rows of several hours, two classes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from ejournal_desktop.domain.lesson_plan import LONGEST_HOMEWORK, LONGEST_TOPIC
from ejournal_desktop.domain.names import clean, fold
from ejournal_desktop.exchange.cell_values import is_blank, is_dash, is_numbering, is_total, number_of
from ejournal_desktop.exchange.plan_columns import ChosenColumns, widest_sheet
from ejournal_desktop.exchange.plan_dates import planned_dates
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import SheetRow, read_workbook
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.tables import Table, find_tables
from ejournal_desktop.exchange.values import ImportResult, Place, PlanTopic, ProblemKind

ALIASES: dict[str, Sequence[str]] = {
    "number": ("№", "№ урока", "№ п/п", "п/п", "№ занятия"),
    "section": ("Раздел", "Модуль", "Раздел программы", "Блок"),
    "topic": (
        "Тема урока",
        "Тема",
        "Тема / Topic",
        "Содержание",
        "Наименование разделов и тем",
        "Тема занятия",
        "Наименование темы",
        "Содержание урока",
    ),
    "hours": ("Кол-во часов", "Часы", "ч.", "Всего часов", "Количество часов", "Кол-во ч."),
    "lesson_type": ("Тип", "Вид контроля", "Тип урока"),
    "planned": ("Дата план", "Дата", "План", "Дата по плану", "Дата проведения"),
    "held": ("Дата факт", "Факт", "Дата по факту"),
    "week": ("Неделя", "Неделя №"),
    "homework": ("Д/з", "Домашнее задание", "Homework", "ДЗ"),
    "practical": ("практ.", "в т.ч. практических", "Практических", "Практические работы"),
    "control": ("к/р", "контрольных", "Контрольные работы", "в т.ч. контрольных"),
    "laboratory": ("л/р", "лабораторных", "Лабораторные работы"),
    "note": ("Примечание", "Примечания"),
}
_REQUIRED = (frozenset({"topic"}),)
_GREATEST_HOURS = 40

Control = Literal["", "control", "laboratory", "practical"]
_BY_WORDS: tuple[tuple[Control, re.Pattern[str]], ...] = (
    ("laboratory", re.compile(r"лабораторная работа")),
    ("practical", re.compile(r"практическая работа")),
    ("control", re.compile(r"(?:[а-я]+ая )?(?:контрольная|проверочная|диагностическая) работа|контроль\b")),
)
_SECTION_NUMBER = re.compile(r"(?:модуль|раздел|глава|блок|unit)\s*[\divx]*\.?", re.IGNORECASE)
_SECTION_WORDS = re.compile(r"^(?:раздел|модуль|глава|блок)\s*[\dIVX]*\s*[.:]\s*", re.IGNORECASE)
_STATED_HOURS = re.compile(r"\s*\((\d{1,3})\s*ч(?:ас[а-я]*)?\.?\)\s*$")
_LEADING_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})?[.)]\s+")


def parse_lesson_plan(
    file: Path | str | bytes,
    name: str = "",
    *,
    year_starts_on: date,
    watch: Watch | None = None,
    columns: ChosenColumns | None = None,
) -> ImportResult[PlanTopic]:
    """Read a lesson plan, a row per topic; several sheets are one plan.

    Args:
        file: path or bytes: a workbook, a csv, or a table pasted as text.
        name: file name when bytes are given.
        year_starts_on: first day of the school year, for dates without a year.
        watch: cancel and progress.
        columns: what a person said of a table that has no head (``plan_columns``).

    Raises:
        BadFileError: the file as a whole is not a lesson plan.
        CancelledError: the person gave up.
    """
    watch = watch or Watch()
    book = read_workbook(file, name, watch)
    log = ProblemLog(book.source, (sheet.name for sheet in book.sheets))
    if columns is None:
        tables = find_tables(book, ALIASES, _REQUIRED, log, note_unknown=False)
    else:
        sheet = widest_sheet(book.sheets)
        tables = [Table(sheet, columns.header(sheet))]
    topics: list[PlanTopic] = []
    for number, table in enumerate(tables):
        watch.step(number, len(tables))
        topics.extend(_PlanSheet(table, log, year_starts_on).read())
    if not topics and not log.rows_read:
        raise book.source.refuse("no-rows")
    return log.result(topics)


@dataclass(slots=True)
class _Section:
    """The section that goes on, what its title says of its hours and what its rows say."""

    name: str = ""
    reader: RowReader | None = None
    stated: Decimal | None = None
    counted: Decimal = field(default_factory=Decimal)


class _PlanSheet:
    """Reads one sheet of a plan from top to bottom."""

    def __init__(self, table: Table, log: ProblemLog, year_starts_on: date) -> None:
        self._table, self._log, self._year = table, log, year_starts_on
        self._fields = table.header.fields
        self._section = _Section()
        self._total = Decimal()

    def read(self) -> Iterator[PlanTopic]:
        """Every topic of the sheet."""
        for row in self._table.header.body:
            if is_numbering(row.cells):
                continue
            reader = RowReader(Place(self._table.sheet.name, row.number), row, self._fields, self._log)
            topic = self._read_row(reader, row)
            if topic is not None:
                yield topic
        self._close_section()

    def _read_row(self, reader: RowReader, row: SheetRow) -> PlanTopic | None:
        if is_total(reader.text("topic") or reader.text("number")):
            self._check_total(reader)
            return None
        section = self._section_title(reader, row)
        if section:
            self._open_section(section, reader)
            return None
        if reader.text("section"):
            self._open_section(reader.text("section"), reader)
        if not row.cells.keys() & {column.index for name, column in self._fields.items() if name != "note"}:
            return None
        self._log.rows_read += 1
        return self._topic(reader, row)

    def _section_title(self, reader: RowReader, row: SheetRow) -> str:
        filled = {name for name, column in self._fields.items() if column.index in row.cells}
        if filled == {"number"} and not reader.text("number").replace(".", "").replace("-", "").isdecimal():
            return reader.text("number")
        if filled == {"topic"} and self._fields.keys() & {"number", "hours"}:
            return reader.text("topic")
        if filled == {"number", "topic"} and _SECTION_NUMBER.fullmatch(reader.text("number")):
            return reader.text("topic")
        return ""

    def _open_section(self, title: str, reader: RowReader) -> None:
        self._close_section()
        stated = _STATED_HOURS.search(title)
        name = _SECTION_WORDS.sub("", _STATED_HOURS.sub("", title))
        if not _demand_short(reader, "section", name, LONGEST_TOPIC):
            name = ""
        self._section = _Section(_sentence_case(name), reader, Decimal(stated[1]) if stated else None)

    def _close_section(self) -> None:
        section = self._section
        if section.reader is not None and section.stated not in (None, section.counted):
            counted = str(section.counted)
            section.reader.note(ProblemKind.TOTAL_DIFFERS, "topic", "number", str(section.stated), counted=counted)
        self._section = _Section(section.name)

    def _check_total(self, reader: RowReader) -> None:
        written = reader.number("hours")
        if written is not None and written != self._total:
            reader.note(ProblemKind.TOTAL_DIFFERS, "hours", "number", str(written), counted=str(self._total))

    def _topic(self, reader: RowReader, row: SheetRow) -> PlanTopic | None:
        topic = reader.text("topic")
        if not reader.has_column("number"):
            topic = _LEADING_NUMBER.sub("", topic)
        hours = self._hours(reader)
        if not topic:
            reader.note(ProblemKind.TOPIC_MISSING, "topic", "topic", blocks=True)
        self._check_lengths(reader)
        dates = planned_dates(reader, row, self._table.header, self._year)
        homework = reader.text("homework")
        if self._log.is_refused(reader.place):
            return None
        self._section.counted += hours
        self._total += hours
        return PlanTopic(
            place=reader.place,
            section=self._section.name,
            topic=topic,
            hours=hours,
            lesson_type=reader.filled("lesson_type"),
            homework="" if is_blank(homework) or fold(homework) == "не задано" else homework,
            homework_none=fold(homework) == "не задано",
            control=(control := _control(reader, topic)),
            control_hours=_control_hours(reader, control, hours),
            planned=dates,
        )

    @staticmethod
    def _check_lengths(reader: RowReader) -> None:
        """A text that no journal takes keeps its own row out, not the whole plan."""
        for name, longest in (("topic", LONGEST_TOPIC), ("homework", LONGEST_HOMEWORK)):
            _demand_short(reader, name, reader.text(name), longest)

    def _hours(self, reader: RowReader) -> Decimal:
        hours = reader.number("hours")
        if hours is None:
            return Decimal(1)
        if not 0 < hours <= _GREATEST_HOURS:
            reader.note(ProblemKind.NUMBER_UNREADABLE, "hours", "number", reader.text("hours"), blocks=True)
        return hours


def _demand_short(reader: RowReader, field: str, text: str, longest: int) -> bool:
    if len(text) > longest:
        reader.note(ProblemKind.TEXT_TOO_LONG, field, found=f"{text[:40]}…", blocks=True, limit=str(longest))
    return len(text) <= longest


def _control(reader: RowReader, topic: str) -> Control:
    columns: tuple[Control, ...] = ("control", "laboratory", "practical")
    for kind in columns:
        if not is_dash(reader.text(kind)) and reader.text(kind) != "0":
            return kind
    spoken = fold(topic)
    return next((kind for kind, words in _BY_WORDS if words.match(spoken)), "")


def _sentence_case(title: str) -> str:
    text = clean(title)
    return text.capitalize() if text.isupper() and len(text) > len("ОБЗР") else text


def _control_hours(reader: RowReader, control: Control, hours: Decimal) -> int:
    """A number in the column of the kind says how many of the hours; a tick, or words of the topic, mean all."""
    told = number_of(reader.value(control)) if control else None
    return int(told) if told is not None and 0 < told < hours else 0
