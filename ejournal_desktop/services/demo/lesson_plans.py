"""Which courses of the demo follow a lesson plan (КТП) of their teachers; the others use invented topics."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

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


def _rows(path: Path, year_starts_on: date) -> tuple[PlanTopic, ...]:
    return parse_lesson_plan(path, year_starts_on=year_starts_on).rows
