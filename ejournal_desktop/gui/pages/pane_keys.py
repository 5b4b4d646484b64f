"""Keys of the lesson pane that work from the grid too: they open the pane first."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec
from ejournal_desktop.gui.pages.lesson_pane import LessonPane


class PanePage(Protocol):
    """A page with a lesson pane."""

    @property
    def pane(self) -> LessonPane | None:
        """The pane of what is shown."""

    def show_pane(self, *, shown: bool) -> None:
        """Open or close it."""


def register(actions: ActionRegistry, page: PanePage, owner: QWidget) -> None:
    """Topic of the plan and «отсутствующих нет» in one key each (ux 5.4.6)."""

    def in_pane(act: Callable[[LessonPane], None]) -> Callable[[], None]:
        def run() -> None:
            page.show_pane(shown=True)
            if page.pane is not None:
                act(page.pane)

        return run

    actions.add(
        ActionSpec("journal.plan-topic", "Тема из КТП", ("Shift+F7",)), in_pane(LessonPane.pick_plan_topic), owner
    )
    actions.add(
        ActionSpec("journal.roll", "Отсутствующих нет", ("Ctrl+Shift+N",)), in_pane(LessonPane.confirm_roll), owner
    )
