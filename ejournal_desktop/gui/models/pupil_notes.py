"""Notes on the pupils of a journal: read together for a period, written one by one through the outbox."""

from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.card_overlay import waiting_note
from ejournal_desktop.domain.errors import CancelledError, EjournalError
from ejournal_desktop.domain.gradebook import JournalPage, Outcome
from ejournal_desktop.domain.lesson_card import CardOperation, LessonNote, NoteKind
from ejournal_desktop.gui.error_text import error_text, outcome_text
from ejournal_desktop.gui.models.edit_place import place_of_entry
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.session_port import Workplace

_KEPT = "Хранится на этом компьютере, уйдёт на сервер само."
_SAVED = "Записано: ученик и родители увидят это в дневнике."


class PupilNotes(QObject):
    """Remarks, praise and recommendations of a course in a period."""

    read = Signal()
    """``notes`` are others now."""
    said = Signal(str)
    """What became of a note."""

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._page: JournalPage | None = None
        self._gradebook: Gradebook | None = None
        self._known: tuple[LessonNote, ...] = ()

    @property
    def notes(self) -> tuple[LessonNote, ...]:
        """What the server has, and what waits for it on this computer."""
        if self._page is None or self._gradebook is None:
            return self._known
        edits = self._gradebook.unsettled(frozenset(lesson.lesson_id for lesson in self._page.lessons))
        waiting = ((edit.operation.lesson_id, waiting_note(edit)) for edit in edits)
        return (*self._known, *(LessonNote(lesson_id, note) for lesson_id, note in waiting if note is not None))

    def ask(self, page: JournalPage, gradebook: Gradebook) -> None:
        """Read the notes of a page."""
        self._page, self._gradebook = page, gradebook
        self._workplace.lanes.run(
            Lane.INTERACTIVE,
            self._workplace.desk.course_notes,
            page.course.course_id,
            page.period.period_id,
            owner=self,
            done=lambda notes: self._keep(page, notes),
            failed=self._failed,
        )

    def add(self, lesson_id: int, pupil_id: int, kind: NoteKind, text: str) -> None:
        """Write a note on a pupil at a lesson."""
        if self._page is None or self._gradebook is None:
            return
        operation = CardOperation(str(uuid4()), lesson_id, pupil_id, "note", 0, {"kind": kind, "text": text}, None)
        self._gradebook.submit(operation, self, place_of_entry(self._page, lesson_id, pupil_id, "заметка"))
        self.read.emit()

    def _keep(self, page: JournalPage, notes: tuple[LessonNote, ...]) -> None:
        if page is self._page:
            self._known = notes
            self.read.emit()

    def operation_kept(self, operation_id: str) -> None:
        """A note is on the disk of this computer."""

    def operation_sending(self, operation_id: str) -> None:
        """A note is on its way."""

    def operation_waiting(self, operation_id: str) -> None:
        """The server does not answer: the note waits."""
        del operation_id
        self.said.emit(_KEPT)

    def operation_settled(self, outcome: Outcome) -> None:
        """The server has judged a note."""
        self.said.emit(outcome_text(outcome).sentence or _SAVED)
        if self._page is not None and self._gradebook is not None:
            self.ask(self._page, self._gradebook)

    def _failed(self, error: EjournalError) -> None:
        if not isinstance(error, CancelledError):
            self.said.emit(error_text(error).sentence)
