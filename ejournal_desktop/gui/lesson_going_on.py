"""Ctrl+Enter anywhere: the journal of the lesson that goes on, opened at its column."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.bell_words import SchoolClock, current_lesson
from ejournal_desktop.gui.pages.day_courses import course_of_lesson
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.tab_book import TabBook

ACTION: Final = "lesson.going_on"
_EVERYWHERE: Final = "Ctrl+Alt+Return"
_ELSEWHERE: Final = ("Ctrl+Return", "Ctrl+Enter", _EVERYWHERE)


class LessonGoingOn(QObject):
    """An action of the window; where a page has Ctrl+Enter of its own (fill, write), Ctrl+Alt+Enter is left."""

    def __init__(
        self,
        workplace: Workplace,
        clock: SchoolClock,
        book: TabBook,
        open_journal: Callable[..., None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workplace, self._clock, self._book, self._open = workplace, clock, book, open_journal
        spec = ActionSpec(ACTION, "Открыть журнал текущего урока", (_EVERYWHERE,), ("сейчас", "идёт урок"))
        self._action = workplace.actions.add(spec, self.open, window)
        book.turned.connect(self.fit)
        later = Qt.ConnectionType.QueuedConnection  # the widget of the new action is not in its page yet
        workplace.actions.grown.connect(self.fit, later)
        self.fit()

    def fit(self) -> None:
        """Leave Ctrl+Enter to the page in front where it is a key of the page."""
        page = self._book.page
        taken = {QKeySequence(key) for key in _ELSEWHERE[:2]}
        own = page is not None and any(
            taken & set(entry.action.shortcuts())
            for entry in self._workplace.actions.entries()
            if entry.scope is page or page.isAncestorOf(entry.scope)
        )
        keys = (_EVERYWHERE,) if own else _ELSEWHERE
        self._action.setShortcuts([QKeySequence(key) for key in keys])

    def open(self) -> None:
        """Read the day and open its lesson; outside of lessons the next one of the day."""
        desk, today = self._workplace.desk, self._clock.now().date()

        def question() -> tuple[tuple[LessonOfDay, ...], tuple[Course, ...]]:
            return desk.lessons_of_day(today), desk.my_courses()

        self._workplace.lanes.run(
            Lane.INTERACTIVE, question, owner=self, done=lambda told: self._go(*told), failed=lambda _error: None
        )

    def _go(self, lessons: tuple[LessonOfDay, ...], courses: tuple[Course, ...]) -> None:
        lesson = current_lesson(lessons, self._clock.now())
        if lesson is not None:
            self._open(course_of_lesson(lesson, courses), lesson.lesson_id)
