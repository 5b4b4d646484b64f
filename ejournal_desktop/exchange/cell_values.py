"""What a cell means: text, number, date, time, yes or no — however the secretary typed it."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from ejournal_desktop.domain.names import clean, fold
from ejournal_desktop.exchange.sheets import Value
from ejournal_desktop.exchange.values import ProblemKind

EXCEL_EPOCH = date(1899, 12, 30)
_GREATEST_SERIAL = 80_000
_TEXT_DATE = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})(?P<odd>\.?)(?:\s*(?:г\.?|года?))?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_TEXT_TIME = re.compile(r"(\d{1,2})[:.\-](\d{2})(?::00)?")
_NUMBER = re.compile(r"(-?\d{1,9}(?:[.,]\d{1,6})?)\s*(?:ч(?:ас[а-я]*)?\.?)?")
_TOTAL = re.compile(r"(?:итого|всего)\b")
_EMPTY_WORDS = frozenset({"", "-", "--", "нет", "не", "н/д", "x", "х"})
_YES_WORDS = frozenset({"да", "+", "есть", "v", "истина", "true", "1", "имеется", "получено"})


def text_of(value: Value | None) -> str:
    """A cell as text: whole numbers without «.0», dates as «01.09.2026»; otherwise untouched."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y") if value.time() == time() else value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def is_blank(text: str) -> bool:
    """Whether a text says «nothing»: empty, a dash, «нет»."""
    return clean(text).lower().replace("—", "-").replace("–", "-") in _EMPTY_WORDS


def is_dash(text: str) -> bool:
    """Whether a cell is empty or holds only dashes."""
    return not clean(text).strip("-–—−")


def is_yes(text: str) -> bool:
    """Whether a text says yes."""
    return fold(text) in _YES_WORDS


def number_of(value: Value | None) -> Decimal | None:
    """A number, «21 ч.» and «1,5» too; ``None`` when it is not one."""
    if isinstance(value, bool) or value is None:
        return None
    match = _NUMBER.fullmatch(clean(text_of(value)).lower())
    try:
        return Decimal(match[1].replace(",", ".")).normalize() + 0 if match else None
    except InvalidOperation:
        return None


def date_of(value: Value | None, on_date: date) -> tuple[date | None, ProblemKind | None]:
    """Read a day: the date, and what is strange about it.

    Args:
        value: a date cell, a serial number, or text: «01.09.2026», «1.9.26 г.», «2026-09-01».
        on_date: today; years of two digits after it belong to the last century.
    """
    if isinstance(value, datetime):
        return value.date(), None if value.time() == time() else ProblemKind.DATE_GUESSED
    if isinstance(value, date):
        return value, None
    if isinstance(value, float) and 1 <= value <= _GREATEST_SERIAL:
        return EXCEL_EPOCH + timedelta(days=int(value)), ProblemKind.DATE_GUESSED
    return _date_of_text(clean(text_of(value)), on_date)


def _date_of_text(text: str, on_date: date) -> tuple[date | None, ProblemKind | None]:
    if match := _TEXT_DATE.fullmatch(text):
        day, month, year = (int(part) for part in match.group(1, 2, 3))
        if len(match[3]) == 2:  # noqa: PLR2004 - a year of two digits
            year += 2000 if 2000 + year <= on_date.year + 1 else 1900
        odd = ProblemKind.DATE_GUESSED if match["odd"] else None
    elif match := _ISO_DATE.fullmatch(text):
        (year, month, day), odd = (int(part) for part in match.groups()), None
    else:
        return None, ProblemKind.DATE_UNREADABLE
    try:
        return date(year, month, day), odd
    except ValueError:
        return None, ProblemKind.DATE_IMPOSSIBLE


def time_of(value: Value | None) -> time | None:
    """Read a time of day: an Excel time, «08:30», «8.30», a part of a day; ``None`` when it is not one."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, float | timedelta):
        return _time_of_day(value.total_seconds() if isinstance(value, timedelta) else value * 86400)
    match = _TEXT_TIME.fullmatch(clean(text_of(value)))
    try:
        return time(int(match[1]), int(match[2])) if match else None
    except ValueError:
        return None


def _time_of_day(seconds: float) -> time | None:
    minutes = round(seconds / 60)
    return time(minutes // 60, minutes % 60) if 0 < minutes < 24 * 60 else None


def is_total(label: str) -> bool:
    """Whether a row is a sum by its label: «Итого», «Всего: 28», not «Итоговая работа»."""
    return _TOTAL.match(fold(label)) is not None


def is_numbering(cells: Mapping[int, Value]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 and so on."""
    numbers = [number_of(cells[column]) for column in sorted(cells)]
    return len(numbers) > 2 and numbers == [Decimal(n) for n in range(1, len(numbers) + 1)]  # noqa: PLR2004
