"""Edits that wait for the server on this computer: what is kept of each and how one follows another."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.gradebook import VERSIONS, CellOperation, LessonOperation, Outcome
from ejournal_desktop.domain.lesson_card import CardOperation, FileOperation
from ejournal_desktop.domain.work_operations import WorkOperation

Operation = CellOperation | LessonOperation | WorkOperation | CardOperation | FileOperation | FinalOperation
KeptState = Literal["held", "waiting", "saved", "refused", "conflict", "dismissed"]
UNSETTLED: frozenset[KeptState] = frozenset({"held", "waiting"})
UNSOLVED: frozenset[KeptState] = frozenset({"refused", "conflict"})
_LATEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class EditPlace:
    """Where an edit belongs, in words that are still true after a restart.

    Attributes:
        title: the journal: «7А · Алгебра».
        who: the pupil; empty for an entry of a lesson.
        what: the work or the entry: «контрольная работа», «домашнее задание».
    """

    course_id: int
    period_id: int
    title: str
    held_on: date
    who: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A text that stands in the open editor of a cell: kept, offered again, never sent by itself; empty: done with."""

    lesson_id: int
    work_id: int | None
    pupil_id: int
    text: str

    @property
    def place(self) -> str:
        """The cell, in one word."""
        return f"draft {self.lesson_id} {self.work_id} {self.pupil_id}"


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """An edit as the outbox keeps it.

    Attributes:
        after: the edit of the same field that was made before and had not been settled then.
        made_at: this computer's clock: for people's eyes only, the server's clock decides.
        is_kept: whether it is on the disk of this computer.
    """

    operation: Operation
    made_at: datetime
    place: EditPlace | None = None
    after: str | None = None
    state: KeptState = "held"
    outcome: Outcome | None = None
    is_kept: bool = False

    @property
    def operation_id(self) -> str:
        """The id under which the server applies it once."""
        return self.operation.operation_id


def field_of(operation: Operation) -> tuple[object, ...]:
    """What an operation writes: edits of one field follow each other."""
    match operation:
        case CellOperation(field="attendance"):
            return "attendance", operation.lesson_id, operation.pupil_id
        case CellOperation():
            return operation.field, operation.lesson_id, operation.work_id, operation.pupil_id
        case WorkOperation():
            return "work", operation.work_id if operation.action != "add" else operation.operation_id
        case LessonOperation():
            return "lesson", operation.lesson_id, VERSIONS[operation.field]
        case CardOperation() | FileOperation():
            return _field_of_card(operation)
        case FinalOperation():
            return "final", operation.course_id, operation.field, operation.period_id, operation.pupil_id


def _field_of_card(operation: CardOperation | FileOperation) -> tuple[object, ...]:
    """Homework of a pupil and the briefing have versions; a note or a file is written once and taken back once."""
    if isinstance(operation, FileOperation):
        return "file", operation.operation_id
    if operation.field in {"individual_homework", "briefing"}:
        return operation.field, operation.lesson_id, operation.pupil_id
    return operation.field, operation.entry_id or operation.operation_id


def provisional_work_id(operation_id: str) -> int:
    """The number of a work that the server has not made yet: below zero, the same after every restart."""
    return -(int(operation_id.replace("-", ""), 16) % _LATEST) - 1


def following(operation: Operation, before: KeptEdit, sent: Operation) -> Operation:
    """An operation as it travels after the one before it was judged; the same at every repeat.

    ``sent`` is the one before as it travelled. Where it was not saved nothing has changed: the same version was seen.
    """
    if isinstance(operation, FileOperation) or isinstance(sent, FileOperation):
        return operation  # nothing follows a file: each is a field of its own
    outcome = before.outcome
    if outcome is not None and outcome.result == "saved":
        return replace(operation, seen=outcome.version or 0)
    return replace(operation, seen=sent.seen)
