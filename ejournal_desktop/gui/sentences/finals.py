"""The sentences of finals, norms of marks and debts, by code and reason, in the form of ``error_sentences``."""

from collections.abc import Mapping
from typing import Final

FINALS: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "EJ020/final-reason": (
        ("«н/а» без причины не ставится.", "Она останется в журнале.", "Укажите причину, например долю пропусков."),
    ),
    "EJ020/finals-missing": (
        (
            "Страница не передана: нет итога — {count}.",
            "Первый без итога: {first}.",
            "Поставьте отметку или «н/а» с причиной.",
        ),
    ),
    "EJ014/norm-value": (("Такого значения у нормы не бывает: {value:number}.", "", "Исправьте его."),),
    "EJ014/debt-days": (("Срок задолженности раньше дня, когда она возникла.", "", "Исправьте даты."),),
}
