"""What a journal page needs of the world: behind ``hold`` and ``submit`` stands the durable outbox."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import SignalInstance

from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import JournalPage, Outcome, Period, WorkKind
from ejournal_desktop.domain.outbox import CellDraft, EditPlace, KeptEdit, Operation
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.domain.work_operations import WorkOperation

Failed = Callable[[EjournalError], None]


class OperationListener(Protocol):
    """Who wants to know what becomes of an operation; always called on the thread of the window."""

    def operation_kept(self, operation_id: str) -> None:
        """The operation is on the disk of this computer."""

    def operation_sending(self, operation_id: str) -> None:
        """The operation is on its way."""

    def operation_waiting(self, operation_id: str) -> None:
        """The server does not answer; the operation is kept and will be sent again."""

    def operation_settled(self, outcome: Outcome) -> None:
        """The server has judged it."""


class Gradebook(Protocol):
    """The journal as a page sees it; no call waits, answers come later on the thread of the window."""

    def open_page(self, course_id: int, period_id: int, done: Callable[[JournalPage], None], failed: Failed) -> None:
        """Read a page."""

    def periods(self, course_id: int, done: Callable[[tuple[Period, ...]], None], failed: Failed) -> None:
        """Read the reporting periods of a course."""

    def work_kinds(self, done: Callable[[tuple[WorkKind, ...]], None], failed: Failed) -> None:
        """Read the directory of work kinds."""

    @property
    def course_changed(self) -> SignalInstance:
        """The id of a course in which somebody may have saved something."""

    def changes_since(self, course_id: int, version: int, done: Callable[[PageChanges], None], failed: Failed) -> None:
        """What came to a page since a version of it."""

    def submit(self, operation: Operation, listener: OperationListener, place: EditPlace | None = None) -> None:
        """Keep an edit and send it, with others of the same moment; edits are never reordered."""

    def hold(self, operation: Operation, listener: OperationListener, place: EditPlace | None = None) -> None:
        """Keep an edit that may still be taken back: the cell has not been left."""

    def release(self, operation_id: str) -> None:
        """Send an edit that was held."""

    def take_back(self, operation_id: str) -> None:
        """Forget an edit that was held."""

    def keep_draft(self, draft: CellDraft) -> None:
        """Keep what stands in an open editor of a cell; it is never sent, an empty one is forgotten."""

    def drafts(self) -> tuple[CellDraft, ...]:
        """Texts that were typed and not entered, of this and of former runs of the program."""

    def withdraw(self, operation_id: str) -> bool:
        """Forget an edit that waits and on which nothing hangs; ``False`` when it is on its way."""

    def dismiss(self, operation_id: str) -> None:
        """A refusal or a conflict is dealt with: it need not be kept any longer."""

    def unsettled(self, lesson_ids: frozenset[int]) -> tuple[KeptEdit, ...]:
        """Edits of some lessons that are not on the server: waiting, refused or in conflict, oldest first."""

    def unsettled_finals(self, course_id: int) -> tuple[KeptEdit, ...]:
        """Final marks of a course that are not on the server, oldest first."""

    def listen(self, operation_id: str, listener: OperationListener) -> None:
        """Tell another listener of an edit from now on: its page was opened anew."""

    def save_work(self, operation: WorkOperation, done: Callable[[Outcome], None], failed: Failed) -> None:
        """Add, change or void a work of a lesson."""
