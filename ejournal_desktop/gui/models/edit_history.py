"""Undo and redo of a journal tab: each sends a compensating edit, audited like any other (ux 4.2)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui.grid.lock_text import lock_text
from ejournal_desktop.gui.models.journal_cells import CellFieldState
from ejournal_desktop.gui.models.journal_store import JournalStore

LIMIT: Final = 500
_GONE: Final = "страница открыта заново без этой ячейки."
Act = Callable[[], str]
"""Does something and returns why it could not; empty where it was done."""


@dataclass(frozen=True, slots=True)
class CellStep:
    """What one edit made of one cell, in terms that outlive another reading of the page."""

    period_id: int
    lesson_id: int
    work_no: int
    pupil_id: int
    before: CellValue
    after: CellValue

    @property
    def key(self) -> tuple[int, int, int]:
        """The cell."""
        return self.lesson_id, self.work_no, self.pupil_id

    def reversed(self) -> "CellStep":
        """The step that takes this one back."""
        return CellStep(self.period_id, self.lesson_id, self.work_no, self.pupil_id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell, in terms that outlive another reading of the page."""

    period_id: int
    lesson_id: int
    work_no: int
    pupil_id: int


class EditHistory(QObject):
    """The stack of a tab; pages of all its periods write into it."""

    refused = Signal(str)
    """Why something was not undone."""
    went_to = Signal(int, int, int)
    """Period, row and column of the first cell that was undone or redone."""
    texts_changed = Signal(str, str)
    """What undo and redo would do now, for their menus; empty where there is nothing."""

    def __init__(self, store_of: Callable[[int], JournalStore | None], parent: QObject | None = None) -> None:
        """``store_of`` knows the page of a period that is open."""
        super().__init__(parent)
        self._store_of = store_of
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(LIMIT)
        self._stack.indexChanged.connect(self._tell_texts)
        self._compensating: set[tuple[int, int, int]] = set()
        self._watched: list[JournalStore] = []

    @property
    def undo_text(self) -> str:
        """«отметка 5, Белов А., 11.09»."""
        return self._stack.undoText()

    @property
    def redo_text(self) -> str:
        """What redo would do."""
        return self._stack.redoText()

    @property
    def length(self) -> int:
        """How many acts can be taken back."""
        return self._stack.index()

    def _tell_texts(self, _at: int) -> None:
        self.texts_changed.emit(self.undo_text, self.redo_text)

    # What was done

    def record(self, words: str, steps: Sequence[CellStep]) -> None:
        """Remember edits that were made as one act."""
        if steps:
            forwards, backwards = tuple(steps), tuple(step.reversed() for step in reversed(steps))
            self.record_act(words, lambda: self._apply(backwards), lambda: self._apply(forwards))

    def record_act(self, words: str, undo: Act, redo: Act) -> None:
        """Remember an act of another kind, a topic for instance: whoever wrote it knows how to take it back."""
        self._stack.push(_Command(words, undo, redo, self.refused.emit))

    def undo(self) -> None:
        """Ctrl+Z."""
        self._stack.undo()

    def redo(self) -> None:
        """Ctrl+Y."""
        self._stack.redo()

    @staticmethod
    def place_of(store: JournalStore, row: int, column: int) -> CellPlace:
        """Where a cell is."""
        place = store.columns[column]
        work_no = place.work.work_no if place.work is not None else 1
        return CellPlace(store.page.period.period_id, place.lesson.lesson_id, work_no, store.pupils[row].pupil_id)

    def find(self, place: CellPlace) -> tuple[JournalStore, int, int] | None:
        """The cell in the page as it is open now."""
        store = self._store_of(place.period_id)
        row = store.row_of(place.pupil_id) if store is not None else None
        if store is None or row is None:
            return None
        for at, column in enumerate(store.columns):
            if (column.lesson.lesson_id, column.work.work_no if column.work else 1) == (place.lesson_id, place.work_no):
                return store, row, at
        return None

    # Compensating edits

    def _apply(self, steps: Sequence[CellStep]) -> str:
        done = 0
        reasons: dict[str, int] = {}
        for store, group in self._by_store(steps):
            first: tuple[int, int, int] | None = None
            with store.many():
                for step, row, column in group:
                    reason = _GONE if row < 0 else self._put(store, step, row, column)
                    if reason:
                        reasons[reason] = reasons.get(reason, 0) + 1
                        continue
                    done += 1
                    here = (step.period_id, row, column)
                    first = min(first, here) if first is not None else here
                store.leave_all()
            if first is not None:
                self.went_to.emit(*first)
        return _refusal(done, reasons)

    def _by_store(self, steps: Sequence[CellStep]) -> Iterator[tuple[JournalStore, list[tuple[CellStep, int, int]]]]:
        for period_id in dict.fromkeys(step.period_id for step in steps):
            store = self._store_of(period_id)
            if store is None:
                continue
            rows = {pupil.pupil_id: row for row, pupil in enumerate(store.pupils)}
            columns = {
                (column.lesson.lesson_id, column.work.work_no if column.work else 1): at
                for at, column in enumerate(store.columns)
            }
            places = (
                (step, rows.get(step.pupil_id, -1), columns.get((step.lesson_id, step.work_no), -1))
                for step in steps
                if step.period_id == period_id
            )
            yield store, [(step, row if column >= 0 else -1, column) for step, row, column in places]

    def _put(self, store: JournalStore, step: CellStep, row: int, column: int) -> str:
        """Make of a cell what the step says, field by field; the reason where another has changed it or it is shut."""
        mark, attendance = store.fields(row, column)
        value = CellValue(mark.shown, attendance.shown)
        if step.before.mark != step.after.mark:
            if mark.shown != step.before.mark:
                return _changed_since(store, mark, "отметка")
            value = CellValue(step.after.mark, value.attendance)
        if step.before.attendance != step.after.attendance:
            if attendance.shown != step.before.attendance:
                return _changed_since(store, attendance, "посещаемость")
            value = CellValue(value.mark, step.after.attendance)
        lock = store.enter(row, column, value)
        if lock is not None:
            return lock_text(lock, store.page, store.columns[column].lesson, store.pupils[row])
        self._watch(store, step)
        return ""

    def _watch(self, store: JournalStore, step: CellStep) -> None:
        self._compensating.add(step.key)
        if store not in self._watched:
            self._watched.append(store)
            store.cell_settled.connect(lambda row, column, outcome: self._settled(store, row, column, outcome))
            store.destroyed.connect(lambda: self._watched.remove(store) if store in self._watched else None)

    def _settled(self, store: JournalStore, row: int, column: int, outcome: Outcome) -> None:
        """A compensation that met another's edit is given up: the cell shows what the server has."""
        place = store.columns[column]
        key = place.lesson.lesson_id, place.work.work_no if place.work else 1, store.pupils[row].pupil_id
        if key not in self._compensating:
            return
        self._compensating.discard(key)
        if outcome.result == "conflict":
            store.take_back(row, column)
            at = f" {outcome.at.astimezone(store.page.now.tzinfo):%d.%m в %H:%M}" if outcome.at else ""
            who = f" ({outcome.author})" if outcome.author else ""
            self.refused.emit(f"Не отменено: здесь уже другая запись{who}{at}. Показано то, что на сервере.")


