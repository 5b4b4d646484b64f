"""Why a cell is closed, in full sentences: what happened, when, and who opens it (ux 5.4.9, rulings 9)."""

from datetime import timedelta
from typing import Final

from ejournal_desktop.domain.cell_locks import Lock
from ejournal_desktop.domain.gradebook import JournalPage, Lesson, Pupil
from ejournal_desktop.gui.russian_dates import day_month

ROMAN: Final = ("", "I", "II", "III", "IV", "V", "VI")
_WINDOWS: Final = {
    "1 week": "неделя",
    "2 weeks": "2 недели",
    "3 weeks": "3 недели",
    "1 month": "месяц",
    "never": "без срока",
}
_PERIODS: Final = {
    "quarter": ("четверть", "четверти"),
    "trimester": ("триместр", "триместра"),
    "half-year": ("полугодие", "полугодия"),
}
_TEXTS: Final = {
    "window": "Отметка за {held} закрыта для правки. Срок редактирования — {window} — истёк {day}. "
    "Открывает администратор по согласованию с заместителем директора.",
    "handed-over": "Страница {period} сдана {day}, отметки закрыты. Открывают по приказу директора.",
    "order-ended": "Срок приказа {number} истёк {last_day}, отметки закрыты. Открывают по приказу директора.",
    "future": "Урок {held} ещё не прошёл: отметки и «н» ставят со дня урока. Тему можно записать заранее (F7).",
    "not-enrolled": "{pupil}: {held} ещё не в {group} (зачислен {day}{order}).",
    "departed": "{pupil}: {held} уже не в {group} (выбыл {day}{order}).",
    "not-in-group": "{pupil}: {held} был в другой подгруппе. Составы групп ведёт администратор.",
    "cancelled": "Урок {held} отменён: записей в нём не делают.",
    "substitute": "Урок {held}: замещал {person}. Записи урока ведёт он.",
    "another": "Урок {held} ведёт другой учитель: его записи можно только смотреть.",
    "role": "Просмотр. Отметки ставит учитель предмета.",
    "not-holder": "Просмотр. Журнал ведёт другой учитель: этот курс назначен не вам.",
    "load-not-approved": "Просмотр. Нагрузка ещё не утверждена директором: с ролью заместителя, директора "
    "или администратора журнал ведут после утверждения.",
    "no-marks": "В этом курсе отметок не ставят. Можно отметить «н», «б», «у», «оп», «осв».",
}


def window_words(edit_window: str) -> str:
    """«2 недели»."""
    return _WINDOWS.get(edit_window, edit_window)


def period_words(kind: str, number: int, *, genitive: bool = False) -> str:
    """«I четверть», or «I четверти»."""
    return f"{ROMAN[number]} {_PERIODS[kind][1 if genitive else 0]}"


def lock_text(lock: Lock, page: JournalPage, lesson: Lesson, pupil: Pupil) -> str:
    """The sentences for hint strip, tooltip and screen reader."""
    reason = "another" if lock.reason == "substitute" and not lock.person else lock.reason
    return _TEXTS[reason].format(
        held=day_month(lesson.held_on),
        day=day_month(lock.day) if lock.day else "",
        window=window_words(page.window_of(lesson.held_on)),
        period=period_words(page.period.kind, page.period.number, genitive=True),
        pupil=f"{pupil.last_name} {pupil.first_name}",
        group=page.course.title.partition(" · ")[0],
        order=_order_words(lock.order),
        number=order_number(lock.order),
        last_day=day_month(lock.day - timedelta(days=1)) if lock.day else "",
        person=lock.person,
    )


def order_number(order: str | None) -> str:
    """«№ 52» of «№ 52 от 21.10.2026»."""
    return (order or "").partition(" от ")[0]


def _order_words(order: str | None) -> str:
    """«, приказ № 41 от 14.09.2026», whether the school's file had «№» and the word in it or not."""
    number = (order or "").strip().removeprefix("приказ").strip().removeprefix("№").strip()
    return f", приказ № {number}" if number else ""
