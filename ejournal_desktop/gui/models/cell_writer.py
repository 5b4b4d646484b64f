"""The one way into the cells of a page for people: what is written can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.cell_locks import Lock
from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui.models.edit_history import CellStep, EditHistory
from ejournal_desktop.gui.models.journal_store import JournalStore


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A value for a cell."""

    row: int
    column: int
    value: CellValue


class CellWriter(QObject):
    """Writes single cells and many at once, and keeps the history of the tab."""

    written = Signal()
    """Something was put into the page."""

    def __init__(self, store: JournalStore, history: EditHistory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.history = history

    def put(self, row: int, column: int, value: CellValue) -> Lock | None:
        """Put a value into a cell; the lock that forbids it, and then nothing has changed."""
        before = self.store.value(row, column)
        lock = self.store.enter(row, column, value)
        if lock is not None:
            return lock
        step = self._step(row, column, before)
        if step is not None:
            self.history.record(self._words(row, column, step), [step])
        self.written.emit()
        return None

    def put_all(self, edits: Iterable[CellEdit], words: str) -> list[tuple[CellEdit, Lock]]:
        """Put many values as one act; the edits that closed cells refused."""
        refused: list[tuple[CellEdit, Lock]] = []
        steps: list[CellStep] = []
        with self.store.many():
            for edit in edits:
                before = self.store.value(edit.row, edit.column)
                lock = self.store.enter(edit.row, edit.column, edit.value)
                if lock is not None:
                    refused.append((edit, lock))
                elif (step := self._step(edit.row, edit.column, before)) is not None:
                    steps.append(step)
        self.history.record(words, steps)
        self.written.emit()
        return refused

    def _step(self, row: int, column: int, before: CellValue) -> CellStep | None:
        after, place = self.store.value(row, column), self.store.columns[column]
        if after == before:
            return None
        work_no = place.work.work_no if place.work is not None else 1
        pupil_id = self.store.pupils[row].pupil_id
        return CellStep(self.store.page.period.period_id, place.lesson.lesson_id, work_no, pupil_id, before, after)

    def _words(self, row: int, column: int, step: CellStep) -> str:
        """«отметка 5, Белов А., 11.09»."""
        pupil, day = self.store.pupils[row], self.store.columns[column].lesson.held_on
        who = f"{pupil.last_name} {pupil.first_name[:1]}., {day:%d.%m}"
        if step.after.text:
            what = "отметка" if step.before.mark != step.after.mark else "посещаемость"
            return f"{what} {step.after.text}, {who}"
        return f"снято «{step.before.text}», {who}"
