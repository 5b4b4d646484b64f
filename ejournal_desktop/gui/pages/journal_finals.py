"""Finals of an open page: the rule and the order are read after it, what is set goes through the outbox."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.finals import FinalsPage, HandoverCheck
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text, outcome_text
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.models.final_states import FinalColumn
from ejournal_desktop.gui.models.gradebook_port import Failed, Gradebook
from ejournal_desktop.gui.pages.finals_bar import FinalsBar
from ejournal_desktop.gui.pages.handover_dialog import HandoverDialog
from ejournal_desktop.gui.session_port import Workplace


class JournalFinals(QObject):
    """Ties the finals of a grid to the person's services."""

    def __init__(
        self,
        workplace: Workplace,
        gradebook: Gradebook,
        grid: GridPane,
        *,
        handed_over: Callable[[], None],
        changed: Callable[[], None],
    ) -> None:
        """``handed_over`` reads the page anew; ``changed`` counts the edits that are not on the server."""
        super().__init__(grid)
        self._handed_over = handed_over
        self._workplace, self._grid = workplace, grid
        self._book = grid.totals_model.book
        self._book.connect_to(gradebook, _words)
        self._book.row_changed.connect(lambda _row: changed())
        self.bar = FinalsBar(self._book, grid)
        layout = grid.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.bar)
        self.bar.accept_wanted.connect(grid.finals.offer_all)
        self.bar.finish_wanted.connect(self.ask_checks)
        self.bar.flagged_wanted.connect(self.show_flagged)
        self.bar.disputed_wanted.connect(self.show_disputed)
        self.dialog: HandoverDialog | None = None
        self._register()
        self.read()

    def _register(self) -> None:
        add = self._workplace.actions.add
        words = ("итоги", "четверть", "сдать")
        finish = ActionSpec("journal.finish-finals", "Завершить выставление…", (), words, writes=True)
        accept = ActionSpec("journal.accept-proposals", "Принять предложения…", (), ("прогноз", "итоги"), writes=True)
        add(finish, self.ask_checks, self._grid)
        add(accept, self._grid.finals.offer_all, self._grid)

    def read(self) -> None:
        """Ask for the rule, the order and the reasons of the finals that stand."""
        page = self._grid.store.page
        if page.course.marking != "none":
            asked = page.course.course_id, page.period.period_id
            self._run(self._workplace.desk.finals_page, *asked, done=self._read, failed=self._not_read)

    def _read(self, page: FinalsPage) -> None:
        self._book.use(page)

    def _not_read(self, error: EjournalError) -> None:
        self._grid.hints.say(f"Итоги только для чтения. {error_text(error).what}", "warn")

    # Flags

    def show_flagged(self) -> None:
        """Put the cursor on the next final under which marks changed."""
        self._go_to_next(self.bar.flagged_rows())

    def show_disputed(self) -> None:
        """Put the cursor on the next final that a person has to think about."""
        self._go_to_next(self.bar.disputed_rows())

    def _go_to_next(self, rows: Sequence[int]) -> None:
        totals = self._grid.totals
        if rows:
            here = totals.currentIndex().row()
            row = next((row for row in rows if row > here), rows[0])
            totals.go_to(row, FinalColumn("period", self._grid.store.page.period.period_id))

    # The hand-over

    def ask_checks(self) -> None:
        """Have the server check the page."""
        self._grid.finals.shut()
        if self._book.unsettled():
            self._grid.hints.say("Сначала должны уйти ваши итоги: они ещё не на сервере.", "warn")
            return
        page = self._grid.store.page
        asked = page.course.course_id, page.period.period_id
        self._run(self._workplace.desk.handover_checks, *asked, done=self._checked, failed=self._not_checked)

    def _not_checked(self, error: EjournalError) -> None:
        self._grid.hints.say(error_text(error).sentence, "err")

    def _checked(self, checks: Sequence[HandoverCheck]) -> None:
        period = self._grid.store.page.period
        name = period_words(period.kind, period.number, genitive=True)
        self.dialog = HandoverDialog(checks, name, self._grid)
        self.dialog.hand_over_wanted.connect(self._hand_over)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _hand_over(self) -> None:
        dialog, page = self.dialog, self._grid.store.page
        if dialog is None:
            return
        dialog.button.setEnabled(False)
        asked = page.course.course_id, page.period.period_id

        def done(_at: datetime) -> None:
            dialog.accept()
            self._handed_over()

        def failed(error: EjournalError) -> None:
            dialog.fail(error_text(error).sentence)

        self._run(self._workplace.desk.hand_over, *asked, done=done, failed=failed)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None], failed: Failed) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=failed)


def _words(failure: Outcome) -> str:
    return outcome_text(failure).sentence
