"""Alt+← and Alt+→: back and forth through the screens a person has looked at (ux 4.8)."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ejournal_desktop.gui.actions import ActionSpec

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow

_AT_MOST: Final = 50


class ScreenHistory(QObject):
    """The tabs in the order in which they were in front; a closed journal is passed over, a closed page reopened."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._seen: list[str] = []
        self._at, self._is_going = -1, False
        window.book.turned.connect(self._turned)
        add = window.actions_registry.add
        back = ActionSpec("screen.back", "Назад по открытым страницам", ("Alt+Left",), ("предыдущая",))
        forward = ActionSpec("screen.forward", "Вперёд по открытым страницам", ("Alt+Right",), ("следующая",))
        add(back, lambda: self.go(-1), window)
        add(forward, lambda: self.go(1), window)

    def go(self, step: int) -> None:
        """Show the screen before or after this one; nothing happens at the ends."""
        here = self._tab_id()
        at = self._at + step
        while 0 <= at < len(self._seen):
            if self._seen[at] != here and self._show(self._seen[at]):
                self._at = at
                return
            at += step

    def _show(self, tab_id: str) -> bool:
        self._is_going = True
        try:
            tab = self._window.book.find(tab_id)
            if tab is not None:
                self._window.book.show(tab)
            else:
                self._window.open_page(tab_id)
        finally:
            self._is_going = False
        return self._tab_id() == tab_id

    def _turned(self) -> None:
        tab_id = self._tab_id()
        if self._is_going or (self._seen and self._seen[self._at] == tab_id):
            return
        self._seen = [*self._seen[: self._at + 1], tab_id][-_AT_MOST:]
        self._at = len(self._seen) - 1

    def _tab_id(self) -> str:
        page = self._window.page()
        return str(page.property("tab_id")) if page is not None else ""
