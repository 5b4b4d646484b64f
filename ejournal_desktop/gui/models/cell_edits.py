"""Edits of cells between the finger and the server: held on the disk, sent when the cell is left."""

from typing import Protocol
from uuid import uuid4

from ejournal_desktop.domain.cell_locks import closes_on
from ejournal_desktop.domain.gradebook import CellField, CellOperation, JournalPage, Outcome, Pupil
from ejournal_desktop.domain.marks import counts_as_set
from ejournal_desktop.domain.outbox import EditPlace, KeptEdit
from ejournal_desktop.gui.bell_words import SchoolClock
from ejournal_desktop.gui.models.gradebook_port import Gradebook, OperationListener
from ejournal_desktop.gui.models.journal_cells import CellFieldState, Column, FieldState


class EditedPage(OperationListener, Protocol):
    """What the edits need of the page that they belong to."""

    page: JournalPage
    me: str

    def field_state(self, field: CellField, column: Column, pupil_id: int) -> CellFieldState:
        """A field of a cell, made when there is none yet."""

    def known_state(self, field: CellField, column: Column, pupil_id: int) -> CellFieldState | None:
        """A field of a cell if anything was ever there."""

    def pupil(self, pupil_id: int) -> Pupil:
        """A pupil of the page."""

    def work_made(self, column: Column, work_id: int) -> None:
        """The first mark of a lesson has made its first work."""


