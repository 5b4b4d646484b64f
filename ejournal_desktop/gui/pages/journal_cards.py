"""The cards of a journal grid: «Почему закрыто?» with its request, «Почему?», and the answers to requests in place."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QRect, QTimer
from shiboken6 import isValid

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.cell_history import CellHistory, WorkChange
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.unlocks import PageUnlock, UnlockQueue, UnlockRequest, unlock_of, worth_showing
from ejournal_desktop.gui import spoken
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text, outcome_text
from ejournal_desktop.gui.grid.cell_card import CellCard
from ejournal_desktop.gui.grid.cell_text import reason_closed
from ejournal_desktop.gui.grid.final_cards import ForecastCard
from ejournal_desktop.gui.grid.final_text import ways_words
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.lock_card import OPENABLE, LockCard, Wanted, wanted_of
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.grid.unlock_text import unlock_words
from ejournal_desktop.gui.grid.why_card import AverageCard, WhyCard
from ejournal_desktop.gui.grid.work_history_card import WorkHistoryCard
from ejournal_desktop.gui.russian_dates import day_month
from ejournal_desktop.gui.session_port import Workplace

ASK_EVERY_MS: Final = 20_000
_HANDED_OVER: Final = "EJ011"
_ASKING: Final = frozenset({"waiting", "agreed", "open"})


class JournalCards(QObject):
    """One card at a time over one grid; its keys work while the focus is in the grid."""

    def __init__(self, workplace: Workplace, grid: GridPane) -> None:
        super().__init__(grid)
        self._workplace = workplace
        self._grid = grid
        self.card: CellCard | None = None
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self.ask_answers)
        grid.view.current_changed.connect(lambda *_moved: self.shut())
        grid.view.verticalScrollBar().valueChanged.connect(lambda _value: self.shut())
        grid.view.horizontalScrollBar().valueChanged.connect(lambda _value: self.shut())
        add = workplace.actions.add
        ask = ActionSpec(
            "journal.unlock", "Почему закрыто, запросить открытие…", ("Ctrl+Shift+L",), ("открыть", "срок")
        )
        why = ActionSpec("journal.why", "Почему?", ("Ctrl+Space", "Shift+F1"), ("история", "изменения", "формула"))
        add(ask, self.explain_lock, grid)
        add(why, self.explain, grid)
        self._watch()

    # Why closed

    def explain_lock(self) -> None:
        """Ctrl+Shift+L: why the cell is closed; a second time: the request."""
        if isinstance(self.card, LockCard):
            self.card.open_form()
            return
        store, (row, column) = self._grid.store, self._grid.view.cursor()
        if row < 0 or not self._grid.flow.finish():
            return
        why = reason_closed(store, row, column)
        if not why:
            self._grid.hints.say("Ячейка открыта: отметку можно поставить и изменить.")
            return
        held_on = store.columns[column].lesson.held_on
        card = LockCard(self._grid, store, f"Отметка за {day_month(held_on)} закрыта для правки", why, self._wanted())
        card.sent.connect(lambda asked: self._send(card, asked))
        self._show(card, self._cell(row, column))

    def _wanted(self) -> Wanted | None:
        store, (row, column) = self._grid.store, self._grid.view.cursor()
        lock = store.locks(row, column).mark
        if lock is None or lock.reason not in OPENABLE or not store.page.writable:
            return None
        columns = sorted({at for _row, at in self._grid.selection.cells()} | {column})
        wanted = wanted_of(store, columns, row)
        asked = [unlock_of(store.page.unlocks, lesson_id) for lesson_id in wanted.lesson_ids or (0,)]
        still = [one for one in asked if one is None or not one.mine or one.state == "refused"]
        return wanted if still else None

    def ask_for(self, refused: Outcome) -> None:
        """The request for the cell of the cursor that the server found shut, whatever this page knew of it."""
        store, (row, column) = self._grid.store, self._grid.view.cursor()
        if row < 0:
            return
        lesson, period, said = store.columns[column].lesson, store.page.period, outcome_text(refused)
        wanted = Wanted((lesson.lesson_id,), None, f"урок {lesson.held_on:%d.%m}")
        if refused.code == _HANDED_OVER:
            wanted = Wanted(
                period_id=period.period_id, words=f"страница целиком, {period_words(period.kind, period.number)}"
            )
        card = LockCard(self._grid, store, said.what, f"{said.why} {said.advice}".strip(), wanted)
        card.sent.connect(lambda asked: self._send(card, asked))
        self._show(card, self._cell(row, column))
        card.open_form()

    def _send(self, card: LockCard, asked: UnlockRequest) -> None:
        def done(made: tuple[int, ...]) -> None:
            self._sent(asked, made)
            if self.card is card:
                card.shut()

        def failed(error: EjournalError) -> None:
            if isValid(card) and self.card is card:
                card.fail(error_text(error).sentence)

        self._run(self._workplace.desk.request_unlock, asked, done=done, failed=failed)

    def _sent(self, asked: UnlockRequest, made: tuple[int, ...]) -> None:
        scopes: list[tuple[int | None, int | None]] = [(lesson_id, None) for lesson_id in sorted(asked.lesson_ids)]
        if asked.period_id is not None:
            scopes.append((None, asked.period_id))
        store = self._grid.store
        fresh = tuple(
            PageUnlock(number, *scope, "waiting", asked.wanted_until, True, store.me)
            for number, scope in zip(made, scopes, strict=False)
        )
        store.use_unlocks((*store.page.unlocks, *fresh))
        self._tell("Запрос отправлен. Ответ появится здесь, в журнале.")
        self._watch()

    # Answers

    def _watch(self) -> None:
        """Ask while something of one's own waits or is open."""
        asks = any(unlock.mine and unlock.state in _ASKING for unlock in self._grid.store.page.unlocks)
        if asks != self._timer.isActive():
            self._timer.start() if asks else self._timer.stop()

    def ask_answers(self) -> None:
        """Read what became of the requests; the grid shows it in place."""
        if self._grid.isVisible():
            self._run(self._workplace.desk.unlocks, done=self._answered, failed=lambda _error: None)

    def _answered(self, queue: UnlockQueue) -> None:
        store = self._grid.store
        page, lessons = store.page, {column.lesson.lesson_id for column in store.columns}
        own = tuple(
            shown
            for unlock in queue.unlocks
            if unlock.course_id == page.course.course_id
            and (unlock.lesson_id in lessons or unlock.period_id == page.period.period_id)
            and worth_showing(shown := unlock.on_page(queue.me), queue.now)
            and shown.mine
        )
        before = {unlock.unlock_id: unlock.state for unlock in page.unlocks}
        known = {unlock.unlock_id for unlock in own}
        others = tuple(one for one in page.unlocks if not one.mine and one.unlock_id not in known)
        store.use_unlocks(tuple(sorted((*others, *own), key=lambda unlock: unlock.unlock_id)))
        news = [unlock for unlock in own if before.get(unlock.unlock_id) not in (None, unlock.state)]
        if news:
            self._tell(unlock_words(news[-1], store.page))
        self._watch()

    # «Почему?»

    def explain(self) -> None:
        """Ctrl+Space: the average where the focus is in the totals, else the cell."""
        totals = self._grid.totals
        if totals.hasFocus() or totals.viewport().hasFocus():
            self._explain_average()
            return
        row, column = self._grid.view.cursor()
        if row < 0 or not self._grid.flow.finish():
            return
        store = self._grid.store
        card = WhyCard(self._grid, store, row, column)
        self._show(card, self._cell(row, column))
        place = store.columns[column]
        work_id = place.work.work_id if place.work is not None else None

        def done(history: CellHistory) -> None:
            if isValid(card) and self.card is card:
                card.show_history(history)

        def failed(error: EjournalError) -> None:
            if isValid(card) and self.card is card:
                card.fail(error_text(error).sentence)

        asked = place.lesson.lesson_id, work_id, store.pupils[row].pupil_id
        self._run(self._workplace.desk.cell_history, *asked, done=done, failed=failed)

    def show_work_history(self, column: int) -> None:
        """«Показать историю» of the work of a column."""
        place, row = self._grid.store.columns[column], max(0, self._grid.view.cursor()[0])
        if place.work is None or not self._grid.flow.finish():
            return
        card = WorkHistoryCard(self._grid, place)
        self._show(card, self._cell(row, column))

        def done(changes: tuple[WorkChange, ...]) -> None:
            if isValid(card) and self.card is card:
                card.show_history(changes)

        def failed(error: EjournalError) -> None:
            if isValid(card) and self.card is card:
                card.fail(error_text(error).sentence)

        self._run(self._workplace.desk.work_history, place.work.work_id, done=done, failed=failed)

    def _explain_average(self) -> None:
        totals, row = self._grid.totals, self._grid.totals.currentIndex().row()
        row = row if row >= 0 else self._grid.view.cursor()[0]
        if row < 0:
            return
        model, at = self._grid.totals_model, max(totals.currentIndex().column(), 0)
        cell = totals.visualRect(model.index(row, at))
        if at < len(model.columns) and model.columns[at].kind != "average":
            card: CellCard = ForecastCard(self._grid, model.book, model.figures, row)
        else:
            ways = ways_words(*model.book.figures.ways(row))
            card = AverageCard(self._grid, self._grid.store, model.figures, row, (f"{ways}.",) if ways else ())
        self._show(card, QRect(totals.viewport().mapTo(self._grid, cell.topLeft()), cell.size()))

    # Cards

    def _cell(self, row: int, column: int) -> QRect:
        view = self._grid.view
        cell = view.cell_rect(row, column)
        return QRect(view.viewport().mapTo(self._grid, cell.topLeft()), cell.size())

    def _show(self, card: CellCard, cell: QRect) -> None:
        self.shut()
        self.card = card
        card.closed.connect(lambda: self._closed(card))
        card.show_at(cell)

    def show_card(self, card: CellCard, row: int, column: int) -> None:
        """Show a card of another controller in the one place of cards."""
        self._show(card, self._cell(row, column))

    def _closed(self, card: CellCard) -> None:
        if self.card is card:
            self.card = None
            self._grid.setFocus()

    def shut(self) -> None:
        """The cursor moves: its card is done with."""
        if self.card is not None and isValid(self.card):
            self.card.shut()

    def _tell(self, text: str) -> None:
        self._grid.hints.say(text)
        spoken.tell(self._grid.view, text)

    def _run(
        self,
        job: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None],
        failed: Callable[[EjournalError], None],
    ) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=failed)
