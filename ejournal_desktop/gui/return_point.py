"""Brings a person back to her tabs, period and cell (ux 5.2, 7.12); on a shared computer on the same day only."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.gui.ports.return_point import Place, ReturnPoint

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow

_AGAIN_MS: Final = 60
_TRIES: Final = 160


class WayBack(QObject):
    """Keeps where the person is when she leaves, and takes her there when she comes."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._closed: list[Place] = []
        window.book.closing.connect(self._remember)

    def reopen(self) -> None:
        """Ctrl+Shift+T: the tab that was closed last, at its period and cell."""
        if self._closed:
            self._open(self._closed.pop())

    def keep(self) -> None:
        """She leaves: the pages are still there."""
        window = self._window
        front = str(page.property("tab_id")) if (page := window.page()) is not None else ""
        places = tuple(place for page in window.pages() if (place := place_of(page)) is not None)
        point = ReturnPoint(places, front, window.school_now().date())
        window.workplace.lanes.run(
            Lane.BULK,
            window.desk.keep_return_point,
            window.role,
            point,
            owner=window.workplace.lanes,
            done=_nothing,
            failed=_nothing,
        )

    def ask(self) -> None:
        """She has come."""
        desk, role = self._window.desk, self._window.role
        lanes = self._window.workplace.lanes
        lanes.run(Lane.BULK, desk.return_point, role, owner=self, done=self._go, failed=_nothing)

    def _go(self, point: ReturnPoint | None) -> None:
        window = self._window
        if point is None or len(window.pages()) > 1:  # she was quicker
            return
        if window.settings.now.shared_device and point.left_on != window.school_now().date():
            return
        for place in point.places:
            self._open(place)
        if (tab := window.book.find(point.front)) is not None:
            window.book.show(tab)

    def _open(self, place: Place) -> None:
        window = self._window
        if place.course is None:
            window.open_page(place.tab_id)
            return
        window.open_journal(place.course)
        if (page := window.page()) is not None:
            CellJump(page, place)

    def _remember(self, page: QWidget) -> None:
        if (place := place_of(page)) is not None:
            self._closed.append(place)


class CellJump(QObject):
    """Turns a journal to a period and a cell as soon as it has read them."""

    def __init__(self, journal: QWidget, place: Place) -> None:
        super().__init__(journal)
        self._journal: Any = journal
        self._place, self._left, self._turned = place, _TRIES, False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._try)
        self._timer.start(_AGAIN_MS)

    def _try(self) -> None:
        self._left -= 1
        grid = getattr(self._journal, "grid", None)
        if grid is not None and grid.store.page.period.period_id == self._place.period_id:
            self._go(grid)
        elif grid is not None and not self._turned and self._place.period_id is not None:
            self._turned = True
            self._journal.open_period(self._place.period_id)
        elif self._left <= 0:
            self._end()

    def _go(self, grid: Any) -> None:
        rows = (row for row, pupil in enumerate(grid.store.pupils) if pupil.pupil_id == self._place.pupil_id)
        row = next(rows, None)
        lesson_id = self._place.lesson_id
        column = grid.store.column_of_lesson(lesson_id) if lesson_id is not None else None
        if row is not None and column is not None:
            grid.use_cursor(row, column)
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self.deleteLater()


def place_of(page: QWidget) -> Place | None:
    """Where a page stands; ``None`` for a journal that has not been read yet."""
    tab_id = str(page.property("tab_id"))
    if not tab_id.startswith("journal-"):
        return Place(tab_id)
    grid: Any = getattr(page, "grid", None)
    if grid is None:
        return None
    row, column = grid.view.cursor()
    store = grid.store
    pupil_id = store.pupils[row].pupil_id if 0 <= row < len(store.pupils) else None
    lesson_id = store.columns[column].lesson.lesson_id if 0 <= column < len(store.columns) else None
    return Place(tab_id, store.page.course, store.page.period.period_id, pupil_id, lesson_id)


def _nothing(_answer: object | EjournalError) -> None:
    """A lost place is no reason to stop anybody."""
