"""Notes on the pupils of a journal: read together for a period, written one by one."""

from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import CancelledError, EjournalError
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_card import CardOperation, LessonNote, NoteKind
from ejournal_desktop.gui.error_text import error_text, outcome_text
from ejournal_desktop.gui.session_port import Workplace


class PupilNotes(QObject):
    """Remarks, praise and recommendations of a course in a period."""

    read = Signal()
    """``notes`` are others now."""
    said = Signal(str)
    """What became of a note."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._place: tuple[int, int] | None = None
        self.notes: tuple[LessonNote, ...] = ()

    def ask(self, course_id: int, period_id: int) -> None:
        """Read the notes of a page."""
        place = self._place = course_id, period_id
        self._workplace.lanes.run(
            Lane.INTERACTIVE,
            self._workplace.desk.course_notes,
            course_id,
            period_id,
            owner=self,
            done=lambda notes: self._keep(place, notes),
            failed=self._failed,
        )

    def add(self, lesson_id: int, pupil_id: int, kind: NoteKind, text: str) -> None:
        """Write a note on a pupil at a lesson."""
        value = {"kind": kind, "text": text}
        operation = CardOperation(str(uuid4()), lesson_id, pupil_id, "note", 0, value, None)
        self._workplace.lanes.run(
            Lane.INTERACTIVE,
            self._workplace.desk.save_card_entries,
            [operation],
            owner=self,
            done=self._judged,
            failed=self._failed,
        )

    def _keep(self, place: tuple[int, int], notes: tuple[LessonNote, ...]) -> None:
        if place == self._place:
            self.notes = notes
            self.read.emit()

    def _judged(self, outcomes: list[Outcome]) -> None:
        refused = " ".join(outcome_text(one).sentence for one in outcomes if one.result != "saved")
        self.said.emit(refused or "Записано: ученик и родители увидят это в дневнике.")
        if self._place is not None:
            self.ask(*self._place)

    def _failed(self, error: EjournalError) -> None:
        if not isinstance(error, CancelledError):
            self.said.emit(error_text(error).sentence)
