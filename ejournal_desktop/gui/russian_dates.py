"""Dates and times as Russian sentences want them."""

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QDate, QLocale

RUSSIAN: Final = QLocale(QLocale.Language.Russian, QLocale.Country.Russia)


def day_month(day: date) -> str:
    """«16 сентября»."""
    return RUSSIAN.toString(_qdate(day), "d MMMM")


def full_day(day: date) -> str:
    """«Пятница, 25 сентября»."""
    text = RUSSIAN.toString(_qdate(day), "dddd, d MMMM")
    return text[:1].upper() + text[1:]


def day_and_time(moment: datetime) -> str:
    """«24 сентября, 16:12»."""
    return f"{day_month(moment.date())}, {moment:%H:%M}"


def plural(count: int, one: str, few: str, many: str) -> str:
    """«1 ученик», «3 ученика», «24 ученика», «11 учеников»."""
    if count % 10 == 1 and count % 100 != 11:  # noqa: PLR2004 - the rules of Russian
        return f"{count} {one}"
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return f"{count} {few}"
    return f"{count} {many}"


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
