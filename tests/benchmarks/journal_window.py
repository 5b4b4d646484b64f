"""The real journal page in an offscreen window, on the real lane and the real server."""

import gc
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Engine

from ejournal_desktop.app.desks.finals import FinalServices
from ejournal_desktop.app.desks.remembered import RememberedReads
from ejournal_desktop.app.desks.resits import ResitServices
from ejournal_desktop.app.strongbox import open_strongbox
from ejournal_desktop.background.collector import Collector
from ejournal_desktop.background.lanes import Lanes
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.people import Session
from ejournal_desktop.gui import fonts, style, theme
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.models.outbox_gradebook import OutboxGradebook
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget

WIDTH, HEIGHT = 1366, 768
PATIENCE_SECONDS = 10.0


class _FinalsAlone(FinalServices, ResitServices):
    """What a page asks of the desk by itself."""

    def __init__(self, session: Session, engine: Engine) -> None:
        self.session, self.engine = session, engine


class _PaintWatch(QObject):
    """Notes that a widget has been painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False


class JournalWindow:
    """Opens journals one after the other, as a tab would."""

    def __init__(self, engine: Engine, session: Session) -> None:
        self._application = QApplication.instance() or QApplication([])
        fonts.load()
        self._styler = style.Styler(self._application)
        theme.use(theme.Theme())
        self._lanes = Lanes()
        self._folder = tempfile.TemporaryDirectory(prefix="ejournal-bench-")
        self._strongbox = open_strongbox(Path(self._folder.name) / "box", "benchmark")
        self._gradebook = OutboxGradebook(
            self._lanes, RememberedReads(engine, None), self._strongbox.outbox(self._lanes, engine)
        )
        self._workplace = SimpleNamespace(
            desk=_FinalsAlone(session, engine), actions=ActionRegistry(), lanes=self._lanes, changes=ChangeBus()
        )
        self.page: JournalPageWidget | None = None
        self._marks = 0
        self._wake = QTimer(interval=50)  # so that a wait can run out of patience
        self._wake.start()
        gc.freeze()  # as application.run() does, and collects
        self._collector = Collector()

    def open(self, course: Course) -> None:
        """From the wish to the painted grid of the period that is going on."""
        self._leave()
        self.page = JournalPageWidget(self._workplace, course, self._gradebook)
        self.page.resize(WIDTH, HEIGHT)
        self.page.show()
        self._wait(lambda: self.page.grid is not None and self.page.grid.isVisible())
        watch = _PaintWatch()
        viewport = self.page.grid.view.viewport()
        viewport.installEventFilter(watch)
        viewport.update()
        self._wait(lambda: watch.painted)
        viewport.removeEventFilter(watch)

    def go_to_editable(self) -> None:
        """The cursor into the first cell of the newest lesson: what a teacher types into."""
        self.page.grid.go_to_today()
        self.page.grid.setFocus()
        QTest.keyClick(self.page.grid.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        self.page.grid.go_to_today()

    def type_a_mark(self) -> None:
        """One key into the cell, painted when the event loop has nothing left to paint."""
        view = self.page.grid.view
        watch = _PaintWatch()
        view.viewport().installEventFilter(watch)
        QTest.keyClick(view, "2345"[self._marks % 4])
        self._marks += 1
        self._wait(lambda: watch.painted)
        view.viewport().removeEventFilter(watch)

    def escape(self) -> None:
        """Take the typed sign back."""
        QTest.keyClick(self.page.grid.view, Qt.Key.Key_Escape)
        self._application.processEvents()

    def close(self) -> None:
        """End the page and the lanes."""
        self._leave()
        self._gradebook.end()
        self._lanes.close()
        self._strongbox.close()
        self._folder.cleanup()

    def _leave(self) -> None:
        if self.page is not None:
            self.page.close()
            self.page.deleteLater()
            self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.page = None

    def _wait(self, done) -> None:
        until = time.perf_counter() + PATIENCE_SECONDS
        while not done():
            if time.perf_counter() > until:
                raise TimeoutError
            # sleeping until something happens, as a real event loop: spinning would take the lane's processor away
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
