# ruff: noqa: E501 - a sentence reads best on one line
"""The one place where problems of imported files become Russian sentences: what, why, what to do."""

from collections.abc import Mapping
from typing import Any

from ejournal_desktop.domain.errors import BadFileError
from ejournal_desktop.exchange.values import Problem, ProblemKind

EXPECTED: Mapping[str, str] = {
    "name": "фамилию и имя",
    "date": "дату вида ДД.ММ.ГГГГ",
    "class": "класс вида «7А»",
    "grades": "классы вида «5–9»",
    "sex": "М или Ж",
    "snils": "11 цифр СНИЛС с верной контрольной суммой",
    "phone": "телефон из 11 цифр",
    "email": "адрес электронной почты",
    "consent": "номер и дату согласия",
    "number": "число",
    "hours": "часы в неделю",
    "time": "время вида ЧЧ:ММ",
    "period": "период вида «1 четверть»",
    "teacher": "учителя",
    "subject": "предмет",
    "topic": "тему урока",
    "group": "группу",
    "course": "предмет у группы из нагрузки",
    "weekday": "день недели",
    "lesson": "номер урока",
    "limit": "не больше предельной нагрузки",
}

_MEND = "Исправьте здесь или в файле."
_ROW_OUT = "Строка не войдёт, пока это не исправлено."

