"""What the strip under the grid teaches: one key a session at first, later the three that are forgotten (ux 11)."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow

Keys = tuple[tuple[str, str], ...]
LESSONS: Final[tuple[Keys, ...]] = (
    (("Enter", "Записать и вниз"),),
    (("Tab", "Записать и вправо"),),
    (("F8", "Стопка: буквы фамилии и отметка"),),
    (("F3", "Следующая пустая ячейка"),),
    (("F7", "Тема и домашнее задание"),),
)


class _Present:
    """How many sessions with a journal this computer account had before."""

    sessions = len(LESSONS)


def taught() -> Keys:
    """What the strip of a grid that opens now teaches; nothing once everything was taught."""
    return LESSONS[_Present.sessions] if _Present.sessions < len(LESSONS) else ()


def use(sessions: int) -> None:
    """So many sessions lie behind."""
    _Present.sessions = sessions


class FirstLessons(QObject):
    """Counts a session of a main window once a journal is in front in it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window, self._is_counted = window, False
        use(window.settings.now.grid_sessions)
        window.book.turned.connect(self._count)

    def _count(self) -> None:
        page, before = self._window.page(), self._window.settings.now.grid_sessions
        is_journal = page is not None and str(page.property("tab_id")).startswith("journal-")
        if is_journal and not self._is_counted and before < len(LESSONS):
            self._is_counted = True
            self._window.settings.change(grid_sessions=before + 1)
