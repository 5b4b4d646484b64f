"""What became of a request to open, in a sentence: for header, hint strip, tooltip and screen reader."""

from datetime import datetime
from typing import Final

from ejournal_desktop.domain.gradebook import JournalPage
from ejournal_desktop.domain.unlocks import PageUnlock

_OF_WINDOW: Final = {
    "waiting": "Запрос отправлен, ждёт согласования заместителя директора.",
    "agreed": "Запрос согласован, открывает администратор.",
}
_OF_PERIOD: Final = {
    "waiting": "Запрос отправлен, ждёт приказа директора.",
    "agreed": "Запрос согласован, ждёт приказа директора.",
}


def until_words(moment: datetime) -> str:
    """«18:00 12.10»."""
    return f"{moment:%H:%M %d.%m}"


def unlock_words(unlock: PageUnlock, page: JournalPage) -> str:
    """«Открыто до 18:00 12.10», or «В открытии отказано: нет оснований», with its full stop."""
    if unlock.state == "open":
        whom = "" if unlock.mine else f" для {unlock.teacher}" if unlock.teacher else ""
        return f"Открыто{whom} до {until_words(unlock.open_until.astimezone(page.now.tzinfo))}."
    if unlock.state == "refused":
        return f"В открытии отказано: {unlock.refused_reason.rstrip('.')}."
    return (_OF_PERIOD if unlock.lesson_id is None else _OF_WINDOW).get(unlock.state, "")
