"""The staff list («Кадры»): section rows, combined posts on two rows, categories in every spelling."""

import dataclasses
import re
from datetime import date
from pathlib import Path

from ejournal_desktop.domain.names import clean, fold
from ejournal_desktop.exchange.cell_values import is_blank
from ejournal_desktop.exchange.person_fields import (
    NAME_FIELDS,
    REQUIRED_NAME,
    read_birth_date,
    read_email,
    read_name,
    read_phones,
    read_sex,
    read_snils,
)
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import read_workbook
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.exchange.tables import find_tables, people_rows
from ejournal_desktop.exchange.values import ImportResult, ProblemKind, StaffRow

ALIASES = {
    "number": ("№", "№ п/п", "п/п"),
    "full_name": (
        "ФИО",
        "Ф.И.О.",
        "Фамилия Имя Отчество",
        "Сотрудник",
        "Учитель",
        "Педагог",
        "ФИО работника",
        "ФИО сотрудника",
    ),
    **NAME_FIELDS,
    "sex": ("Пол", "Пол (м/ж)"),
    "position": ("Должность", "Занимаемая должность"),
    "subjects": ("Преподаваемые предметы", "Предметы", "Предмет"),
    "category": ("Кв. категория", "Категория", "Квалификационная категория"),
    "birth_date": ("Дата рожд.", "Дата рождения", "Д.р.", "ДР"),
    "since": ("В школе с", "Дата приёма", "Стаж"),
    "leads": ("Кл. руководство", "Классное руководство", "Кл. рук."),
    "room": ("Кабинет", "Каб."),
    "hours": ("Нагрузка, ч/нед", "Нагрузка", "Часов в неделю"),
    "phone": ("Моб. телефон", "Телефон", "Мобильный", "Мобильный телефон", "Тел."),
    "email": ("E-mail", "Почта", "Электронная почта", "Эл. почта"),
    "snils": ("СНИЛС",),
}
OLDEST, YOUNGEST = 95, 14

_CATEGORIES = {
    "высшая": ("высшая", "в/к", "вкк", "высшая кв. к.", "высш."),
    "первая": ("первая", "i", "1", "1 кв. к.", "1 категория", "1кк", "i кв. к."),
    "соответствие занимаемой должности": ("соответствие занимаемой должности", "сзд", "соответствие", "соотв."),
}
_ROOM_PREFIX = re.compile(r"^(?:каб(?:инет)?\.?|ауд\.?|№)\s*(?=\d)", re.IGNORECASE)


def parse_staff(
    file: Path | str | bytes, name: str = "", *, on_date: date | None = None, watch: Watch | None = None
) -> ImportResult[StaffRow]:
    """Read a staff list; rows of one person are merged and keep every post.

    Args:
        file: path or bytes.
        name: file name when bytes are given.
        on_date: today, for years of two digits and ages.
        watch: cancel and progress.

    Raises:
        BadFileError: the file as a whole is not a staff list.
        CancelledError: the person gave up.
    """
    today = on_date or date.today()  # noqa: DTZ011 - the school's calendar day, no moment
    watch = watch or Watch()
    book = read_workbook(file, name, watch)
    log = ProblemLog(book.source, (sheet.name for sheet in book.sheets))
    tables = find_tables(book, ALIASES, REQUIRED_NAME, log)
    rows = [_staff_row(reader, today) for _, reader in people_rows(tables, log, watch)]
    accepted = [row for row in rows if row is not None and not log.is_refused(row.place)]
    return log.result(_merged(accepted, log))


def _staff_row(reader: RowReader, today: date) -> StaffRow | None:
    name = read_name(reader)
    if name is None:
        return None
    leads = reader.school_class("leads", blocks=False)
    phones = read_phones(reader, "phone")
    position = reader.filled("position")
    return StaffRow(
        place=reader.place,
        last_name=name.last,
        first_name=name.first,
        middle_name=name.middle,
        sex=read_sex(reader, name.middle),
        birth_date=read_birth_date(reader, today, OLDEST, YOUNGEST),
        positions=(position,) if position else (),
        subjects=_subjects(reader),
        category=_category(reader.filled("category")),
        leads_class=str(leads) if leads else None,
        room=_ROOM_PREFIX.sub("", reader.filled("room")),
        hours=reader.number("hours"),
        phone=phones[0] if phones else "",
        email=read_email(reader, "email"),
        snils=read_snils(reader),
    )


def _subjects(reader: RowReader) -> tuple[str, ...]:
    # reader.text folds line breaks into spaces, and a list may be broken by lines only
    reader.text("subjects")
    raw = str(reader.value("subjects") or "")
    pieces = (clean(piece) for piece in re.split(r"[;,\n]", raw))
    return tuple(dict.fromkeys(piece for piece in pieces if not is_blank(piece)))


def _category(text: str) -> str:
    spelled = fold(text)
    for category, spellings in _CATEGORIES.items():
        if spelled in spellings:
            return category
    return text


def _merged(rows: list[StaffRow], log: ProblemLog) -> list[StaffRow]:
    people: list[StaffRow] = []
    known: dict[object, int] = {}
    for row in rows:
        by_name = (fold(row.full_name), row.birth_date)
        index = known.get(row.snils) if row.snils in known else _same_name(people, known.get(by_name), row)
        if index is None:
            index = len(people)
            people.append(row)
        elif not _join(people, index, row, log):
            continue
        known.setdefault(by_name, index)
        if row.snils:
            known[row.snils] = index
    return people


def _same_name(people: list[StaffRow], index: int | None, row: StaffRow) -> int | None:
    # two true СНИЛС under one name and birth date are two people
    return None if index is None or (row.snils and people[index].snils) else index


def _join(people: list[StaffRow], index: int, row: StaffRow, log: ProblemLog) -> bool:
    first = people[index]
    doubtful = fold(first.full_name) != fold(row.full_name)
    log.add(
        row.place,
        ProblemKind.DUPLICATE_DOUBTFUL if doubtful else ProblemKind.DUPLICATE_MERGED,
        found=row.full_name,
        blocks=doubtful,
        sheet=first.place.sheet,
        row=str(first.place.row),
        other=first.full_name,
    )
    if not doubtful:
        people[index] = _together(first, row)
    return not doubtful


def _together(first: StaffRow, second: StaffRow) -> StaffRow:
    return dataclasses.replace(
        first,
        positions=tuple(dict.fromkeys(first.positions + second.positions)),
        subjects=tuple(dict.fromkeys(first.subjects + second.subjects)),
        category=first.category or second.category,
        leads_class=first.leads_class or second.leads_class,
        room=first.room or second.room,
        hours=second.hours if first.hours is None else first.hours,
        phone=first.phone or second.phone,
        email=first.email or second.email,
        snils=first.snils or second.snils,
    )
