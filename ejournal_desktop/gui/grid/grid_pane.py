"""The painted part of a journal page: grid, totals, summary row, scroll bars and hint strip, tied together."""

from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QVBoxLayout, QWidget

from ejournal_desktop.domain.gradebook import Outcome, Period
from ejournal_desktop.domain.marking_policy import weighed
from ejournal_desktop.gui import spoken, theme
from ejournal_desktop.gui.grid.cell_text import (
    conflict_html,
    distribution_words,
    failure_text,
    hint_html,
    reason_closed,
)
from ejournal_desktop.gui.grid.conflict_cards import ConflictCards
from ejournal_desktop.gui.grid.draft_offer import DraftOffer
from ejournal_desktop.gui.grid.finals_entry import FinalsEntry
from ejournal_desktop.gui.grid.glow import Glow
from ejournal_desktop.gui.grid.grid_tools import GridTools
from ejournal_desktop.gui.grid.grid_walk import GridWalk
from ejournal_desktop.gui.grid.hint_strip import HintStrip
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.selection import GridSelection
from ejournal_desktop.gui.grid.selection_text import selection_words
from ejournal_desktop.gui.grid.summary_row import SummaryRow
from ejournal_desktop.gui.grid.totals_view import TotalsView
from ejournal_desktop.gui.grid.typing_flow import TypingFlow
from ejournal_desktop.gui.grid.zoom import GridZoom
from ejournal_desktop.gui.models.cell_writer import CellWriter
from ejournal_desktop.gui.models.edit_history import EditHistory
from ejournal_desktop.gui.models.journal_cells import Column  # noqa: TC001 - an annotation of an attribute reads like the rest
from ejournal_desktop.gui.models.journal_model import JournalModel
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.pupil_figures import PupilFigures
from ejournal_desktop.gui.models.totals_model import TotalsModel

LOW_WINDOW: Final = 768


