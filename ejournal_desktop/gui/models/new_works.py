"""Works made without the server: their columns stand at once and take the server's numbers when it has them."""

from dataclasses import replace
from decimal import Decimal
from typing import Final, Protocol

from ejournal_desktop.domain.gradebook import Outcome, Work, WorkKind
from ejournal_desktop.domain.outbox import provisional_work_id
from ejournal_desktop.domain.work_operations import WorkOperation
from ejournal_desktop.gui.models.gradebook_port import Gradebook, OperationListener
from ejournal_desktop.gui.models.journal_cells import Column

FIRST_WORK_KIND: Final = "ответ на уроке"
_ONE: Final = Decimal(1)
_UNKNOWN: Final = WorkKind(0, "работа, которой ещё нет на сервере", "нов.", _ONE, two_marks=False, is_control=False)
_FIRST: Final = WorkKind(0, FIRST_WORK_KIND, "О", _ONE, two_marks=False, is_control=False)


class WorksPage(OperationListener, Protocol):
    """What new works need of the page that they belong to."""

    columns: list[Column]

    def column_of_lesson(self, lesson_id: int) -> int | None:
        """The first column of a lesson."""

    def work_added(self, work: Work) -> None:
        """A lesson has one more work."""

    def work_changed(self, work: Work) -> None:
        """A work is another one now."""

    def columns_joined(self, new: Column, known: Column) -> None:
        """Two columns turn out to be one work: the second takes over what stands in the first."""


class NewWorks:
    """Follows the acts that add works until the server has judged them."""

    def __init__(self, page: WorksPage, gradebook: Gradebook) -> None:
        self._page, self._gradebook = page, gradebook
        self._on_the_way: dict[str, int] = {}
        self._kinds: tuple[WorkKind, ...] = ()

    def restore(self, operation: WorkOperation) -> None:
        """A work that another run of the program made has its column again, so that its marks have a place."""
        if operation.action != "add" or self._page.column_of_lesson(operation.lesson_id) is None:
            return
        number = provisional_work_id(operation.operation_id)
        unknown = replace(_UNKNOWN, work_kind_id=operation.work_kind_id or 0)
        kind = self._kind(operation.work_kind_id) or unknown
        self._page.work_added(work_of(kind, number, operation.lesson_id, operation.title))

    def follow(self, work: Work) -> None:
        """A column was added: one without a number of the server's waits for it."""
        if work.work_id >= 0:
            return
        for edit in self._gradebook.unsettled(frozenset({work.lesson_id})):
            is_its_act = isinstance(edit.operation, WorkOperation) and edit.operation.action == "add"
            if is_its_act and provisional_work_id(edit.operation_id) == work.work_id:
                self._on_the_way[edit.operation_id] = work.work_id
                self._gradebook.listen(edit.operation_id, self._page)

    def settle(self, outcome: Outcome) -> bool:
        """The server has judged the act that made a work; ``False`` when the outcome is of something else."""
        number = self._on_the_way.pop(outcome.operation_id, None)
        if number is None:
            return False
        new = self._column(number)
        if outcome.result != "saved" or outcome.work_id is None or new is None or new.work is None:
            return True  # its marks are refused with it and say so in their cells
        known = self._column(outcome.work_id)
        new.work = replace(new.work, work_id=outcome.work_id, version=outcome.version or 1)
        if known is not None:  # a reading of the page brought it before the answer came
            self._page.columns_joined(new, known)
        return True

    def use_kinds(self, kinds: tuple[WorkKind, ...]) -> None:
        """The directory was read: works that had only a number of their kind get its name."""
        self._kinds = kinds
        unnamed = [
            column.work for column in self._page.columns if column.work and column.work.kind_name == _UNKNOWN.name
        ]
        for work in unnamed:
            kind = self._kind(work.work_kind_id)
            if kind is not None:
                self._page.work_changed(work_of(kind, work.work_id, work.lesson_id, work.title))

    def first_work(self, work_id: int, lesson_id: int) -> Work:
        """The work that the first mark of a lesson makes."""
        kind = next((kind for kind in self._kinds if kind.name == FIRST_WORK_KIND), None)
        return work_of(kind or _FIRST, work_id, lesson_id, "")

    def _kind(self, work_kind_id: int | None) -> WorkKind | None:
        return next((kind for kind in self._kinds if kind.work_kind_id == work_kind_id), None)

    def _column(self, work_id: int) -> Column | None:
        works = (column for column in self._page.columns if column.work is not None)
        return next((column for column in works if column.work and column.work.work_id == work_id), None)


def work_of(kind: WorkKind, work_id: int, lesson_id: int, title: str) -> Work:
    """The first version of a work of a kind."""
    return Work(
        work_id,
        lesson_id,
        1,
        kind.work_kind_id,
        kind.name,
        kind.short_name,
        kind.weight,
        title,
        kind.two_marks,
        kind.is_control,
        1,
    )
