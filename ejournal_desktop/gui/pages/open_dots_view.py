"""Works that are awaited («.») in a teacher's journals: each stops a hand-over; Enter goes to its lesson."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.resits import OpenDot
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.register_table import RegisterTable

_HEADS: Final = ("Ученик", "Группа", "Предмет", "Урок", "Работа", "Период")


class OpenDotsView(QWidget):
    """A list of own open dots, the oldest first."""

    journal_wanted = Signal(object, object)
    """``Course`` and the id of the lesson."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._dots: tuple[OpenDot, ...] = ()
        self._courses: dict[int, Course] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.title = QLabel("Ждут работ («.»)", self)
        self.title.setProperty("words", "section")
        self.said = QLabel(self)
        self.said.setObjectName("open_dots_said")
        self.said.setProperty("words", "second")
        self.said.setWordWrap(True)
        self.table = self._make_table()
        for widget in (self.title, self.said, self.table):
            column.addWidget(widget)

    def _make_table(self) -> RegisterTable:
        table = RegisterTable("open_dots_table", "Работы, которых ждут", _HEADS, self)
        table.activated.connect(lambda index: self._go(index.row()))
        return table

    def read(self) -> None:
        """Read the dots and the courses they stand in."""
        self._run(self._workplace.desk.my_courses, done=self._courses_read)

    def _courses_read(self, courses: Sequence[Course]) -> None:
        self._courses = {course.course_id: course for course in courses}
        self._run(self._workplace.desk.open_dots, done=self._read)

    def _read(self, dots: Sequence[OpenDot]) -> None:
        self._dots = tuple(dots)
        self.table.setRowCount(len(dots))
        for at, dot in enumerate(dots):
            for column, text in enumerate(dot_cells(dot)):
                self.table.setItem(at, column, QTableWidgetItem(text))
        self.table.setVisible(bool(dots))
        self.said.setText(
            f"Точек: {len(dots)}. Пока они стоят, страницу не передать на проверку. Enter — открыть урок."
            if dots
            else "Открытых точек нет: передаче страниц они не мешают."
        )

    def _go(self, row: int) -> None:
        dot = self._dots[row]
        course = self._courses.get(dot.course_id)
        if course is not None:
            self.journal_wanted.emit(course, dot.lesson_id)

    def _failed(self, error: EjournalError) -> None:
        self.said.setText(error_text(error).sentence)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)


def dot_cells(dot: OpenDot) -> tuple[str, ...]:
    """«Тарасова Карина», «7А», «Алгебра», «26.11.2026», «Тест № 2», «II четверть»."""
    period = period_words(dot.period_kind, dot.period_number)
    return dot.pupil, dot.group, dot.subject, f"{dot.held_on:%d.%m.%Y}", dot.work, period
