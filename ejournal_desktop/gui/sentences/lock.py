"""The sentences of the lock, by code, in the form of ``error_sentences``."""

from collections.abc import Mapping
from typing import Final

LOCK: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "pin-not-kept": (
        (
            "ПИН-код не сохранён.",
            "Диск этого компьютера его не принял.",
            "Окно открывается паролем; освободите место на диске и повторите.",
        ),
    ),
}
