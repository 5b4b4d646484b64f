"""A pupil's notice in words: for tooltip, screen reader and card."""

from ejournal_desktop.domain.mark_notices import MarkNotice
from ejournal_desktop.gui.russian_dates import day_month


def notice_words(notice: MarkNotice) -> str:
    """«ученик сообщил об ошибке в отметке, ждёт ответа», for tooltip and screen reader."""
    if notice.waits:
        return "ученик сообщил об ошибке в отметке, ждёт ответа"
    return f"на сообщение ученика отвечено: {'исправлено' if notice.is_mended else 'оставлено'}"


def days_words(notice: MarkNotice) -> str:
    """«В дневнике с 22 сентября, 3 дня — по 25 сентября», or that the notice came later."""
    if notice.first_shown_on is None or notice.last_day is None:
        return "Дневник эту отметку ещё не показывал."
    days = f"В дневнике с {day_month(notice.first_shown_on)}, 3 дня — по {day_month(notice.last_day)}."
    return f"{days} Сообщение пришло позже срока." if notice.is_late else days
