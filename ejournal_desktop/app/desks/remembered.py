"""Reads of a teacher that this computer remembers, so that a day can be worked without the server."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, TypeVar

from sqlalchemy import Engine

from ejournal_desktop.background.known import Known
from ejournal_desktop.domain.gradebook import Course, JournalPage, Period, WorkKind
from ejournal_desktop.domain.lesson_card import LessonCard
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.domain.people import Session
from ejournal_desktop.domain.school_day import LessonOfDay
from ejournal_desktop.services import gradebook, lesson_card

T = TypeVar("T")
_COURSES: Final = "courses"


class RememberedReads:
    """Asks the server; where it is silent, answers from what it said last. Only own courses are remembered."""

    def __init__(self, engine: Engine, known: Known | None) -> None:
        """Without ``known`` nothing is remembered."""
        self._engine, self._known = engine, known

    def _ask(self, name: str, kind: Any, question: Callable[[], T], **ways: Any) -> T:
        return self._known.ask(name, kind, question, **ways) if self._known is not None else question()

    def my_courses(self) -> tuple[Course, ...]:
        """Courses that the teacher holds this year."""
        return self._ask(_COURSES, tuple[Course, ...], lambda: gradebook.my_courses(self._engine))

    def lessons_of_day(self, on_date: date) -> tuple[LessonOfDay, ...]:
        """Own lessons of a day in order, substitutions included."""
        name = f"day {on_date.isoformat()}"
        return self._ask(name, tuple[LessonOfDay, ...], lambda: gradebook.lessons_of_day(self._engine, on_date))

    def page(self, course_id: int, period_id: int) -> JournalPage:
        """A journal page; one that is another teacher's is not remembered."""
        name = f"page {course_id} {period_id}"
        read = partial(gradebook.open_page, self._engine, course_id, period_id)
        return self._ask(name, JournalPage, read, keep=lambda page: page.writable, age=aged_page)

    def periods(self, course_id: int) -> tuple[Period, ...]:
        """Reporting periods of a course."""
        name = f"periods {course_id}"
        return self._ask(name, tuple[Period, ...], lambda: gradebook.periods(self._engine, course_id))

    def work_kinds(self) -> tuple[WorkKind, ...]:
        """The directory of work kinds."""
        return self._ask("work kinds", tuple[WorkKind, ...], lambda: gradebook.work_kinds(self._engine))

    def lesson_card(self, lesson_id: int) -> LessonCard:
        """What stands on the card of a lesson."""
        return self._ask(f"card {lesson_id}", LessonCard, lambda: lesson_card.open_card(self._engine, lesson_id))

    def changes_since(self, course_id: int, version: int) -> PageChanges:
        """What came to a page since a version of it; only the server knows."""
        return gradebook.changes_since(self._engine, course_id, version)

    def remember_all(self, today: date) -> None:
        """Read once what a day without the server needs: own courses with the page of the period that runs."""
        for lesson in self.lessons_of_day(today):
            self.lesson_card(lesson.lesson_id)
        self.work_kinds()
        for course in self.my_courses():
            begun = [period for period in self.periods(course.course_id) if period.starts_on <= today]
            if begun:
                self.page(course.course_id, begun[-1].period_id)


def aged_page(page: JournalPage, since: timedelta) -> JournalPage:
    """A remembered page on a later day: today's lesson is no longer a future one.

    Without the server only this computer's clock tells; the server's decides when the edits arrive.
    """
    now = page.now + since
    return replace(page, now=now, today=now.date())


def aged_session(session: Session, since: timedelta) -> Session:
    """A remembered session at a later time."""
    return replace(session, server_time=session.server_time + since)
