"""Edits and outcomes as bytes and back: what is sealed into the outbox."""

from datetime import datetime
from typing import Final

import msgspec

from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.gradebook import CellOperation, LessonOperation, Outcome
from ejournal_desktop.domain.lesson_card import CardOperation, FileOperation
from ejournal_desktop.domain.outbox import CellDraft, EditPlace, KeptEdit, KeptState, Operation
from ejournal_desktop.domain.work_operations import WorkOperation

_KINDS: Final[dict[str, type[Operation]]] = {
    "cell": CellOperation,
    "lesson": LessonOperation,
    "work": WorkOperation,
    "card": CardOperation,
    "file": FileOperation,
    "final": FinalOperation,
}
_NAMES: Final = {kind: name for name, kind in _KINDS.items()}


class _Written(msgspec.Struct, frozen=True):
    """An edit as it is written; the kind says how to read the operation."""

    kind: str
    operation: msgspec.Raw
    made_at: datetime
    place: EditPlace | None
    after: str | None
    state: KeptState
    outcome: Outcome | None


def edit_bytes(edit: KeptEdit) -> bytes:
    """An edit with everything that is known of it."""
    operation = msgspec.Raw(msgspec.json.encode(edit.operation))
    kind = _NAMES[type(edit.operation)]
    return msgspec.json.encode(
        _Written(kind, operation, edit.made_at, edit.place, edit.after, edit.state, edit.outcome)
    )


def draft_bytes(draft: CellDraft) -> bytes:
    """A text of an open editor."""
    return msgspec.json.encode(draft)


def read_draft(written: bytes) -> CellDraft:
    """A text that was read from the disk; raises ``ValueError`` where it is not one."""
    return msgspec.json.decode(written, type=CellDraft)


def read_edit(written: bytes) -> KeptEdit:
    """An edit that was read from the disk.

    Raises:
        ValueError: it is not one, or a newer program wrote it.
    """
    values = msgspec.json.decode(written, type=_Written)
    if values.kind not in _KINDS:
        raise ValueError(values.kind)
    operation = msgspec.json.decode(values.operation, type=_KINDS[values.kind])
    return KeptEdit(operation, values.made_at, values.place, values.after, values.state, values.outcome, is_kept=True)
