"""Russian typography of paper: what never breaks, words of numbers, dates, names."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

NBSP = "\u00a0"

_MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
_MONTHS_OF = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI")
_PERIODS = {"quarter": "четверть", "trimester": "триместр", "half-year": "полугодие"}

_SIGNS = re.compile(r"([№§]|\bп\.|\bупр\.|\bстр\.|\b[IVX]+)[ \u00a0](?=\S)")
_PREPOSITIONS = re.compile(r"(?<![\w-])([А-Яа-яЁё]{1,2})[ ](?=\S)")
_INITIALS = re.compile(r"(?<!\w)([А-ЯЁA-Z]\.)[ ]?(?=[А-ЯЁA-Z]\.|[А-ЯЁA-Z][а-яёa-z])")
_DASH = re.compile(r"[ ]-[ ]")

_ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать",
         "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать",
         "девятнадцать")  # fmt: skip
_TENS = ("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто")
_HUNDREDS = ("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот")


@lru_cache(maxsize=16384)
def bound(text: str) -> str:
    """Text with the spaces that must not break: after №, §, п., упр., Roman numerals, prepositions, at initials."""
    text = _SIGNS.sub(rf"\1{NBSP}", text)
    text = _PREPOSITIONS.sub(rf"\1{NBSP}", text)
    text = _INITIALS.sub(rf"\1{NBSP}", text)
    return _DASH.sub(f"{NBSP}— ", text)


def plural(count: int, one: str, few: str, many: str) -> str:
    """«1 час», «2 часа», «5 часов»: the word alone."""
    tail, teens = count % 10, count % 100
    if tail == 1 and teens != 11:  # noqa: PLR2004 -- the rule of Russian numerals
        return one
    return few if tail in {2, 3, 4} and teens not in {12, 13, 14} else many


def _below_thousand(number: int, *, feminine: bool) -> list[str]:
    words = [_HUNDREDS[number // 100]]
    rest = number % 100
    if rest >= len(_ONES):
        words.append(_TENS[rest // 10])
        rest %= 10
    words.append({1: "одна", 2: "две"}.get(rest, _ONES[rest]) if feminine else _ONES[rest])
    return [word for word in words if word]


def in_words(number: int, *, feminine: bool = False) -> str:
    """A number below a million in words, nominative: «двадцать», «сорок одна»."""
    if number == 0:
        return "ноль"
    thousands, rest = divmod(number, 1000)
    words: list[str] = []
    if thousands:
        words += [*_below_thousand(thousands, feminine=True), plural(thousands, "тысяча", "тысячи", "тысяч")]
    return " ".join(words + _below_thousand(rest, feminine=feminine))


def comma(number: Decimal, digits: int | None = None) -> str:
    """A decimal with a comma; without ``digits`` as short as it is."""
    text = f"{number:.{digits}f}" if digits is not None else f"{number.normalize():f}"
    return text.replace(".", ",")


def hours_per_week(hours: Decimal) -> str:
    """«3 часа в неделю», «0,5 часа в неделю»."""
    whole = hours == hours.to_integral_value()
    word = plural(int(hours), "час", "часа", "часов") if whole else "часа"
    return f"{comma(hours)}{NBSP}{word} в{NBSP}неделю"


def roman_period(kind: str, number: int) -> str:
    """«I четверть», «II полугодие»."""
    return f"{_ROMAN[number]}{NBSP}{_PERIODS[kind]}"


def period_word_of(kind: str) -> str:
    """«четверть»: the kind alone."""
    return _PERIODS[kind]


def day(value: date) -> str:
    """«14.09.2026»."""
    return value.strftime("%d.%m.%Y")


def short_day(value: date) -> str:
    """«14.09»."""
    return value.strftime("%d.%m")


def day_in_words(value: date) -> str:
    """«1 сентября»."""
    return f"{value.day}{NBSP}{_MONTHS_OF[value.month - 1]}"


def span_in_words(first: date, last: date) -> str:
    """«с 1 сентября по 23 октября 2026 года», with both years where they differ."""
    year = "" if first.year == last.year else f"{NBSP}{first.year} года"
    return f"с{NBSP}{day_in_words(first)}{year} по{NBSP}{day_in_words(last)} {last.year}{NBSP}года"


def month(value: date) -> str:
    """«Сентябрь»."""
    return _MONTHS[value.month - 1].capitalize()


def weekday(value: date) -> str:
    """«пн»."""
    return _WEEKDAYS[value.weekday()]


def class_title(name: str) -> str:
    """«7 «А» класс» from «7А»; another name of a class stays as it is."""
    return f"{quoted_class(name)} класс"


def quoted_class(name: str) -> str:
    """«7 «А»» from «7А»."""
    match = re.fullmatch(r"(\d{1,2})\s*([А-ЯЁа-яё]{1,2})", name.strip())
    return f"{match.group(1)}{NBSP}«{match.group(2).upper()}»" if match else name


def surname_first(full_name: str) -> str:
    """«Белозёрова И. М.» from a full name; a name already short stays."""
    last, *rest = full_name.split()[:3] or [""]
    return NBSP.join([last, *(f"{part[0]}." for part in rest)])


def initials_first(full_name: str) -> str:
    """«И. М. Белозёрова» from a full or a short name."""
    last, *rest = full_name.split()[:3] or [""]
    return NBSP.join([*(f"{part[0]}." for part in rest), last])


def order_number(order: str) -> str:
    """«приказ № 41» from «№ 41 от 14.09.2026», «41» or «приказ № 41»; empty stays empty."""
    found = re.search(r"№\s*(\S+)", order)
    number = found.group(1) if found else order.strip()
    return f"приказ{NBSP}№{NBSP}{number}" if number else ""


def order_of(order: str) -> str:
    """«приказ № 52 от 21.10.2026» whether or not the word is in it."""
    return bound(order if order.lower().startswith("приказ") else f"приказ {order}") if order else ""


def arrived(middle_name: str) -> str:
    """«прибыл» or «прибыла» by the patronymic; both where it does not tell."""
    return _by_patronymic(middle_name, "прибыл", "прибыла", "прибыл(а)")


def departed(middle_name: str) -> str:
    """«выбыл» or «выбыла» by the patronymic; both where it does not tell."""
    return _by_patronymic(middle_name, "выбыл", "выбыла", "выбыл(а)")


def _by_patronymic(middle_name: str, man: str, woman: str, unknown: str) -> str:
    name = middle_name.lower()
    if name.endswith(("ич", "оглы", "улы", "уулу")):
        return man
    return woman if name.endswith(("вна", "чна", "кызы", "гызы")) else unknown
