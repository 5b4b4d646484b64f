"""What the demo's history is written about: courses, lessons, members, periods, as the importers left them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

import psycopg
from psycopg import sql

from ejournal_desktop.database.tokens import role_of


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period of some grades; ``ends_on`` is its last day."""

    period_id: int
    grade_from: int
    grade_to: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of the year with the time of its end."""

    lesson_id: int
    held_on: date
    lesson_no: int
    ends_at: time


@dataclass(slots=True)
class Course:
    """A course with its lessons in order and its members: pupil → (from, first day no longer there)."""

    course_id: int
    subject: str
    grade: int
    class_names: tuple[str, ...]
    group_name: str
    hours: float
    marking: str
    teacher_id: int
    lessons: list[Lesson] = field(default_factory=list)
    members: dict[int, tuple[date, date]] = field(default_factory=dict)

    def pupils_on(self, day: date) -> list[int]:
        """Members of that day."""
        return [pupil for pupil, (first, after) in self.members.items() if first <= day < after]


@dataclass(slots=True)
class Facts:
    """Everything the writers need.

    Attributes:
        classes: class name → its pupils.
        staff_subjects: teacher → subjects taught.
        work_kinds: short name → (id, takes two marks).
    """

    courses: list[Course]
    periods: list[Period]
    classes: dict[str, list[int]]
    staff_subjects: dict[int, set[str]]
    work_kinds: dict[str, tuple[int, bool]]

    def periods_of(self, grade: int) -> list[Period]:
        """The periods of a grade in order."""
        return [period for period in self.periods if period.grade_from <= grade <= period.grade_to]


_COURSES = """
    select c.course_id, s.name, min(k.grade)::integer, array_agg(k.name order by k.grade, k.letter), g.name,
        c.hours_per_week::float, c.marking,
        (
            select h.person_id from journal.course_holders as h
            where h.course_id = c.course_id and upper_inf(h.during) limit 1
        )
    from journal.courses as c
    join journal.subjects as s on s.subject_id = c.subject_id
    join journal.study_groups as g on g.group_id = c.group_id
    join journal.study_group_classes as l on l.group_id = g.group_id
    join journal.school_classes as k on k.class_id = l.class_id
    group by c.course_id, s.name, g.name
    order by c.course_id
"""
_LESSONS = """
    select l.course_id, l.lesson_id, l.held_on, l.lesson_no, coalesce(b.ends_at, time '15:00')
    from journal.lessons as l
    left join journal.bell_schedules as d on d.is_default
    left join journal.bells as b on (b.bell_schedule_id, b.lesson_no) = (d.bell_schedule_id, l.lesson_no)
    where l.state = 'planned'
    order by l.course_id, l.held_on, l.lesson_no
"""
_MEMBERS = """
    select c.course_id, m.pupil_id, lower(m.during), coalesce(upper(m.during), date '9999-01-01')
    from journal.group_memberships as m
    join journal.courses as c on c.group_id = m.group_id
    join journal.people as p on p.person_id = m.pupil_id
    order by c.course_id, p.sort_key collate "C", m.pupil_id
"""
_PERIODS = """
    select p.period_id, p.grade_from, p.grade_to, p.starts_on, p.ends_on from journal.periods as p order by p.starts_on
"""
_CLASSES = """
    select k.name, m.pupil_id from journal.class_memberships as m
    join journal.school_classes as k on k.class_id = m.class_id
    join journal.people as p on p.person_id = m.pupil_id
    order by k.grade, k.letter, p.sort_key collate "C"
"""


def read_facts(conninfo: str) -> Facts:
    """Read them on the server's host, as the migrator."""
    with psycopg.connect(conninfo) as connection:
        migrator = sql.Identifier(role_of(connection.info.dbname, "migrator"))
        connection.execute(sql.SQL("set local session authorization {}").format(migrator))
        courses = {row[0]: _course(row) for row in connection.execute(_COURSES)}
        for course_id, *lesson in connection.execute(_LESSONS):
            courses[course_id].lessons.append(Lesson(*lesson))
        for course_id, pupil_id, first, after in connection.execute(_MEMBERS):
            courses[course_id].members[pupil_id] = (first, after)
        periods = [Period(*row) for row in connection.execute(_PERIODS)]
        kinds = connection.execute("select k.short_name, k.work_kind_id, k.two_marks from journal.work_kinds as k")
        work_kinds = {name: (kind_id, two_marks) for name, kind_id, two_marks in kinds}
        classes = _grouped(connection.execute(_CLASSES).fetchall())
    taught: dict[int, set[str]] = defaultdict(set)
    for course in courses.values():
        taught[course.teacher_id].add(course.subject)
    return Facts(list(courses.values()), periods, classes, dict(taught), work_kinds)


def _course(row: Sequence[Any]) -> Course:
    course_id, subject, grade, classes, group_name, hours, marking, teacher_id = row
    return Course(course_id, subject, grade, tuple(classes), group_name, hours, marking, teacher_id)


def _grouped(rows: Sequence[tuple[str, int]]) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = defaultdict(list)
    for name, pupil_id in rows:
        grouped[name].append(pupil_id)
    return dict(grouped)
