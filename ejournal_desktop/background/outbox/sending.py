"""How kept operations travel: each kind by its service, several of one kind in one statement."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from ejournal_desktop.background.outbox.sealed_files import SealedFiles
from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.gradebook import CellOperation, LessonOperation, Outcome
from ejournal_desktop.domain.lesson_card import CardOperation, FileOperation
from ejournal_desktop.domain.outbox import Operation
from ejournal_desktop.domain.work_operations import WorkOperation
from ejournal_desktop.services import final_marks, gradebook, lesson_card

MOST_AT_ONCE: Final = 200
_SERVICES: Final[dict[type[Operation], Callable[[Any, Any], list[Outcome]]]] = {
    CellOperation: gradebook.save_cells,
    LessonOperation: gradebook.save_lessons,
    CardOperation: lesson_card.save_entries,
    FinalOperation: final_marks.save_finals,
    WorkOperation: lambda engine, operations: [gradebook.save_work(engine, operation) for operation in operations],
}


class Sender:
    """Sends operations; the bytes of a file are fetched from where they lie sealed."""

    def __init__(self, files: SealedFiles) -> None:
        self._files = files

    def send(self, engine: Any, operations: Sequence[Operation]) -> list[Outcome]:
        """Send operations of one kind; an outcome for each, in order."""
        first = operations[0]
        if isinstance(first, FileOperation):
            return [lesson_card.send_file(engine, first, self._files.get(first.operation_id))]
        return _SERVICES[type(first)](engine, operations)


def most_at_once(operation: Operation) -> int:
    """How many of a kind travel together: an act on a work and a file are a transaction of their own."""
    return 1 if isinstance(operation, WorkOperation | FileOperation) else MOST_AT_ONCE
