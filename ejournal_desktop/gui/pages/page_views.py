"""How a journal page is looked at: which of its pupils are in sight."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec
from ejournal_desktop.gui.grid.risk_chips import chips_beside
from ejournal_desktop.gui.pages.opened_period import OpenedPeriod


class PageViews(QObject):
    """Follows the period that is shown."""

    def __init__(self, page: QWidget, actions: ActionRegistry, info: QHBoxLayout, missing: QLabel) -> None:
        """``info`` is the line under the header, ``missing`` its first words."""
        super().__init__(page)
        self._shown: OpenedPeriod | None = None
        self.chips = chips_beside(missing, info)
        self.chips.said.connect(self._say)
        spec = ActionSpec("journal.filter", "Показать учеников с рисками", ("Ctrl+Shift+F",), ("фильтр", "без отметок"))
        actions.add(spec, self.chips.open_or_clear, page)

    def show(self, opened: OpenedPeriod) -> None:
        """Another period, or another reading of it, is shown."""
        self._shown = opened
        self.chips.follow(opened.grid)

    def _say(self, text: str) -> None:
        if self._shown is not None:
            self._shown.grid.hints.say(text)
