"""Journals and pupils for the command palette (``gui/ports/palette.py``)."""

from sqlalchemy import Engine

from ejournal_desktop.app.desks.remembered import RememberedReads
from ejournal_desktop.domain.gradebook import Course, Pupil
from ejournal_desktop.domain.people import Session
from ejournal_desktop.gui.ports.palette import CoursePupils
from ejournal_desktop.services import reporting


class PaletteServices:
    """The part of a desk that says what there is to open."""

    engine: Engine
    reads: RememberedReads
    _session: Session

    def journals_to_find(self) -> tuple[CoursePupils, ...]:
        """Own journals with their pupils, or the journals of all classes for who reads them."""
        own = self.reads.my_courses() if {"teacher", "psychologist"} & set(self._session.roles) else ()
        if own:
            return tuple(CoursePupils(course, self._pupils_of(course)) for course in own)
        courses: dict[int, Course] = {}
        for school_class in reporting.classes(self.engine):
            for course in reporting.courses_of_class(self.engine, school_class.class_id):
                courses[course.course_id] = course
        return tuple(CoursePupils(course) for course in courses.values())

    def _pupils_of(self, course: Course) -> tuple[Pupil, ...]:
        """Who stands in the page of the period that runs."""
        today = self._session.server_time.date()
        begun = [period for period in self.reads.periods(course.course_id) if period.starts_on <= today]
        return self.reads.page(course.course_id, begun[-1].period_id).pupils if begun else ()