class _Command(QUndoCommand):
    """Something that has been done already when it is remembered."""

    def __init__(self, words: str, undo: Act, redo: Act, refuse: Callable[[str], None]) -> None:
        super().__init__(words)
        self._undo, self._redo, self._refuse = undo, redo, refuse
        self._is_new = True

    def undo(self) -> None:
        """Take it back; what cannot be taken back leaves the stack, so that what lies below can."""
        self._run(self._undo, "Не отменено")

    def redo(self) -> None:
        """Do it again; Qt calls this also when the act is remembered."""
        if self._is_new:
            self._is_new = False
            return
        self._run(self._redo, "Не повторено")

    def _run(self, act: Act, what: str) -> None:
        reason = act()
        if reason:
            self.setObsolete(True)
            self._refuse(f"{what}: {reason}")


def _refusal(done: int, reasons: dict[str, int]) -> str:
    """Empty where all was done, else the first reason and how many cells it and others left as they are."""
    if not reasons:
        return ""
    count = sum(reasons.values())
    first = max(reasons, key=lambda reason: reasons[reason])
    return first if not done and count == 1 else f"{count} из {count + done}. {first[:1].upper()}{first[1:]}"


def _changed_since(store: JournalStore, state: CellFieldState, what: str) -> str:
    """«отметку уже изменила …» without guessing whether it was he or she."""
    if state.author and state.author != store.me:
        at = f" {state.entered_at.astimezone(store.page.now.tzinfo):%d.%m в %H:%M}" if state.entered_at else ""
        return f"здесь уже другая запись — {state.author}{at}."
    return f"{what} с тех пор уже другая."
