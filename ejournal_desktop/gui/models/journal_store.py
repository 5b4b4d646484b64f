"""An open journal page that is being written: cells as the person sees them and the edits on their way."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QObject

from ejournal_desktop.domain.attendance import kept_minutes
from ejournal_desktop.domain.cell_locks import Lock, closes_on
from ejournal_desktop.domain.gradebook import (
    CellField,
    CellOperation,
    JournalPage,
    Lesson,
    Outcome,
    Work,
    WorkKind,
)
from ejournal_desktop.domain.marks import CellValue, counts_as_set
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_cells import (
    CellFieldState,
    Column,
)
from ejournal_desktop.gui.models.page_reading import PageReading

FIRST_WORK_KIND: Final = "ответ на уроке"
_ONE: Final = Decimal(1)


class JournalStore(PageReading):
    """The page behind the grid, its totals and its hint strip."""

    def __init__(self, page: JournalPage, gradebook: Gradebook, me: str, parent: QObject | None = None) -> None:
        """``me`` is how this person's name stands beside her marks: «Петрова А. В.»."""
        super().__init__(page, parent)
        self.me = me
        self.work_kinds: tuple[WorkKind, ...] = ()
        self._gradebook = gradebook
        self._operations: dict[str, tuple[Column, int]] = {}
        self._dirty: set[tuple[Column, int]] = set()
        self._held: dict[tuple[Column, int], bool] | None = None

    # Writing

    def enter(self, row: int, column: int, value: CellValue) -> Lock | None:
        """Put a value into a cell; the lock that forbids it, and then nothing has changed, or ``None``."""
        place, pupil_id = self.columns[column], self.pupils[row].pupil_id
        changes_mark, changes_attendance, code = self._changes(row, column, value)
        lock = self.lock_against(row, column, value)
        if lock is not None:
            return lock
        if changes_mark:
            self._edit(self._marks.setdefault((place, pupil_id), CellFieldState()), value.mark)
        if changes_attendance:
            self._edit(self._attendance.setdefault((place.lesson.lesson_id, pupil_id), CellFieldState()), code)
        if changes_mark or changes_attendance:
            self._dirty.add((place, pupil_id))
            self._tell(place, pupil_id)
        return None

    def lock_against(self, row: int, column: int, value: CellValue) -> Lock | None:
        """The lock that would forbid a value in a cell."""
        changes_mark, changes_attendance, _code = self._changes(row, column, value)
        locks = self.locks(row, column)
        return (locks.mark if changes_mark else None) or (locks.attendance if changes_attendance else None)

    def _changes(self, row: int, column: int, value: CellValue) -> tuple[bool, bool, str | None]:
        mark, attendance = self.fields(row, column)
        code = kept_minutes(value.attendance, attendance.shown)
        changes_mark = value.mark != mark.shown or mark.state in {"refused", "conflict"}
        changes_attendance = code != attendance.shown or attendance.state in {"refused", "conflict"}
        return changes_mark, changes_attendance, code

    def _edit(self, state: CellFieldState, value: str | None) -> None:
        unsettled = state.operation is not None
        state.shown, state.outcome = value, None
        state.state = "unsent" if unsettled or value != state.kept else "kept"

    def take_back(self, row: int, column: int) -> bool:
        """Give up edits that were refused or met another's: the server's value is shown again."""
        given_up = [state for state in self.fields(row, column) if state.state in {"refused", "conflict"}]
        for state in given_up:
            state.shown, state.state, state.outcome = state.kept, "kept", None
        if given_up:
            self._tell(self.columns[column], self.pupils[row].pupil_id)
        return bool(given_up)

    def leave(self, row: int, column: int) -> None:
        """Submit what was edited in a cell: edits of one stay in it travel as one operation."""
        self._submit(self.columns[column], self.pupils[row].pupil_id)

    def leave_all(self) -> None:
        """Submit every edit that has not been submitted."""
        for column, pupil_id in list(self._dirty):
            self._submit(column, pupil_id)

    def _submit(self, column: Column, pupil_id: int) -> None:
        if (column, pupil_id) not in self._dirty:
            return
        self._dirty.discard((column, pupil_id))
        fields: list[tuple[CellField, CellFieldState | None]] = [
            ("mark", self._marks.get((column, pupil_id))),
            ("attendance", self._attendance.get((column.lesson.lesson_id, pupil_id))),
        ]
        ready = [
            (field, state) for field, state in fields if state is not None and state.is_dirty and not state.operation
        ]
        if any(state is not None and state.is_dirty and state.operation for _, state in fields):
            self._dirty.add((column, pupil_id))  # the edit before is under way: this one follows its outcome
        for field, state in sorted(ready, key=lambda one: one[1].shown is not None):  # what is cleared goes first
            self._send(column, pupil_id, field, state)
        self._tell(column, pupil_id)

    def _send(self, column: Column, pupil_id: int, field: CellField, state: CellFieldState) -> None:
        work_id = column.work.work_id if column.work is not None else None
        state.operation = CellOperation(
            operation_id=str(uuid4()),
            lesson_id=column.lesson.lesson_id,
            work_id=work_id if field == "mark" else None,
            pupil_id=pupil_id,
            field=field,
            seen=state.version,
            value=state.shown,
        )
        self._operations[state.operation.operation_id] = (column, pupil_id)
        self._gradebook.submit(state.operation, self)

    # What becomes of it

    def operation_sending(self, operation_id: str) -> None:
        """An edit is on its way."""
        self._progress(operation_id, waiting=False)

    def operation_waiting(self, operation_id: str) -> None:
        """The server does not answer: the edit waits."""
        self._progress(operation_id, waiting=True)

    def _progress(self, operation_id: str, *, waiting: bool) -> None:
        column, pupil_id = self._operations[operation_id]
        state = self._state_of(column, pupil_id, operation_id)
        state.state = "waiting" if waiting else "sending"
        self._tell(column, pupil_id, totals=False)

    def operation_settled(self, outcome: Outcome) -> None:
        """The server has judged an edit."""
        column, pupil_id = self._operations.pop(outcome.operation_id)
        state = self._state_of(column, pupil_id, outcome.operation_id)
        operation, state.operation = state.operation, None
        if operation is not None and outcome.result == "saved":
            self._keep(column, state, operation, outcome)
        else:
            self._not_saved(state, operation, outcome)
        if outcome.work_id is not None and column.work is None:
            self._first_work(column, outcome.work_id)
        self._tell(column, pupil_id)
        if (column, pupil_id) in self._dirty:
            self._submit(column, pupil_id)
        self.cell_settled.emit(self._row_of[pupil_id], self._column_of[column], outcome)

    def _keep(self, column: Column, state: CellFieldState, operation: CellOperation, outcome: Outcome) -> None:
        state.kept, state.version = operation.value, outcome.version or state.version + 1
        state.state = "kept" if state.shown == state.kept else "unsent"
        state.author, state.entered_at = self.me, outcome.at or self.page.now
        if operation.field == "mark" and counts_as_set(operation.value):
            state.closes_on = state.closes_on or closes_on(column.lesson.held_on, self.page.edit_window)

    @staticmethod
    def _not_saved(state: CellFieldState, operation: CellOperation | None, outcome: Outcome) -> None:
        if outcome.result == "conflict":
            state.kept, state.version = outcome.value, outcome.version or 0
        if operation is not None and state.shown != operation.value:
            state.state = "unsent"  # something newer was typed meanwhile: it is sent by itself
            return
        state.state, state.outcome = ("conflict" if outcome.result == "conflict" else "refused"), outcome

    def _state_of(self, column: Column, pupil_id: int, operation_id: str) -> CellFieldState:
        mark = self._marks.get((column, pupil_id))
        if mark is not None and mark.operation is not None and mark.operation.operation_id == operation_id:
            return mark
        return self._attendance[column.lesson.lesson_id, pupil_id]

    def _first_work(self, column: Column, work_id: int) -> None:
        kind = next((kind for kind in self.work_kinds if kind.name == FIRST_WORK_KIND), None)
        kind = kind or WorkKind(0, FIRST_WORK_KIND, "О", _ONE, two_marks=False, is_control=False)
        column.work = Work(
            work_id,
            column.lesson.lesson_id,
            1,
            kind.work_kind_id,
            kind.name,
            kind.short_name,
            kind.weight,
            "",
            kind.two_marks,
            kind.is_control,
            1,
        )
        self.header_changed.emit(self._column_of[column])

    @contextmanager
    def many(self) -> Iterator[None]:
        """Many edits as one: listeners hear of each cell, row and column once, when all are made."""
        held = self._held = {}
        try:
            yield
        finally:
            self._held = None
            self._tell_held(held)

    def _tell_held(self, held: dict[tuple[Column, int], bool]) -> None:
        lessons = {id(column.lesson) for column, _pupil in held}
        places = [(other, at) for other, at in self._column_of.items() if id(other.lesson) in lessons]
        for column, pupil_id in held:
            for other, at in places:
                if other.lesson is column.lesson:
                    self.cell_changed.emit(self._row_of[pupil_id], at)
        for _other, at in places:
            self.column_totals_changed.emit(at)
        for pupil_id in dict.fromkeys(pupil_id for _column, pupil_id in held):
            self.row_totals_changed.emit(self._row_of[pupil_id])

    def _tell(self, column: Column, pupil_id: int, *, totals: bool = True) -> None:
        if self._held is not None:
            self._held[column, pupil_id] = True
            return
        row = self._row_of[pupil_id]
        for other, at in self._column_of.items():
            if other.lesson is column.lesson:
                self.cell_changed.emit(row, at)
                if totals:
                    self.column_totals_changed.emit(at)
        if totals:
            self.row_totals_changed.emit(row)

    # Columns

    def lesson_changed(self, lesson: Lesson) -> None:
        """A common entry of a lesson is another one now."""
        for column, at in self._column_of.items():
            if column.lesson.lesson_id == lesson.lesson_id:
                column.lesson = lesson
                self.header_changed.emit(at)

    def work_added(self, work: Work) -> None:
        """A lesson has one more work: its empty column becomes it, or a column is added after the lesson's last."""
        places = [at for at, column in enumerate(self.columns) if column.lesson.lesson_id == work.lesson_id]
        first = self.columns[places[0]]
        if first.work is None:
            first.work = work
        else:
            self.columns.insert(places[-1] + 1, Column(first.lesson, work))
        self._column_of = {column: at for at, column in enumerate(self.columns)}
        self.columns_changed.emit()

    def work_changed(self, work: Work) -> None:
        """Kind, weight or title of a work are others now: every average may be."""
        for column in self.columns:
            if column.work is not None and column.work.work_id == work.work_id:
                column.work = work
        self.columns_changed.emit()
