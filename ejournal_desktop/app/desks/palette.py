"""Journals and pupils for the command palette (``gui/ports/palette.py``)."""

from typing import Final

from sqlalchemy import Engine

from ejournal_desktop.app.desks.remembered import RememberedReads
from ejournal_desktop.domain.gradebook import Course, Pupil
from ejournal_desktop.domain.people import Session
from ejournal_desktop.gui.ports.palette import CoursePupils
from ejournal_desktop.services import finding, reporting

_ALL: Final = frozenset({"deputy", "director", "administrator", "inspector"})
"""Roles that see every row of names and classes."""


class PaletteServices:
    """The part of a desk that says what there is to open."""

    engine: Engine
    reads: RememberedReads
    _session: Session

    def journals_to_find(self, *, reads: bool) -> tuple[CoursePupils, ...]:
        """Own journals with their pupils; the journals and pupils of all classes for who ``reads`` them."""
        own = () if reads else self.reads.my_courses()
        if own:
            return tuple(CoursePupils(course, self._pupils_of(course)) for course in own)
        found: dict[int, CoursePupils] = {}
        everybody = finding.pupils_by_class(self.engine) if _ALL & set(self._session.roles) else None
        for school_class in reporting.classes(self.engine):
            courses = reporting.courses_of_class(self.engine, school_class.class_id)
            first = next((course for course in courses if course.is_whole_class), None)
            for course in courses:
                pupils: tuple[Pupil, ...] = ()
                if course is first:  # a class teacher reads the names of her class from its page
                    known = everybody.get(school_class.class_id, ()) if everybody is not None else None
                    pupils = known if known is not None else self._pupils_of(course)
                found.setdefault(course.course_id, CoursePupils(course, pupils))
        return tuple(found.values())

    def _pupils_of(self, course: Course) -> tuple[Pupil, ...]:
        """Who stands in the page of the period that runs."""
        today = self._session.server_time.date()
        begun = [period for period in self.reads.periods(course.course_id) if period.starts_on <= today]
        return self.reads.page(course.course_id, begun[-1].period_id).pupils if begun else ()
