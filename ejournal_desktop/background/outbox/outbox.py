"""The outbox of a signed-in person: keeps every edit, sends them in order, remembers what became of each."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.background.outbox import sending
from ejournal_desktop.background.outbox.acknowledged import Acknowledged, AskUnknown, find_unknown
from ejournal_desktop.background.outbox.edit_line import EditLine
from ejournal_desktop.background.outbox.outbox_file import Loaded
from ejournal_desktop.background.outbox.standing import UNCLEAR, Standing
from ejournal_desktop.background.outbox.writer import OutboxWriter
from ejournal_desktop.domain.errors import (
    CancelledError,
    EjournalError,
    ServerUnavailableError,
    SignInFailedError,
    TooSlowError,
    UnclearAnswerError,
)
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.outbox import CellDraft, EditPlace, KeptEdit, Operation

BATCH_MS: Final = 200
NEWS_MS: Final = 20
_FLUSH_S: Final = 5.0
RETRY_MS: Final = (1_000, 2_000, 5_000, 15_000)
_PASSING: Final = (ServerUnavailableError, TooSlowError, CancelledError)
_NOT_THERE: Final = frozenset({"EJ001", "EJ003", "EJ004"})  # locked, too old, password due: of the person, not the edit


class Outbox(QObject):
    """Lives on the thread of the window; the disk and the server work in theirs."""

    changed = Signal()
    """``standing`` is another one now."""
    edit_kept = Signal(str)
    edit_sending = Signal(str)
    edit_waiting = Signal(str)
    edit_settled = Signal(object)
    """The ``KeptEdit`` with its outcome."""
    sent_again = Signal(object)
    """All that waited while the server was away has been judged: a tuple of ``KeptEdit``."""
    sent_anew = Signal(int)
    """The server came back from a backup that is older than so many of her edits: they are on their way again."""

    def __init__(
        self,
        lanes: Lanes,
        engine: Any,
        writer: OutboxWriter,
        loaded: Loaded,
        parent: QObject | None = None,
        *,
        send: Callable[[Any, Sequence[Operation]], list[Outcome]],
        ask_unknown: AskUnknown | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask_unknown = ask_unknown
        self._acknowledged = Acknowledged(loaded.acknowledged)
        self._is_unsure, self._asks = ask_unknown is not None, False
        self._lanes, self._engine, self._writer, self._sends = lanes, engine, writer, send
        self.line = EditLine(loaded.edits)
        self.set_aside = loaded.set_aside
        self._drafts = {draft.place: draft for draft in loaded.drafts}
        self._under_way: list[KeptEdit] = []
        self._failures = 0
        self._trouble = self._barred = ""
        self._one_by_one = self._ended = False
        self._waited: list[str] = [edit.operation_id for edit in self.line.pending()]
        self._judged_after_wait: list[KeptEdit] = []
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.timeout.connect(self.changed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._send)
        writer.kept.connect(self._are_kept, Qt.ConnectionType.QueuedConnection)
        writer.trouble.connect(self._disk_says, Qt.ConnectionType.QueuedConnection)
        self.line.release_all()
        if self.line.pending() or (self._is_unsure and self._acknowledged.ids()):
            self._timer.start(0)

    def _tell(self) -> None:
        if not self._news.isActive():
            self._news.start(NEWS_MS)

    # What is asked of it

    @property
    def standing(self) -> Standing:
        """How everything stands."""
        pending = self.line.pending()
        return Standing(
            pending=len(pending),
            unkept=sum(1 for edit in pending if not edit.is_kept),
            refused=len(self.line.in_state("refused")),
            conflicts=len(self.line.in_state("conflict")),
            is_offline=self._failures > 0,
            oldest=min((edit.made_at for edit in pending), default=None),
            trouble=self._trouble,
            barred=self._barred,
        )

    def hold(self, operation: Operation, place: EditPlace | None = None) -> None:
        """Keep an edit that the person may still be changing: it is not sent before ``release``."""
        self._writer.keep(self.line.add(operation, place, datetime.now(UTC)))
        if (
            self._failures
        ):  # made while the server is away: it belongs into the report even if the next attempt succeeds
            self._waited.append(operation.operation_id)
        self._tell()

    def keep_draft(self, draft: CellDraft) -> None:
        """Keep what stands in an open editor: it is no edit and is never sent; an empty one is forgotten."""
        self._drafts.pop(draft.place, None)
        if draft.text:
            self._drafts[draft.place] = draft
        self._writer.keep_draft(draft)

    def drafts(self) -> tuple[CellDraft, ...]:
        """Texts that were typed and not entered."""
        return tuple(self._drafts.values())

    def take_back(self, operation_id: str) -> None:
        """Forget an edit that was held and never sent."""
        if self.line.take_back(operation_id):
            self._forget(operation_id)

    def withdraw(self, operation_id: str) -> bool:
        """Forget an edit that waits and on which nothing hangs; ``False`` when it is on its way or gone."""
        is_under_way = any(edit.operation_id == operation_id for edit in self._under_way)
        if is_under_way or not self.line.take_back(operation_id, waiting=True):
            return False
        self._forget(operation_id)
        return True

    def _forget(self, operation_id: str) -> None:
        self._writer.drop(operation_id)
        if operation_id in self._waited:
            self._waited.remove(operation_id)
        self._tell()

    def release(self, operation_id: str) -> None:
        """Send a held edit, with others of the same moment."""
        self._rewrite(self.line.release(operation_id))
        if not self._under_way and not self._timer.isActive():
            self._timer.start(BATCH_MS)
        self._tell()

    def dismiss(self, operation_id: str) -> None:
        """The person has dealt with a refusal or a conflict."""
        self._rewrite(self.line.dismiss(operation_id))
        self._tell()

    def adopt(self, edits: Sequence[KeptEdit]) -> None:
        """Take over edits that were locked away with a former password and send them."""
        self._rewrite(self.line.adopt(edits))
        self.send_now()
        self._tell()

    def send_now(self) -> None:
        """Send what waits without waiting longer; a held edit goes too."""
        for edit in self.line.release_all():
            self._rewrite((edit,))
        self._timer.stop()
        self._send()

    @Slot()
    def doubt(self) -> None:
        """The server may be another one now: ask what it knows as soon as it answers, even if nothing waits."""
        if self._ask_unknown is not None and not self._ended:
            self._is_unsure = True
            if not self._under_way and not self._timer.isActive():
                self._timer.start(RETRY_MS[0])

    def flush(self, timeout_s: float) -> bool:
        """Wait until everything is on the disk of this computer; ``False`` when it is not."""
        return self._writer.flush(timeout_s)

    def save_copy(self, path: Path) -> bool:
        """Write a sealed copy with the locked key beside it: the person's password opens it, nothing else does."""
        return self.flush(_FLUSH_S) and self._writer.save_copy(path)

    def end(self) -> None:
        """The person leaves: send nothing more from here; what waits goes at her next sign-in."""
        self._ended = True
        self._timer.stop()
        self._lanes.cancel_of(self)

    # The disk

    @Slot(object)
    def _are_kept(self, operation_ids: tuple[str, ...]) -> None:
        for operation_id in operation_ids:
            if self.line.is_kept(operation_id):
                self.edit_kept.emit(operation_id)
        self._tell()

    @Slot(str)
    def _disk_says(self, trouble: str) -> None:
        self._trouble = trouble
        self._tell()

    def _rewrite(self, edits: Sequence[KeptEdit]) -> None:
        for edit in edits:
            self._writer.keep(edit)

    # The server

    def _send(self) -> None:
        if self._under_way or self._ended or self._asks:
            return
        if self._is_unsure and self._ask_unknown is not None and self._acknowledged.ids():
            self._ask_server(self._ask_unknown)
            return
        batch = self.line.next_batch(1 if self._one_by_one else sending.MOST_AT_ONCE)
        if not batch:
            return
        self._under_way = batch
        for edit in batch:
            self.edit_sending.emit(edit.operation_id)
        self._lanes.run(
            Lane.SENDER,
            self._sends,
            self._engine,
            [edit.operation for edit in batch],
            owner=self,
            done=self._settle,
            failed=self._fail,
            settled=self._after,
        )

    def _ask_server(self, ask: AskUnknown) -> None:
        """Before anything is sent to a server that was away: does it still have what it took."""
        self._asks = True
        self._lanes.run(
            Lane.SENDER,
            find_unknown,
            self._engine,
            ask,
            self._acknowledged.ids(),
            owner=self,
            done=self._answered,
            failed=self._not_answered,
            settled=self._asked,
        )

    def _answered(self, unknown: Sequence[str]) -> None:
        self._is_unsure, self._failures = False, 0
        lost = self._acknowledged.take(unknown)
        if not lost:
            return
        self._rewrite(self.line.revive(lost))
        self._waited = [edit.operation_id for edit in self.line.pending()]
        self.sent_anew.emit(len(lost))

    def _not_answered(self, error: EjournalError) -> None:
        self._is_unsure = isinstance(error, _PASSING)
        if self._is_unsure:
            self._wait("")
            if not self.line.pending():
                self._timer.start(RETRY_MS[-1])  # nothing else would ask again

    def _asked(self) -> None:
        self._asks = False
        self._after()

    def _settle(self, outcomes: Sequence[Outcome]) -> None:
        by_id = {outcome.operation_id: outcome for outcome in outcomes}
        if len(by_id) != len(outcomes) or set(by_id) != {edit.operation_id for edit in self._under_way}:
            self._fail(UnclearAnswerError())  # fewer, more or others than were asked for: each is asked for again
            return
        batch, self._under_way, self._failures, self._barred = self._under_way, [], 0, ""
        self._one_by_one = False
        for edit in batch:
            self._judge(edit, by_id[edit.operation_id])

    def _judge(self, edit: KeptEdit, outcome: Outcome) -> None:
        judged, others = self.line.judge(edit.operation_id, outcome)
        self._rewrite((judged, *others))
        self._acknowledged.add(judged)
        for other in others:
            if other.state == "refused":
                self.edit_settled.emit(other)
        if judged.operation_id in self._waited:
            self._waited.remove(judged.operation_id)
            self._judged_after_wait.append(judged)
        self.edit_settled.emit(judged)

    def _fail(self, error: EjournalError) -> None:
        if isinstance(error, _PASSING):
            self._is_unsure = self._ask_unknown is not None  # who comes back may have been restored meanwhile
            self._wait("")
        elif isinstance(error, UnclearAnswerError):
            self._one_by_one = True  # an answer that is not understood tells nothing of the neighbours
            self._wait(UNCLEAR)
        elif isinstance(error, SignInFailedError) or error.code in _NOT_THERE:
            self._wait(error.code or "28000")
        else:
            self._refuse(error.code, error.detail)

    def _wait(self, barred: str) -> None:
        self._failures += 1
        self._barred = barred
        self._under_way = []
        for edit in self.line.pending():
            if edit.operation_id not in self._waited:
                self._waited.append(edit.operation_id)
            self.edit_waiting.emit(edit.operation_id)

    def _refuse(self, code: str, detail: dict[str, Any]) -> None:
        batch, self._under_way = self._under_way, []
        if len(batch) > 1:  # one bad edit must not take its neighbours along
            self._one_by_one = True
            return
        for edit in batch:
            self._judge(edit, Outcome(edit.operation_id, "refused", code=code, detail=detail))
        self._failures = 0

    def _after(self) -> None:
        if self._under_way:  # neither answer nor known error: a bug was shown, the edit must not be sent for ever
            self._refuse("", {})
        if self.line.next_batch(1) and not self._ended:
            delays = RETRY_MS if self._failures else (0,)
            self._timer.start(delays[min(self._failures, len(delays)) - 1])
        if self._judged_after_wait and not self._waited:
            judged, self._judged_after_wait = tuple(self._judged_after_wait), []
            self.sent_again.emit(judged)
        self._tell()
