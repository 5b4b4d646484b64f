"""The journal of a psychologist (JRN-11; rulings 2): groups and single sessions; what they were about is hers alone."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class SessionCourse:
    """A group of the psychologist with its pupils of today."""

    course_id: int
    subject: str
    group_name: str
    pupils: tuple[tuple[int, str], ...]

    @property
    def title(self) -> str:
        """«Группа адаптации · Коррекционные занятия»."""
        return f"{self.group_name} · {self.subject}"


@dataclass(frozen=True, slots=True)
class PsychologistSession:
    """A session as its psychologist sees it.

    Attributes:
        pupil_id: of an individual session.
        is_held: it took place; before that it is planned.
        absent: pupils of the group who did not come.
    """

    lesson_id: int
    course_id: int
    held_on: date
    lesson_no: int
    state: Literal["planned", "cancelled"]
    minutes: int
    is_individual: bool
    pupil_id: int | None
    pupil: str
    is_held: bool
    absent: int
    content: str


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """What is planned or recorded; ``lesson_id`` ``None`` makes a session outside of the timetable."""

    lesson_id: int | None
    course_id: int
    held_on: date
    minutes: int
    pupil_id: int | None
    content: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class SessionJournal:
    """What the page shows and her printout prints, newest first."""

    today: date
    since: date
    until: date
    school: str
    psychologist: str
    courses: tuple[SessionCourse, ...]
    sessions: tuple[PsychologistSession, ...]

    @property
    def minutes_held(self) -> int:
        """Minutes of the sessions that took place."""
        return sum(one.minutes for one in self.sessions if one.is_held and one.state == "planned")

    def course(self, course_id: int) -> SessionCourse | None:
        """The group of a session."""
        return next((one for one in self.courses if one.course_id == course_id), None)

    def whom(self, session: PsychologistSession) -> str:
        """The pupil of an individual session, else the group."""
        course = self.course(session.course_id)
        return session.pupil if session.is_individual else course.group_name if course is not None else ""


def hours_words(minutes: int) -> str:
    """«12 ч 45 мин»."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} ч" if hours else "", f"{rest} мин" if rest or not hours else "")))


@dataclass(frozen=True, slots=True)
class SessionHours:
    """What others see of a session: that it was held and its hours."""

    psychologist: str
    subject: str
    group_name: str
    held_on: date
    minutes: int
    is_individual: bool