class CellEdits:
    """Which operation stands behind which cell; asks the gradebook to keep, send and forget."""

    def __init__(self, page: EditedPage, gradebook: Gradebook) -> None:
        self._page = page
        self._gradebook = gradebook
        self._clock = SchoolClock(page.page.now)  # the page may have been read long before the mark is set
        self._places: dict[str, tuple[Column, int, CellOperation]] = {}
        self._held: dict[tuple[Column, int], dict[CellField, CellOperation]] = {}

    # On the way out

    def hold(self, column: Column, pupil_id: int, fields: tuple[CellField, ...] = ("mark", "attendance")) -> None:
        """Have what stands in a cell kept; edits of one stay in it replace each other."""
        held = self._held.setdefault((column, pupil_id), {})
        known = {field: self._page.known_state(field, column, pupil_id) for field in fields}
        states = {field: state for field, state in known.items() if state is not None}
        for field in sorted(states, key=lambda field: states[field].shown is not None):  # what is cleared goes first
            state, before = states[field], held.get(field)
            if before is not None and (not state.is_dirty or before.value != state.shown):
                self._gradebook.take_back(before.operation_id)
                self._places.pop(before.operation_id, None)
                del held[field]
            if state.is_dirty and field not in held:
                held[field] = self._keep(column, pupil_id, field, state)
        if not held:
            del self._held[column, pupil_id]

    def _keep(self, column: Column, pupil_id: int, field: CellField, state: CellFieldState) -> CellOperation:
        work_id = column.work.work_id if column.work is not None and field != "attendance" else None
        seen = state.version
        operation = CellOperation(str(uuid4()), column.lesson.lesson_id, work_id, pupil_id, field, seen, state.shown)
        self._places[operation.operation_id] = (column, pupil_id, operation)
        self._gradebook.hold(operation, self._page, self._place(column, pupil_id, field))
        return operation

    def _place(self, column: Column, pupil_id: int, field: CellField) -> EditPlace:
        page, pupil = self._page.page, self._page.pupil(pupil_id)
        what = column.work.kind_name if column.work is not None else ""
        what = what if field in {"mark", "attendance"} else f"заметка, {what}"
        who = f"{pupil.last_name} {pupil.first_name}"
        return EditPlace(
            page.course.course_id, page.period.period_id, page.course.title, column.lesson.held_on, who, what
        )

    def release(self, column: Column, pupil_id: int) -> bool:
        """The cell was left: send what is held of it; ``False`` when there is nothing."""
        held = self._held.pop((column, pupil_id), {})
        for field, operation in held.items():
            self._page.field_state(field, column, pupil_id).operation = operation
            self._gradebook.release(operation.operation_id)
        return bool(held)

    def held_cells(self) -> list[tuple[Column, int]]:
        """Cells of which something is held."""
        return list(self._held)

    def forget_failure(self, state: CellFieldState) -> None:
        """The person has dealt with a refusal or a conflict: it need not be kept any longer."""
        if state.outcome is not None:
            self._gradebook.dismiss(state.outcome.operation_id)
            state.outcome = None

    def move(self, old: Column, new: Column) -> None:
        """Another column takes the place of one: what is on its way settles there."""
        for name, (column, pupil_id, operation) in list(self._places.items()):
            if column is old:
                self._places[name] = (new, pupil_id, operation)
        for column, pupil_id in [place for place in self._held if place[0] is old]:
            self._held[new, pupil_id] = self._held.pop((column, pupil_id))

    # What becomes of it

    def place_of(self, operation_id: str) -> tuple[Column, int] | None:
        """The cell of an operation that is not settled."""
        place = self._places.get(operation_id)
        return place[:2] if place is not None else None

    def progress(self, operation_id: str, state: FieldState) -> bool:
        """Note how far an edit is; ``False`` when a newer one of the field is shown."""
        if operation_id not in self._places:
            return False
        column, pupil_id, operation = self._places[operation_id]
        field = self._page.field_state(operation.field, column, pupil_id)
        is_late = state == "stored" and field.state in {"sending", "waiting"}
        if is_late or field.shown != operation.value or field.state in {"refused", "conflict"}:
            return False
        field.state = state
        return True

    def settle(self, outcome: Outcome) -> tuple[Column, int]:
        """Note a judgement; return the cell."""
        column, pupil_id, operation = self._places.pop(outcome.operation_id)
        state = self._page.field_state(operation.field, column, pupil_id)
        is_last = state.operation is operation
        if is_last:
            state.operation = None
        if outcome.result == "saved":
            self._keep_saved(column, state, operation, outcome)
        elif outcome.result == "conflict":
            state.kept = None if outcome.value is None else str(outcome.value)
            state.version = outcome.version or 0
            state.author, state.entered_at = outcome.author or "", outcome.at
        if outcome.result != "saved" and is_last:
            self._not_saved(column, pupil_id, state, operation, outcome)
        if outcome.work_id is not None and column.work is None:
            self._page.work_made(column, outcome.work_id)
        return column, pupil_id

    def _keep_saved(self, column: Column, state: CellFieldState, operation: CellOperation, outcome: Outcome) -> None:
        state.kept, state.version = operation.value, outcome.version or state.version + 1
        if state.shown == state.kept and state.operation is None:
            state.state = "kept"
        state.author, state.entered_at = self._page.me, outcome.at or self._clock.now()
        if operation.field == "mark" and counts_as_set(operation.value):
            state.closes_on = state.closes_on or closes_on(
                column.lesson.held_on, self._page.page.window_of(column.lesson.held_on)
            )

    def _not_saved(
        self, column: Column, pupil_id: int, state: CellFieldState, operation: CellOperation, outcome: Outcome
    ) -> None:
        if state.shown != operation.value or operation.field in self._held.get((column, pupil_id), {}):
            self._gradebook.dismiss(outcome.operation_id)  # something newer was typed meanwhile: it is sent by itself
            return
        state.state, state.outcome = ("conflict" if outcome.result == "conflict" else "refused"), outcome

    # After a restart

    def restore(self, edit: KeptEdit, column: Column) -> None:
        """Paint an edit that another run of the program left, and listen to what becomes of it."""
        operation = edit.operation
        if not isinstance(operation, CellOperation):
            return
        state = self._page.field_state(operation.field, column, operation.pupil_id)
        state.shown = operation.value
        if edit.state in {"refused", "conflict"}:
            state.state, state.outcome = ("conflict" if edit.state == "conflict" else "refused"), edit.outcome
            return
        state.state, state.operation = "stored", operation
        self._places[operation.operation_id] = (column, operation.pupil_id, operation)
        self._gradebook.listen(operation.operation_id, self._page)
