"""A place with nothing to show: one line what, one line why or what next, at most one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ejournal_desktop.gui import style


class EmptyState(QWidget):
    """Icon, two lines and perhaps a button, in the middle of the place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._picture.setProperty("px_picture", 48)
        self._picture.setAccessibleName("Пусто")
        self._what = self._line("strong")
        self._why = self._line("second")
        self._button: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        for line in (self._what, self._why):
            column.addWidget(line)  # the whole width: an aligned line that wraps is given the height of one
        column.addStretch(3)
        self._column = column

    def say(self, icon: str, what: str, why: str = "") -> None:
        """Show what there is not, and why."""
        self._picture.setProperty("icon_name", icon)
        self._what.setText(what)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._take_button_away()
        style.fit(self)

    def offer(self, words: str, act: Callable[[], None]) -> None:
        """Give the one button."""
        self._take_button_away()
        self._button = QPushButton(words, self)
        self._button.clicked.connect(lambda _checked=False: act())
        self._column.insertWidget(self._column.count() - 1, self._button, alignment=Qt.AlignmentFlag.AlignHCenter)

    def words(self) -> str:
        """Both lines."""
        return f"{self._what.text()} {self._why.text()}".strip()

    def _take_button_away(self) -> None:
        if self._button is not None:
            self._button.hide()
            self._button.deleteLater()
            self._button = None

    def _line(self, words: str) -> QLabel:
        line = QLabel(self)
        line.setProperty("words", words)
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line.setWordWrap(True)
        line.setMinimumWidth(360)
        return line
