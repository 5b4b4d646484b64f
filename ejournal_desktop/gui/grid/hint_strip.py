"""The strip under the grid: what stands in the cell, why it is closed, and three keys to remember."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid import first_lessons

STRIP_HEIGHT = 30
_LEFT, _RIGHT = 14, 12
_KEYS = (("F3", "Пустая"), ("F7", "Тема и ДЗ"), ("F8", "Ввод"))


class HintStrip(QWidget):
    """One line; a warning or an error has its colour and its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hint_strip")
        self.setAccessibleName("Подсказка")
        row = QHBoxLayout(self)
        look = theme.current()
        row.setContentsMargins(look.px(_LEFT), 0, look.px(_RIGHT), 0)
        row.setSpacing(look.px(6))
        self._text = QLabel(self)
        self._text.setObjectName("hint_text")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setAccessibleDescription("Что стоит в ячейке")  # else the tooltip is read with its markup
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._text, 1)
        self._figures = QLabel(self)
        self._figures.setObjectName("hint_figures")
        self._figures.setProperty("words", "caption")
        self._figures.setAccessibleName("Отметки графы")
        row.addWidget(self._figures)
        self._teaches = bool(first_lessons.taught())
        self._caps = [
            cap for key, act in first_lessons.taught() or _KEYS for cap in (QLabel(key, self), QLabel(act, self))
        ]
        for at, cap in enumerate(self._caps):
            name, value = ("words", "caption") if at % 2 else ("badge", "key")
            cap.setProperty(name, value)
            row.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self._said = ""
        self._tone = "info"
        theme.changes().changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        """One line high."""
        return QSize(100, theme.current().px(STRIP_HEIGHT))

    def text(self) -> str:
        """What is said, as it was given."""
        return self._said

    def show_figures(self, words: str) -> None:
        """How the marks of the column are spread; the keys to remember give way to it."""
        if words != self._figures.text():
            self._figures.setText(words)
            self._show_parts()

    def figures(self) -> str:
        """What is said of the column."""
        return self._figures.text()

    def say(self, text: str, tone: str = "info") -> None:
        """Show a line; ``tone`` is «info», «warn» or «err»."""
        if (text, tone) != (self._said, self._tone):
            self._said, self._tone = text, tone
            self._show_text()
            self._text.setToolTip(text)
        self._show_parts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for another part of a warning."""
        super().resizeEvent(event)
        self._show_text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a warning under a warning."""
        painter = QPainter(self)
        look = theme.current()
        grounds = {"warn": "warn_bg", "err": "err_bg"}
        painter.fillRect(event.rect(), look.color(grounds.get(self._tone, "window")))
        painter.fillRect(0, 0, self.width(), 1, look.color("border"))

    def _show_parts(self) -> None:
        """A warning has the whole strip; figures stand where the keys are, unless one is taught."""
        plain, figures = self._tone == "info", bool(self._figures.text())
        self._figures.setVisible(plain and figures)
        for cap in self._caps:
            cap.setVisible(plain and (self._teaches or not figures))

    def _show_text(self) -> None:
        """The colour of a warning or an error stands in the text: labels with style sheets of their own open slowly."""
        tones = {"warn": "warn", "err": "err"}
        if self._tone in tones and self._said:
            colour = theme.current().color(tones[self._tone]).name()
            self._text.setText(f'<span style="color: {colour}">{self._fitting()}</span>')
        else:
            self._text.setText(self._said)
        self.update()

    def _fitting(self) -> str:
        """A warning has the whole strip to itself and ends with dots where that is too little; the tooltip has all."""
        look = theme.current()
        room = self.width() - look.px(_LEFT) - look.px(_RIGHT)
        if "<" in self._said or not self.isVisible():
            return self._said
        return self._text.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, room)

    def _restyle(self) -> None:
        self.setFixedHeight(theme.current().px(STRIP_HEIGHT))
        self._show_text()
