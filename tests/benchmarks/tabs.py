"""Twelve journals open at once: a known page opened and painted, a tab switched, what all of it weighs.

``python -m tests.benchmarks.tabs`` runs these figures only; no server, the sealed store of known pages is the real one.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtWidgets import QApplication, QTabWidget

from ejournal_desktop.app.strongbox import open_strongbox
from ejournal_desktop.background.collector import Collector
from ejournal_desktop.background.known import Known
from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.config.vault import Vault
from ejournal_desktop.domain.gradebook import JournalPage
from ejournal_desktop.gui import fonts, style, theme
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.benchmarks.grid import HEIGHT, WIDTH, PaintWatch, full_page, summed
from tests.benchmarks.measure import Row, print_table
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session

TABS = 12
OPEN_MS, SWITCH_MS, MEMORY_MB = 150, 50, 350
_PATIENCE_S = 5.0


class _KnownBook(FakeGradebook):
    """Reads the page from the sealed store, as a window does whose server is silent."""

    def __init__(self, known: Known, name: str) -> None:
        super().__init__(full_page())
        self._known, self._name = known, name
        known.keep(name, self.page)

    def open_page(self, course_id: int, period_id: int, done: Callable[..., None], failed: Callable[..., None]) -> None:
        del course_id, period_id, failed
        done(self._known.read(self._name, JournalPage))


def _painted(application: QApplication, page: JournalPageWidget) -> None:
    watch, viewport = PaintWatch(), page.grid.view.viewport()
    viewport.installEventFilter(watch)
    viewport.update()
    until = time.perf_counter() + _PATIENCE_S
    while not watch.painted and time.perf_counter() < until:
        application.processEvents()
    viewport.removeEventFilter(watch)


def _spent(act: Callable[[], object]) -> float:
    started = time.thread_time()
    act()
    return (time.thread_time() - started) * 1000


def _vault(folder: str) -> Vault:
    box = open_strongbox(Path(folder) / "box", "benchmark")
    return box.vault


def rows() -> list[Row]:
    """Processor time of the window's thread; the resident memory of this whole process, Qt and fonts included."""
    application = QApplication.instance() or QApplication([])
    collector = Collector(application)  # as application.run() does
    fonts.load()
    styler = style.Styler(application)
    theme.use(theme.Theme())
    bare_mb = psutil.Process().memory_info().rss / 2**20
    with tempfile.TemporaryDirectory(prefix="ejournal-bench-") as folder:
        opened, switched, memory_mb = _worked(application, Known(_vault(folder)))
    del styler
    collector.end()
    first, later, turned = opened[0], summed(opened[1:]), summed(switched[TABS:])
    return [
        _row("open a known page → painted (first of the run beside)", later, first, OPEN_MS),
        _row("switch a tab → painted (bare: the same page again)", turned, summed(switched).median_ms, SWITCH_MS),
        Row(
            f"memory with {TABS} journals of 30 × 40 open (bare: before the first)",
            f"{memory_mb:.0f} MB",
            f"{bare_mb:.0f} MB",
            f"{memory_mb / bare_mb:.1f}",
            f"≤ {MEMORY_MB} MB",
            memory_mb <= MEMORY_MB,
        ),
    ]


def _worked(application: QApplication, known: Known) -> tuple[list[float], list[float], float]:
    """Milliseconds of each opening and of each switch, and the memory in MB with all tabs open."""
    lanes, tabs = Lanes(), QTabWidget()
    tabs.resize(WIDTH, HEIGHT)
    tabs.show()
    books = [_KnownBook(known, f"page {number}") for number in range(TABS)]

    def open_tab(book: _KnownBook) -> None:
        desk = SimpleNamespace(desk=FakeDesk(session()), actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
        page = JournalPageWidget(desk, replace(book.page.course), book)
        tabs.setCurrentIndex(tabs.addTab(page, "7А · Алгебра"))
        application.processEvents()
        _painted(application, page)

    def switch(number: int) -> None:
        tabs.setCurrentIndex(number % TABS)
        _painted(application, tabs.currentWidget())

    opened = [_spent(lambda book=book: open_tab(book)) for book in books]
    switched = [_spent(lambda number=number: switch(number * 5)) for number in range(60)]
    memory_mb = psutil.Process().memory_info().rss / 2**20
    lanes.close()
    return opened, switched, memory_mb


def _row(what: str, measured, bare_ms: float, goal: int) -> Row:
    return Row(
        what,
        f"{measured.median_ms:.1f} / {measured.p95_ms:.1f} ms",
        f"{bare_ms:.1f} ms",
        f"{measured.median_ms / max(bare_ms, 0.01):.1f}",
        f"p95 ≤ {goal} ms",
        measured.p95_ms <= goal,
    )


if __name__ == "__main__":
    print_table(rows())
    sys.stdout.flush()
    os._exit(0)  # the widgets of a benchmark need no taking down
