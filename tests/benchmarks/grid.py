"""The grid alone, no server: key → painted, summaries, a paste of 30 × 30 and its undo, beside Qt's own table.

``python -m tests.benchmarks.grid`` runs these figures only.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem, QWidget

from ejournal_desktop.background.collector import Collector
from ejournal_desktop.domain.gradebook import CellOperation, JournalPage
from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui import fonts, style, theme
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.models.journal_store import JournalStore
from tests.benchmarks.measure import Row, Timing, print_table
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.journal_pages import ME, NAMES, PERIODS, TODAY, lesson, mark, page, pupil, work

SIDE = 30
PATIENCE_SECONDS = 2.0
WIDTH, HEIGHT = 1366, 768
FRAME_MS, PASTE_MS, UNDO_MS, ZOOM_MS = 16, 100, 50, 50


class _Book(FakeGradebook):
    """Keeps edits in a dictionary: the tests' own peer looks through a list for each."""

    def __init__(self, shown: JournalPage) -> None:
        super().__init__(shown)
        self._kept: dict[str, CellOperation] = {}

    def hold(self, operation: CellOperation, listener: object, place: object = None) -> None:
        del listener, place
        self._kept[operation.operation_id] = operation

    def take_back(self, operation_id: str) -> None:
        self._kept.pop(operation_id, None)


class PaintWatch(QObject):
    """Notes that a widget has been painted."""

    painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False


class Bench:
    """A page of 30 pupils and 40 lessons, ten of which are full."""

    def __init__(self) -> None:
        self._application = QApplication.instance() or QApplication([])
        self._collector = Collector()  # as application.run() does
        fonts.load()
        self._styler = style.Styler(self._application)
        theme.use(theme.Theme())
        self.pane = _pane()
        self.table = QTableWidget(SIDE, SIDE)
        for widget in (self.pane, self.table):
            widget.resize(WIDTH, HEIGHT)
            widget.show()
        self._application.processEvents()
        self._marks = 0

    def settle(self) -> None:
        self._application.processEvents()

    def painted(self, widget: QWidget) -> None:
        """Until the widget is painted: the offscreen platform paints at a turn of the loop."""
        watch = PaintWatch()
        widget.installEventFilter(watch)
        widget.update(0, 0, 1, 1)  # so that a paint comes whatever the act has touched
        until = time.perf_counter() + PATIENCE_SECONDS
        while not watch.painted and time.perf_counter() < until:
            self._application.processEvents()
        widget.removeEventFilter(watch)

    def key(self) -> None:
        """A digit that is committed at once, every figure that follows from it, and the painted page."""
        self._marks += 1
        if self._marks % SIDE == 0:
            self.pane.view.move_to(0, 3)
        QTest.keyClick(self.pane.view, "2345"[self._marks * 7 % 4])
        self.painted(self.pane.view.viewport())

    def bare_key(self) -> None:
        self._marks += 1
        self.table.setItem(3, 3, QTableWidgetItem("2345"[self._marks % 4]))
        self.painted(self.table.viewport())

    def summaries(self) -> None:
        """Averages of the row and the page, counts of the column, after a changed mark."""
        self._marks += 1
        store = self.pane.store
        store.enter(5, 3, CellValue("2345"[self._marks % 4]))
        figures = self.pane.totals_model.figures
        figures.average(5)
        figures.page_average()
        figures.column(3)
        self.pane.summary.text(3)

    def paste(self) -> None:
        """Ctrl+V until the preview is painted."""
        self.pane.tools.clipboard.paste()
        self.painted(self.pane.view.viewport())

    def agree(self) -> None:
        """Enter until the marks are painted."""
        self.pane.tools.ghost.agree()
        self.painted(self.pane.view.viewport())

    def undo(self) -> None:
        self.pane.history.undo()
        self.painted(self.pane.view.viewport())

    def bare_paste(self) -> None:
        for row in range(SIDE):
            for column in range(SIDE):
                self.table.setItem(row, column, QTableWidgetItem("5"))
        self.painted(self.table.viewport())

    def zoom(self) -> None:
        self.pane.zoom.set(110 if self.pane.zoom.percent == 100 else 100)
        self.painted(self.pane.view.viewport())


