"""The card of the lesson under the cursor: read when the pane shows it, written entry by entry through the outbox."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.card_overlay import blank_card, provisional_entry_id, with_edits
from ejournal_desktop.domain.errors import EjournalError, ServerUnavailableError, TooSlowError
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_card import CardField, CardOperation, FileOperation, LessonCard, NoteKind
from ejournal_desktop.domain.outbox import UNSETTLED, UNSOLVED, EditPlace, KeptEdit
from ejournal_desktop.domain.plain_text import plain_text
from ejournal_desktop.gui.error_text import error_text, outcome_text
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.ports.lesson_card import LessonCardDesk

_PAUSE_MS: Final = 150
"""While the cursor runs over columns no card is read."""
_LATEST: Final = time(23, 59)
_BLANK: Final = "Нет связи: что уже записано на сервере, здесь не видно. Новые записи хранятся здесь и уйдут сами."
_UNDER_WAY: Final = "Запись уже отправляется. Уберите её через минуту."
_WORDS: Final[dict[CardField, str]] = {
    "individual_homework": "личное задание",
    "note": "заметка",
    "briefing": "инструктаж",
    "attachment": "файл урока",
}


class CardStore(QObject):
    """Reads one card at a time; a late answer for another lesson is dropped."""

    card_changed = Signal()
    """``card`` is another one, or ``None``."""
    said = Signal(str)
    """Why something was not done; empty when all is well."""
    file_changed = Signal(str)
    """What became of a file that was chosen."""

    def __init__(
        self,
        desk: LessonCardDesk,
        lanes: Lanes,
        gradebook: Gradebook,
        place: Callable[[int, int | None, str], EditPlace],
        parent: QObject,
    ) -> None:
        """``place`` says of a lesson, a pupil and an entry where an edit belongs."""
        super().__init__(parent)
        self._desk, self._lanes, self._gradebook, self._place = desk, lanes, gradebook, place
        self.card: LessonCard | None = None
        self._read: LessonCard | None = None
        self._saved: list[KeptEdit] = []
        """Taken by the server since the card was read: they stay in sight until it is read again."""
        self._waiting: dict[str, KeptEdit] = {}
        self._lesson_id: int | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read)

    def follow(self, lesson_id: int) -> None:
        """Another lesson is under the cursor."""
        if lesson_id != self._lesson_id:
            self._lesson_id, self.card, self._read, self._saved = lesson_id, None, None, []
            self.card_changed.emit()
            self._pause.start()

    def rest(self) -> None:
        """Nobody looks: nothing is read."""
        self._pause.stop()

    def wake(self) -> None:
        """Somebody looks again: a card that was not read yet is."""
        if self.card is None and self._lesson_id is not None:
            self._pause.start()

    def read(self) -> None:
        """Read the card of the lesson again."""
        self._pause.stop()
        if self._lesson_id is None:
            return
        lesson_id, before = self._lesson_id, list(self._saved)

        def show(card: LessonCard) -> None:
            if lesson_id == self._lesson_id:
                self._saved = [edit for edit in self._saved if edit not in before]
                self._show(card)

        def failed(error: EjournalError) -> None:
            if lesson_id == self._lesson_id and isinstance(error, ServerUnavailableError | TooSlowError):
                self._show(self._read or blank_card(lesson_id, datetime.now().astimezone()))
                self.said.emit("" if self._read is not None and self._read.plan is not None else _BLANK)
            else:
                self._failed(error)

        self._lanes.run(Lane.INTERACTIVE, self._desk.lesson_card, lesson_id, owner=self, done=show, failed=failed)

    def _show(self, card: LessonCard) -> None:
        self._read = card
        self._lay()

    def _lay(self) -> None:
        """The card as it was read, with what waits on this computer laid over it."""
        if self._read is not None:
            edits = self._edits()
            self._waiting = {edit.operation_id: edit for edit in edits if edit.state in UNSETTLED}
            for operation_id in self._waiting:
                self._gradebook.listen(operation_id, self)
            self.card = with_edits(self._read, [*self._saved, *edits])
            self.card_changed.emit()

    def _edits(self) -> list[KeptEdit]:
        edits = self._gradebook.unsettled(frozenset({self._lesson_id or 0}))
        return [edit for edit in edits if isinstance(edit.operation, CardOperation | FileOperation)]

    # Writing

    def write_homework(self, pupil_id: int, text: str) -> None:
        """Homework of one pupil; an empty text takes it back."""
        card = self.card
        if card is not None:
            version = next((entry.version for entry in card.individual if entry.pupil_id == pupil_id), 0)
            self._write("individual_homework", text, pupil_id, seen=version)

    def add_note(self, pupil_id: int, kind: NoteKind, text: str) -> None:
        """A remark, praise or recommendation."""
        self._write("note", {"kind": kind, "text": text}, pupil_id)

    def void_note(self, note_id: int) -> None:
        """Take a note back; one that the server does not have yet is simply forgotten."""
        if note_id < 0:
            self._withdraw(note_id)
        else:
            self._write("note", None, entry_id=note_id)

    def write_briefing(self, title: str, pupil_ids: list[int]) -> None:
        """The briefing with its list; an empty list takes it back."""
        card = self.card
        if card is not None:
            value = {"title": title, "pupil_ids": pupil_ids} if pupil_ids else None
            self._write("briefing", value, seen=card.briefing.version)

    def void_file(self, attachment_id: int) -> None:
        """Take a file back; one that was not sent yet is simply forgotten."""
        if attachment_id < 0:
            self._withdraw(attachment_id)
        else:
            self._write("attachment", None, entry_id=attachment_id)

    def _withdraw(self, entry_id: int) -> None:
        for edit in self._edits():
            if provisional_entry_id(edit.operation_id) == entry_id and not self._gradebook.withdraw(edit.operation_id):
                self.said.emit(_UNDER_WAY)
        self._lay()

    def _write(
        self, entry: CardField, value: Any, pupil_id: int | None = None, *, seen: int = 0, entry_id: int | None = None
    ) -> None:
        if self._lesson_id is not None:
            plain = _plain(value)
            operation = CardOperation(str(uuid4()), self._lesson_id, pupil_id, entry, seen, plain, entry_id)
            self._submit(operation, _WORDS[entry])

    def _submit(self, operation: CardOperation | FileOperation, words: str) -> None:
        self.said.emit("")
        place = self._place(operation.lesson_id, operation.pupil_id, words)
        self._gradebook.submit(operation, self, place)
        self._lay()

    # What the server did not take

    def failures(self) -> list[KeptEdit]:
        """Entries of the lesson that were refused or met another's, oldest first."""
        return [edit for edit in self._edits() if edit.state in UNSOLVED]

    def decide(self, operation_id: str, choice: str) -> bool:
        """«mine» is written over what the server has, «theirs» gives one's own up; ``False``: not of this lesson."""
        edit = next((one for one in self.failures() if one.operation_id == operation_id), None)
        if edit is None:
            return False
        self._gradebook.dismiss(operation_id)
        operation, outcome = edit.operation, edit.outcome
        if choice == "mine" and isinstance(operation, CardOperation) and outcome is not None:
            seen = outcome.version or 0 if outcome.result == "conflict" else operation.seen
            again = replace(operation, operation_id=str(uuid4()), seen=seen)
            self._submit(again, _WORDS[operation.field])
        self.said.emit("")
        self.read()
        return True

    # What becomes of it

    def operation_kept(self, operation_id: str) -> None:
        """An entry is on the disk: it stands in the card already."""

    def operation_sending(self, operation_id: str) -> None:
        """An entry is on its way."""

    def operation_waiting(self, operation_id: str) -> None:
        """The server does not answer: the entry waits, and the card says so beside it."""

    def operation_settled(self, outcome: Outcome) -> None:
        """The server has judged an entry: what it took stays in sight until the card is read again."""
        edit = self._waiting.get(outcome.operation_id)
        if outcome.result != "saved":
            self.said.emit(outcome_text(outcome).sentence)
        elif edit is not None:
            self._saved.append(replace(edit, state="saved", outcome=outcome))
        self.read()

    # Files

    def attach(self, paths: list[Path], pupil_id: int | None = None) -> None:
        """Take copies of files; they belong to the lesson that is shown now and are sent when the server answers."""
        if self._lesson_id is None:
            return
        for path in paths:
            self.file_changed.emit(f"Беру копию: {path.name}…")
            self._lanes.run(
                Lane.BULK,
                self._desk.take_file,
                self._lesson_id,
                pupil_id,
                path,
                owner=self,
                done=self._taken,
                failed=self._failed,
            )

    def _taken(self, operation: FileOperation) -> None:
        self.file_changed.emit(f"«{operation.file_name}» уйдёт на сервер сам, окно можно закрыть.")
        self._submit(operation, f"файл «{operation.file_name}»")

    def save_as(self, attachment_id: int, path: Path) -> None:
        """Write a file where the person says."""
        self._lanes.run(
            Lane.BULK,
            self._desk.save_attachment,
            attachment_id,
            path,
            owner=self,
            done=lambda name: self.file_changed.emit(f"Сохранено: {name}"),
            failed=self._failed,
        )

    def _failed(self, error: EjournalError) -> None:
        self.said.emit(error_text(error).sentence)


def _plain(value: Any) -> Any:
    """Texts without control signs: what hides in them can be written nowhere."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return plain_text(value) if isinstance(value, str) else value


def end_of(day: date, zone: tzinfo | None) -> datetime:
    """The moment until which homework of a day is handed in: the end of it."""
    return datetime.combine(day, _LATEST, zone)
