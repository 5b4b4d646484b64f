"""«Мои сроки»: rows of what is left, overdue first; what is done folds; «Почему это здесь?» shows the clause."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ejournal_desktop.domain.duties import Duties, DutyClause, DutyRow
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.sentences.duties import (
    button_words,
    due_words,
    duty_title,
    folded_words,
    left_words,
)
from ejournal_desktop.gui.widgets.badge import words

_WIDTH: Final = 430
_SHOWN: Final = 5
_LOOKS: Final = {
    "over": ("warning-circle", "err"),
    "today": ("timer", "warn"),
    "later": ("circle-dashed", "text_2"),
}


class DutyList(QWidget):
    """The duties of one person as a card of rows."""

    opened = Signal(object)
    """``DutyRow`` whose button was pressed."""
    grown = Signal()
    """Rows were folded out or in: the page fits anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duties: Duties | None = None
        self._clauses: tuple[DutyClause, ...] = ()
        self._all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(words("Мои сроки", "section"))
        head.addStretch(1)
        self._more = QPushButton(self)
        self._more.setObjectName("all_duties")
        self._more.setProperty("kind", "link")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._fold)
        head.addWidget(self._more)
        self._column.addLayout(head)
        self._card: QFrame | None = None
        theme.changes().changed.connect(self._draw)  # words of a state are in its colour

    def show_duties(self, duties: Duties, clauses: tuple[DutyClause, ...]) -> None:
        """Draw what the server found."""
        self._duties, self._clauses = duties, clauses
        self._draw()

    def rows(self) -> list["DutyLine"]:
        """The lines that are drawn, in their order."""
        return self._card.findChildren(DutyLine) if self._card is not None else []

    def _fold(self, shown: bool) -> None:
        self._all = shown
        self._draw()
        self.grown.emit()

    def _draw(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = None
        duties = self._duties
        if duties is None:
            return
        waiting, folded = duties.waiting(), duties.folded(self._clauses)
        self._more.setText("Свернуть" if self._all else f"Все {len(waiting) + len(folded)}")
        self._more.setAccessibleName("Свернуть сроки" if self._all else "Показать все сроки, и выполненные")
        self._card, column = _card()
        by_code = {clause.code: clause for clause in self._clauses}
        lines: list[QWidget] = []
        for row in waiting if self._all else waiting[:_SHOWN]:
            line = DutyLine(row, duties, by_code.get(row.code))
            line.opened.connect(self.opened)
            line.grown.connect(self.grown)
            lines.append(line)
        if not waiting:
            lines.append(_quiet("Всё в срок", "Темы, задания, отметки и посещаемость записаны."))
        if self._all:
            for clause, state, settled in folded:
                quiet = _quiet(clause.name, folded_words(state, settled))
                quiet.setToolTip(f"{clause.text}\n{clause.term}\n{clause.citation}")
                lines.append(quiet)
        for at, each in enumerate(lines):
            if at:
                column.addWidget(_rule())
            column.addWidget(each)
        self._column.addWidget(self._card)
        self._card.show()  # a layout shows late what is added to a widget in sight
        style.fit(self)


class DutyLine(QWidget):
    """One duty: what, by when, how much is left, its button, its clause."""

    opened = Signal(object)
    grown = Signal()

    def __init__(self, row: DutyRow, duties: Duties, clause: DutyClause | None) -> None:
        super().__init__()
        self.row = row
        over = row.is_over(duties.now)
        look = "over" if over else "today" if row.due_on <= duties.today else "later"
        icon, colour = _LOOKS[look]
        title = duty_title(row, clause.name if clause is not None else row.code)
        due, left = due_words(row, duties.now), left_words(row)
        self.setAccessibleName(f"{title}: {due}, {left}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 8)
        outer.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(10)
        picture = QLabel()
        picture.setProperty("icon_name", icon)
        picture.setProperty("icon_colour", colour)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(_texts(title, due, left, colour), 1)
        line.addWidget(self._why_button(title), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._button(title), 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(line)
        self._why = words(_why_text(clause), "caption")
        self._why.setObjectName("duty_clause")
        self._why.setWordWrap(True)
        self._why.hide()
        outer.addWidget(self._why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that need a second line have it: a layout around asks for the height before the width is settled."""
        super().resizeEvent(event)
        self._be_whole()

    def showEvent(self, event: QShowEvent) -> None:
        """The fonts of the style are there now."""
        super().showEvent(event)
        self._be_whole()

    def _be_whole(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))

    def _button(self, title: str) -> QPushButton:
        button = QPushButton(button_words(self.row))
        button.setObjectName("open_duty")
        button.setAccessibleName(f"{button.text()}: {title}")
        button.clicked.connect(lambda _checked=False: self.opened.emit(self.row))
        return button

    def _why_button(self, title: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("why_duty")
        button.setProperty("kind", "icon")
        button.setProperty("icon_name", "question")
        button.setProperty("px_icon", 16)
        button.setToolTip("Почему это здесь?")
        button.setAccessibleName(f"Почему это здесь: {title}")
        button.clicked.connect(self._explain)
        return button

    def _explain(self) -> None:
        self._why.setVisible(self._why.isHidden())
        self._be_whole()
        self.grown.emit()


def _texts(title: str, due: str, left: str, colour: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    name = words(title, "strong")
    name.setWordWrap(True)
    column.addWidget(name)
    look = theme.current()
    below = words(f'<b style="color: {look.color(colour).name()}">{due}</b> · {left}', "caption")
    below.setTextFormat(Qt.TextFormat.RichText)
    below.setWordWrap(True)
    column.addWidget(below)
    return column


def _why_text(clause: DutyClause | None) -> str:
    return f"{clause.text} {clause.term} ({clause.citation})" if clause is not None else ""


def _quiet(title: str, caption: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 6, 0, 6)
    row.setSpacing(10)
    picture = QLabel()
    picture.setProperty("icon_name", "check")
    picture.setProperty("icon_colour", "ok")
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(words(title))
    below = words(caption, "caption")
    below.setWordWrap(True)
    column.addWidget(below)
    row.addLayout(column, 1)
    line.setAccessibleName(f"{title}: {caption}")
    return line


def _card() -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame()
    frame.setProperty("card", True)
    frame.setProperty("px_width", _WIDTH)
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 4, 12, 4)
    column.setSpacing(0)
    return frame, column


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("line", True)
    return line
