"""The teaching load («Нагрузка»): a row per course, merged teacher cells, subtotals, cross-class groups."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from ejournal_desktop.domain.classes import parse_class_list
from ejournal_desktop.domain.names import fold, tidy_name
from ejournal_desktop.exchange.cell_values import is_numbering, is_total
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import read_workbook
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.tables import Table, find_tables
from ejournal_desktop.exchange.values import CourseRow, ImportResult, Place, ProblemKind

ALIASES: dict[str, Sequence[str]] = {
    "number": ("№", "№ п/п", "п/п"),
    "teacher": ("Учитель", "ФИО", "ФИО учителя", "Педагог", "Ф.И.О. учителя", "Преподаватель"),
    "subject": ("Предмет", "Учебный предмет", "Дисциплина"),
    "classes": ("Класс", "Классы", "Класс/группа"),
    "group": ("Группа / подгруппа", "Группа", "Подгруппа", "Учебная группа"),
    "pupils": ("Кол-во уч-ся", "Количество учащихся", "Кол-во учащихся", "Учащихся", "Наполняемость"),
    "hours": ("Часов в неделю", "Часы", "Кол-во часов", "Нагрузка", "Ч/нед", "Часов"),
    "note": ("Примечание", "Примечания"),
}
_REQUIRED = (frozenset({"teacher", "subject", "classes", "hours"}),)
_GREATEST_HOURS = 40


def parse_teaching_load(
    file: Path | str | bytes, name: str = "", *, watch: Watch | None = None
) -> ImportResult[CourseRow]:
    """Read a teaching load; subtotals of teachers and the school's sum are checked, never taken for courses.

    Raises:
        BadFileError: the file as a whole is not a teaching load.
        CancelledError: the person gave up.
    """
    watch = watch or Watch()
    book = read_workbook(file, name, watch)
    log = ProblemLog(book.source, (sheet.name for sheet in book.sheets))
    courses: list[CourseRow] = []
    tables = find_tables(book, ALIASES, _REQUIRED, log)
    for number, table in enumerate(tables):
        watch.step(number, len(tables))
        courses.extend(_LoadSheet(table, log).read())
    if not log.rows_read:
        raise book.source.refuse("no-rows")
    return log.result(courses)


class _LoadSheet:
    """Reads one sheet of a load; knows whose rows go on and what they sum up to."""

    def __init__(self, table: Table, log: ProblemLog) -> None:
        self._table, self._log = table, log
        self._teacher = ""
        self._of_teacher = self._of_all = Decimal()

    def read(self) -> list[CourseRow]:
        """Every course of the sheet."""
        rows = (row for row in self._table.header.body if not is_numbering(row.cells))
        readers = (
            RowReader(Place(self._table.sheet.name, row.number), row, self._table.header.fields, self._log)
            for row in rows
        )
        found = (self._read_row(reader) for reader in readers)
        return [course for course in found if course is not None]

    def _read_row(self, reader: RowReader) -> CourseRow | None:
        label = fold(reader.text("teacher") or reader.text("subject"))
        if is_total(label) or is_total(reader.text("subject")):
            self._check_sum(reader, whole_school="по школе" in label or label.startswith("всего"))
            return None
        if reader.text("teacher"):
            self._teacher, self._of_teacher = tidy_name(reader.text("teacher")), Decimal()
        if not any(reader.text(field) for field in ("subject", "classes", "hours")):
            return None
        self._log.rows_read += 1
        return self._course(reader)

    def _course(self, reader: RowReader) -> CourseRow | None:
        subject, classes = reader.text("subject"), parse_class_list(reader.text("classes"))
        hours = reader.number("hours", blocks=True)
        if not self._teacher:
            reader.note(ProblemKind.TEACHER_MISSING, "teacher", "teacher", blocks=True)
        if not subject:
            reader.note(ProblemKind.SUBJECT_MISSING, "subject", "subject", blocks=True)
        if classes is None:
            reader.note(ProblemKind.CLASS_UNREADABLE, "classes", "class", reader.text("classes"), blocks=True)
        if hours is None or not 0 < hours <= _GREATEST_HOURS:
            reader.note(ProblemKind.NUMBER_UNREADABLE, "hours", "hours", reader.text("hours"), blocks=True)
        pupils = reader.number("pupils")
        if classes is None or hours is None or self._log.is_refused(reader.place):
            return None
        self._of_teacher += hours
        self._of_all += hours
        return CourseRow(
            place=reader.place,
            teacher=self._teacher,
            subject=subject,
            class_names=tuple(str(name) for name in classes),
            group_name=reader.filled("group") or None,
            pupils_count=None if pupils is None else int(pupils),
            hours=hours,
            group_kind=reader.filled("note"),
        )

    def _check_sum(self, reader: RowReader, *, whole_school: bool) -> None:
        written, counted = reader.number("hours"), self._of_all if whole_school else self._of_teacher
        if written is not None and written != counted:
            reader.note(ProblemKind.TOTAL_DIFFERS, "hours", "number", str(written), counted=str(counted))
        self._teacher = ""
