"""An open journal page that is being written: cells as the person sees them and the edits on their way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject

from ejournal_desktop.domain.attendance import kept_minutes
from ejournal_desktop.domain.cell_locks import Lock
from ejournal_desktop.domain.gradebook import (
    CellField,
    CellOperation,
    FinalMark,
    JournalPage,
    Lesson,
    NoteField,
    Outcome,
    Pupil,
    Work,
    WorkKind,
)
from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.domain.outbox import CellDraft, KeptEdit
from ejournal_desktop.domain.work_operations import WorkOperation
from ejournal_desktop.gui.models.cell_edits import CellEdits
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_cells import (
    CellFieldState,
    Column,
    FieldState,
)
from ejournal_desktop.gui.models.new_works import NewWorks
from ejournal_desktop.gui.models.page_reading import PageReading

_FEW: Final = 8
"""More cells of one act are told as a block: one signal, one repaint."""


class JournalStore(PageReading):
    """The page behind the grid, its totals and its hint strip."""

    def __init__(self, page: JournalPage, gradebook: Gradebook, me: str, parent: QObject | None = None) -> None:
        """``me`` is how this person's name stands beside her marks: «Петрова А. В.»."""
        super().__init__(page, parent)
        self.me = me
        self.work_kinds: tuple[WorkKind, ...] = ()
        self._gradebook = gradebook
        self._edits = CellEdits(self, gradebook)
        self._new_works = NewWorks(self, gradebook)
        self._held: dict[tuple[Column, int], bool] | None = None
        self._restore(gradebook.unsettled(frozenset(lesson.lesson_id for lesson in page.lessons)))

    def _restore(self, edits: tuple[KeptEdit, ...]) -> None:
        """What another run of the program left for this page is painted again, oldest first."""
        for edit in edits:
            if isinstance(edit.operation, WorkOperation) and edit.outcome is None:
                self._new_works.restore(edit.operation)
            column = self._column_of_operation(edit.operation)
            if column is not None and getattr(edit.operation, "pupil_id", None) in self._row_of:
                self._edits.restore(edit, column)

    def use_work_kinds(self, kinds: tuple[WorkKind, ...]) -> None:
        """The directory of work kinds was read."""
        self.work_kinds = kinds
        self._new_works.use_kinds(kinds)

    def _column_of_operation(self, operation: object) -> Column | None:
        """Where an edit of a cell belongs; ``None`` for a work that is no longer here and for other edits."""
        if not isinstance(operation, CellOperation):
            return None
        of_lesson = [column for column in self.columns if column.lesson.lesson_id == operation.lesson_id]
        if operation.work_id is None:
            return of_lesson[0] if of_lesson else None
        works = (column for column in of_lesson if column.work is not None)
        return next((column for column in works if column.work and column.work.work_id == operation.work_id), None)

    # Writing

    def enter(self, row: int, column: int, value: CellValue) -> Lock | None:
        """Put a value into a cell; the lock that forbids it, and then nothing has changed, or ``None``."""
        place, pupil_id = self.columns[column], self.pupils[row].pupil_id
        changes_mark, changes_attendance, code = self._changes(row, column, value)
        locks = self.locks(row, column)
        lock = (locks.mark if changes_mark else None) or (locks.attendance if changes_attendance else None)
        if lock is not None:
            return lock
        if changes_mark:
            self._edit(self.field_state("mark", place, pupil_id), value.mark)
        if changes_attendance:
            self._edit(self.field_state("attendance", place, pupil_id), code)
        if changes_mark or changes_attendance:
            self._edits.hold(place, pupil_id)
            self._tell(place, pupil_id)
        return None

    def lock_against(self, row: int, column: int, value: CellValue) -> Lock | None:
        """The lock that would forbid a value in a cell."""
        locks = self.locks(row, column)
        if locks.mark is None and locks.attendance is None:
            return None
        changes_mark, changes_attendance, _code = self._changes(row, column, value)
        return (locks.mark if changes_mark else None) or (locks.attendance if changes_attendance else None)

    def _changes(self, row: int, column: int, value: CellValue) -> tuple[bool, bool, str | None]:
        mark, attendance = self.fields(row, column)
        code = kept_minutes(value.attendance, attendance.shown)
        changes_mark = value.mark != mark.shown or mark.state in {"refused", "conflict"}
        changes_attendance = code != attendance.shown or attendance.state in {"refused", "conflict"}
        return changes_mark, changes_attendance, code

    def _edit(self, state: CellFieldState, value: str | None) -> None:
        unsettled = state.operation is not None
        self._edits.forget_failure(state)
        state.shown = value
        state.state = "unsent" if unsettled or value != state.kept else "kept"

    def take_back(self, row: int, column: int) -> bool:
        """Give up edits that were refused or met another's: the server's value is shown again."""
        fields = (*self.fields(row, column), *self.notes(row, column))
        given_up = [state for state in fields if state.state in {"refused", "conflict"}]
        for state in given_up:
            self._edits.forget_failure(state)
            state.shown, state.state = state.kept, "kept"
        if given_up:
            self._tell(self.columns[column], self.pupils[row].pupil_id)
        return bool(given_up)

    def write_note(self, row: int, column: int, field: NoteField, text: str) -> None:
        """Write a note to a mark, or take it back with an empty text; it travels at once.

        A note is no mark: the edit window does not shut it, and the server judges the rest.
        """
        place, pupil_id = self.columns[column], self.pupils[row].pupil_id
        self._edit(self.field_state(field, place, pupil_id), text or None)
        self._edits.hold(place, pupil_id, (field,))
        self._release(place, pupil_id)

    def leave(self, row: int, column: int) -> None:
        """Send what was edited in a cell: edits of one stay in it travel as one operation."""
        self._release(self.columns[column], self.pupils[row].pupil_id)

    # What stands in an open editor

    def keep_draft(self, row: int, column: int, text: str) -> None:
        """Keep a text that is being typed, so that not even a kill loses it; an empty one is done with."""
        place, pupil_id = self.columns[column], self.pupils[row].pupil_id
        work_id = place.work.work_id if place.work is not None else None
        self._gradebook.keep_draft(CellDraft(place.lesson.lesson_id, work_id, pupil_id, text))

    def draft(self, row: int, column: int) -> str:
        """The text that was typed into a cell and not entered."""
        return next((draft.text for cell, draft in self._drafts() if cell == (row, column)), "")

    def first_draft(self) -> tuple[int, int] | None:
        """The first cell with a text that was not entered."""
        return next((cell for cell, _draft in self._drafts()), None)

    def _drafts(self) -> Iterator[tuple[tuple[int, int], CellDraft]]:
        for draft in self._gradebook.drafts():
            row = self._row_of.get(draft.pupil_id)
            for at, place in enumerate(self.columns):
                work_id = place.work.work_id if place.work is not None else None
                if row is not None and (place.lesson.lesson_id, work_id) == (draft.lesson_id, draft.work_id):
                    yield (row, at), draft

    def leave_all(self) -> None:
        """Send every edit that is still held."""
        with self.many():
            for column, pupil_id in self._edits.held_cells():
                self._release(column, pupil_id)

    def _release(self, column: Column, pupil_id: int) -> None:
        if self._edits.release(column, pupil_id):
            self._tell(column, pupil_id)

    # What becomes of it

    def operation_kept(self, operation_id: str) -> None:
        """An edit is on the disk of this computer."""
        self._progress(operation_id, "stored")

    def operation_sending(self, operation_id: str) -> None:
        """An edit is on its way."""
        self._progress(operation_id, "sending")

    def operation_waiting(self, operation_id: str) -> None:
        """The server does not answer: the edit waits."""
        self._progress(operation_id, "waiting")

    def _progress(self, operation_id: str, state: FieldState) -> None:
        place = self._edits.place_of(operation_id)
        if place is not None and self._edits.progress(operation_id, state):
            self._tell(*place, totals=False)

    def operation_settled(self, outcome: Outcome) -> None:
        """The server has judged an edit."""
        if self._new_works.settle(outcome) or self._edits.place_of(outcome.operation_id) is None:
            return
        column, pupil_id = self._edits.settle(outcome)
        self._tell(column, pupil_id)
        self.cell_settled.emit(self._row_of[pupil_id], self._column_of[column], outcome)

    def field_state(self, field: CellField, column: Column, pupil_id: int) -> CellFieldState:
        """A field of a cell, made when there is none yet."""
        if field == "mark":
            return self._marks.setdefault((column, pupil_id), CellFieldState())
        if field != "attendance":
            return self._notes.setdefault((field, column, pupil_id), CellFieldState())
        return self._attendance.setdefault((column.lesson.lesson_id, pupil_id), CellFieldState())

    def known_state(self, field: CellField, column: Column, pupil_id: int) -> CellFieldState | None:
        """A field of a cell if anything was ever there."""
        if field == "mark":
            return self._marks.get((column, pupil_id))
        if field != "attendance":
            return self._notes.get((field, column, pupil_id))
        return self._attendance.get((column.lesson.lesson_id, pupil_id))

    def pupil(self, pupil_id: int) -> Pupil:
        """A pupil of the page."""
        return self.pupils[self._row_of[pupil_id]]

    def work_made(self, column: Column, work_id: int) -> None:
        """The first mark of a lesson has made its first work."""
        column.work = self._new_works.first_work(work_id, column.lesson.lesson_id)
        self.header_changed.emit(self._column_of[column])

    @contextmanager
    def many(self) -> Iterator[None]:
        """Many edits as one: listeners hear of each cell, row and column once, when all are made."""
        if self._held is not None:  # inside another one, which tells of these too
            yield
            return
        held = self._held = {}
        try:
            yield
        finally:
            self._held = None
            self._tell_held(held)

    def _tell_held(self, held: dict[tuple[Column, int], bool]) -> None:
        lessons = {id(column.lesson) for column, _pupil in held}
        places = [(other, at) for other, at in self._column_of.items() if id(other.lesson) in lessons]
        rows = [self._row_of[pupil_id] for _column, pupil_id in held]
        if len(held) > _FEW:
            columns = [at for _other, at in places]
            self.block_changed.emit(min(rows), min(columns), max(rows), max(columns))
        else:
            for (column, _pupil), row in zip(held, rows, strict=True):
                for other, at in places:
                    if other.lesson is column.lesson:
                        self.cell_changed.emit(row, at)
        for _other, at in places:
            self.column_totals_changed.emit(at)
        for row in dict.fromkeys(rows):
            self.row_totals_changed.emit(row)

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

    # What comes from elsewhere

    def row_of(self, pupil_id: int) -> int | None:
        """The row of a pupil, if she is on the page."""
        return self._row_of.get(pupil_id)

    def told(self, column: Column, pupil_id: int) -> None:
        """A field of a cell is another one now."""
        self._tell(column, pupil_id)

    def finals_came(self, finals: tuple[FinalMark, ...]) -> None:
        """Final marks were set elsewhere."""
        for mark in finals:
            key = mark.period_id, mark.pupil_id
            known = self._finals.get(key)
            if mark.pupil_id in self._row_of and (known is None or known.version < mark.version):
                self._finals[key] = mark
                self.row_totals_changed.emit(self._row_of[mark.pupil_id])

    def work_voided(self, work_id: int) -> None:
        """A work left the page; the last work of a lesson leaves an empty column."""
        column = next(each for each in self.columns if each.work is not None and each.work.work_id == work_id)
        of_lesson = [each for each in self.columns if each.lesson is column.lesson]
        self._marks = {place: state for place, state in self._marks.items() if place[0] is not column}
        if len(of_lesson) == 1:
            column.work = None
        else:
            self.columns.remove(column)
        self._column_of = {each: at for at, each in enumerate(self.columns)}
        self.columns_changed.emit()

    def made_at(self, state: CellFieldState) -> datetime | None:
        """When the edit was made that failed in a cell, by this computer's clock."""
        outcome = state.outcome
        lessons = frozenset(column.lesson.lesson_id for column in self.columns)
        edits = self._gradebook.unsettled(lessons) if outcome is not None else ()
        return next((edit.made_at for edit in edits if outcome and edit.operation_id == outcome.operation_id), None)

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
        if first.work is None and not self._has_marks(first):
            first.work = work
        else:
            self.columns.insert(places[-1] + 1, Column(first.lesson, work))
        self._column_of = {column: at for at, column in enumerate(self.columns)}
        self._new_works.follow(work)
        self.columns_changed.emit()

    def _has_marks(self, column: Column) -> bool:
        """Whether marks wait in a column whose work only they will make."""
        return any(place[0] is column and state.is_pending for place, state in self._marks.items())

    def columns_joined(self, new: Column, known: Column) -> None:
        """Two columns turn out to be one work: the second takes over what waits in the first."""
        for (column, pupil_id), state in list(self._marks.items()):
            if column is new:
                del self._marks[column, pupil_id]
                self._marks[known, pupil_id] = state
        for field, column, pupil_id in [place for place in self._notes if place[1] is new]:
            self._notes[field, known, pupil_id] = self._notes.pop((field, column, pupil_id))
        self._edits.move(new, known)
        self.columns.remove(new)
        self._column_of = {each: at for at, each in enumerate(self.columns)}
        self.columns_changed.emit()

    def work_changed(self, work: Work) -> None:
        """Kind, weight or title of a work are others now: every average may be."""
        for column in self.columns:
            if column.work is not None and column.work.work_id == work.work_id:
                column.work = work
        self.columns_changed.emit()
