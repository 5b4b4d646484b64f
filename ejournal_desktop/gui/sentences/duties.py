"""Duties and news in words: what, until when, how much is left, what the button says."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from ejournal_desktop.domain.duties import DutyRow, DutyState, News, SettledDuty
from ejournal_desktop.gui.russian_dates import day_month, plural

_BUTTONS: Final = {"T2": "Открыть", "T3": "Открыть", "T4": "КТП", "T10": "Выставить"}
_STATES: Final[dict[DutyState, str]] = {
    "done": "всё сделано, журнал проверяет сам",
    "by-hand": "отмечено вручную",
    "not-applicable": "к вам не относится",
    "standing": "постоянно, срока нет",
}


def duty_title(row: DutyRow, name: str) -> str:
    """«Отметки, темы и посещаемость за 10–16 сентября, 5А»."""
    if row.code in {"T5", "T9"}:
        return name
    days = f" за {_days(row)}" if row.first_on is not None else ""
    return f"{name}{days}, {row.group}" if row.code not in {"T2", "T4"} else name


def due_words(row: DutyRow, now: datetime) -> str:
    """«просрочено 2 дня», «до 16:35», «сегодня», «до 13 сентября»."""
    if over := row.days_over(now):
        return f"просрочено {plural(over, 'день', 'дня', 'дней')}"
    if row.due_at is not None and row.due_on == now.date():
        at = f"{row.due_at.astimezone(now.tzinfo):%H:%M}"
        return f"срок был в {at}" if row.is_over(now) else f"до {at}"
    if row.due_on == now.date():
        return "сегодня"
    return "завтра" if (row.due_on - now.date()).days == 1 else f"до {day_month(row.due_on)}"


def left_words(row: DutyRow) -> str:
    """«осталось 3 урока, 5 учеников»."""
    if row.code == "T10":
        return f"осталось {_pupils(row.pupils)}" if row.pupils else "осталось передать на проверку"
    if row.code == "T3":
        return f"мало отметок для прогноза: {_pupils(row.pupils)}"
    if row.code == "T2":
        return f"{plural(row.amount, 'подгруппа', 'подгруппы', 'подгрупп')} без списка"
    if row.code == "T4":
        return f"{plural(row.amount, 'журнал', 'журнала', 'журналов')} без планирования"
    lessons = plural(row.amount, "урок", "урока", "уроков")
    return f"осталось {lessons}" + (f", без отметки {_pupils(row.pupils)}" if row.pupils else "")


def button_words(row: DutyRow) -> str:
    """What the button says."""
    return _BUTTONS.get(row.code, "Записать")


def folded_words(state: DutyState, settled: SettledDuty | None) -> str:
    """«отмечено вручную 12 сентября, Орлова И. П.: протокол № 3»."""
    if settled is None:
        return _STATES[state]
    who = ", ".join(filter(None, (day_month(settled.for_day), settled.checked_by)))
    return f"{_STATES[state]}, {who}: {settled.basis}"


def news_line(news: News) -> str:
    """One line of «Пока вас не было»."""
    course = f"{news.group} · {news.subject}" if news.subject else news.group
    day = f", {day_month(news.held_on)}" if news.held_on is not None else ""
    author = f" — {news.author}" if news.author else ""
    text = f": {news.text}" if news.text else ""
    lines = {
        "attendance": f"Посещаемость: {course}, {plural(news.amount, 'запись', 'записи', 'записей')}{author}",
        "marks": f"Отметки: {course}, {plural(news.amount, 'запись', 'записи', 'записей')}{author}",
        "substitute": f"Замена: урок {course}{day} ведёте вы",
        "substituted": f"Замена: {course}{day}{author}",
        "unlock-agreed": f"Запрос на открытие согласован: {course}{day}{author}",
        "unlock-open": f"Открыто по запросу: {course}{day}{author}",
        "unlock-refused": f"В открытии отказано: {course}{day}{text}",
        "notice": f"Ученик сообщил об отметке: {course}{text}",
        "remark": f"Замечание по журналу: {course}{text}{author}",
        "plan-approved": f"Планирование утверждено{text}{author}",
        "plan-returned": f"Планирование возвращено{text}{author}",
    }
    return lines[news.kind]


def away_words(news: Iterable[News]) -> str:
    """«Пока вас не было: 1 замена, 2 сообщения об отметках»; empty when nothing happened."""
    counts = {"swap": 0, "attendance": 0, "marks": 0, "unlock": 0, "notice": 0, "remark": 0, "plan": 0}
    for one in news:
        key = "swap" if one.kind in {"substitute", "substituted"} else one.kind.partition("-")[0]
        counts[key] += one.amount
    forms = {
        "notice": ("сообщение об отметке", "сообщения об отметках", "сообщений об отметках"),
        "remark": ("замечание", "замечания", "замечаний"),
        "swap": ("замена", "замены", "замен"),
        "unlock": ("ответ на запрос", "ответа на запрос", "ответов на запрос"),
        "plan": ("решение по КТП", "решения по КТП", "решений по КТП"),
        "attendance": ("запись посещаемости", "записи посещаемости", "записей посещаемости"),
        "marks": ("отметка", "отметки", "отметок"),
    }
    said = [plural(counts[key], *forms[key]) for key in forms if counts[key]]
    return f"Пока вас не было: {', '.join(said[:3])}" + (" и другое" if len(said) > 3 else "") if said else ""  # noqa: PLR2004


def _days(row: DutyRow) -> str:
    first, last = row.first_on, row.last_on or row.first_on
    if first is None or last is None:
        return ""
    return span_words(first, last)


def span_words(first: date, last: date) -> str:
    """«16 сентября», «10–16 сентября», «28 сентября – 2 октября»."""
    if first == last:
        return day_month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_month(last)}"
    return f"{day_month(first)} – {day_month(last)}"


def _pupils(count: int) -> str:
    return plural(count, "ученик", "ученика", "учеников")
