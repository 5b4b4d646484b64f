"""The finals of an open page: what stands, what is proposed, what may be set today, and edits on their way."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.final_proposals import Proposal
from ejournal_desktop.domain.finals import FinalKey, FinalOperation, FinalsPage, FinalsScope, StandingFinal
from ejournal_desktop.domain.gradebook import FinalMark, Outcome
from ejournal_desktop.domain.outbox import UNSOLVED, KeptEdit
from ejournal_desktop.domain.unlocks import PageUnlock
from ejournal_desktop.gui.models.edit_place import place_of_final
from ejournal_desktop.gui.models.final_figures import FinalFigures
from ejournal_desktop.gui.models.final_states import FinalColumn, FinalLock, FinalStage, FinalState
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_store import JournalStore

Marks = tuple[tuple[str | None, Decimal], ...]


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
        self._gradebook: Gradebook | None = None
        self._words: Callable[[Outcome], str] = str
        self._under_way: dict[str, tuple[FinalKey, FinalOperation]] = {}
        self._row_of = {pupil.pupil_id: row for row, pupil in enumerate(store.pupils)}
        self._states: dict[FinalKey, FinalState] = {}
        self._marks_then: dict[int, Marks] = {}
        for mark in store.page.finals:
            key = FinalKey("period", mark.period_id, mark.pupil_id)
            self._states[key] = FinalState(mark.value, mark.version, mark.value)
        store.row_totals_changed.connect(self._follow)
        store.row_totals_changed.connect(self._flag)

    def connect_to(self, gradebook: Gradebook, words: Callable[[Outcome], str]) -> None:
        """Edits go through the gradebook's outbox; ``words`` says why something was not taken."""
        self._gradebook, self._words = gradebook, words
        self.restore(gradebook.unsettled_finals(self.store.page.course.course_id))

    def use(self, page: FinalsPage) -> None:
        """The server has told the rule, the orders and what stands."""
        self.page = page
        self._marks_then = {row: self._marks_of(row) for row in range(len(self.store.pupils))}
        for key, standing in page.finals.items():
            self._states.setdefault(key, FinalState()).stand(standing)
        self.figures.use(page)
        self.loaded.emit()

    def _marks_of(self, row: int) -> Marks:
        return tuple(self.store.marks_of_pupil(row))

    def _flag(self, row: int) -> None:
        """A mark under a final that stands is another now: said at once, by the server when the page is read again."""
        state = self._states.get(self.key(row, FinalColumn("period", self.store.page.period.period_id)))
        if state is None or state.kept is None or state.changed_after or self.page is None:
            return
        if self._marks_then.get(row) != self._marks_of(row):
            state.changed_after = True
            self.row_changed.emit(row)

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
        if pupil.pupil_id in self.opened_pupils(column) and lock in {"no-order", "later", "ended"}:
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
            return self._lock_of_scope(self.page.opening(column.field).scope, self.page)
        period = self.store.page.period
        if column.period_id != period.period_id:
            return "elsewhere"
        if self.opened_again is not None:
            return None
        return "handed-over" if period.handed_over_at is not None else self._lock_of_scope(self.page.scope, self.page)

    def opened_pupils(self, column: FinalColumn) -> frozenset[int]:
        """Pupils whom an order of their own, or a settled debt, opens today."""
        if self.page is None:
            return frozenset()
        return self.page.early if column.field == "period" else self.page.opening(column.field).pupils

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
        changed = 0
        for row, column, value, reason in entries:
            key = self.key(row, column)
            state = self._states.setdefault(key, FinalState())
            is_same = (state.shown, state.reason) == (value, reason) and state.stage not in {"refused", "conflict"}
            if is_same or self.lock(row, column) is not None:
                continue
            state.shown, state.reason = value, reason
            self._submit(key, row)
            changed += 1
        return changed

    def take_back(self, row: int, column: FinalColumn) -> bool:
        """Esc: give up an edit that was not taken; the server's value is shown."""
        key = self.key(row, column)
        state = self._states.get(key)
        if state is None or state.stage not in {"waiting", "refused", "conflict"}:
            return False
        self._forget_failure(state)
        left = self._withdraw(key)
        state.give_up()
        if left is not None:  # it is on its way: what becomes of it is shown
            state.shown, state.reason = left.value, left.reason
            state.operation_id, state.stage = left.operation_id, "sending"
        self.row_changed.emit(row)
        return True

    def _withdraw(self, key: FinalKey) -> FinalOperation | None:
        """Forget the edits of a final that wait here, the newest first; the one that is on its way already."""
        mine = [operation for other, operation in self._under_way.values() if other == key]
        for operation in reversed(mine):
            if self._gradebook is None or not self._gradebook.withdraw(operation.operation_id):
                return operation
            del self._under_way[operation.operation_id]
        return None

    def _submit(self, key: FinalKey, row: int) -> None:
        """To the disk and then to the server; an edit of the same final that is on its way is followed."""
        state, course_id = self._states[key], self.store.page.course.course_id
        self._forget_failure(state)
        operation = FinalOperation(
            str(uuid4()), course_id, key.period_id, key.pupil_id, key.field, state.version, state.shown, state.reason
        )
        state.operation_id, state.stage = operation.operation_id, "sending"
        self._under_way[operation.operation_id] = key, operation
        if self._gradebook is not None:
            self._gradebook.submit(operation, self, place_of_final(self.store.page, row, key.field))
        self.row_changed.emit(row)

    def _forget_failure(self, state: FinalState) -> None:
        """The person has dealt with a refusal or a conflict: it need not be kept any longer."""
        if state.outcome is not None and self._gradebook is not None:
            self._gradebook.dismiss(state.outcome.operation_id)
        state.outcome, state.failure = None, ""

    def solve(self, operation_id: str, *, mine: bool) -> bool:
        """What was chosen in «Не отправлено»; ``False`` when the edit is not of this page."""
        of_edit = ((key, state) for key, state in self._states.items() if state.operation_id == operation_id)
        key, state = next(of_edit, (None, None))
        if key is None or state is None or state.stage not in {"refused", "conflict"}:
            return False
        row = self._row_of[key.pupil_id]
        if mine:
            self._submit(key, row)
        else:
            self.take_back(row, FinalColumn(key.field, key.period_id))
        return True

    # What becomes of them

    def restore(self, edits: Sequence[KeptEdit]) -> None:
        """Paint what an earlier run of the program left for this page, oldest first, and listen to it."""
        for edit in edits:
            operation, place = edit.operation, edit.place
            if not isinstance(operation, FinalOperation) or operation.pupil_id not in self._row_of:
                continue
            if place is None or place.period_id != self.store.page.period.period_id or self._gradebook is None:
                continue
            key = FinalKey(operation.field, operation.period_id, operation.pupil_id)
            state = self._states.setdefault(key, FinalState())
            state.shown, state.reason, state.operation_id = operation.value, operation.reason, edit.operation_id
            if edit.state in UNSOLVED and edit.outcome is not None:
                self._not_saved(state, edit.outcome)
            else:
                state.stage = "waiting"
                self._under_way[edit.operation_id] = key, operation
                self._gradebook.listen(edit.operation_id, self)
            self.row_changed.emit(self._row_of[key.pupil_id])

    def operation_kept(self, operation_id: str) -> None:
        """A final is on the disk of this computer."""

    def operation_sending(self, operation_id: str) -> None:
        """A final is on its way."""
        self._use_stage(operation_id, "sending")

    def operation_waiting(self, operation_id: str) -> None:
        """The server does not answer: the final waits on this computer and goes by itself."""
        self._use_stage(operation_id, "waiting")

    def _use_stage(self, operation_id: str, stage: FinalStage) -> None:
        key, _operation = self._under_way.get(operation_id, (None, None))
        if key is not None and self._states[key].stage in {"sending", "waiting"}:
            self._states[key].stage = stage
            self.row_changed.emit(self._row_of[key.pupil_id])

    def operation_settled(self, outcome: Outcome) -> None:
        """The server has judged a final; where a newer edit of it is on its way, that one is shown."""
        key, operation = self._under_way.pop(outcome.operation_id, (None, None))
        if key is None or operation is None:
            return
        state, row = self._states[key], self._row_of[key.pupil_id]
        is_last = state.operation_id == outcome.operation_id
        if outcome.result == "saved":
            self._saved(key, state, operation, outcome, is_last=is_last)
        elif is_last:
            self._not_saved(state, outcome)
            self.refused.emit(row, state.failure)
        self.row_changed.emit(row)

    def _saved(
        self, key: FinalKey, state: FinalState, operation: FinalOperation, outcome: Outcome, *, is_last: bool
    ) -> None:
        state.kept, state.kept_reason = operation.value, operation.reason
        state.version = state.version if outcome.version is None else outcome.version
        state.changed_after, state.author = False, self.store.me
        self._marks_then[self._row_of[key.pupil_id]] = self._marks_of(self._row_of[key.pupil_id])
        if is_last:
            state.stage, state.operation_id = "kept", ""
        if key.period_id is not None:
            self.store.use_final(FinalMark(key.period_id, key.pupil_id, state.kept, state.version))

    def _not_saved(self, state: FinalState, outcome: Outcome) -> None:
        state.stage = "conflict" if outcome.result == "conflict" else "refused"
        state.outcome, state.failure = outcome, self._words(outcome)
        if outcome.result == "conflict":
            state.kept = None if outcome.value is None else str(outcome.value)
            state.version, state.author = outcome.version or 0, outcome.author or ""
            state.kept_reason = ""
