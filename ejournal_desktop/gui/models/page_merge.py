"""What colleagues saved comes into the open page: cells change where they stand, one's own edits stay untouched."""

from collections.abc import Callable, Iterable

from ejournal_desktop.domain.cell_locks import closes_on
from ejournal_desktop.domain.gradebook import CellField, Lesson
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.gui.models.journal_cells import (
    CellFieldState,
    Column,
    attendance_state,
    mark_state,
    note_state,
)
from ejournal_desktop.gui.models.journal_store import JournalStore

_FAILED = frozenset({"refused", "conflict"})
_VERSIONS = ("topic_version", "homework_version", "lesson_type_version", "attendance_checked_version")


class PageMerge:
    """Lays ``PageChanges`` into a store; a row that is already known changes nothing."""

    def __init__(self, store: JournalStore, is_own: Callable[[int], bool]) -> None:
        """``is_own`` tells whether entries of a lesson are being written by this person just now."""
        self._store = store
        self._is_own = is_own

    def lay(self, changes: PageChanges) -> list[tuple[int, int]]:
        """Take over what is new; return the cells that look different now."""
        for lesson in changes.lessons:
            self._lesson(lesson)
        self._works(changes)
        touched = [*self._marks(changes), *self._attendance(changes), *self._notes(changes)]
        self._store.finals_came(changes.finals)
        return [place for place in dict.fromkeys(touched) if place is not None]

    def _lesson(self, lesson: Lesson) -> None:
        at = self._store.column_of_lesson(lesson.lesson_id)
        if at is None or self._is_own(lesson.lesson_id):
            return
        known = self._store.columns[at].lesson
        if any(getattr(lesson, name) > getattr(known, name) for name in _VERSIONS):
            self._store.lesson_changed(lesson)

    def _works(self, changes: PageChanges) -> None:
        known = {column.work.work_id: column.work for column in self._store.columns if column.work is not None}
        for work in changes.works:
            if self._store.column_of_lesson(work.lesson_id) is None:
                continue  # of another period
            if work.work_id not in known:
                self._store.work_added(work)
            elif known[work.work_id].version < work.version:
                self._store.work_changed(work)
        for work_id in changes.voided_works:
            if work_id in known:
                self._store.work_voided(work_id)

    def _marks(self, changes: PageChanges) -> Iterable[tuple[int, int] | None]:
        by_work = {column.work.work_id: column for column in self._store.columns if column.work is not None}
        for mark in changes.marks:
            if mark.work_id in by_work:
                yield self._field("mark", by_work[mark.work_id], mark.pupil_id, mark_state(mark))

    def _attendance(self, changes: PageChanges) -> Iterable[tuple[int, int] | None]:
        for one in changes.attendance:
            at = self._store.column_of_lesson(one.lesson_id)
            if at is not None:
                yield self._field("attendance", self._store.columns[at], one.pupil_id, attendance_state(one))

    def _notes(self, changes: PageChanges) -> Iterable[tuple[int, int] | None]:
        by_work = {column.work.work_id: column for column in self._store.columns if column.work is not None}
        for note in changes.notes:
            if note.work_id in by_work:
                yield self._field(note.field, by_work[note.work_id], note.pupil_id, note_state(note))

    def _field(self, field: CellField, column: Column, pupil_id: int, came: CellFieldState) -> tuple[int, int] | None:
        row = self._store.row_of(pupil_id)
        if row is None:
            return None
        state = self._store.field_state(field, column, pupil_id)
        if came.version <= state.version or (state.state != "kept" and state.state not in _FAILED):
            return None  # known, or her own edit is on its way: the server tells it what it met
        differs = came.kept != state.kept
        state.kept, state.version, state.author = came.kept, came.version, came.author
        state.entered_at = came.entered_at or state.entered_at
        if field == "mark":
            state.closes_on = came.closes_on or closes_on(column.lesson.held_on, self._store.page.edit_window)
        if state.state == "kept":
            state.shown = came.kept
        self._store.told(column, pupil_id)
        return (row, self._store.columns.index(column)) if differs else None