class GridPane(QWidget):
    """What a page shows of a store; every key of the grid works in it."""

    column_changed = Signal(int)
    """The cursor is in another column now."""
    lesson_wanted = Signal()
    """A lesson was double-clicked: its pane is wanted."""
    selection_told = Signal(str)
    """What is selected, for the status bar; empty for a single cell."""

    def __init__(
        self,
        store: JournalStore,
        periods: tuple[Period, ...],
        parent: QWidget | None = None,
        history: EditHistory | None = None,
    ) -> None:
        """``history`` is that of the tab; without one the grid has its own."""
        super().__init__(parent)
        self.setObjectName("grid_pane")
        self.store = store
        self.model = JournalModel(store, self)
        self.totals_model = TotalsModel(store, periods, self)
        self.pupil_figures = PupilFigures(self.totals_model.figures)
        self.zoom = GridZoom(self)
        self.view = JournalView(self.model, self, self.zoom)
        self.totals = TotalsView(self.totals_model, self, self.zoom)
        self.summary = SummaryRow(self.view, self.totals, self.totals_model.figures, self)
        self.hints = HintStrip(self)
        self.history = history or EditHistory(lambda _period: store, self)
        self.writer = CellWriter(store, self.history, self)
        self.selection = GridSelection(self.view, self)
        self.flow = TypingFlow(self.writer, self.selection, self)
        self.tools = GridTools(self.writer, self.selection, self.flow, self)
        self.walk = GridWalk(store, self.view, self.totals, self.flow, self)
        self.conflicts = ConflictCards(store, self.view, self)
        self.glow = Glow(self.view)
        self.drafts = DraftOffer(store, self.view, self.flow)
        self.finals = FinalsEntry(self.totals, self.totals_model, self.history, self)
        self._opened = False
        self._place: tuple[int, Column] | None = None
        self._lay_out()
        self._tie()
        self.setFocusProxy(self.view)

    def _lay_out(self) -> None:
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._across.setObjectName("across")
        self._across.setAccessibleName("Прокрутка по урокам")
        self._across.setVisible(False)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.view, 0, 0)
        grid.addWidget(self.totals, 0, 1)
        grid.addWidget(self.summary, 1, 0, 1, 2)
        grid.addWidget(self._across, 2, 0, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools.name_box)
        column.addLayout(grid, 1)
        column.addWidget(self.tools.bar)
        column.addWidget(self.hints)

    def _tie(self) -> None:
        left, right = self.view.verticalScrollBar(), self.totals.verticalScrollBar()
        left.valueChanged.connect(right.setValue)
        right.valueChanged.connect(left.setValue)
        own = self.view.horizontalScrollBar()
        own.rangeChanged.connect(self._range_across)
        own.valueChanged.connect(self._across.setValue)
        self._across.valueChanged.connect(own.setValue)
        self.view.shown.changed.connect(lambda: self.totals.follow(self.view.shown))
        self.totals_model.book.loaded.connect(self._rule_read)
        self.view.current_changed.connect(self._cursor_moved)
        self.selection.changed.connect(self._tell_selection)
        self.flow.leave_wanted.connect(self.focusNextChild)
        self.history.went_to.connect(self._go_to_undone)
        self.history.refused.connect(lambda text: self._say(text, "warn"))
        self.view.lessons.sectionDoubleClicked.connect(lambda _column: self.lesson_wanted.emit())
        self.flow.said.connect(self._say)
        self.conflicts.said.connect(self._say)
        self.tools.said.connect(self._say)
        self.walk.said.connect(self._say)
        self.drafts.said.connect(self._say)
        self.finals.said.connect(self._say)
        self.totals_model.modelReset.connect(self._use_sizes)
        self.flow.announced.connect(lambda text: spoken.tell(self.view, text))
        self.store.cell_changed.connect(self._cell_changed)
        self.store.block_changed.connect(self._block_changed)
        self.store.cell_settled.connect(self._settled)
        self.store.column_totals_changed.connect(self._show_distribution)
        self.store.columns_changed.connect(self._columns_changed)
        theme.changes().changed.connect(self._use_sizes)
        self.zoom.changed.connect(self._zoomed)

    def _range_across(self, least: int, most: int) -> None:
        self._across.setRange(least, most)
        self._across.setPageStep(self.view.horizontalScrollBar().pageStep())
        self._across.setSingleStep(self.view.lessons.defaultSectionSize())
        self._across.setVisible(most > least)

    def _go_to_undone(self, period_id: int, row: int, column: int) -> None:
        if period_id == self.store.page.period.period_id:
            self.use_cursor(row, column)

    def _tell_selection(self) -> None:
        if not self.selection.is_many:
            self.selection_told.emit("")
            return
        cells = self.selection.cells()
        self.selection_told.emit(selection_words([self.store.value(row, column) for row, column in cells]))

    def _rule_read(self) -> None:
        """The school's rule of proposals judges whom to look at, and says what a new work weighs."""
        policy = self.totals_model.book.figures.policy
        self.pupil_figures.use_policy(policy)
        self.store.use_work_kinds(weighed(self.store.work_kinds, policy))
        self.view.shown.changed.emit()

    def go_to_today(self) -> None:
        """F5: the column of today's lesson, or of the last one held, with the pupil kept."""
        column = self.store.last_held_column()
        if column is None:
            column = 0
        if not self.store.pupils or not self.store.columns or not self.flow.may_leave():
            return
        row = max(0, self.view.cursor()[0])
        self.view.show_column_at_right_third(column)
        self.view.move_to(row, column)

    def start_at(self, column: int) -> None:
        """Open at a lesson instead of today's."""
        self._opened = True
        if self.store.pupils and self.flow.may_leave():
            self.view.show_column_at_right_third(column)
            self.view.move_to(max(0, self.view.cursor()[0]), column)

    def step_lesson(self, step: int) -> None:
        """To the lesson before or after, past further works of this one."""
        row, column = self.view.cursor()
        if row < 0 or not self.flow.may_leave():
            return
        lesson, at = self.store.columns[column].lesson, column
        while 0 <= at < len(self.store.columns) and self.store.columns[at].lesson is lesson:
            at += step
        if 0 <= at < len(self.store.columns):
            first = self.store.column_of_lesson(self.store.columns[at].lesson.lesson_id)
            self.view.move_to(row, at if first is None else first)

    def use_cursor(self, row: int, column: int) -> None:
        """Put the cursor on a cell of another page: the pupil row is kept when the period changes."""
        self.view.move_to(min(row, len(self.store.pupils) - 1), min(column, len(self.store.columns) - 1))

    def showEvent(self, event: QShowEvent) -> None:
        """Open at today's lesson."""
        super().showEvent(event)
        self._use_sizes()
        if not self._opened:
            self._opened = True
            self._settle_layout()
            self.go_to_today()
        self.drafts.begin()

    def _zoomed(self, percent: int) -> None:
        """Another size: the cell under the cursor stays in sight."""
        self._use_sizes()
        row, column = self.view.cursor()
        if row >= 0:
            self.view.scrollTo(self.model.index(row, column))
        self._say(f"Масштаб журнала {percent} %. Ctrl+0 — обычный.", "info")

    def _settle_layout(self) -> None:
        """Sizes have to be final before one can scroll to today."""
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has low rows."""
        super().resizeEvent(event)
        self._use_sizes()

    def _use_sizes(self) -> None:
        self.view.use_sizes(low=self.window().height() <= theme.current().px(LOW_WINDOW))
        self.totals.use_sizes(self.view.names.defaultSectionSize())

    def _cursor_moved(self, _row: int, old_column: int, row: int, column: int) -> None:
        if row < 0:
            return
        self._place = row, self.store.columns[column]
        self._say_cell()
        if column != old_column:
            self._show_distribution(column)
            self.column_changed.emit(column)

    def _show_distribution(self, column: int) -> None:
        """How the marks of the column under the cursor are spread, live while it is typed."""
        if column == self.view.cursor()[1] >= 0:
            self.hints.show_figures(distribution_words(self.totals_model.figures.column(column)))

    def _say(self, text: str, tone: str) -> None:
        """Say a sentence in the strip; one that refuses is heard at once as well."""
        if text:
            self.hints.say(escape(text, quote=False), tone)
            if tone != "info":
                spoken.warn(self.view, text)
        else:
            self._say_cell()

    def _say_cell(self) -> None:
        """What stands in the current cell; a failed edit says why, a closed cell says why."""
        row, column = self.view.cursor()
        if row < 0:
            self.hints.say("")
            return
        failure = failure_text(self.store, row, column)
        if "conflict" in {state.state for state in self.store.fields(row, column)}:
            self.hints.say(conflict_html(self.store, row, column), "warn")
            return
        if failure:  # it may quote what somebody wrote: never as markup
            said = f"{hint_html(self.store, row, column)}. {escape(failure)} Esc — показать то, что на сервере."
            self.hints.say(said, "err")
            return
        closed = reason_closed(self.store, row, column)
        if closed and self.store.locks(row, column).is_skipped and self.store.page.writable:
            self.hints.say(closed, "warn")
        else:
            self.hints.say(hint_html(self.store, row, column))

    def _cell_changed(self, row: int, column: int) -> None:
        if (row, column) == self.view.cursor() and not self.flow.is_editing:
            self._say_cell()

    def _block_changed(self, *_block: int) -> None:
        self._cell_changed(*self.view.cursor())

    def _settled(self, row: int, column: int, outcome: Outcome) -> None:
        if outcome.result != "saved":
            spoken.warn(self.view, f"Не принято. {failure_text(self.store, row, column)}")

    def _columns_changed(self) -> None:
        """Columns were built anew: the cursor stays on its work."""
        self._use_sizes()
        if self._place is not None:
            row, column = self._place
            at = self.store.columns.index(column) if column in self.store.columns else 0
            self.view.move_to(row, at)
