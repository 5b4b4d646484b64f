"""What happens in any school year: a pupil comes, one leaves, ill teachers are replaced, periods end by an order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ejournal_desktop.services.demo.facts import Course, Facts, Lesson, Period

Order = tuple[str, date, str, str]
"""Number, date, kind, title."""
_SHOWN_CLASS = "7А"
_CAME, _LEFT = timedelta(weeks=5), timedelta(weeks=2)
_ILL_TEACHERS = 6
_ILL_WITHIN_DAYS = 18


@dataclass(frozen=True, slots=True)
class Movement:
    """A pupil who came (``admitted``) or left (``departed``: first day no longer there) with the order of it."""

    pupil_id: int
    kind: str
    on_date: date
    order: Order


@dataclass(frozen=True, slots=True)
class Substitution:
    """A lesson given by somebody else."""

    lesson: Lesson
    course: Course
    person_id: int


def movements(facts: Facts, year_begins: date, today: date) -> list[Movement]:
    """One who came and one who left in the class that the demo's teacher shows; none in the first weeks of a year."""
    pupils = facts.classes.get(_SHOWN_CLASS) or next(iter(facts.classes.values()))
    moved = []
    for kind, ago, pupil, number in (("admitted", _CAME, pupils[8], "41-к"), ("departed", _LEFT, pupils[19], "57-к")):
        day = _monday(today - ago)
        if day > year_begins + timedelta(days=4):
            title = "О зачислении обучающегося" if kind == "admitted" else "Об отчислении обучающегося"
            moved.append(Movement(pupil, kind, day, (number, day - timedelta(days=3), "movement", title)))
    return moved


def apply_movements(facts: Facts, moved: Iterable[Movement]) -> None:
    """Let the members of every course know of it, as the loader will."""
    for movement in moved:
        for course in facts.courses:
            if movement.pupil_id in course.members:
                first, after = course.members[movement.pupil_id]
                days = (movement.on_date, after) if movement.kind == "admitted" else (first, movement.on_date)
                course.members[movement.pupil_id] = days


def substitutions(facts: Facts, today: date, keeps_well: int, chance: Random) -> list[Substitution]:
    """Lessons of some teachers who were ill for a day or two lately; ``keeps_well`` is never one of them."""
    busy = {
        (lesson.held_on, lesson.lesson_no, course.teacher_id) for course in facts.courses for lesson in course.lessons
    }
    teachers = sorted(facts.staff_subjects.keys() - {keeps_well})
    found: list[Substitution] = []
    for teacher in chance.sample(teachers, min(_ILL_TEACHERS, len(teachers))):
        first = today - timedelta(days=chance.randrange(2, _ILL_WITHIN_DAYS))
        days = {first, first + timedelta(days=1)} if chance.randrange(2) else {first}
        for course in facts.courses:
            for lesson in course.lessons if course.teacher_id == teacher else ():
                if lesson.held_on in days and lesson.held_on < today:
                    substitute = _substitute(facts, course, lesson, busy)
                    if substitute is not None:
                        busy.add((lesson.held_on, lesson.lesson_no, substitute))
                        found.append(Substitution(lesson, course, substitute))
    return found


def finals_order(period: Period, periods_before: int) -> Order:
    """The director's order under which the finals of a period are set, some days before its end."""
    number = f"{48 + periods_before * 19 + period.grade_from // 10}"
    return (number, period.ends_on - timedelta(days=3), "finals", "О выставлении отметок за отчётный период")


def _substitute(facts: Facts, course: Course, lesson: Lesson, busy: set[tuple[date, int, int]]) -> int | None:
    free = [
        person
        for person, subjects in sorted(facts.staff_subjects.items())
        if course.subject in subjects and (lesson.held_on, lesson.lesson_no, person) not in busy
    ]
    return free[0] if free else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
