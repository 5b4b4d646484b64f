"""The teacher's journal: a course in a period, written without a Save button."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Course, JournalPage, Period, WorkKind
from ejournal_desktop.domain.marking_policy import WITHOUT_RULE, weighed
from ejournal_desktop.gui import style
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.change_bus import Change
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_journal_page import Ui_JournalPage
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.grid.typing_flow import MODE_WORDS, Mode
from ejournal_desktop.gui.lock_cover import is_locked
from ejournal_desktop.gui.models.edit_history import EditHistory
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.models.lesson_undo import LessonUndo
from ejournal_desktop.gui.pages import journal_actions, pane_keys
from ejournal_desktop.gui.pages.grid_cards import add_cards
from ejournal_desktop.gui.pages.group_switch import GroupSwitch
from ejournal_desktop.gui.pages.journal_edits import JournalEdits
from ejournal_desktop.gui.pages.journal_finals import JournalFinals
from ejournal_desktop.gui.pages.journal_head import JournalHead
from ejournal_desktop.gui.pages.journal_menus import JournalMenus
from ejournal_desktop.gui.pages.lesson_pane import LessonPane
from ejournal_desktop.gui.pages.opened_period import OpenedPeriod, build, signed_name
from ejournal_desktop.gui.pages.page_views import PageViews
from ejournal_desktop.gui.pages.sibling_courses import SiblingCourses
from ejournal_desktop.gui.pages.work_acts import edit_work
from ejournal_desktop.gui.session_port import Workplace

_TELL_MS: Final = 50


class JournalPageWidget(QWidget):
    """Header, grid, lesson pane; one period at a time."""

    unsettled_changed = Signal(int)
    """How many edits of the page the server has not taken: the tab's star."""
    summary_changed = Signal(str)
    """What is selected, for the status bar."""
    journal_wanted = Signal(object)
    """Another ``Course``: a group of this class, or another class."""
    help_topic = "journal"

    def __init__(
        self,
        workplace: Workplace,
        course: Course,
        gradebook: Gradebook,
        lesson_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``lesson_id`` opens the page at that lesson instead of today's."""
        super().__init__(parent)
        self._workplace = workplace
        self._course = course
        self._gradebook = gradebook
        self._lesson_id = lesson_id
        self._me = signed_name(workplace.desk.session)
        self._periods: tuple[Period, ...] = ()
        self._kinds: tuple[WorkKind, ...] = ()
        self._opened: dict[int, OpenedPeriod] = {}
        self._shown: OpenedPeriod | None = None
        self.history = EditHistory(lambda period: page[0] if (page := self._entries_of(period)) else None, self)
        self.history.went_to.connect(self._show_undone)
        self._lesson_undo = LessonUndo(self.history, self._entries_of, self)
        self._siblings = SiblingCourses(workplace, course, self)
        self._siblings.wanted.connect(self.journal_wanted)
        self._siblings.said.connect(self._say)
        self._wants_pane: bool | None = None
        self.edits = JournalEdits(self)
        self._told = QTimer(self, singleShot=True, interval=_TELL_MS)
        self._told.timeout.connect(lambda: self.unsettled_changed.emit(self.unsettled()))
        self._form = Ui_JournalPage()
        self._form.setupUi(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        style.fit(self)
        self._head = JournalHead(self._form, course, self)
        self._form.head.insertWidget(2, GroupSwitch(self._siblings, course.course_id, self))
        self._views = PageViews(self, workplace, self._form, self._place_pane)
        self._connect()
        self._register()
        self.load()

    def _connect(self) -> None:
        form = self._form
        form.periodCombo.activated.connect(lambda at: self.open_period(self._periods[at].period_id))
        form.modeCombo.activated.connect(self._mode_chosen)
        form.workButton.clicked.connect(self.add_work)
        form.todayButton.clicked.connect(self.go_to_today)
        form.previousButton.clicked.connect(lambda: self._step(-1))
        form.nextButton.clicked.connect(lambda: self._step(1))
        form.paneButton.clicked.connect(lambda shown: self.show_pane(shown=shown))
        form.retryButton.clicked.connect(self.load)

    def _register(self) -> None:
        add = self._workplace.actions.add
        specs = (
            (ActionSpec("journal.today", "Перейти к сегодняшнему уроку", ("F5",)), self.go_to_today),
            (ActionSpec("journal.lesson", "Тема и домашнее задание", ("F7",), ("свойства урока",)), self.toggle_pane),
            (ActionSpec("journal.mode", "Сменить способ ввода", ("F8",)), self.cycle_mode),
            (ActionSpec("journal.add-work", "Добавить графу работы…", ("Ctrl+Shift+W",), writes=True), self.add_work),
            (ActionSpec("journal.refresh", "Обновить страницу журнала", ("F9",)), self.refresh),
        )
        for spec, act in specs:
            add(spec, act, self)
        pane_keys.register(self._workplace.actions, self, self)
        journal_actions.register_siblings(self._workplace.actions, self, self._siblings)

    # Opening

    def load(self) -> None:
        """Read the periods and open the present one; kinds of work are wanted later and read after the page."""
        self._head.wait()
        self._gradebook.periods(self._course.course_id, self._periods_read, self._failed)

    def _kinds_read(self, kinds: tuple[WorkKind, ...]) -> None:
        self._kinds = kinds = weighed(kinds, WITHOUT_RULE)  # the rule comes with the finals of a page (rulings 26)
        for opened in self._opened.values():
            opened.store.use_work_kinds(weighed(kinds, opened.grid.totals_model.book.figures.policy))

    def _periods_read(self, periods: tuple[Period, ...]) -> None:
        self._periods = periods
        self._head.list_periods(periods)
        today = self._workplace.desk.session.server_time.date()
        begun = [period for period in periods if period.starts_on <= today] or list(periods[:1])
        if not begun:
            self._say_empty("Отчётных периодов нет.", "Учебный год заводит администратор.")
            return
        self.open_period(self.edits.wanted_period or begun[-1].period_id)
        self._gradebook.work_kinds(self._kinds_read, self._failed)
        if not self._course.is_whole_class:
            self._siblings.ask()

    def open_period(self, period_id: int) -> None:
        """Show a period; one that was open is shown at once, with its edits."""
        if not self._periods:
            return  # they are being read; what is wanted is opened then
        if self._shown is not None and not self._shown.grid.flow.finish():
            self._select_period(self._shown.store.page.period.period_id)
            return
        self._select_period(period_id)
        if period_id in self._opened:
            self._show(self._opened[period_id])
            return
        self._head.wait()
        self._gradebook.open_page(self._course.course_id, period_id, self._page_read, self._failed)

    def refresh(self) -> None:
        """F9: read the page again, unless edits of it are still on their way."""
        if self._shown is None:
            self.load()
            return
        if not self._shown.finish() or self.unsettled():
            self._shown.grid.hints.say("Сначала должны уйти ваши изменения: страница обновится после них.", "warn")
            return
        period_id = self._shown.store.page.period.period_id
        self._gradebook.open_page(self._course.course_id, period_id, self._page_read, self._failed)

    def _page_read(self, page: JournalPage) -> None:
        old = self._opened.pop(page.period.period_id, None)
        cursor = old.grid.view.cursor() if old is not None else None
        opened = self._build(page)
        self._opened[page.period.period_id] = opened
        self._form.stack.addWidget(opened.grid)
        style.fit(opened.grid)
        self._show(opened)
        if old is not None:
            old.remove()
        if cursor is not None and cursor[0] >= 0:
            opened.grid.use_cursor(*cursor)

    def _build(self, page: JournalPage) -> OpenedPeriod:
        opened = build(
            page,
            self._gradebook,
            self._me,
            periods=self._periods,
            kinds=self._kinds,
            history=self.history,
            tie_pane=self._tie_pane,
            parent=self,
        )
        journal_actions.register(self._workplace.actions, opened.grid)
        menus = JournalMenus(opened.grid, self._workplace.actions, self.change_work, self.add_work, self.toggle_pane)
        self.edits.follow(opened)
        opened.cards = add_cards(self._workplace, opened.grid)
        menus.history_wanted.connect(opened.cards.show_work_history)
        told = self._told.start
        JournalFinals(self._workplace, self._gradebook, opened.grid, handed_over=self.refresh, changed=told)
        opened.grid.flow.mode_changed.connect(self._mode_changed)
        opened.grid.selection_told.connect(self.summary_changed)
        self._lesson_undo.watch(page.period.period_id, opened.entries)
        opened.grid.tools.roll.checked.connect(partial(OpenedPeriod.check_attendance, opened))
        opened.grid.lesson_wanted.connect(lambda: self.show_pane(shown=True))
        for changed in (opened.store.cell_changed, opened.store.block_changed):
            changed.connect(lambda *_cells: self._told.start())
        opened.store.header_changed.connect(lambda _column: self._show_notes())
        opened.entries.entry_changed.connect(lambda _lesson, _entry: self._told.start())
        opened.entries.lesson_kept.connect(lambda _lesson: self._tell_lesson(page))
        return opened

    def _tell_lesson(self, page: JournalPage) -> None:
        self._workplace.changes.tell(Change("lesson", self._course.course_id, page.period.period_id), self)

    def _tie_pane(self, pane: LessonPane) -> None:
        pane.closed.connect(lambda: self.show_pane(shown=False))
        pane.work_change_wanted.connect(self.change_work)
        spec = ActionSpec("journal.back-to-cell", "Записать и вернуться в ячейку", ("Ctrl+Return", "Ctrl+Enter"))
        self._workplace.actions.add(spec, self.toggle_pane, pane)
        pane.use_card(self._workplace)
        self._form.splitter.addWidget(pane)

    def _show(self, opened: OpenedPeriod) -> None:
        before, self._shown = self._shown, opened
        if before is not None and before is not opened:
            before.hide_pane()
            opened.grid.flow.use_mode(before.grid.flow.mode)
        page = opened.store.page
        self._head.enable(on=True)
        self._head.show_page(page, self._me)
        self._show_notes()
        if not page.lessons:
            period = period_words(page.period.kind, page.period.number)
            self._say_empty(f"Уроков за период «{period}» нет.", "Они появятся, когда будет утверждено расписание.")
            return
        if not page.pupils:
            self._say_empty(f"В группе «{page.course.group_name}» нет учеников.", "Списки ведёт администратор.")
            return
        self._form.stack.setCurrentWidget(opened.grid)
        self._views.show(opened)
        self._place_pane()
        if self._lesson_id is not None and (at := opened.store.column_of_lesson(self._lesson_id)) is not None:
            self._lesson_id = None
            opened.grid.start_at(at)
        self.edits.arrive(opened)
        opened.grid.setFocus()

    def _failed(self, error: EjournalError) -> None:
        said = error_text(error)
        self._say_empty(said.what, f"{said.why} {said.advice}".strip(), may_retry=True)

    def _say(self, text: str) -> None:
        if self._shown is not None:
            self._shown.grid.hints.say(text)

    def _say_empty(self, title: str, why: str, *, may_retry: bool = False) -> None:
        self._head.say_empty(title, why, may_retry=may_retry)
        if self._shown is not None:
            self._shown.hide_pane()

    def _show_notes(self) -> None:
        if self._shown is not None:
            self._head.show_notes(self._shown.store)

    def _select_period(self, period_id: int) -> None:
        at = next((at for at, period in enumerate(self._periods) if period.period_id == period_id), -1)
        self._head.choose_period(at)

    # Acts

    @property
    def grid(self) -> GridPane | None:
        """The grid that is shown."""
        return self._shown.grid if self._shown is not None else None

    @property
    def pane(self) -> LessonPane | None:
        """The lesson pane of the grid that is shown."""
        return self._shown.pane if self._shown is not None else None

    def _entries_of(self, period_id: int) -> tuple[JournalStore, LessonEntries] | None:
        opened = self._opened.get(period_id)
        return (opened.store, opened.entries) if opened is not None else None

    def _show_undone(self, period_id: int, _row: int, _column: int) -> None:
        """What was undone is in sight, in its period."""
        if self._shown is not None and self._shown.store.page.period.period_id != period_id:
            self.open_period(period_id)

    def unsettled(self) -> int:
        """Edits of every open period that the server has not taken."""
        return sum(opened.unsettled for opened in self._opened.values())

    def go_to_today(self) -> None:
        """F5."""
        if self._shown is not None:
            self._shown.grid.go_to_today()
            self._shown.grid.setFocus()

    def cycle_mode(self) -> None:
        """F8."""
        if self._shown is not None:
            self._shown.grid.flow.cycle_mode()

    def _mode_chosen(self, at: int) -> None:
        if self._shown is not None:
            self._shown.grid.setFocus()
            self._shown.grid.flow.use_mode(self._head.mode_at(at))

    def _mode_changed(self, mode: Mode) -> None:
        self._head.choose_mode(mode)
        if self._shown is not None:
            self._shown.grid.hints.say(f"Ввод: {MODE_WORDS[mode]}")

    def _step(self, step: int) -> None:
        if self._shown is not None:
            self._shown.grid.step_lesson(step)
            self._shown.grid.setFocus()

    def add_work(self) -> None:
        """Ctrl+Shift+W: one more work for the lesson under the cursor."""
        self._open_work_dialog(change=False)

    def change_work(self) -> None:
        """Kind and topic of the work under the cursor."""
        self._open_work_dialog(change=True)

    def _open_work_dialog(self, *, change: bool) -> None:
        if self._shown is not None:
            edit_work(self._shown, self._gradebook, self, change=change)

    def show_paper(self) -> None:
        """Look at the spread as it is printed."""
        self._views.use("paper")

    def toggle_pane(self) -> None:
        """F7: into the pane and back to the cell."""
        if self._shown is None:
            return
        if self._shown.shows_pane and self._shown.pane.isAncestorOf(self.focusWidget() or self):
            self._shown.pane.save_texts()
            self._shown.grid.setFocus()
            return
        self.show_pane(shown=True)
        self._shown.pane.go_to_first_gap()

    def show_pane(self, *, shown: bool) -> None:
        """Open or close the pane; the choice outlives changes of the window's size."""
        self._wants_pane = shown
        self._place_pane()
        if self._shown is not None and not shown:
            self._shown.save_texts()
            self._shown.grid.setFocus()

    def _place_pane(self) -> None:
        if self._shown is None or self._form.stack.currentWidget() is not self._shown.grid:
            return
        shown = self._shown.place_pane(self._form.splitter, self.window().width(), self._wants_pane)
        self._form.paneButton.setChecked(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the pane to where it fits."""
        super().resizeEvent(event)
        self._place_pane()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another tab: what was typed is sent."""
        super().hideEvent(event)
        if not is_locked(self):
            self._finish()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is lost with the page: a text that does not fit keeps it open."""
        if self._finish():
            super().closeEvent(event)
        else:
            event.ignore()

    def _finish(self) -> bool:
        fits = [opened.finish() for opened in self._opened.values()]  # every period, not only up to the first misfit
        return all(fits)
