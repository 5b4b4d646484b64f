"""How a journal page is looked at: as the grid, as one pupil's lessons, and which of its pupils are in sight."""

from collections.abc import Callable
from typing import Final, Literal, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.lesson_card import NoteKind
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.forms.ui_journal_page import Ui_JournalPage
from ejournal_desktop.gui.grid.risk_chips import chips_beside
from ejournal_desktop.gui.models.pupil_notes import PupilNotes
from ejournal_desktop.gui.pages.head_room import HeadRoom
from ejournal_desktop.gui.pages.opened_period import OpenedPeriod
from ejournal_desktop.gui.pages.paper_view import PaperView
from ejournal_desktop.gui.pages.pupil_view import PupilView
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.segments import Segments

View = Literal["grid", "paper", "pupil"]
_VIEWS: Final = {
    "grid": ("Сетка", "Ученики и уроки (Ctrl+Shift+1)"),
    "paper": ("Бумага", "Разворот, как он печатается (Ctrl+Shift+2)"),
    "pupil": ("Ученик", "Все уроки одного ученика (Ctrl+I)"),
}


class PageViews(QObject):
    """Follows the period that is shown; the grid of it is one of the views."""

    def __init__(
        self, page: QWidget, workplace: Workplace, form: Ui_JournalPage, grid_shown: Callable[[], None]
    ) -> None:
        """``grid_shown`` is called when the grid is back: its lesson pane may be, too."""
        super().__init__(page)
        self._page, self._form, self._grid_shown = page, form, grid_shown
        self._shown: OpenedPeriod | None = None
        self._view: View = "grid"
        self._pupil: PupilView | None = None
        self._paper: PaperView | None = None
        self._workplace = workplace
        self._notes = PupilNotes(workplace, self)
        self._notes.read.connect(self._notes_read)
        self._notes.said.connect(self._say)
        self.switch = Segments("Вид", _VIEWS, page)
        self.switch.setObjectName("view_switch")
        self.switch.show_chosen("grid")
        self.switch.chosen.connect(lambda key: self.use(cast("View", key)))
        form.head.insertWidget(form.head.indexOf(form.periodCombo) + 1, self.switch)
        self._be_heard_in_place(form)
        self.room = HeadRoom(page, form, self.switch)
        self.chips = chips_beside(form.missingLabel, form.info)
        self.chips.said.connect(self._say)
        for spec, act in (
            (ActionSpec("journal.view-grid", "Вид: сетка", ("Ctrl+Shift+1",)), lambda: self.use("grid")),
            (
                ActionSpec("journal.view-paper", "Вид: бумага", ("Ctrl+Shift+2",), ("разворот",)),
                lambda: self.use("paper"),
            ),
            (ActionSpec("journal.view-pupil", "Вид: ученик", ("Ctrl+I",), ("карточка",)), lambda: self.use("pupil")),
            (
                ActionSpec("journal.filter", "Показать учеников с рисками", ("Ctrl+Shift+F",), ("фильтр", "отбор")),
                self.chips.open_or_clear,
            ),
        ):
            workplace.actions.add(spec, act, page)

    def _be_heard_in_place(self, form: Ui_JournalPage) -> None:
        """A screen reader goes through parts as they were made: the switch comes before what stands to its right."""
        for at in range(form.head.indexOf(self.switch) + 1, form.head.count()):
            item = form.head.itemAt(at)
            beside = item.widget() if item is not None else None
            if beside is not None and beside.parentWidget() is self.switch.parentWidget():
                self.switch.stackUnder(beside)
                return

    @property
    def pupil_view(self) -> PupilView | None:
        """The view of one pupil, once it was wanted."""
        return self._pupil

    def show(self, opened: OpenedPeriod) -> None:
        """Another period, or another reading of it, is shown."""
        if opened is not self._shown:
            self._drop()
            self._shown = opened
            opened.grid.view.names.sectionDoubleClicked.connect(lambda _row: self.use("pupil"))
        self.chips.follow(opened.grid)
        if self._view != "grid":
            self.use(self._view)

    def use(self, view: View) -> None:
        """Look at the page in another way; what is being typed is taken first."""
        opened = self._shown
        if opened is None or not opened.finish():
            self.switch.show_chosen(self._view)
            return
        self._view = view
        self.switch.show_chosen(view)
        for widget in (self._form.modeCombo, self._form.workButton, self._form.todayButton, self._form.paneButton):
            widget.setEnabled(view == "grid")
        for widget in (self._form.previousButton, self._form.nextButton):
            widget.setEnabled(view == "grid")
        if view == "pupil":
            self._show_pupil(opened)
        elif view == "paper":
            self._show_paper(opened)
        else:
            self._form.stack.setCurrentWidget(opened.grid)
            self._grid_shown()
            opened.grid.setFocus()

    def _show_pupil(self, opened: OpenedPeriod) -> None:
        row, column = opened.grid.view.cursor()
        if row < 0:
            return
        opened.hide_pane()
        view = self._pupil
        if view is None:
            view = self._pupil = PupilView(opened.grid, self._page)
            view.cell_wanted.connect(self._go_to_cell)
            view.back_wanted.connect(lambda: self.use("grid"))
            view.note_wanted.connect(lambda *note: self._notes.add(*self._typed(note)))
            self._form.stack.addWidget(view)
            self._notes.ask(opened.store.page, opened.entries.gradebook)
        view.table.setCurrentIndex(view.model.index(-1, 0))
        view.show_pupil(row)
        view.go_to_column(column)
        self._form.stack.setCurrentWidget(view)
        view.table.setFocus()

    def _show_paper(self, opened: OpenedPeriod) -> None:
        opened.hide_pane()
        if self._paper is None:
            self._paper = PaperView(self._workplace, opened.store.page, self._page)
            self._paper.back_wanted.connect(lambda: self.use("grid"))
            table = ActionSpec("journal.paper-table", "Показать таблицей", ("F2",), ("сетка", "доступность"))
            self._workplace.actions.add(table, lambda: self.use("grid"), self._paper)
            self._form.stack.addWidget(self._paper)
        self._form.stack.setCurrentWidget(self._paper)
        self._paper.show_page(lambda: opened.unsettled)
        self._paper.setFocus()

    @staticmethod
    def _typed(note: tuple[object, ...]) -> tuple[int, int, NoteKind, str]:
        return cast("tuple[int, int, NoteKind, str]", note)

    def _notes_read(self) -> None:
        if self._pupil is not None:
            self._pupil.use_notes(self._notes.notes)

    def _go_to_cell(self, row: int, column: int) -> None:
        self.use("grid")
        if self._shown is not None:
            self._shown.grid.use_cursor(row, column)

    def _drop(self) -> None:
        for widget in (self._pupil, self._paper):
            if widget is not None:
                self._form.stack.removeWidget(widget)
                widget.deleteLater()
        self._pupil = self._paper = None

    def _say(self, text: str) -> None:
        if self._shown is not None and text:
            self._shown.grid.hints.say(text)
            if self._pupil is not None:
                self._pupil.say(text)
