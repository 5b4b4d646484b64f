"""How kept operations travel: each kind by its service, several of one kind in one statement."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from ejournal_desktop.domain.gradebook import CellOperation, LessonOperation, Outcome
from ejournal_desktop.domain.outbox import Operation
from ejournal_desktop.domain.work_operations import WorkOperation
from ejournal_desktop.services import gradebook

MOST_AT_ONCE: Final = 200
_SERVICES: Final[dict[type[Operation], Callable[[Any, Any], list[Outcome]]]] = {
    CellOperation: gradebook.save_cells,
    LessonOperation: gradebook.save_lessons,
    WorkOperation: lambda engine, operations: [gradebook.save_work(engine, operation) for operation in operations],
}


def send(engine: Any, operations: Sequence[Operation]) -> list[Outcome]:
    """Send operations of one kind; an outcome for each, in order."""
    return _SERVICES[type(operations[0])](engine, operations)


def most_at_once(operation: Operation) -> int:
    """How many of a kind travel together: an act on a work is a transaction of its own."""
    return 1 if isinstance(operation, WorkOperation) else MOST_AT_ONCE
