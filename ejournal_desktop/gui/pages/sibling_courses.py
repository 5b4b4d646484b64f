"""Journals beside this one: other classes with the same subject, other groups of the class (F4, Ctrl+[ and Ctrl+])."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.gui.session_port import Workplace


class SiblingCourses(QObject):
    """The teacher's other journals, read once, when they are first wanted."""

    wanted = Signal(object)
    """The ``Course`` whose journal is wanted."""
    said = Signal(str)
    """Why there is none."""
    read = Signal()
    """The journals are known now."""

    def __init__(self, workplace: Workplace, course: Course, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace, self._course = workplace, course
        self._courses: tuple[Course, ...] | None = None
        self._asked: list[Callable[[], None]] = []

    @property
    def groups(self) -> list[Course]:
        """This journal and those of the same subject in which pupils of the same class learn, the whole class first."""
        mine = set(self._course.class_names)
        found = [course for course in self._same_subject() if mine & set(course.class_names)]
        return sorted(found, key=lambda course: (not course.is_whole_class, course.group_name))

    def _same_subject(self) -> list[Course]:
        found = [course for course in self._courses or () if course.subject == self._course.subject]
        return found if self._course in found or not found else self._with_this(found)

    def _with_this(self, found: list[Course]) -> list[Course]:
        """The course as it was opened may differ in a date: the one with its number is it."""
        return [self._course if course.course_id == self._course.course_id else course for course in found]

    def ask(self) -> None:
        """Read which journals there are."""
        if self._courses is None:
            self._workplace.lanes.run(
                Lane.BULK,
                self._workplace.desk.my_courses,
                owner=self,
                done=self._keep,
                failed=lambda _error: self._keep(()),
            )

    def step(self, by: int) -> None:
        """The previous or next class with the same subject."""
        self._go(lambda: self._beside(self._same_subject(), by, "Других классов с этим предметом у вас нет."))

    def next_group(self) -> None:
        """F4: the next group of this class."""
        self._go(lambda: self._beside(self.groups, 1, "Других подгрупп этого класса у вас нет."))

    def _go(self, act: Callable[[], None]) -> None:
        if self._courses is None:
            self._asked.append(act)
            self.ask()
        else:
            act()

    def _keep(self, courses: tuple[Course, ...]) -> None:
        unique = {course.course_id: course for course in courses}
        self._courses = tuple(unique.values())
        self.read.emit()
        asked, self._asked = self._asked, []
        for act in asked:
            act()

    def _beside(self, courses: list[Course], by: int, none: str) -> None:
        places = [at for at, course in enumerate(courses) if course.course_id == self._course.course_id]
        if not places or len(courses) < 2:  # noqa: PLR2004 - this one and another
            self.said.emit(none)
        else:
            self.wanted.emit(courses[(places[0] + by) % len(courses)])
