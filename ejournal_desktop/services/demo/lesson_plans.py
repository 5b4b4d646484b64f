"""Which courses of the demo follow a lesson plan (КТП) of their teachers; the others use invented topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg

from ejournal_desktop.exchange.lesson_plans import parse_lesson_plan
from ejournal_desktop.exchange.values import PlanTopic
from ejournal_desktop.services.demo.facts import Course
from ejournal_desktop.services.demo.topics import LessonEntry, entries_of_plan

_FILES: dict[str, tuple[str, tuple[str, ...]]] = {
    "КТП алгебра 7А.xlsx": ("Алгебра", ("7А",)),
    "География_6.xlsx": ("География", ("6Б",)),
    "Физика 8 КТП 2026.xlsx": ("Физика", ("8А", "8Б")),
    "окр_мир_2кл.xlsx": ("Окружающий мир", ("2А",)),
    "Англ яз 6 кл (Spotlight).xlsx": ("Английский язык", ("6А", "6Б")),
    "Информатика 8 (вставка из Word).txt": ("Информатика", ("8А", "8Б")),
    "ОБЗР-8б.xlsx": ("ОБЗР", ("8Б",)),
}
_TYPES = {"control": "контроль", "laboratory": "лабораторная", "practical": "практическая"}
_PLAN = (
    "insert into journal.lesson_plans (school_year_id, subject_id, grade, title, author_id)"
    " select c.school_year_id, c.subject_id, %s, %s, %s from journal.courses as c where c.course_id = %s"
    " returning lesson_plan_id"
)
_TOPIC = (
    "insert into journal.lesson_plan_topics (lesson_plan_id, place, section, topic, lesson_type, homework)"
    " values (%s, %s, %s, %s, %s, %s)"
)
_COURSE = "insert into journal.lesson_plan_courses (course_id, lesson_plan_id) values (%s, %s)"
_APPROVE = "update journal.lesson_plans set state = 'approved', decided_by = %s where lesson_plan_id = %s"


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """A teacher's plan: lesson by lesson, for the courses of a subject in some classes."""

    subject: str
    class_names: tuple[str, ...]
    entries: tuple[LessonEntry, ...]


def read_lesson_plans(folder: Path, year_starts_on: date) -> tuple[LessonPlan, ...]:
    """Every plan of the folder by the reader that teachers use; ``year_starts_on`` is the files' own year."""
    return tuple(
        LessonPlan(subject, classes, tuple(entries_of_plan(_rows(folder / name, year_starts_on))))
        for name, (subject, classes) in _FILES.items()
    )


def plan_of_course(plans: Iterable[LessonPlan], course: Course) -> Sequence[LessonEntry]:
    """The entries that the course follows; none when nobody wrote a plan for it."""
    own = (p for p in plans if p.subject == course.subject and set(course.class_names) <= set(p.class_names))
    return next((plan.entries for plan in own), ())


def write_lesson_plans(conninfo: str, plans: Iterable[LessonPlan], courses: Iterable[Course], deputy_id: int) -> None:
    """Put the plans into the school: each under the teacher of its first course, approved but for one that waits."""
    known = list(courses)
    with psycopg.connect(conninfo) as connection:
        for number, plan in enumerate(plans):
            own = [c for c in known if c.subject == plan.subject and set(c.class_names) <= set(plan.class_names)]
            if own:
                _write_plan(connection, plan, own, deputy_id if number else None)


def _write_plan(
    connection: psycopg.Connection, plan: LessonPlan, courses: Sequence[Course], deputy_id: int | None
) -> None:
    first = courses[0]
    title = f"{plan.subject}, {first.grade} класс"
    row = connection.execute(_PLAN, (first.grade, title, first.teacher_id, first.course_id)).fetchone()
    assert row is not None  # noqa: S101 - the course was read from the same database
    topics = [
        (row[0], place, entry.section, entry.topic, _TYPES.get(entry.control, "урок"), entry.homework)
        for place, entry in enumerate(plan.entries, start=1)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_TOPIC, topics)
        cursor.executemany(_COURSE, [(course.course_id, row[0]) for course in courses])
    connection.execute("update journal.lesson_plans set state = 'waiting' where lesson_plan_id = %s", row)
    if deputy_id is not None:
        connection.execute(_APPROVE, (deputy_id, *row))


def _rows(path: Path, year_starts_on: date) -> tuple[PlanTopic, ...]:
    return parse_lesson_plan(path, year_starts_on=year_starts_on).rows
