"""What a typed cell of a plan may hold; the database refuses the same (20_rules/48_planning.sql)."""

from typing import Final

from ejournal_desktop.domain.lesson_plan import LONGEST_HOMEWORK, LONGEST_TOPIC
from ejournal_desktop.domain.plain_text import is_plain_text

SECTION, TOPIC, HOURS, TYPE, WORK, PLANNED, HELD, HOMEWORK, STATE = range(9)
MOST_HOURS: Final = 40
_LONGEST: Final = {SECTION: LONGEST_TOPIC, TOPIC: LONGEST_TOPIC, HOMEWORK: LONGEST_HOMEWORK}


def cell_refusal(column: int, text: str) -> str:
    """Why a text cannot stand in a column, as a sentence; empty where it can."""
    if column == HOURS:
        return _hours_refusal(text.strip())
    if column == TOPIC and not text.strip():
        return "У урока должна быть тема. Чтобы убрать урок, нажмите Ctrl+Delete."
    longest = _LONGEST.get(column)
    if longest is not None and len(text) > longest:
        return f"Здесь {len(text)} знаков, а помещается не больше {longest}. Сократите текст."
    if not is_plain_text(text):
        return "В тексте есть невидимые управляющие знаки. Наберите его заново или вставьте без оформления."
    return ""


def _hours_refusal(text: str) -> str:
    if text.isdecimal() and len(text) <= len(str(MOST_HOURS)) and 1 <= int(text) <= MOST_HOURS:
        return ""
    return f"Часы темы — целое число от 1 до {MOST_HOURS}: строка разделится на столько уроков."
