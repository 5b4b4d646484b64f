"""Ctrl+Shift+H: the window on the wall shows names and presence, never marks, notes or contacts (ux 7.11).

The pages that hold such things are hidden whole, so that nothing of them is in a picture, a tip or an accessible text;
what may be seen is drawn anew from names and presence alone.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.gui import style
from ejournal_desktop.gui.lock_cover import LockCover
from ejournal_desktop.gui.models.presence_model import Presence, PresenceModel, presence_of

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow
    from ejournal_desktop.gui.models.journal_store import JournalStore

_MAY_BE_SEEN: Final = frozenset({"my_journals", "journals", "lesson_plans"})
_FRAME: Final = frozenset({"roleStrip", "demoBanner", "offlineBanner", "topBar", "navRail", "statusStrip"})
_AGAIN_MS: Final = 200
_BANNER: Final = "Режим проектора: отметки, заметки и контакты скрыты."
_HIDDEN: Final = "Эта страница скрыта в режиме проектора. Ctrl+Shift+H вернёт её."
_READING: Final = "Журнал открывается…"


class ProjectorPanel(QFrame):
    """Names and presence of a journal, or a sentence instead of another page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("projectorPanel")
        self.setAccessibleName("Страница в режиме проектора")
        self.setProperty("canvas", True)
        self.title = QLabel(self)
        self.title.setProperty("words", "page")
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.model = PresenceModel(self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setObjectName("projectorTable")
        self.table.setAccessibleName("Ученики и посещаемость")
        self.table.horizontalHeader().setAccessibleName("Дни уроков")
        self.table.verticalHeader().setAccessibleName("Ученики")
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addStretch()
        style.fit(self)

    def say(self, title: str, sentence: str) -> None:
        """A sentence instead of a page."""
        self.title.setText(title)
        self.said.setText(sentence)
        self.said.show()
        self.model.use(Presence())
        self.table.hide()

    def show_presence(self, title: str, store: "JournalStore") -> None:
        """Names and the presence of the last lessons."""
        self.title.setText(title)
        self.said.hide()
        self.model.use(presence_of(store))
        self.table.show()


class ProjectorMode(QObject):
    """Hides and shows the pages of a main window; stays on until it is switched off."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.is_on = False
        self.banner = _banner(window, self.toggle)
        self.panel = ProjectorPanel(window)
        self.panel.hide()
        window.ui.body.addWidget(self.panel, 1)
        outer: Any = window.layout()
        outer.insertWidget(outer.indexOf(window.ui.topBar), self.banner)
        self._hidden: list[QWidget] = []
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.show_page)
        window.book.turned.connect(self.show_page)

    def toggle(self) -> None:
        """Ctrl+Shift+H."""
        self.is_on = not self.is_on
        self.banner.setVisible(self.is_on)
        self._window.ui.summaryLabel.setVisible(not self.is_on)
        if self.is_on:
            LockCover.close_passing()
            self._hide_bars()
            self.show_page()
            return
        self._again.stop()
        for bar in self._hidden:
            bar.show()
        self._hidden = []
        self.panel.say("", "")
        self.panel.hide()
        self._window.ui.tabs.show()
        if (page := self._window.page()) is not None:
            page.setFocus()

    def show_page(self) -> None:
        """The page in front as it may be seen."""
        page = self._window.page()
        if not self.is_on or page is None:
            return
        tab_id, title = str(page.property("tab_id")), self._window.windowTitle().removesuffix(" — Электронный журнал")
        may_be_seen = tab_id in _MAY_BE_SEEN
        self._window.ui.tabs.setVisible(may_be_seen)
        self.panel.setVisible(not may_be_seen)
        grid = getattr(page, "grid", None)
        waits = tab_id.startswith("journal-") and grid is None
        self._again.start() if waits or grid is not None else self._again.stop()
        if grid is not None:
            self.panel.show_presence(title, grid.store)
        elif not may_be_seen:
            self.panel.say(title, _READING if waits else _HIDDEN)

    def _hide_bars(self) -> None:
        """Bars over the pages that may name somebody."""
        own = (self.banner, self.panel, self._window.ui.tabs)
        for part in self._window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if part.isVisible() and part not in own and part.objectName() not in _FRAME and not part.isWindow():
                part.hide()
                self._hidden.append(part)
        for other in QApplication.topLevelWidgets():
            if other.isVisible() and other.isWindow() and other.parentWidget() is self._window:
                QWidget.setVisible(other, False)
                self._hidden.append(other)


def _banner(parent: QWidget, toggle: Callable[[], None]) -> QFrame:
    banner = QFrame(parent)
    banner.setObjectName("projectorBanner")
    banner.setProperty("banner", "info")
    banner.setProperty("strip", True)
    words = QLabel(_BANNER, banner)
    words.setWordWrap(True)
    off = QPushButton("Показать всё (Ctrl+Shift+H)", banner)
    off.setObjectName("projectorOffButton")
    off.clicked.connect(lambda _checked=False: toggle())
    row = QHBoxLayout(banner)
    row.setContentsMargins(16, 4, 16, 4)
    row.addWidget(words, 1)
    row.addWidget(off)
    banner.hide()
    return banner
