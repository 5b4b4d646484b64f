"""The contingent («Контингент»): pupils with guardians, a sheet per class or one list, in every layout schools keep."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ejournal_desktop.domain.classes import ClassName, class_in_text, parse_class
from ejournal_desktop.domain.names import fold
from ejournal_desktop.exchange.cell_values import date_of, is_blank, is_yes
from ejournal_desktop.exchange.guardians import GUARDIAN_FIELDS, read_guardians
from ejournal_desktop.exchange.person_fields import (
    NAME_FIELDS,
    REQUIRED_NAME,
    read_birth_date,
    read_name,
    read_sex,
    read_snils,
)
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.pupil_duplicates import Draft, without_duplicates
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import read_workbook
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.tables import Table, find_tables, people_rows
from ejournal_desktop.exchange.values import ImportResult, Place, ProblemKind, PupilRow

ALIASES: dict[str, Sequence[str]] = {
    "number": ("№", "№ п/п", "п/п"),
    "full_name": (
        "ФИО",
        "Ф.И.О.",
        "Ф.И.О. обучающегося",
        "ФИО обучающегося",
        "ФИО ученика",
        "ФИО ребёнка",
        "Фамилия Имя Отчество",
        "Фамилия, имя, отчество",
        "Ученик",
        "Обучающийся",
        "Учащийся",
    ),
    **NAME_FIELDS,
    "class": ("Класс", "Класс/группа", "Учебный коллектив", "Кл."),
    "grade": ("Параллель",),
    "letter": ("Литера", "Буква"),
    "sex": ("Пол", "Пол (м/ж)"),
    "birth_date": ("Дата рождения", "Дата рожд.", "Д.р.", "ДР"),
    "snils": ("СНИЛС", "СНИЛС ребёнка", "СНИЛС обучающегося"),
    "file_number": ("№ личного дела", "Личное дело", "Номер личного дела"),
    "address": ("Адрес проживания", "Адрес", "Фактический адрес"),
    "registered_address": ("Адрес регистрации",),
    "consent": (
        "Согласие",
        "Согласие на ОПДн",
        "согласие (дата)",
        "Согласие на обработку ПДн",
        "Согласие на обработку персональных данных",
    ),
    "consent_number": ("Согласие на обработку ПДн / №", "Согласие №", "№ согласия"),
    "consent_date": ("Согласие на обработку ПДн / дата", "Дата согласия"),
    "refusal": (
        "Отказ от эл. формы",
        "отказ от эл. дневника",
        "Отказ от электронной формы",
        "Отказ от электронного дневника",
    ),
    "note": ("Примечание", "Комментарий", "Примечания"),
    **GUARDIAN_FIELDS,
}
OLDEST, YOUNGEST = 26, 4

_DATE_INSIDE = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_NUMBER_INSIDE = re.compile(r"№\s*([\w/\-]{1,20})")
_MOVED = re.compile(r"(?:переведен|перешел|перешла)(?:\(?а\)?)?\s+в\s+((?:1[01]|[1-9])\s*[-«\"]?\s*[а-я][»\"]?)")


def parse_pupils(
    file: Path | str | bytes, name: str = "", *, on_date: date | None = None, watch: Watch | None = None
) -> ImportResult[PupilRow]:
    """Read pupils and their guardians; rows of one pupil are merged, namesakes are not.

    A row without a consent gives name and class only, whatever else it says.

    Args:
        file: path or bytes.
        name: file name when bytes are given.
        on_date: today, for years of two digits and ages.
        watch: cancel and progress.

    Raises:
        BadFileError: the file as a whole is not a list of pupils.
        CancelledError: the person gave up.
    """
    today = on_date or date.today()  # noqa: DTZ011 - the school's calendar day, no moment
    watch = watch or Watch()
    book = read_workbook(file, name, watch)
    log = ProblemLog(book.source, (sheet.name for sheet in book.sheets))
    tables = find_tables(book, ALIASES, REQUIRED_NAME, log)
    for table in tables:
        _note_missing_consent_column(table, log)
    class_of = {table.sheet.name: _class_of_table(table) for table in tables}
    drafts = [_draft(reader, class_of[table.sheet.name], today) for table, reader in people_rows(tables, log, watch)]
    accepted = [draft for draft in drafts if draft is not None and not log.is_refused(draft.row.place)]
    if not drafts:
        raise book.source.refuse("no-rows")
    return log.result(_lawful(row) for row in without_duplicates(accepted, log))


def _note_missing_consent_column(table: Table, log: ProblemLog) -> None:
    if not table.header.fields.keys() & {"consent", "consent_number", "consent_date"}:
        log.add(Place(table.sheet.name, table.header.row), ProblemKind.CONSENT_MISSING, expected="consent-column")


def _draft(reader: RowReader, class_of_sheet: ClassName | None, today: date) -> Draft | None:
    name = read_name(reader)
    if name is None:
        return None
    school_class = _class_of(reader, class_of_sheet)
    given, number, given_on = _consent(reader, today)
    refuses, moved_to = _refusal_and_movement(reader)
    row = PupilRow(
        place=reader.place,
        last_name=name.last,
        first_name=name.first,
        middle_name=name.middle,
        class_name=str(school_class or ""),
        sex=read_sex(reader, name.middle),
        birth_date=read_birth_date(reader, today, OLDEST, YOUNGEST),
        snils=read_snils(reader),
        file_number=reader.filled("file_number"),
        address=reader.filled("address"),
        has_consent=given,
        consent_number=number,
        consent_date=given_on,
        refuses_electronic=refuses,
        guardians=read_guardians(reader),
    )
    return Draft(row, moved_to)


def _class_of(reader: RowReader, of_sheet: ClassName | None) -> ClassName | None:
    written = reader.filled("class") or reader.filled("grade") + reader.filled("letter")
    if not written and of_sheet is not None:
        return of_sheet
    found = parse_class(written)
    if found is None:
        reader.note(ProblemKind.CLASS_UNREADABLE, "class", "class", written, blocks=True)
    elif of_sheet is not None and found != of_sheet:
        reader.note(ProblemKind.CLASS_OF_OTHER_SHEET, "class", "class", str(found), sheet_class=str(of_sheet))
    return found


def _class_of_table(table: Table) -> ClassName | None:
    of_headings = {name for name in map(class_in_text, table.headings) if name is not None}
    return class_in_text(table.sheet.name) or (of_headings.pop() if len(of_headings) == 1 else None)


def _consent(reader: RowReader, today: date) -> tuple[bool, str, date | None]:
    """Whether a consent is given, its number and date, from one cell or two."""
    if reader.has_column("consent_number") or reader.has_column("consent_date"):
        first, last = date(2006, 1, 1), today.replace(year=today.year + 1, day=1)
        number = reader.filled("consent_number")
        day = reader.day("consent_date", today, blocks=False, first=first, last=last)
        given = bool(number) or day is not None
    else:
        given, number, day = _consent_of_text(reader, today)
    if not given and reader.has_column("consent" if reader.has_column("consent") else "consent_number"):
        field = "consent" if reader.has_column("consent") else "consent_number"
        reader.note(ProblemKind.CONSENT_MISSING, field, "consent", reader.text(field))
    return given, number, day


def _consent_of_text(reader: RowReader, today: date) -> tuple[bool, str, date | None]:
    text = reader.text("consent")
    if is_blank(text):
        return False, "", None
    inside = _DATE_INSIDE.search(text)
    number = _NUMBER_INSIDE.search(text)
    day = date_of(inside.group(), today)[0] if inside else None
    given = day is not None or number is not None or is_yes(text.split(" ")[0].rstrip(","))
    return given, number[1] if number else "", day


def _refusal_and_movement(reader: RowReader) -> tuple[bool, ClassName | None]:
    refusal, note = reader.filled("refusal"), reader.filled("note")
    refuses = is_yes(refusal) or "отказ" in fold(refusal) or "отказ от эл" in fold(note)
    moved = _MOVED.search(fold(f"{refusal} {note}"))
    return refuses, parse_class(moved[1]) if moved else None


def _lawful(row: PupilRow) -> PupilRow:
    if row.has_consent:
        return row
    return PupilRow(
        place=row.place,
        last_name=row.last_name,
        first_name=row.first_name,
        middle_name=row.middle_name,
        class_name=row.class_name,
        refuses_electronic=row.refuses_electronic,
        merged=row.merged,
    )
