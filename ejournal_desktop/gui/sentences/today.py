"""The sentences of a teacher's day: notices, duties, sessions; in the form of ``error_sentences``."""

from collections.abc import Mapping
from typing import Final

TODAY: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "EJ020/notice-no-why": (
        ("Ответ не записан: не сказано, почему отметка осталась.", "Его прочитает ученик.", "Напишите, почему."),
    ),
    "EJ020/session-held": (
        (
            "Занятие не отменено: оно уже проведено.",
            "Проведённое остаётся в журнале.",
            "Снимите «проведено», если оно отмечено по ошибке.",
        ),
    ),
}