_SENTENCES: Mapping[ProblemKind, str] = {
    ProblemKind.NAME_MISSING: "имя не заполнено (если в ячейке формула без сохранённого значения, впишите текст). "
    + _ROW_OUT,
    ProblemKind.NAME_SHORT: "нужны фамилия и имя, стоит «{found}». " + _MEND,
    ProblemKind.NAME_TOO_LONG: "имя длиннее {limit} знаков: «{found}». " + _MEND,
    ProblemKind.FORBIDDEN_CHARACTER: "в тексте есть невидимые управляющие знаки ({characters}). Наберите текст заново.",
    ProblemKind.LOOK_ALIKE_LETTERS: "в «{found}» были латинские буквы; прочитано как «{understood}». Проверьте написание.",
    ProblemKind.DATE_UNREADABLE: "ждали {expected}, стоит «{found}». " + _MEND,
    ProblemKind.DATE_IMPOSSIBLE: "ждали дату, стоит «{found}»: такого дня нет. " + _MEND,
    ProblemKind.DATE_OUT_OF_RANGE: "ждали дату от {first} до {last} года, стоит «{found}». " + _MEND,
    ProblemKind.DATE_GUESSED: "дата «{found}» прочитана как {understood}. Проверьте её.",
    ProblemKind.DATE_MISSING: "дата не указана. Без неё человека не отличить от тёзки.",
    ProblemKind.DATES_REVERSED: "конец «{found}» раньше начала. " + _MEND,
    ProblemKind.CLASS_UNREADABLE: "ждали {expected}, стоит «{found}». " + _MEND,
    ProblemKind.CLASS_OF_OTHER_SHEET: "класс {found}, а список — {sheet_class}. Взят {found}, проверьте.",
    ProblemKind.SEX_UNREADABLE: "ждали {expected}, стоит «{found}». Поле останется пустым.",
    ProblemKind.SNILS_WRONG: "СНИЛС «{found}» записан с ошибкой: ждали {expected}. Строка войдёт без СНИЛС.",
    ProblemKind.PHONE_UNREADABLE: "ждали {expected}, стоит «{found}». Телефон не взят.",
    ProblemKind.EMAIL_UNREADABLE: "ждали {expected}, стоит «{found}». Адрес не взят.",
    ProblemKind.CONSENT_MISSING: "нет согласия на обработку данных: войдут только имя и класс. Внесите согласие, остальное загрузите потом.",
    ProblemKind.DUPLICATE_MERGED: "«{found}» уже есть (лист «{sheet}», строка {row}): строки объединены.",
    ProblemKind.DUPLICATE_DOUBTFUL: (
        "«{found}» похож на «{other}» (лист «{sheet}», строка {row}), но данные расходятся. Решите, один это человек или двое."
    ),
    ProblemKind.NUMBER_UNREADABLE: "ждали {expected}, стоит «{found}». " + _MEND,
    ProblemKind.TIME_UNREADABLE: "ждали {expected}, стоит «{found}». " + _MEND,
    ProblemKind.TIME_ORDER: "урок {found} кончается раньше, чем начался, или начинается до конца предыдущего. " + _MEND,
    ProblemKind.PERIOD_UNREADABLE: "ждали {expected}, стоит «{found}». " + _MEND,
    ProblemKind.PERIOD_OVERLAP: "период «{found}» пересекается с периодом «{other}». " + _MEND,
    ProblemKind.PERIOD_GAP: "перед периодом «{found}» дни с {first} по {last} не учебные и не каникулы. Проверьте даты.",
    ProblemKind.TOTAL_DIFFERS: "в итоге стоит {found}, а сумма строк — {counted}. Проверьте, какое число верно.",
    ProblemKind.OVER_LIMIT: "{found} ч в неделю при пределе {limit}. Лишние часы: {because}.",
    ProblemKind.TEACHER_MISSING: "учитель не указан. " + _ROW_OUT,
    ProblemKind.SUBJECT_MISSING: "предмет не указан. " + _ROW_OUT,
    ProblemKind.TOPIC_MISSING: "тема не указана. " + _ROW_OUT,
    ProblemKind.TEXT_TOO_LONG: "текст длиннее {limit} знаков: «{found}». " + _ROW_OUT,
    ProblemKind.COLUMN_UNKNOWN: "столбец не узнан и не взят. Если он нужен, переименуйте его.",
    ProblemKind.COLUMN_GUESSED: "столбец узнан по сходству. Проверьте, что он понят верно.",
    ProblemKind.SHEET_SKIPPED: "на листе не найдена нужная таблица, он пропущен.",
    ProblemKind.DAY_UNKNOWN: "ждали {expected}, стоит «{found}». " + _ROW_OUT,
    ProblemKind.LESSON_NUMBER_UNKNOWN: "ждали {expected}, стоит «{found}». " + _ROW_OUT,
    ProblemKind.ACTIVITY_UNKNOWN: "занятия № {found} нет в файле .fet. Возьмите .fet, из которого сделано это расписание.",
    ProblemKind.ACTIVITY_NOT_PLACED: "занятие «{found}» ({group}) не поставлено в расписание. Поставьте его в FET или вручную.",
    ProblemKind.GROUP_UNKNOWN: "группа «{found}» не описана в файле. " + _ROW_OUT,
    ProblemKind.TEACHER_UNKNOWN: "учителя «{found}» нет в списке работников. Загрузите кадры или исправьте фамилию.",
    ProblemKind.TEACHER_AMBIGUOUS: "под «{found}» подходят несколько работников. Укажите имя полностью.",
    ProblemKind.COURSE_UNKNOWN: "урока «{found}» ({teacher}) нет в нагрузке. Проверьте нагрузку и расписание.",
    ProblemKind.HOURS_DIFFER: "{course}: в нагрузке {found} ч в неделю, в расписании {placed}. Проверьте, что верно.",
}

