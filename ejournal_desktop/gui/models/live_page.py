"""Keeps an open page true: a hint from the server, or half a minute, and it asks what has changed."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.models.lesson_entries import LessonEntries
from ejournal_desktop.gui.models.page_merge import PageMerge

POLL_MS: Final = 20_000
HINT_MS: Final = 150


class LivePage(QObject):
    """Asks while its page is in sight; a page that comes back into sight asks at once."""

    came = Signal(object)
    """Cells that a colleague changed: a list of row and column."""
    page_is_old = Signal()
    """More than entries has changed: the page is to be read anew."""

    def __init__(self, store: JournalStore, entries: LessonEntries, gradebook: Gradebook, shown: QWidget) -> None:
        super().__init__(shown)
        self._store, self._gradebook, self._shown = store, gradebook, shown
        self._merge = PageMerge(store, entries.is_writing)
        self._version = store.page.version
        self._asks = self._again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(HINT_MS)
        self._soon.timeout.connect(self.ask)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.ask)
        self._poll.start()
        gradebook.course_changed.connect(self.hint)

    def hint(self, course_id: int) -> None:
        """Somebody, perhaps oneself, saved something; many hints of one moment are one question."""
        if course_id == self._store.page.course.course_id and not self._soon.isActive():
            self._soon.start()

    def ask(self) -> None:
        """Ask now, unless the page is out of sight or the last question is still open."""
        if self._asks:
            self._again = True
        elif self._shown.isVisible():
            self._asks = True
            course_id = self._store.page.course.course_id
            self._gradebook.changes_since(course_id, self._version, self._answered, self._failed)

    def _answered(self, changes: PageChanges) -> None:
        self._asks = False
        self._version = changes.version
        if changes.page_changed:
            self.page_is_old.emit()
        cells = self._merge.lay(changes)
        if cells:
            self.came.emit(cells)
        if self._again:
            self._again = False
            self._soon.start()

    def _failed(self, _error: EjournalError) -> None:
        self._asks = self._again = False
