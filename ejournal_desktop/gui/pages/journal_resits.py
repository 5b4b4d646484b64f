"""Re-sits of an open page: read after it, added from the menu of a cell."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.marks import counts_as_set
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.resit_card import ResitCard
from ejournal_desktop.gui.pages.journal_cards import JournalCards
from ejournal_desktop.gui.session_port import Workplace


class JournalResits(QObject):
    """Ties the re-sits to one grid."""

    def __init__(self, workplace: Workplace, grid: GridPane, cards: JournalCards) -> None:
        super().__init__(grid)
        self._workplace, self._grid, self._cards = workplace, grid, cards
        words = ("задолженность", "исправить", "2→4")
        spec = ActionSpec("journal.resit", "Пересдача…", ("Ctrl+Shift+P",), words, writes=True)
        workplace.actions.add(spec, self.open, grid)
        self.read()

    def read(self) -> None:
        """Ask for the re-sits of the page."""
        page = self._grid.store.page
        if page.course.marking == "none":
            return
        asked = page.course.course_id, page.period.period_id
        self._run(self._workplace.desk.attempts, *asked, done=self._grid.store.use_attempts, failed=self._not_read)

    def _not_read(self, error: EjournalError) -> None:
        self._grid.hints.say(f"Пересдачи не прочитаны. {error_text(error).what}", "warn")

    def open(self) -> None:
        """Ctrl+Shift+P: a re-sit of the mark under the cursor."""
        grid, (row, column) = self._grid, self._grid.view.cursor()
        if row < 0 or not grid.flow.finish():
            return
        why = self._obstacle(row, column)
        if why:
            grid.hints.say(why)
            return
        card = ResitCard(grid, grid.store, row, column)
        card.given.connect(partial(self._add, card, row, column))
        self._cards.show_card(card, row, column)

    def _obstacle(self, row: int, column: int) -> str:
        store = self._grid.store
        mark, place = store.mark(row, column), store.columns[column]
        if not (store.page.writable and place.lesson.writable):
            return "Пересдачу записывает учитель этого урока."
        if place.work is None or not counts_as_set(mark.kept):
            return "Пересдавать нечего: отметки в ячейке нет. Первая отметка ставится в саму ячейку."
        if mark.kept != mark.shown:
            return "Сначала должна сохраниться отметка этой ячейки."
        return ""

    def _add(self, card: ResitCard, row: int, column: int, value: str) -> None:
        store = self._grid.store
        work = store.columns[column].work
        if work is None:
            return

        def done(_number: int) -> None:
            if isValid(card):
                card.shut()
            pupil = store.pupils[row]
            self._grid.hints.say(f"Пересдача записана: {pupil.last_name} {pupil.first_name}, {value}.")
            self.read()

        def failed(error: EjournalError) -> None:
            if isValid(card):
                card.fail(error_text(error).sentence)

        asked = work.work_id, store.pupils[row].pupil_id, value
        self._run(self._workplace.desk.add_attempt, *asked, done=done, failed=failed)

    def _run(
        self,
        job: Callable[..., Any],
        *args: object,
        done: Callable[[Any], None],
        failed: Callable[[EjournalError], None],
    ) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=failed)