_FILES: Mapping[str, str] = {
    "file-missing": "Файл «{file}» не открылся: {reason}. Проверьте, что он на месте и не занят другой программой.",
    "file-empty": "Файл «{file}» пуст. Сохраните его заново и выберите ещё раз.",
    "file-too-big": "Файл «{file}» слишком велик. Оставьте в нём только нужный список.",
    "workbook-damaged": "Книга «{file}» повреждена, возможно, загрузка оборвалась. Скачайте или сохраните её заново.",
    "workbook-too-big": "Книга «{file}» при распаковке занимает слишком много места и не открыта. Сохраните список в новую книгу.",
    "workbook-suspicious": "Книга «{file}» устроена необычно и не открыта ради безопасности. Сохраните список в новую книгу.",
    "workbook-format": "«{file}» — не книга Excel (.xlsx). Откройте её в табличной программе и сохраните как .xlsx.",
    "workbook-password": "Книга «{file}» защищена паролем. Снимите пароль в Excel и сохраните её заново.",
    "workbook-old-format": "«{file}» сохранён в старом формате. Откройте его в табличной программе и сохраните как .xlsx.",
    "too-many-rows": "В файле «{file}» больше {limit} строк: столько людей и уроков в школе не бывает. Проверьте, тот ли это файл.",
    "too-many-cells": "В книге «{file}» слишком много заполненных ячеек. Оставьте в ней только нужный список.",
    "too-many-sheets": "В книге «{file}» слишком много листов. Оставьте только нужные.",
    "encoding-unknown": "Кодировка файла «{file}» не узнана. Сохраните его как «CSV UTF-8».",
    "csv-damaged": "Текстовая таблица «{file}» повреждена. Сохраните её заново или как .xlsx.",
    "not-a-table-pdf": "«{file}» — это документ PDF, а не таблица. Попросите исходную книгу .xlsx.",
    "not-a-table-html": "«{file}» — это веб-страница, а не книга. Откройте её в Excel и сохраните как .xlsx.",
    "not-a-table-xml": "«{file}» — это файл XML, а не таблица. Выберите книгу .xlsx или файл .csv.",
    "not-a-table-text": "Внутри «{file}» простой текст, а не книга. Переименуйте файл в .csv или сохраните его как .xlsx.",
    "not-a-table-binary": "«{file}» — не таблица. Выберите книгу .xlsx или файл .csv.",
    "no-rows": "В файле «{file}» нет ни одной строки с данными: загружать нечего.",
    "columns-not-found": "В файле «{file}» не найдены столбцы: {columns}. Проверьте, тот ли это файл, и подпишите столбцы.",
    "clipboard-empty": "Вставить нечего: в буфере нет таблицы. Скопируйте её в Excel или Word и повторите.",
    "clipboard-too-big": "В буфере больше {limit} ячеек: планирования такими не бывают. Скопируйте одну таблицу плана.",
    "no-periods": "В файле «{file}» нет учебных периодов (четвертей, полугодий). Проверьте, тот ли это файл.",
    "columns-doubled": (
        "В файле «{file}» (лист «{sheet}») столбец «{title}» встречается дважды: {columns}. Оставьте один или переименуйте лишний."
    ),
    "not-xml": "«{file}» — не файл расписания в формате XML. Выберите файл, который сохранила программа расписания.",
    "xml-entities": "В файле «{file}» есть вставки (entity), которых программа расписания не делает. Он не открыт ради безопасности.",
    "xml-damaged": "Файл «{file}» повреждён. Сохраните его в программе расписания заново.",
    "not-fet": "«{file}» — не файл программы FET. Выберите файл с расширением .fet.",
    "not-fet-timetable": "«{file}» — не расписание из FET. Выберите файл …_activities.xml, …_teachers.xml или …_timetable.csv.",
}


def sentence(problem: Problem, *, with_sheet: bool = False) -> str:
    """«Строка 42, столбец “Дата рождения”: ждали дату, стоит “31.02.2014”. Исправьте здесь или в файле.»."""
    facts = {
        "found": problem.found,
        "expected": EXPECTED.get(problem.expected, problem.expected),
        **dict(problem.repair),
    }
    text = _filled(_SENTENCES[problem.kind], facts)
    place = _place(problem, with_sheet=with_sheet)
    return f"{place}: {text}" if place else text[:1].upper() + text[1:]


def file_sentence(error: BadFileError) -> str:
    """Why a whole file was refused, and what to do."""
    facts: dict[str, Any] = {"file": "файл", **error.detail}
    facts = {
        name: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value for name, value in facts.items()
    }
    return _filled(_FILES[error.code], facts)


def knows(code: str) -> bool:
    """Whether a refusal of a whole file has a sentence."""
    return code in _FILES


def _place(problem: Problem, *, with_sheet: bool) -> str:
    place, parts = problem.place, []
    if place.sheet and (with_sheet or not place.row):
        parts.append(f"лист «{place.sheet}»")
    if place.row:
        parts.append(f"строка {place.row}")
    if problem.column:
        parts.append(f"столбец «{problem.column}»")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _filled(template: str, facts: Mapping[str, object]) -> str:
    return template.format_map(_Facts(facts))


class _Facts(dict[str, object]):
    """Facts of a sentence; one that nobody told reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""
