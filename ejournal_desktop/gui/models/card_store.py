"""The card of the lesson under the cursor: read when the pane shows it, written entry by entry."""

from collections.abc import Callable
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from ejournal_desktop.background.lanes import Lane, Lanes, Ticket
from ejournal_desktop.domain.errors import CancelledError, EjournalError
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_card import CardField, CardOperation, LessonCard, NoteKind
from ejournal_desktop.gui.error_text import error_text, outcome_text
from ejournal_desktop.gui.ports.lesson_card import LessonCardDesk

_PAUSE_MS: Final = 150
"""While the cursor runs over columns no card is read."""
_LATEST: Final = time(23, 59)


class CardStore(QObject):
    """Reads one card at a time; a late answer for another lesson is dropped."""

    card_changed = Signal()
    """``card`` is another one, or ``None``."""
    said = Signal(str)
    """Why something was not done; empty when all is well."""
    upload_changed = Signal(str)
    """How far a file is; empty when none is on its way."""

    def __init__(self, desk: LessonCardDesk, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._lanes = desk, lanes
        self.card: LessonCard | None = None
        self._lesson_id: int | None = None
        self._ticket: Ticket | None = None
        self._files: list[tuple[int, int | None, Path]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.read)

    def follow(self, lesson_id: int) -> None:
        """Another lesson is under the cursor."""
        if lesson_id != self._lesson_id:
            self._lesson_id, self.card = lesson_id, None
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
        if self._lesson_id is not None:
            self._run(self._desk.lesson_card, self._lesson_id, done=self._show)

    def _show(self, card: LessonCard) -> None:
        if card.lesson_id == self._lesson_id:
            self.card = card
            self.card_changed.emit()

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
        """Take a note back."""
        self._write("note", None, entry_id=note_id)

    def write_briefing(self, title: str, pupil_ids: list[int]) -> None:
        """The briefing with its list; an empty list takes it back."""
        card = self.card
        if card is not None:
            value = {"title": title, "pupil_ids": pupil_ids} if pupil_ids else None
            self._write("briefing", value, seen=card.briefing.version)

    def void_file(self, attachment_id: int) -> None:
        """Take a file back."""
        self._write("attachment", None, entry_id=attachment_id)

    def _write(
        self,
        entry: CardField,
        value: object,
        pupil_id: int | None = None,
        *,
        seen: int = 0,
        entry_id: int | None = None,
    ) -> None:
        if self._lesson_id is None:
            return
        operation = CardOperation(str(uuid4()), self._lesson_id, pupil_id, entry, seen, value, entry_id)  # type: ignore[arg-type]  # of its field
        self._run(self._desk.save_card_entries, [operation], done=self._judged)

    def _judged(self, outcomes: list[Outcome]) -> None:
        self.said.emit(" ".join(outcome_text(one).sentence for one in outcomes if one.result != "saved"))
        self.read()

    # Files

    def attach(self, paths: list[Path], pupil_id: int | None = None) -> None:
        """Send files one after the other; they belong to the lesson that is shown now."""
        if self._lesson_id is not None:
            self._files += [(self._lesson_id, pupil_id, path) for path in paths]
            self._send_next()

    def cancel_upload(self) -> None:
        """Send no file any more."""
        self._files.clear()
        if self._ticket is not None:
            self._ticket.cancel()
            self.upload_changed.emit("Останавливаю…")

    def _send_next(self) -> None:
        if self._ticket is not None:
            return
        if not self._files:
            self.upload_changed.emit("")
            return
        lesson_id, pupil_id, path = self._files.pop(0)
        self.upload_changed.emit(f"Отправляю {path.name}…")
        self._ticket = self._lanes.run_long(
            Lane.BULK,
            self._desk.attach_file,
            lesson_id,
            pupil_id,
            path,
            owner=self,
            done=lambda outcome: self._judged([outcome]),
            failed=self._failed,
            progress=lambda done, total: self.upload_changed.emit(f"Отправляю {path.name}: {done} из {total}"),
            settled=self._sent,
        )

    def _sent(self) -> None:
        self._ticket = None
        self._send_next()

    def save_as(self, attachment_id: int, path: Path) -> None:
        """Write a file where the person says."""
        self._lanes.run(
            Lane.BULK,
            self._desk.save_attachment,
            attachment_id,
            path,
            owner=self,
            done=lambda name: self.upload_changed.emit(f"Сохранено: {name}"),
            failed=self._failed,
        )

    def _run(self, job: Callable[..., object], *args: object, done: Callable[..., None]) -> None:
        self._lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self.said.emit("" if isinstance(error, CancelledError) else error_text(error).sentence)


def end_of(day: date, zone: tzinfo | None) -> datetime:
    """The moment until which homework of a day is handed in: the end of it."""
    return datetime.combine(day, _LATEST, zone)
