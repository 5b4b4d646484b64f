"""Sentences of the outbox: what becomes of edits that wait for the server on this computer."""

from collections.abc import Mapping
from typing import Final

OUTBOX: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "known-password": (
        (
            "Сервер не отвечает, а к данным этого компьютера пароль не подошёл.",
            "Без связи подходит тот пароль, с которым вы входили здесь в последний раз.",
            "Проверьте раскладку и Caps Lock.",
        ),
    ),
    "earlier-password": (
        (
            "Этот пароль не открывает отложенные изменения.",
            "Нужен тот, с которым вы входили на этом компьютере раньше.",
            "Попробуйте ещё раз; изменения остаются на диске.",
        ),
    ),
    "work-refused": (
        (
            "Отметка не принята.",
            "Работу, для которой она поставлена, сервер не принял.",
            "Добавьте графу работы заново и поставьте отметку в неё.",
        ),
    ),
}
