"""Keys of the finals: a digit sets, Enter and Space accept, the reason is asked in place, everything can be undone."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ejournal_desktop.domain.final_proposals import NOT_ATTESTED, differs
from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.final_cards import AcceptCard, ReasonCard
from ejournal_desktop.gui.grid.final_text import final_hint, lock_words
from ejournal_desktop.gui.grid.totals_view import TotalsView
from ejournal_desktop.gui.models.edit_history import EditHistory
from ejournal_desktop.gui.models.final_states import FinalColumn
from ejournal_desktop.gui.models.totals_model import TotalsModel
from ejournal_desktop.gui.physical_keys import russian_letter

_FIVE: Final = {"н": NOT_ATTESTED, "о": "осв"}
_PASS: Final = {"з": "зач", "н": "незач", "а": NOT_ATTESTED, "о": "осв"}
_ACCEPT: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_CLEAR: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_Entry = tuple[int, FinalColumn, str | None, str]


class FinalsEntry(QObject):
    """Listens to the totals; ``said`` is for the hint strip."""

    said = Signal(str, str)

    def __init__(self, totals: TotalsView, model: TotalsModel, history: EditHistory, pane: QWidget) -> None:
        super().__init__(pane)
        self._totals, self._model, self._history, self._pane = totals, model, history, pane
        self._book = model.book
        self.card: CellCard | None = None
        totals.installEventFilter(self)
        self._book.refused.connect(self._refused)
        self._book.row_changed.connect(self._row_changed)
        totals.selectionModel().currentChanged.connect(lambda *_places: self._moved())

    # Keys

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys that set finals; the rest moves the cursor."""
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._is_accept_all(event):
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if self._is_accept_all(event):
            self.offer_all()
            return True
        return self._key(event)

    @staticmethod
    def _is_accept_all(event: QKeyEvent) -> bool:
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        return event.key() in keys and event.modifiers() == Qt.KeyboardModifier.ControlModifier

    def _key(self, event: QKeyEvent) -> bool:
        row, column = self._place()
        if column is None or event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        if event.key() == Qt.Key.Key_Escape:
            return self._book.take_back(row, column)
        if event.key() in _ACCEPT:
            self.accept()
            return True
        if event.key() in _CLEAR:
            self.put(None)
            return True
        value = self._value_of(event)
        if value is None:
            return False
        self.put(value)
        return True

    def _value_of(self, event: QKeyEvent) -> str | None:
        five = self._book.store.page.course.marking == "five"
        text = event.text()
        if five and text in {"1", "2", "3", "4", "5"}:
            return text
        return (_FIVE if five else _PASS).get(russian_letter(event) or text.lower())

    def _place(self) -> tuple[int, FinalColumn | None]:
        index = self._totals.currentIndex()
        if not index.isValid() or index.column() >= len(self._model.columns):
            return -1, None
        return index.row(), self._model.columns[index.column()].final

    # Acts

    def accept(self) -> None:
        """Enter: the proposal stands, and the cursor goes to the next pupil."""
        row, column = self._place()
        if column is None:
            return
        proposal = self._book.proposal(row, column)
        if self._book.shown(row, column) is None and proposal is not None:
            if not self._may(row, column):
                return
            self._set(row, column, str(proposal.mark), "")
        self._down(row)

    def put(self, value: str | None) -> None:
        """A value of the person's own; the reason is asked where one is wanted."""
        row, column = self._place()
        if column is None or not self._may(row, column):
            return
        proposal = self._book.proposal(row, column)
        if value == NOT_ATTESTED or differs(value, proposal):
            proposed = proposal.mark if proposal is not None else None
            card = ReasonCard(self._pane, self._book, row, value or "", proposed)
            card.given.connect(partial(self._set_and_go, row, column, value))
            self._show(card)
            return
        self._set_and_go(row, column, value, "")

    def _set_and_go(self, row: int, column: FinalColumn, value: str | None, reason: str) -> None:
        self._set(row, column, value, reason)
        if value is not None:
            self._down(row)

    def _may(self, row: int, column: FinalColumn) -> bool:
        closed = lock_words(self._book, row, column)
        if closed:
            self.said.emit(closed, "warn")
        return not closed

    def _set(self, row: int, column: FinalColumn, value: str | None, reason: str) -> None:
        pupil = self._book.store.pupils[row]
        at = self._model.column_of(column)
        spoken = self._model.columns[at].spoken if at is not None else "итог"
        words = f"{value or 'пусто'}, {spoken}, {pupil.last_name} {pupil.first_name[:1]}."
        self._record(words, [(row, column, value, reason)])

    def _record(self, words: str, entries: list[_Entry]) -> int:
        before = [(row, column, *self._standing(row, column)) for row, column, _, _ in entries]
        done = self._book.enter_many(entries)
        if done:
            self._history.record_act(
                words, partial(self._apply, entries, before), partial(self._apply, before, entries)
            )
        return done

    def _standing(self, row: int, column: FinalColumn) -> tuple[str | None, str]:
        state = self._book.state(row, column)
        return state.shown, state.reason

    def _apply(self, were: list[_Entry], become: list[_Entry]) -> str:
        """Undo or redo what still stands as it was left; why the rest could not."""
        fitting = [
            entry
            for was, entry in zip(were, become, strict=True)
            if self._standing(was[0], was[1]) == (was[2], was[3]) and self._book.lock(was[0], was[1]) is None
        ]
        self._book.enter_many(fitting)
        left = len(were) - len(fitting)
        if not left:
            return ""
        closed = next(
            (lock_words(self._book, row, column) for row, column, *_ in were if self._book.lock(row, column)), ""
        )
        return closed or f"{left} из {len(were)} отметок с тех пор уже другие."

    # All proposals

    def offer_all(self) -> None:
        """Ctrl+Enter: accept what is not disputed in the column under the cursor, or in that of the period."""
        _row, column = self._place()
        column = column or FinalColumn("period", self._book.store.page.period.period_id)
        lock = self._book.column_lock(column)
        if lock is not None and not self._book.opened_pupils(column):
            self.said.emit(lock_words(self._book, max(_row, 0), column), "warn")
            return
        certain, disputed = self._proposals(column)
        if not certain:
            self.said.emit("Принимать нечего: бесспорных предложений без отметки нет.", "info")
            return
        names = [
            f"{pupil.last_name} {pupil.first_name}" for pupil in (self._book.store.pupils[row] for row in disputed)
        ]
        card = AcceptCard(self._pane, len(certain), names)
        card.accepted.connect(partial(self._accept_all, column, certain))
        self._show(card, column)

    def _proposals(self, column: FinalColumn) -> tuple[list[int], list[int]]:
        certain: list[int] = []
        disputed: list[int] = []
        for row in range(len(self._book.store.pupils)):
            proposal = self._book.proposal(row, column)
            if (
                proposal is None
                or self._book.shown(row, column) is not None
                or self._book.lock(row, column) is not None
            ):
                continue
            (disputed if proposal.is_disputed else certain).append(row)
        return certain, disputed

    def _accept_all(self, column: FinalColumn, rows: list[int]) -> None:
        entries: list[_Entry] = []
        for row in rows:
            proposal = self._book.proposal(row, column)
            if proposal is not None:
                entries.append((row, column, str(proposal.mark), ""))
        done = self._record(f"предложения, {len(entries)}", entries)
        self.said.emit(f"Принято предложений: {done}. Отменить — Ctrl+Z.", "info")

    # What is said

    def _moved(self) -> None:
        self.shut()
        row, column = self._place()
        if row < 0 or not self._totals.hasFocus():
            return
        at = self._totals.currentIndex().column()
        if column is None:
            self.said.emit(self._model.spoken(row, at) + ". Ctrl+Пробел — почему.", "info")
            return
        self.said.emit(final_hint(self._book, row, column, self._model.columns[at].spoken), "info")

    def _row_changed(self, row: int) -> None:
        if row == self._totals.currentIndex().row() and self.card is None:
            self._moved()

    def _refused(self, row: int, sentence: str) -> None:
        pupil = self._book.store.pupils[row]
        self.said.emit(f"{pupil.last_name} {pupil.first_name}: {sentence}", "err")

    def _down(self, row: int) -> None:
        below = self._model.index(row + 1, self._totals.currentIndex().column())
        if below.isValid():
            self._totals.setCurrentIndex(below)

    # Cards

    def _show(self, card: CellCard, column: FinalColumn | None = None) -> None:
        self.shut()
        self.card = card
        card.closed.connect(partial(self._closed, card))
        index = self._totals.currentIndex()
        at = self._model.column_of(column) if column is not None else None
        if at is not None or not index.isValid():
            index = self._model.index(max(index.row(), 0), at if at is not None else 0)
        cell = self._totals.visualRect(index)
        card.show_at(QRect(self._totals.viewport().mapTo(self._pane, cell.topLeft()), cell.size()))

    def _closed(self, card: CellCard) -> None:
        if self.card is card:
            self.card = None
            self._totals.setFocus()

    def shut(self) -> None:
        """The cursor moves: its card is done with."""
        if self.card is not None and isValid(self.card):
            card, self.card = self.card, None
            card.shut()
