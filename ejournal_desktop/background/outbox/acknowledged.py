"""What the server said that it took: kept fourteen days, so that a restored backup loses nothing (security.md 4)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ejournal_desktop.domain.outbox import KeptEdit

AskUnknown = Callable[[Any, Sequence[str]], Sequence[str]]
"""Asks a server which of some operations it never applied."""


class Acknowledged:
    """Saved edits in the order in which the server took them."""

    def __init__(self, edits: Iterable[KeptEdit]) -> None:
        self._edits = {edit.operation_id: edit for edit in edits if edit.state == "saved"}

    def add(self, edit: KeptEdit) -> None:
        """The server has taken one more."""
        if edit.state == "saved":
            self._edits[edit.operation_id] = edit

    def ids(self) -> tuple[str, ...]:
        """All of them, the newest last."""
        return tuple(self._edits)

    def take(self, operation_ids: Iterable[str]) -> list[KeptEdit]:
        """Give up those that the server does not have: they are to be sent again."""
        lost = set(operation_ids)
        taken = [edit for name, edit in self._edits.items() if name in lost]
        for edit in taken:
            del self._edits[edit.operation_id]
        return taken


def find_unknown(engine: Any, ask: AskUnknown, operation_ids: Sequence[str]) -> tuple[str, ...]:
    """What a server does not know; all are asked for: what was saved since it was restored proves nothing."""
    return tuple(ask(engine, operation_ids)) if operation_ids else ()
