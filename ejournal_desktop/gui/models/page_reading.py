"""An open journal page as it is seen: marks, attendance, locks, and what figures are made of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.cell_locks import CellLocks, PageLocks
from ejournal_desktop.domain.gradebook import FinalMark, JournalPage, NoteField, Pupil
from ejournal_desktop.domain.mark_notices import MarkNotice, notice_of
from ejournal_desktop.domain.marks import DEBT, CellRules, CellValue
from ejournal_desktop.domain.resits import Attempt
from ejournal_desktop.domain.unlocks import PageUnlock
from ejournal_desktop.gui.models.journal_cells import (
    CellFieldState,
    Column,
    attendance_state,
    columns_of,
    mark_state,
    note_state,
)

_NOTHING: Final = CellFieldState()


class PageReading(QObject):
    """What can be asked of a page; ``JournalStore`` writes it."""

    cell_changed = Signal(int, int)
    """Row and column whose look is another one now."""
    block_changed = Signal(int, int, int, int)
    """First row and column, last row and column of many cells that one act has changed; not told one by one."""
    row_totals_changed = Signal(int)
    column_totals_changed = Signal(int)
    columns_changed = Signal()
    """Works were added, changed or voided: the grid is built anew."""
    header_changed = Signal(int)
    cell_settled = Signal(int, int, object)
    """Row, column and the ``Outcome`` of an edit of theirs."""

    def __init__(self, page: JournalPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self.pupils: tuple[Pupil, ...] = page.pupils
        self.columns: list[Column] = columns_of(page)
        self._row_of = {pupil.pupil_id: row for row, pupil in enumerate(page.pupils)}
        self._column_of: dict[Column, int] = {}
        self._marks: dict[tuple[Column, int], CellFieldState] = {}
        self._attendance: dict[tuple[int, int], CellFieldState] = {}
        self._notes: dict[tuple[NoteField, Column, int], CellFieldState] = {}
        self._finals: dict[tuple[int, int], FinalMark] = {(mark.period_id, mark.pupil_id): mark for mark in page.finals}
        self._attempts: dict[tuple[int, int], tuple[Attempt, ...]] = {}
        self._locks = PageLocks(page)
        self._read()

    def _read(self) -> None:
        self._column_of = {column: at for at, column in enumerate(self.columns)}
        by_work = {column.work.work_id: column for column in self.columns if column.work is not None}
        for mark in self.page.marks:
            if mark.work_id in by_work:
                self._marks[by_work[mark.work_id], mark.pupil_id] = mark_state(mark)
        for note in self.page.notes:
            if note.work_id in by_work:
                self._notes[note.field, by_work[note.work_id], note.pupil_id] = note_state(note)
        for attendance in self.page.attendance:
            self._attendance[attendance.lesson_id, attendance.pupil_id] = attendance_state(attendance)

    # What stands in a cell

    def attempts(self, row: int, column: int) -> tuple[Attempt, ...]:
        """The re-sits of the mark of a cell, in their order."""
        work = self.columns[column].work
        return self._attempts.get((work.work_id, self.pupils[row].pupil_id), ()) if work is not None else ()

    def use_attempts(self, attempts: Iterable[Attempt]) -> None:
        """The re-sits of the page were read."""
        found: dict[tuple[int, int], tuple[Attempt, ...]] = {}
        for one in attempts:
            found[one.work_id, one.pupil_id] = (*found.get((one.work_id, one.pupil_id), ()), one)
        before, self._attempts = self._attempts, found
        for column, place in enumerate(self.columns):
            for row, pupil in enumerate(self.pupils):
                key = place.work.work_id if place.work is not None else 0, pupil.pupil_id
                if found.get(key) != before.get(key):
                    self.cell_changed.emit(row, column)

    def mark(self, row: int, column: int) -> CellFieldState:
        """The mark of a cell with its state."""
        return self._marks.get((self.columns[column], self.pupils[row].pupil_id), _NOTHING)

    def attendance(self, row: int, column: int) -> CellFieldState:
        """The attendance of a cell with its state; works of one lesson share it."""
        return self._attendance.get((self.columns[column].lesson.lesson_id, self.pupils[row].pupil_id), _NOTHING)

    def note(self, row: int, column: int, field: NoteField) -> CellFieldState:
        """A note to the mark of a cell, the one in the diary or the one for oneself."""
        return self._notes.get((field, self.columns[column], self.pupils[row].pupil_id), _NOTHING)

    def notes(self, row: int, column: int) -> tuple[CellFieldState, CellFieldState]:
        """The note in the diary and the note for oneself."""
        return self.note(row, column, "note"), self.note(row, column, "private_note")

    def value(self, row: int, column: int) -> CellValue:
        """What the person sees in a cell."""
        return CellValue(self.mark(row, column).shown, self.attendance(row, column).shown)

    def kept_value(self, row: int, column: int) -> CellValue:
        """What the server holds for a cell."""
        return CellValue(self.mark(row, column).kept, self.attendance(row, column).kept)

    def fields(self, row: int, column: int) -> tuple[CellFieldState, CellFieldState]:
        """Mark and attendance of a cell."""
        return self.mark(row, column), self.attendance(row, column)

    def rules(self, row: int, column: int) -> CellRules:
        """What the grammar admits in a cell."""
        del row  # every pupil of a column is asked the same
        place = self.columns[column]
        two_marks = place.work is not None and place.work.two_marks
        return CellRules(self.page.course.marking, two_marks, make_up=self.page.today > place.lesson.held_on)

    def locks(self, row: int, column: int) -> CellLocks:
        """What of a cell is closed and why."""
        place, pupil = self.columns[column], self.pupils[row]
        return self._locks.of_cell(place.lesson, pupil, self._mark_closes_on(place, pupil.pupil_id))

    def use_unlocks(self, unlocks: tuple[PageUnlock, ...]) -> None:
        """Requests and openings are others now: the cells of their lessons, or all of the page, look anew."""
        touched = {unlock.lesson_id for unlock in set(self.page.unlocks) ^ set(unlocks)}
        if not touched:
            return
        self.page = replace(self.page, unlocks=unlocks)
        self._locks = PageLocks(self.page)
        for at, column in enumerate(self.columns):
            if None in touched or column.lesson.lesson_id in touched:
                self.header_changed.emit(at)
                for row in range(len(self.pupils)):
                    self.cell_changed.emit(row, at)

    # Notices of pupils

    def notice(self, row: int, column: int) -> MarkNotice | None:
        """What the pupil wrote of the mark of a cell."""
        work = self.columns[column].work
        if work is None or not self.page.notices:
            return None
        return notice_of(self.page.notices, work.work_id, self.pupils[row].pupil_id)

    def waiting_notice(self) -> tuple[int, int] | None:
        """Row and column of the first notice that waits, else of the last answered one."""
        works = {column.work.work_id: at for at, column in enumerate(self.columns) if column.work is not None}
        shown = [one for one in self.page.notices if one.work_id in works and one.pupil_id in self._row_of]
        first = min(shown, key=lambda one: (not one.waits, -one.mark_notice_id), default=None)
        return (self._row_of[first.pupil_id], works[first.work_id]) if first is not None else None

    def answer_notice(self, answered: MarkNotice) -> None:
        """A notice is answered: its flag goes."""
        others = (one for one in self.page.notices if one.mark_notice_id != answered.mark_notice_id)
        self.page = replace(self.page, notices=(*others, answered))
        row = self._row_of.get(answered.pupil_id)
        for at, column in enumerate(self.columns):
            if row is not None and column.work is not None and column.work.work_id == answered.work_id:
                self.cell_changed.emit(row, at)

    def _mark_closes_on(self, column: Column, pupil_id: int) -> date | None:
        """Until when the mark that the server holds may be changed."""
        state = self._marks.get((column, pupil_id))
        if state is None or state.is_pending or not state.version or column.work is None:
            return None
        return state.closes_on

    # Columns

    def column_of_lesson(self, lesson_id: int) -> int | None:
        """The first column of a lesson."""
        return next((at for at, column in enumerate(self.columns) if column.lesson.lesson_id == lesson_id), None)

    def last_held_column(self) -> int | None:
        """The column of today's lesson, or of the last one before today."""
        held = [at for at, column in enumerate(self.columns) if column.lesson.held_on <= self.page.today]
        of_today = [at for at in held if self.columns[at].lesson.held_on == self.page.today]
        return of_today[0] if of_today else held[-1] if held else None

    # What figures are made of

    def marks_of_pupil(self, row: int) -> Iterator[tuple[str | None, Decimal]]:
        """Marks that count with the weights of their works."""
        pupil_id, marks = self.pupils[row].pupil_id, self._marks
        for column in self.columns:
            state = marks.get((column, pupil_id))
            if state is not None:
                yield state.counted, column.weight

    def marks_of_column(self, column: int) -> Iterator[str | None]:
        """Marks of a work that count, pupil by pupil."""
        place, marks = self.columns[column], self._marks
        for pupil in self.pupils:
            state = marks.get((place, pupil.pupil_id))
            if state is not None:
                yield state.counted

    def codes_of_lesson(self, column: int) -> Iterator[tuple[Pupil, str | None]]:
        """Attendance recorded at the lesson of a column, pupil by pupil."""
        lesson_id, attendance = self.columns[column].lesson.lesson_id, self._attendance
        for pupil in self.pupils:
            state = attendance.get((lesson_id, pupil.pupil_id))
            if state is not None:
                yield pupil, state.counted

    def debts(self) -> int:
        """How many works are awaited."""
        return sum(1 for state in self._marks.values() if state.counted == DEBT)

    def final_mark(self, row: int, period_id: int) -> FinalMark | None:
        """The final mark of a pupil for a period with its version."""
        return self._finals.get((period_id, self.pupils[row].pupil_id))

    def final(self, row: int, period_id: int) -> str | None:
        """The final mark of a pupil for a period."""
        mark = self._finals.get((period_id, self.pupils[row].pupil_id))
        return mark.value if mark is not None else None

    def use_final(self, mark: FinalMark) -> None:
        """The server has taken a final mark of a period."""
        self._finals[mark.period_id, mark.pupil_id] = mark
        if mark.pupil_id in self._row_of:
            self.row_totals_changed.emit(self._row_of[mark.pupil_id])

    def unsettled(self) -> int:
        """How many fields differ from what the server holds."""
        return sum(1 for state in self._states() if state.is_pending)

    def _states(self) -> Iterator[CellFieldState]:
        yield from (*self._marks.values(), *self._attendance.values(), *self._notes.values())
