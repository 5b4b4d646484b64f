"""The chain of changes of one cell and the rule that closes it: «Почему?» (ux 5.4.5)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

_GROUNDS: Final = {
    "course": "учитель предмета",
    "substitution": "замена",
    "class": "классный руководитель",
    "unlock": "открытие №",
    "import": "загрузка из файла",
    "owner": "мимо программы",
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One change; ``None`` is an empty field, an empty author is no account of the school."""

    event_id: int
    at: datetime
    author: str
    ground: str
    field: Literal["mark", "attendance", "attempt"]
    was: str | None
    became: str | None

    @property
    def ground_words(self) -> str:
        """What let it pass: «учитель предмета», «открытие № 12»."""
        kind, _, number = self.ground.partition(":")
        words = _GROUNDS.get(kind, "")
        return f"{words} {number}" if kind == "unlock" else words


@dataclass(frozen=True, slots=True)
class WorkChange:
    """One act on a work: what it was from then on; an empty author is no account of the school."""

    event_id: int
    at: datetime
    author: str
    action: Literal["add", "change", "void"]
    kind: str
    weight: Decimal
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class CellHistory:
    """What ``api.cell_history`` tells.

    Attributes:
        source: the order or the note under which the edit window was set.
        sees_all: whether every change is told, or only the reader's own.
    """

    edit_window: str | None
    source: str | None
    closes_on: date | None
    sees_all: bool
    changes: tuple[CellChange, ...]
