"""The gradebook of a signed-in person on the durable outbox: reads in the lane, edits through the disk."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.background.outbox.outbox import Outbox
from ejournal_desktop.background.outbox.standing import Standing
from ejournal_desktop.domain.errors import EjournalError, ServerUnavailableError
from ejournal_desktop.domain.finals import OF_NO_LESSON, FinalOperation
from ejournal_desktop.domain.gradebook import JournalPage, Outcome, Period, WorkKind
from ejournal_desktop.domain.lesson_card import FileOperation
from ejournal_desktop.domain.outbox import CellDraft, EditPlace, KeptEdit, Operation, provisional_work_id
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.domain.page_overlay import with_saved
from ejournal_desktop.domain.work_operations import WorkOperation
from ejournal_desktop.gui.models.gradebook_port import Failed, OperationListener

_FLUSH_S: Final = 3.0


class Reads(Protocol):
    """What is read for a journal; every method waits and belongs into a lane."""

    def page(self, course_id: int, period_id: int) -> JournalPage:
        """A page."""

    def periods(self, course_id: int) -> tuple[Period, ...]:
        """The reporting periods of a course."""

    def work_kinds(self) -> tuple[WorkKind, ...]:
        """The directory of work kinds."""

    def changes_since(self, course_id: int, version: int) -> PageChanges:
        """What came to a page since a version of it."""


class Earlier(Protocol):
    """Edits that a former password of the person locks; its methods wait for the disk."""

    def exist(self) -> bool:
        """Whether there are any."""

    def open(self, password: str) -> tuple[KeptEdit, ...]:
        """Those that a former password opens."""

    def read_copy(self, path: Path, password: str) -> tuple[KeptEdit, ...]:
        """Those of a saved copy."""

    def put_away(self) -> None:
        """They have been taken over."""


class OutboxGradebook(QObject):
    """``Gradebook`` for the pages of one window; the outbox outlives it when the person only changes her role."""

    pending_changed = Signal(int, bool)
    """How many operations are not settled, and whether they wait for a server that does not answer."""
    standing_changed = Signal(object)
    """How everything stands: ``Standing``."""

    sent_again = Signal(object)
    """All that waited while the server was away has been judged: a tuple of ``KeptEdit``."""
    sent_anew = Signal(int)
    """A restored server did not have so many of her edits: they are on their way again."""
    server_silent = Signal()
    """A reading found no server, whatever this computer could tell in its place."""
    ended = Signal()
    """The person has left."""
    course_changed = Signal(int)
    """The id of a course in which somebody may have saved something."""

    def __init__(
        self, lanes: Lanes, reads: Reads, outbox: Outbox, parent: QObject | None = None, earlier: Earlier | None = None
    ) -> None:
        super().__init__(parent)
        self._earlier = earlier
        self._lanes, self._reads, self.outbox = lanes, reads, outbox
        self._listeners: dict[str, OperationListener] = {}
        self._works: dict[str, Callable[[Outcome], None]] = {}
        outbox.changed.connect(self._tell)
        outbox.edit_kept.connect(lambda name: self._hear(name, "operation_kept"))
        outbox.edit_sending.connect(lambda name: self._hear(name, "operation_sending"))
        outbox.edit_waiting.connect(self._waits)
        outbox.edit_settled.connect(self._settled)
        outbox.sent_again.connect(self.sent_again)
        outbox.sent_anew.connect(self.sent_anew)

    @property
    def pending(self) -> int:
        """How many operations are not settled."""
        return self.outbox.standing.pending

    @property
    def is_offline(self) -> bool:
        """Whether the last batch found no server."""
        return self.outbox.standing.is_offline

    @property
    def standing(self) -> Standing:
        """How everything stands."""
        return self.outbox.standing

    # Reading

    def open_page(self, course_id: int, period_id: int, done: Callable[[JournalPage], None], failed: Failed) -> None:
        """Read a page in the lane; what was saved while it was read is laid over it."""

        def lay(page: JournalPage) -> None:
            lessons = frozenset((OF_NO_LESSON, *(lesson.lesson_id for lesson in page.lessons)))
            done(with_saved(page, self.outbox.line.saved(lessons)))

        self._run(self._reads.page, course_id, period_id, done=lay, failed=failed, owner=_owner_of(done))

    def periods(self, course_id: int, done: Callable[[tuple[Period, ...]], None], failed: Failed) -> None:
        """Read the reporting periods of a course in the lane."""
        self._run(self._reads.periods, course_id, done=done, failed=failed, owner=_owner_of(done))

    def work_kinds(self, done: Callable[[tuple[WorkKind, ...]], None], failed: Failed) -> None:
        """Read the directory of work kinds in the lane."""
        self._run(self._reads.work_kinds, done=done, failed=failed, owner=_owner_of(done))

    def changes_since(self, course_id: int, version: int, done: Callable[[PageChanges], None], failed: Failed) -> None:
        """Ask in the long lane what came to a page: nobody waits for it."""
        owner = _owner_of(done) or self

        def tell(error: EjournalError) -> None:
            if isinstance(error, ServerUnavailableError):
                self.server_silent.emit()
            failed(error)

        self._lanes.run(Lane.BULK, self._reads.changes_since, course_id, version, owner=owner, done=done, failed=tell)

    # Writing

    def submit(self, operation: Operation, listener: OperationListener, place: EditPlace | None = None) -> None:
        """Keep an edit and send it."""
        self.hold(operation, listener, place)
        self.release(operation.operation_id)

    def hold(self, operation: Operation, listener: OperationListener, place: EditPlace | None = None) -> None:
        """Keep an edit that may still be taken back."""
        self._listeners[operation.operation_id] = listener
        self.outbox.hold(operation, place)

    def release(self, operation_id: str) -> None:
        """Send an edit that was held."""
        self.outbox.release(operation_id)

    def take_back(self, operation_id: str) -> None:
        """Forget an edit that was held."""
        self._listeners.pop(operation_id, None)
        self.outbox.take_back(operation_id)

    def keep_draft(self, draft: CellDraft) -> None:
        """Keep what stands in an open editor of a cell; it is never sent, an empty one is forgotten."""
        self.outbox.keep_draft(draft)

    def drafts(self) -> tuple[CellDraft, ...]:
        """Texts that were typed and not entered, of this and of former runs of the program."""
        return self.outbox.drafts()

    def withdraw(self, operation_id: str) -> bool:
        """Forget an edit that waits and on which nothing hangs; ``False`` when it is on its way."""
        gone = self.outbox.withdraw(operation_id)
        if gone:
            self._listeners.pop(operation_id, None)
        return gone

    def dismiss(self, operation_id: str) -> None:
        """A refusal or a conflict is dealt with."""
        self.outbox.dismiss(operation_id)

    def unsettled(self, lesson_ids: frozenset[int]) -> tuple[KeptEdit, ...]:
        """Edits of some lessons that are not on the server, oldest first."""
        return tuple(edit for edit in self.outbox.line.all() if edit.operation.lesson_id in lesson_ids)

    def unsettled_finals(self, course_id: int) -> tuple[KeptEdit, ...]:
        """Final marks of a course that are not on the server, oldest first."""
        finals = [edit for edit in self.outbox.line.all() if isinstance(edit.operation, FinalOperation)]
        return tuple(edit for edit in finals if getattr(edit.operation, "course_id", None) == course_id)

    def edits(self) -> tuple[KeptEdit, ...]:
        """Everything that is not on the server or not dealt with, oldest first."""
        return tuple(self.outbox.line.all())

    def solve(self, edit: KeptEdit, *, mine: bool) -> None:
        """Deal with a failed edit whose page is not open: send it over what the server has, again, or give it up."""
        self.outbox.dismiss(edit.operation_id)
        if mine and edit.outcome is not None and not isinstance(edit.operation, FileOperation):
            seen = edit.outcome.version or 0 if edit.state == "conflict" else edit.operation.seen
            again = replace(edit.operation, operation_id=str(uuid4()), seen=seen)
            self.outbox.hold(again, edit.place)
            self.outbox.release(again.operation_id)

    def notes(self) -> tuple[bool, Path | None]:
        """Whether a former password locks edits here, and where a damaged file was set aside at this start."""
        return self._earlier is not None and self._earlier.exist(), self.outbox.set_aside

    def open_earlier(self, password: str, done: Callable[[int], None], failed: Failed) -> None:
        """Take over what a former password locks; tell how many edits that were."""
        earlier = self._earlier
        if earlier is None:
            return

        def adopt(edits: tuple[KeptEdit, ...]) -> None:
            self.outbox.adopt(edits)
            if self.keep_now():
                earlier.put_away()
            done(len(edits))

        self._lanes.run(Lane.INTERACTIVE, earlier.open, password, owner=self, done=adopt, failed=failed)

    def read_copy(self, path: Path, password: str, done: Callable[[int], None], failed: Failed) -> None:
        """Take over the edits of a saved copy; what is known already is left out, what was saved is saved once."""
        earlier = self._earlier
        if earlier is None:
            return

        def adopt(edits: tuple[KeptEdit, ...]) -> None:
            self.outbox.adopt(edits)
            done(len(edits))

        self._lanes.run(Lane.INTERACTIVE, earlier.read_copy, path, password, owner=self, done=adopt, failed=failed)

    def save_copy(self, path: Path) -> Path | None:
        """Write an encrypted copy of everything; ``None`` where it cannot be written. Waits for the disk."""
        return path if self.outbox.save_copy(path) else None

    def listen(self, operation_id: str, listener: OperationListener) -> None:
        """Tell another listener of an edit from now on."""
        self._listeners[operation_id] = listener

    def save_work(self, operation: WorkOperation, done: Callable[[Outcome], None], failed: Failed) -> None:
        """Keep an act on a work and send it after the edits before it; without a server it counts when it is kept."""
        del failed  # the outbox asks again until the server has judged
        self._works[operation.operation_id] = done
        self.outbox.hold(operation)
        self.outbox.send_now()

    def send_now(self) -> None:
        """Send what waits: the page closes, or a person asks to try again."""
        self.outbox.send_now()

    def keep_now(self) -> bool:
        """Wait a moment until everything is on the disk of this computer; ``False`` when it is not."""
        return self.outbox.flush(_FLUSH_S)

    def end(self) -> None:
        """The person leaves: nothing more is sent from here."""
        self.outbox.end()
        self.ended.emit()

    # What becomes of it

    def _waits(self, operation_id: str) -> None:
        """A work that was made without a server gets a number of its own, so that marks can be written for it."""
        self._hear(operation_id, "operation_waiting")
        done = self._works.pop(operation_id, None)
        edit = self.outbox.line.edit(operation_id)
        if done is None or edit is None or not isinstance(edit.operation, WorkOperation):
            return
        operation = edit.operation
        work_id = provisional_work_id(operation_id) if operation.action == "add" else operation.work_id
        self._answer(done, Outcome(operation_id, "saved", version=operation.seen + 1, work_id=work_id))

    def _settled(self, edit: KeptEdit) -> None:
        listener = self._listeners.pop(edit.operation_id, None)
        if edit.outcome is None:
            return
        if listener is not None and _lives(listener):
            listener.operation_settled(edit.outcome)
        done = self._works.pop(edit.operation_id, None)
        if done is not None:
            self._answer(done, edit.outcome)
            self.outbox.dismiss(edit.operation_id)  # a refusal is said in the dialog that asked

    @staticmethod
    def _answer(done: Callable[[Outcome], None], outcome: Outcome) -> None:
        asker = getattr(done, "__self__", None)
        if not isinstance(asker, QObject) or isValid(asker):
            done(outcome)

    def _hear(self, operation_id: str, what: str) -> None:
        listener = self._listeners.get(operation_id)
        if listener is not None and _lives(listener):
            getattr(listener, what)(operation_id)

    def _run(
        self,
        service: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None],
        failed: Failed,
        owner: QObject | None,
    ) -> None:
        self._lanes.run(Lane.INTERACTIVE, service, *args, owner=owner or self, done=done, failed=failed)

    def _tell(self) -> None:
        standing = self.outbox.standing
        self.pending_changed.emit(standing.pending, standing.is_offline)
        self.standing_changed.emit(standing)


def _owner_of(done: Callable[[Any], None]) -> QObject | None:
    """A page that is closed before its answer comes hears nothing."""
    asker = getattr(done, "__self__", None)
    return asker if isinstance(asker, QObject) else None


def _lives(listener: OperationListener) -> bool:
    """A page may be closed before its last edits are judged; they are sent all the same."""
    return not isinstance(listener, QObject) or isValid(listener)
