"""The tabs of the main window: one page each, the first one stays; a star where edits are not on the server."""

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabBar, QTabWidget, QWidget

from ejournal_desktop.gui import icons, theme
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.widgets.page_room import PageRoom

_TABS_AT_MOST: Final = 12


class TabBook(QObject):
    """Adds, finds, closes and dresses tabs; what a page is for it does not know."""

    turned = Signal()
    """Another page is in front."""
    closing = Signal(QWidget)
    """A page that has agreed to be closed and is still there."""
    summary_changed = Signal(str)
    """What the page in front has to say in the status bar."""

    def __init__(self, tabs: QTabWidget, before_close: Callable[[], None]) -> None:
        """``before_close`` runs when a page has agreed to be closed and is still there."""
        super().__init__(tabs)
        self._tabs, self._before_close = tabs, before_close
        self._summaries: dict[QWidget, str] = {}
        tabs.currentChanged.connect(lambda _tab: self._turned())
        tabs.tabCloseRequested.connect(self.close)

    @property
    def page(self) -> QWidget | None:
        """The page in front."""
        return self._page_at(self._tabs.currentIndex())

    def pages(self) -> list[QWidget]:
        """The open pages in the order of their tabs."""
        pages = (self._page_at(tab) for tab in range(self._tabs.count()))
        return [page for page in pages if page is not None]

    def find(self, tab_id: str) -> int | None:
        """The tab of an id."""
        return next((tab for tab, page in enumerate(self.pages()) if page.property("tab_id") == tab_id), None)

    def add(self, tab_id: str, page: QWidget, title: str, icon: str, *, stays: bool = False) -> int:
        """Add a page in a tab, unable to be closed if it ``stays``; the oldest goes where there are too many."""
        if self._tabs.count() >= _TABS_AT_MOST:
            self.close(1)
        page.setProperty("tab_id", tab_id)
        page.setProperty("tab_icon", icon)
        page.setProperty("stays", stays)
        if (summary := getattr(page, "summary_changed", None)) is not None:
            summary.connect(lambda words, page=page: self._keep_summary(page, words))
        if (unsettled := getattr(page, "unsettled_changed", None)) is not None:
            unsettled.connect(lambda count, page=page: self._star(page, title, count))
        tab = self._tabs.addTab(PageRoom(page), QIcon(), title)
        self._tabs.setTabToolTip(tab, title)  # with many tabs a title ends with dots
        if stays:
            for side in (QTabBar.ButtonPosition.LeftSide, QTabBar.ButtonPosition.RightSide):
                self._tabs.tabBar().setTabButton(tab, side, cast("QWidget", None))
        return tab

    def show(self, tab: int) -> None:
        """Bring a tab to the front and the focus into its page."""
        self._tabs.setCurrentIndex(tab)
        self._turned()
        if (page := self.page) is not None:
            page.setFocus()

    def step(self, by: int) -> None:
        """Go to a neighbouring tab, round the end."""
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())

    def close(self, tab: int) -> None:
        """Close a tab whose page agrees and need not stay."""
        room, page = self._tabs.widget(tab), self._page_at(tab)
        if room is None or page is None or page.property("stays") or not page.close():
            return
        self._before_close()
        self.closing.emit(page)
        self._summaries.pop(page, None)
        self._tabs.removeTab(tab)
        room.deleteLater()

    def paint(self) -> None:
        """Icons in the colours of the theme, the one in front in its accent."""
        look = theme.current()
        for tab, page in enumerate(self.pages()):
            front = tab == self._tabs.currentIndex()
            self._tabs.setTabIcon(tab, icons.icon(str(page.property("tab_icon")), "accent" if front else "text_2"))
        self._tabs.setIconSize(QSize(look.px(16), look.px(16)))

    def _page_at(self, tab: int) -> QWidget | None:
        room = self._tabs.widget(tab)
        return room.page if isinstance(room, PageRoom) else None

    def _turned(self) -> None:
        if (page := self.page) is not None:
            self.summary_changed.emit(self._summaries.get(page, ""))
            self.turned.emit()

    def _keep_summary(self, page: QWidget, words: str) -> None:
        self._summaries[page] = words
        if page is self.page:
            self.summary_changed.emit(words)

    def _star(self, page: QWidget, title: str, unsettled: int) -> None:
        """A star and a tooltip at a tab whose edits are not all on the server."""
        tab = self.pages().index(page)
        self._tabs.setTabText(tab, f"{title} *" if unsettled else title)
        words = plural(
            unsettled, "изменение ещё не на сервере", "изменения ещё не на сервере", "изменений ещё не на сервере"
        )
        self._tabs.setTabToolTip(tab, f"{title}: {words}" if unsettled else title)
