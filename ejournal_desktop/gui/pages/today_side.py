"""The side of a teacher's day: «Мои сроки» and the own journals."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ejournal_desktop.domain.duties import Duties, DutyClause, DutyRow
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.pages.day_courses import course_named
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.duty_list import DutyList

_LINK_WIDTH: Final = 178
_WIDTH: Final = 430


class TodaySide(QWidget):
    """Asks for places by signals, as a page does."""

    journal_wanted = Signal(object, object)
    page_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.courses: tuple[Course, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 16)
        column.setSpacing(12)
        self.duties = DutyList(self)
        self.duties.hide()
        self.duties.opened.connect(self._open)
        self._journals = QWidget(self)
        box = QVBoxLayout(self._journals)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        column.addWidget(self.duties)
        column.addWidget(self._journals)
        column.addStretch(1)

    def show_duties(self, duties: Duties, clauses: tuple[DutyClause, ...]) -> None:
        """Draw «Мои сроки»."""
        self.duties.show_duties(duties, clauses)
        self.duties.setVisible(duties.has_courses or bool(duties.rows))

    def show_courses(self, courses: tuple[Course, ...]) -> None:
        """Draw the own journals in two columns of links."""
        self.courses = courses
        box = self._journals.layout()
        while box is not None and (item := box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if box is None or not courses:
            return
        box.addWidget(words("Мои журналы", "section"))
        frame = QFrame()
        frame.setProperty("card", True)
        frame.setProperty("px_width", _WIDTH)
        frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        grid = QHBoxLayout(frame)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setSpacing(16)
        for half in (courses[::2], courses[1::2]):
            grid.addLayout(self._links(half), 1)
        box.addWidget(frame)
        style.fit(self)

    def _links(self, courses: tuple[Course, ...]) -> QVBoxLayout:
        links = QVBoxLayout()
        links.setSpacing(0)
        for course in courses:
            link = QPushButton(_fitting(course.title))
            link.setAccessibleName(course.title)
            link.setToolTip(course.title if link.text() != course.title else "")
            link.setProperty("kind", "link")
            link.clicked.connect(lambda _checked=False, course=course: self.journal_wanted.emit(course, None))
            links.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        links.addStretch()
        return links

    def _open(self, row: DutyRow) -> None:
        """The place of a duty: its lesson, its journal, or the page of lesson plans."""
        if row.code == "T4":
            self.page_wanted.emit("lesson_plans")
            return
        self.journal_wanted.emit(course_named(row.course_id, row.group, row.subject, self.courses), row.lesson_id)


def _fitting(title: str) -> str:
    """A title for half of the side's width."""
    look = theme.current()
    metrics = QFontMetrics(look.font("body"))
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, look.px(_LINK_WIDTH))
