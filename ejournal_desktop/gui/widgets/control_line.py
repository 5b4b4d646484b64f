"""A line about what else the class writes: on a control lesson a warning of its day, else the works of its week."""

from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from ejournal_desktop.gui import style
from ejournal_desktop.gui.control_words import others_of_day, week_words
from ejournal_desktop.gui.models.control_watch import ControlWatch


class ControlLine(QLabel):
    """Hidden while there is nothing to say; it advises, it forbids nothing (rulings 15)."""

    def __init__(self, watch: ControlWatch, subject: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("controlLine")
        self.setWordWrap(True)
        self._watch, self._subject = watch, subject
        self._day: date | None = None
        self._is_control = False
        watch.read.connect(self._say)
        self.hide()

    def follow(self, day: date | None, *, is_control: bool) -> None:
        """The day of the lesson, and whether a control work is written at it; no day hides the line."""
        self._day, self._is_control = day, is_control
        self._say()

    def _say(self) -> None:
        works = self._watch.others_of_week(self._day) if self._day is not None else None
        warning = others_of_day(self._day, self._subject, works or ()) if self._day and self._is_control else ""
        words = f"{warning}." if warning else week_words(works or ())
        self.setText(words)
        style.set_state(self, "words", "warning" if warning else "caption")
        self.setVisible(bool(words))