def full_page() -> JournalPage:
    """30 pupils and 40 lessons, ten of which are full."""
    people = [pupil(number, name) for number, name in enumerate(NAMES[:SIDE], 1)]
    lessons = [
        lesson(number, TODAY - timedelta(days=(40 - number) // 2), lesson_no=1 + number % 2) for number in range(1, 41)
    ]
    works = [work(100 + number, number) for number in range(1, 41)]
    marks = [
        mark(100 + number, person.pupil_id, "2345"[(number + person.pupil_id) % 4], TODAY, closes_on=None)
        for number in range(1, 11)
        for person in people
    ]
    return page(people, lessons, works, marks, edit_window="never")


def _pane() -> GridPane:
    book = _Book(full_page())
    return GridPane(JournalStore(book.page, book, ME), PERIODS)


def _cpu(act: Callable[[], object], times: int, warm_up: int = 3) -> Timing:
    """Processor time of the window's thread: what the act costs, whoever else uses the machine meanwhile."""
    for _ in range(warm_up):
        act()
    samples = []
    for _ in range(times):
        started = time.thread_time()
        act()
        samples.append((time.thread_time() - started) * 1000)
    return summed(samples)


def _pastes(bench: Bench) -> tuple[Timing, Timing, Timing, Timing]:
    mime = QMimeData()
    row = "<tr>" + "<td>5</td><td>4</td><td>н</td>" * (SIDE // 3) + "</tr>"
    mime.setHtml(f"<table>{row * SIDE}</table>")
    QGuiApplication.clipboard().setMimeData(mime)
    taken: tuple[list[float], list[float], list[float]] = ([], [], [])
    for _ in range(22):
        bench.pane.view.move_to(0, 10)
        bench.settle()
        for samples, act in zip(taken, (bench.paste, bench.agree, bench.undo), strict=True):
            samples.append(_cpu(act, 1, 0).median_ms)
    whole = summed([one + other for one, other in zip(taken[0][2:], taken[1][2:], strict=True)])
    paste, agree, undo = (summed(samples[2:]) for samples in taken)
    return paste, agree, whole, undo


def summed(samples: list[float]) -> Timing:
    """Median and 95th percentile."""
    samples.sort()
    return Timing(samples[len(samples) // 2], samples[min(len(samples) - 1, round(len(samples) * 0.95))])


def _row(what: str, measured: Timing, bare: Timing, goal: int) -> Row:
    return Row(
        what,
        f"{measured.median_ms:.1f} / {measured.p95_ms:.1f} ms",
        f"{bare.median_ms:.1f} ms",
        f"{measured.median_ms / max(bare.median_ms, 0.01):.1f}",
        f"p95 ≤ {goal} ms",
        measured.p95_ms <= goal,
    )


def rows() -> list[Row]:
    """Every figure as median and 95th percentile of processor time."""
    bench = Bench()
    bench.pane.flow.use_mode("quick")
    bench.pane.view.move_to(0, 3)
    bare_key, bare_paste = _cpu(bench.bare_key, 200), _cpu(bench.bare_paste, 20)
    key = _cpu(bench.key, 300, 20)
    bench.pane.flow.use_mode("plain")
    summaries = _cpu(bench.summaries, 300)
    paste, agree, whole, undo = _pastes(bench)
    zoom = _cpu(bench.zoom, 30)
    return [
        _row("key → painted, averages and summary row too (bare: QTableWidget cell)", key, bare_key, FRAME_MS),
        _row("row and column summaries after a mark", summaries, bare_key, FRAME_MS),
        _row("paste 30 × 30 → preview painted (bare: QTableWidget)", paste, bare_paste, PASTE_MS),
        _row("preview agreed → 900 cells painted", agree, bare_paste, PASTE_MS),
        _row("both as one act: Ctrl+V, Enter, painted", whole, bare_paste, PASTE_MS),
        _row("undo of them, painted", undo, bare_paste, UNDO_MS),
        _row("zoom step, painted", zoom, bare_paste, ZOOM_MS),
    ]


if __name__ == "__main__":
    print_table(rows())
    sys.stdout.flush()
    os._exit(0)  # the widgets of a benchmark need no taking down
