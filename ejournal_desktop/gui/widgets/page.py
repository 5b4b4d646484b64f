"""What the main window expects of a page: signals up, nothing about other pages."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """A page of the main window; it asks for other pages by signals only."""

    journal_wanted = Signal(object, object)
    """``Course``, lesson id or ``None``."""
    page_wanted = Signal(str)
    """The id of a page of the rail."""
    summary_changed = Signal(str)
    """What the status bar says of this page."""
    help_topic = "today"

    def refresh(self) -> None:
        """Read again what is shown (F9)."""
