"""One period of a journal page that was opened: its edits and widgets live on while another period is shown."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ejournal_desktop.domain.cell_locks import open_since
from ejournal_desktop.domain.gradebook import JournalPage, Period, WorkKind
from ejournal_desktop.domain.people import Session
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.grid.lock_text import window_words
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.pages.lesson_pane import LessonPane

PANE_WIDTH: Final = 320
PANE_HEIGHT: Final = 190
BESIDE_FROM: Final = 1366
OPEN_FROM: Final = 1600
_NO_LIMIT: Final = 16_777_215
_BANNERS: Final = {
    "role": "Просмотр. Отметки ставит учитель предмета.",
    "not-holder": "Просмотр. Этот курс назначен другому учителю.",
    "attendance": "Чужой предмет: правка только посещаемости своего класса.",
}


@dataclass(frozen=True, slots=True)
class OpenedPeriod:
    """Store, grid and lesson pane of a period."""

    store: JournalStore
    entries: LessonEntries
    grid: GridPane
    pane: LessonPane

    @property
    def unsettled(self) -> int:
        """Edits that the server has not taken."""
        return self.store.unsettled() + self.entries.unsettled()

    def finish(self) -> bool:
        """Send what was typed; ``False`` where a text does not fit its cell."""
        self.pane.save_texts()
        return self.grid.flow.finish()

    def remove(self) -> None:
        """Another reading of the page takes its place."""
        for widget in (self.grid, self.pane):
            widget.setParent(None)
            widget.deleteLater()

    def place_pane(self, splitter: QSplitter, window_width: int, wanted: bool | None) -> bool:
        """Right of the grid in a wide window, below it in a narrow one; ``None``: only wide windows show it."""
        look, beside = theme.current(), window_width >= BESIDE_FROM
        splitter.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self.pane.lay_out(beside=beside)
        width, height = look.px(PANE_WIDTH), look.px(PANE_HEIGHT)
        self.pane.setMinimumSize(width if beside else 0, 0 if beside else height)
        self.pane.setMaximumSize(width if beside else _NO_LIMIT, _NO_LIMIT if beside else height)
        shown = wanted if wanted is not None else window_width >= look.px(OPEN_FROM)
        self.pane.setVisible(shown)
        column = self.grid.view.cursor()[1]
        if shown and column >= 0:
            self.pane.show_column(column)
        return shown


def build(
    page: JournalPage,
    gradebook: Gradebook,
    me: str,
    *,
    periods: tuple[Period, ...],
    kinds: tuple[WorkKind, ...],
    parent: QWidget,
) -> OpenedPeriod:
    """Widgets for a page that was read; ``me`` is how this person signs marks."""
    store = JournalStore(page, gradebook, me, parent)
    store.work_kinds = kinds
    entries = LessonEntries(store, gradebook, parent)
    grid = GridPane(store, periods or (page.period,), parent)
    pane = LessonPane(store, entries, parent)
    grid.column_changed.connect(pane.follow)
    return OpenedPeriod(store, entries, grid, pane)


def signed_name(session: Session) -> str:
    """«Петрова А. В.», as the journal signs marks."""
    initials = (f"{name[0]}." for name in (session.first_name, session.middle_name) if name)
    return " ".join((session.last_name, *initials))


def banner_words(page: JournalPage) -> str:
    """Why the page is read only, or read only but for attendance; empty for who keeps it."""
    if page.writable:
        return ""
    return _BANNERS["attendance" if page.attendance_writable else page.read_only_reason or "role"]


def window_note(page: JournalPage) -> str:
    """«Изменить отметку можно за 2 недели: с 11.09», or since when the page is handed over."""
    if not page.writable:
        return ""
    if page.period.handed_over_at is not None:
        return f"Страница сдана {page.period.handed_over_at.astimezone(page.now.tzinfo):%d.%m}"
    since = open_since(page.today, page.edit_window)
    return f"Изменить отметку можно за {window_words(page.edit_window)}: с {since:%d.%m}" if since else ""
