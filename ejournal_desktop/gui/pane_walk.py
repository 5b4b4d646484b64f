"""F6: from one part of the window to the next, as one reads; the way out of a grid, where Tab moves between cells."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QSplitter, QWidget
from shiboken6 import isValid

from ejournal_desktop.gui.actions import ActionSpec

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow

_SAID = "Следующая часть окна", "Предыдущая часть окна"


class PaneWalk(QObject):
    """The parts: top bar, rail, tabs, head of the page, its grids and side panes, status bar."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._last: dict[int, QWidget] = {}
        synonyms = ("панель", "выйти из таблицы")
        add = window.actions_registry.add
        add(ActionSpec("pane.next", _SAID[0], ("F6",), synonyms), lambda: self.step(1), window)
        add(ActionSpec("pane.previous", _SAID[1], ("Shift+F6",), synonyms), lambda: self.step(-1), window)

    def step(self, by: int) -> None:
        """Give the focus to the part after or before the one that has it; each remembers where one was in it."""
        focused = QApplication.focusWidget()
        stops = self._stops()
        if not stops:
            return
        here = self._pane_of(focused) if focused is not None else None
        if here is not None and focused is not None:
            self._last[id(here)] = focused
        panes = list(stops)
        at = panes.index(here) if here in stops else (-1 if by > 0 else 0)
        pane = panes[(at + by) % len(panes)]
        known = self._last.get(id(pane))
        target = known if known is not None and isValid(known) and known in stops[pane] else stops[pane][0]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _stops(self) -> dict[QWidget, list[QWidget]]:
        """Parts in the order of reading, each with what Tab stops at in it."""
        ui, found = self._window.ui, dict[QWidget, list[QWidget]]()
        for widget in _focus_chain(self._window):
            pane = self._pane_of(widget)
            if pane is not None:
                found.setdefault(pane, []).append(widget)
        frame = [ui.topBar, ui.navRail, ui.tabs.tabBar(), ui.statusStrip]
        page = self._window.page()
        inner = sorted((pane for pane in found if pane not in frame), key=lambda pane: _place(pane, page))
        order = [*frame[:3], *inner, frame[3]]
        return {pane: found[pane] for pane in order if pane in found}

    def _pane_of(self, widget: QWidget) -> QWidget | None:
        """The nearest part round a widget; nothing for what is not in this window."""
        ui = self._window.ui
        page, frame = self._window.page(), (ui.topBar, ui.navRail, ui.tabs.tabBar(), ui.statusStrip)
        at: QWidget | None = widget
        while at is not None and at is not self._window:
            parent = at.parentWidget()
            if at in frame or at is page or isinstance(at, QAbstractItemView) or isinstance(parent, QSplitter):
                return at
            at = parent
        return None


def _focus_chain(window: QWidget) -> list[QWidget]:
    found, at = [], cast("QWidget", window.nextInFocusChain())
    while at is not window:
        stops = at.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if stops and at.isVisibleTo(window) and at.isEnabled() and at.window() is window and at.focusProxy() is None:
            found.append(at)
        at = cast("QWidget", at.nextInFocusChain())
    return found


def _place(pane: QWidget, page: QWidget | None) -> tuple[int, int, int]:
    """The head of a page comes first, then what is above and to the left."""
    if page is None or pane is page:
        return 0, 0, 0
    corner = pane.mapTo(page, pane.rect().topLeft()) if page.isAncestorOf(pane) else pane.pos()
    return 1, corner.x(), corner.y()
