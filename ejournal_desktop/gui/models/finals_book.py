"""The finals of an open page: what stands, what is proposed, what may be set today, and edits on their way."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from ejournal_desktop.domain.errors import EjournalError, ServerUnavailableError, TooSlowError
from ejournal_desktop.domain.final_proposals import Proposal
from ejournal_desktop.domain.finals import FinalKey, FinalOperation, FinalsPage, FinalsScope, StandingFinal
from ejournal_desktop.domain.gradebook import FinalMark, Outcome
from ejournal_desktop.domain.unlocks import PageUnlock
from ejournal_desktop.gui.models.final_figures import FinalFigures
from ejournal_desktop.gui.models.final_states import FinalColumn, FinalLock, FinalState
from ejournal_desktop.gui.models.journal_store import JournalStore

RETRY_MS: Final = 5_000
Done = Callable[[list[Outcome]], None]
Failed = Callable[[EjournalError], None]


class FinalsSender(Protocol):
    """Sends finals without waiting; the answer comes on the thread of the window."""

    def save(self, operations: Sequence[FinalOperation], done: Done, failed: Failed) -> None:
        """Send."""


class FinalsBook(QObject):
    """Behind the columns of finals; ``JournalStore`` stays the book of the marks."""

    loaded = Signal()
    """The rule and the order are known, or are others now."""
    row_changed = Signal(int)
    refused = Signal(int, str)
    """Row and the sentence of an edit that the server did not take."""

    def __init__(self, store: JournalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.page: FinalsPage | None = None
        self.figures = FinalFigures(store, self)
        self._sender: FinalsSender | None = None
        self._words: Callable[[Outcome | EjournalError], str] = str
        self._row_of = {pupil.pupil_id: row for row, pupil in enumerate(store.pupils)}
        self._states: dict[FinalKey, FinalState] = {}
        for mark in store.page.finals:
            key = FinalKey("period", mark.period_id, mark.pupil_id)
            self._states[key] = FinalState(mark.value, mark.version, mark.value)
        store.row_totals_changed.connect(self._follow)
        self._retry = QTimer(self, interval=RETRY_MS)
        self._retry.timeout.connect(self.send_again)

    def connect_to(self, sender: FinalsSender, words: Callable[[Outcome | EjournalError], str]) -> None:
        """``words`` says why something was not taken."""
        self._sender, self._words = sender, words

    def use(self, page: FinalsPage) -> None:
        """The server has told the rule, the orders and what stands."""
        self.page = page
        for key, standing in page.finals.items():
            self._states.setdefault(key, FinalState()).stand(standing)
        self.figures.use(page)
        self.loaded.emit()

    def _follow(self, row: int) -> None:
        """A colleague's final came to the page: it is shown unless an edit of one's own stands there."""
        for period_id in self.figures.year_periods:
            mark = self.store.final_mark(row, period_id)
            state = self._states.setdefault(self.key(row, FinalColumn("period", period_id)), FinalState())
            if mark is None or mark.version <= state.version or state.is_unsettled:
                continue
            state.stand(StandingFinal(mark.value, mark.version))
            self.row_changed.emit(row)

    # What stands

    def key(self, row: int, column: FinalColumn) -> FinalKey:
        """The final of a pupil in a column."""
        return FinalKey(column.field, column.period_id, self.store.pupils[row].pupil_id)

    def state(self, row: int, column: FinalColumn) -> FinalState:
        """What stands there."""
        return self._states.get(self.key(row, column)) or FinalState()

    def shown(self, row: int, column: FinalColumn) -> str | None:
        """What the person sees."""
        return self.state(row, column).shown

    def unsettled(self) -> int:
        """Edits that the server does not hold."""
        return sum(state.is_unsettled for state in self._states.values())

    def proposal(self, row: int, column: FinalColumn) -> Proposal | None:
        """What the rule proposes there."""
        if column.field == "period":
            is_here = column.period_id == self.store.page.period.period_id
            return self.figures.proposal(row) if is_here and self.figures.is_counted(row) else None
        return self.figures.year(row, column.field, lambda other: self.shown(row, other))

    # What may be set

    def lock(self, row: int, column: FinalColumn) -> FinalLock | None:
        """Why a final may not be set now; ``None``: it may."""
        lock = self.column_lock(column)
        pupil = self.store.pupils[row]
        early = self.page is not None and pupil.pupil_id in self.page.early and column.field == "period"
        if early and lock in {"no-order", "later", "ended"}:
            lock = None
        if lock is None and not self.figures.is_pupil(row):
            return "not-here"
        return lock

    def column_lock(self, column: FinalColumn) -> FinalLock | None:
        """The same for the whole class."""
        if self.page is None:
            return "none" if self.store.page.course.marking == "none" else "reading"
        if not self.page.may_set:
            return "not-named" if self.store.page.writable else "role"
        if column.field != "period":
            return self._lock_of_scope(self.page.year_scope, self.page) if self.page.is_last_period else "elsewhere"
        period = self.store.page.period
        if column.period_id != period.period_id:
            return "elsewhere"
        if self.opened_again is not None:
            return None
        return "handed-over" if period.handed_over_at is not None else self._lock_of_scope(self.page.scope, self.page)

    @staticmethod
    def _lock_of_scope(scope: FinalsScope | None, page: FinalsPage) -> FinalLock | None:
        if scope is None:
            return "no-order"
        if scope.covers(page.today):
            return None
        return "later" if scope.opens_on > page.today else "ended"

    @property
    def opened_again(self) -> PageUnlock | None:
        """The unlock that opens the closed page to this person."""
        period_id = self.store.page.period.period_id
        unlocks = self.store.page.unlocks
        return next((one for one in unlocks if one.mine and one.state == "open" and one.period_id == period_id), None)

    # Edits

    def enter(self, row: int, column: FinalColumn, value: str | None, reason: str = "") -> bool:
        """Set a final and send it; ``False`` where nothing was to be done or it is closed."""
        return bool(self.enter_many([(row, column, value, reason)]))

    def enter_many(self, entries: Sequence[tuple[int, FinalColumn, str | None, str]]) -> int:
        """Set finals of many pupils in one call; how many are others now."""
        keys = []
        for row, column, value, reason in entries:
            state = self._states.setdefault(self.key(row, column), FinalState())
            is_same = (state.shown, state.reason) == (value, reason) and state.stage not in {"refused", "conflict"}
            if is_same or self.lock(row, column) is not None:
                continue
            state.shown, state.reason = value, reason
            keys.append(self.key(row, column))
        self._send(keys)
        return len(keys)

    def take_back(self, row: int, column: FinalColumn) -> bool:
        """Esc: give up an edit that was not taken; the server's value is shown."""
        state = self._states.get(self.key(row, column))
        if state is None or state.stage not in {"waiting", "refused", "conflict"}:
            return False
        state.give_up()
        self.row_changed.emit(row)
        return True

    def send_again(self) -> None:
        """The server did not answer: the same operations once more."""
        self._send([key for key, state in self._states.items() if state.stage == "waiting"])

    def _send(self, keys: Sequence[FinalKey]) -> None:
        operations = []
        for key in keys:
            state = self._states[key]
            if state.stage == "sending":
                continue  # what was typed since goes when the answer is there
            if state.stage != "waiting" or state.sent != (state.shown, state.reason):
                state.operation_id, state.sent = str(uuid4()), (state.shown, state.reason)
            state.stage, state.outcome, state.failure = "sending", None, ""
            operations.append(self._operation(key, state))
        self._tell(keys)
        if operations and self._sender is not None:
            sent = [operation.operation_id for operation in operations]
            self._sender.save(operations, self._settled, lambda error: self._failed(sent, error))

    def _operation(self, key: FinalKey, state: FinalState) -> FinalOperation:
        course_id = self.store.page.course.course_id
        value, reason = state.sent
        return FinalOperation(
            state.operation_id, course_id, key.period_id, key.pupil_id, key.field, state.version, value, reason
        )

    # Answers

    def _settled(self, outcomes: list[Outcome]) -> None:
        by_id = {state.operation_id: key for key, state in self._states.items() if state.stage == "sending"}
        again = []
        for outcome in outcomes:
            key = by_id.get(outcome.operation_id)
            if key is None:
                continue
            state = self._states[key]
            if outcome.result == "saved":
                again += self._saved(key, state, outcome)
            else:
                self._not_saved(key, state, outcome)
        self._tell(list(by_id.values()))
        self._send(again)
        self._look_at_retries()

    def _saved(self, key: FinalKey, state: FinalState, outcome: Outcome) -> list[FinalKey]:
        state.kept, state.kept_reason = state.sent
        state.version = state.version if outcome.version is None else outcome.version
        state.stage, state.changed_after, state.author = "kept", False, self.store.me
        if key.period_id is not None:
            self.store.use_final(FinalMark(key.period_id, key.pupil_id, state.kept, state.version))
        return [key] if (state.shown, state.reason) != state.sent else []

    def _not_saved(self, key: FinalKey, state: FinalState, outcome: Outcome) -> None:
        state.stage = "conflict" if outcome.result == "conflict" else "refused"
        state.outcome, state.failure = outcome, self._words(outcome)
        if outcome.result == "conflict":
            state.kept, state.version, state.author = outcome.value, outcome.version or 0, outcome.author or ""
            state.kept_reason = ""
        self.refused.emit(self._row_of[key.pupil_id], state.failure)

    def _failed(self, sent: Sequence[str], error: EjournalError) -> None:
        waits = isinstance(error, ServerUnavailableError | TooSlowError)
        sentence = self._words(error)
        keys = [key for key, state in self._states.items() if state.operation_id in sent and state.stage == "sending"]
        for key in keys:
            self._states[key].stage = "waiting" if waits else "refused"
            self._states[key].failure = sentence
        self._tell(keys)
        if keys:
            self.refused.emit(self._row_of[keys[0].pupil_id], sentence)
        self._look_at_retries()

    def _look_at_retries(self) -> None:
        waits = any(state.stage == "waiting" for state in self._states.values())
        if waits != self._retry.isActive():
            self._retry.start() if waits else self._retry.stop()

    def _tell(self, keys: Sequence[FinalKey]) -> None:
        for row in dict.fromkeys(self._row_of[key.pupil_id] for key in keys if key.pupil_id in self._row_of):
            self.row_changed.emit(row)
