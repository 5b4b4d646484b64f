"""One period of a journal page that was opened: its edits and widgets live on while another period is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ejournal_desktop.domain.cell_locks import open_since
from ejournal_desktop.domain.gradebook import JournalPage, Period, WorkKind
from ejournal_desktop.domain.people import Session
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.lock_text import order_number, window_words
from ejournal_desktop.gui.models.edit_history import EditHistory
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.models.live_page import LivePage
from ejournal_desktop.gui.pages.journal_cards import JournalCards
from ejournal_desktop.gui.pages.lesson_pane import LessonPane
from ejournal_desktop.gui.russian_dates import day_month

PANE_WIDTH: Final = 320
PANE_HEIGHT: Final = 190
BESIDE_FROM: Final = 1366
OPEN_FROM: Final = 1600
LOW_WINDOW: Final = 700
"""Under a lower window the pane would leave two pupils: it stands beside them there."""
_NO_LIMIT: Final = 16_777_215
_LOAD: Final = "Нагрузка ещё не утверждена директором. Журнал можно вести."
_BANNERS: Final = {
    "role": "Просмотр. Отметки ставит учитель предмета.",
    "not-holder": "Просмотр. Этот курс назначен другому учителю.",
    "load-not-approved": "Просмотр. Нагрузка ещё не утверждена директором: "
    "до этого с вашей второй ролью журнал не ведут.",
    "attendance": "Чужой предмет: правка только посещаемости своего класса.",
}


@dataclass(slots=True)
class OpenedPeriod:
    """Store, grid and lesson pane of a period; the pane is made when it is first wanted."""

    store: JournalStore
    entries: LessonEntries
    grid: GridPane
    live: LivePage
    _tie_pane: Callable[[LessonPane], None]
    _pane: LessonPane | None = None
    cards: JournalCards | None = None

    @property
    def pane(self) -> LessonPane:
        """The lesson pane."""
        if self._pane is None:
            self._pane = LessonPane(self.store, self.entries, self.grid.parentWidget())
            self._pane.hide()
            self._tie_pane(self._pane)
            self.grid.column_changed.connect(self._pane.follow)
        return self._pane

    @property
    def shows_pane(self) -> bool:
        """Whether the pane is in sight."""
        return self._pane is not None and self._pane.isVisible()

    def hide_pane(self) -> None:
        """Another period, or nothing, is shown."""
        if self._pane is not None:
            self._pane.hide()

    def save_texts(self) -> None:
        """Save what was typed into the pane."""
        if self._pane is not None:
            self._pane.save_texts()

    @property
    def unsettled(self) -> int:
        """Edits that the server has not taken."""
        return self.store.unsettled() + self.entries.unsettled() + self.grid.totals_model.book.unsettled()

    def decide_entry(self, operation_id: str, choice: str) -> bool:
        """Deal with an entry of the card in the pane that failed; ``False`` when it is not there."""
        return self._pane is not None and self._pane.decide_entry(operation_id, choice)

    def check_attendance(self, column: int) -> None:
        """The roll of a lesson was called."""
        lesson = self.store.columns[column].lesson
        if not lesson.attendance_checked:
            self.entries.write(lesson, "attendance_checked", value=True)

    def finish(self) -> bool:
        """Send what was typed; ``False`` where a text does not fit its cell."""
        self.save_texts()
        return self.grid.flow.finish()

    def remove(self) -> None:
        """Another reading of the page takes its place."""
        for widget in (self.grid, self._pane):
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()

    def place_pane(self, splitter: QSplitter, window_width: int, wanted: bool | None) -> bool:
        """Right of the grid in a wide window, below it in a narrow one; ``None``: only wide windows show it."""
        look = theme.current()
        beside = window_width >= BESIDE_FROM or self.grid.window().height() < look.px(LOW_WINDOW)
        shown = wanted if wanted is not None else window_width >= look.px(OPEN_FROM)
        splitter.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        if not shown:
            self.hide_pane()
            return False
        self.pane.lay_out(beside=beside)
        width, height = look.px(PANE_WIDTH), look.px(PANE_HEIGHT)
        self.pane.setMinimumSize(width if beside else 0, 0 if beside else height)
        self.pane.setMaximumSize(width if beside else _NO_LIMIT, _NO_LIMIT if beside else height)
        self.pane.show()
        column = self.grid.view.cursor()[1]
        if column >= 0:
            self.pane.show_column(column)
        return True


def build(
    page: JournalPage,
    gradebook: Gradebook,
    me: str,
    *,
    periods: tuple[Period, ...],
    kinds: tuple[WorkKind, ...],
    history: EditHistory,
    tie_pane: Callable[[LessonPane], None],
    parent: QWidget,
) -> OpenedPeriod:
    """Widgets for a page that was read; ``me`` signs her marks, ``tie_pane`` gives the pane its place."""
    store = JournalStore(page, gradebook, me, parent)
    store.use_work_kinds(kinds)
    entries = LessonEntries(store, gradebook, parent)
    entries.restore(gradebook.unsettled(frozenset(lesson.lesson_id for lesson in page.lessons)))
    grid = GridPane(store, periods or (page.period,), parent, history)
    live = LivePage(store, entries, gradebook, grid)
    live.came.connect(grid.glow.show_cells)
    return OpenedPeriod(store, entries, grid, live, tie_pane)


def signed_name(session: Session) -> str:
    """«Петрова А. В.», as the journal signs marks."""
    initials = (f"{name[0]}." for name in (session.first_name, session.middle_name) if name)
    return " ".join((session.last_name, *initials))


_NO_MARKS: Final = "В этом периоде отметок не ставят: записывают посещаемость и темы."
_NO_MARKS_IN_GRADE_1: Final = "В 1 классе отметки не ставят: записывают посещаемость и темы."


def banner_words(page: JournalPage, me: str = "") -> str:
    """Why the page is read only, or read only but for attendance; for who keeps it, that her load is not approved.

    ``me`` is how the person signs: a page of nothing but her substituted lessons says so.
    """
    if page.writable and page.lessons and all(lesson.substitute == me for lesson in page.lessons):
        days = ", ".join(sorted({f"{lesson.held_on:%d.%m}" for lesson in page.lessons}))
        return f"Замена {days}: здесь только ваши уроки. Отметки за период ставит учитель курса."
    if page.writable:
        return _of_marking(page) if page.load_approved else _LOAD
    return _BANNERS["attendance" if page.attendance_writable else page.read_only_reason or "role"]


def _of_marking(page: JournalPage) -> str:
    """That no marks are set, where none are (rulings 28)."""
    if page.course.marking != "none":
        return ""
    return _NO_MARKS_IN_GRADE_1 if page.course.grade == 1 else _NO_MARKS


def window_note(page: JournalPage) -> str:
    """«Изменить отметку можно за 2 недели: с 11.09», or since when the page is handed over."""
    if not page.writable or (page.course.marking == "none" and page.period.handed_over_at is None):
        return ""
    if page.period.handed_over_at is not None and page.period.closing_order is not None:
        last_day = page.period.handed_over_at.astimezone(page.now.tzinfo) - timedelta(days=1)
        return f"Срок приказа {order_number(page.period.closing_order)} истёк {day_month(last_day.date())}"
    if page.period.handed_over_at is not None:
        return f"Страница сдана {page.period.handed_over_at.astimezone(page.now.tzinfo):%d.%m}"
    since = open_since(page.today, page.edit_window)
    return f"Изменить отметку можно за {window_words(page.edit_window)}: с {since:%d.%m}" if since else ""
