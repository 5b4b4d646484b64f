"""What the list of «Не отправлено» says of an edit: where it belongs, what it would write, why it does not stand."""

from typing import Any, Final

from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.lesson_card import CardOperation, FileOperation
from ejournal_desktop.domain.outbox import KeptEdit
from ejournal_desktop.gui.error_text import outcome_text

_LONG: Final = 60
SHUT: Final = frozenset({"EJ010", "EJ011"})
"""The edit window is over, the page is handed over: somebody may open them."""


def may_be_opened(edit: KeptEdit) -> bool:
    """Whether a request may open what refused an edit."""
    is_shut = edit.state == "refused" and edit.outcome is not None and edit.outcome.code in SHUT
    return is_shut and edit.place is not None and not isinstance(edit.operation, FinalOperation)


def place_words(edit: KeptEdit) -> str:
    """«Белов Артём, 22.09, 7А · Алгебра»."""
    place = edit.place
    if place is None:
        return "Запись в журнале"
    if isinstance(edit.operation, FinalOperation):
        return f"{place.who} · {place.what}, {place.title}"
    of_card = isinstance(edit.operation, CardOperation | FileOperation)
    who = f"{place.who} · {place.what}" if place.who and of_card else place.who or place.what
    return f"{who}, {place.held_on:%d.%m}, {place.title}"


def value_words(value: Any) -> str:
    """What an edit writes, short enough for a line of the list."""
    if isinstance(value, dict):
        value = value.get("text") or value.get("title")
    if isinstance(value, bool):
        return "да" if value else "нет"
    words = " ".join(str(value).split()) if value not in {None, ""} else "пусто"
    return words if len(words) <= _LONG else f"{words[:_LONG].rstrip()}…"


def reason_words(edit: KeptEdit) -> str:
    """«моё 4, на сервере 5», or why it was refused."""
    if isinstance(edit.operation, FileOperation):
        return outcome_text(edit.outcome).sentence if edit.outcome is not None else ""
    mine = value_words(getattr(edit.operation, "value", None))
    if edit.state == "conflict" and edit.outcome is not None:
        return f"моё {mine}, на сервере {value_words(edit.outcome.value)}"
    reason = outcome_text(edit.outcome).sentence if edit.outcome is not None else ""
    return f"«{mine}»: {reason}"
