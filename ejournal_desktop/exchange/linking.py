"""Load, staff and timetable joined by the names their files use; what does not fit is told, never guessed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ejournal_desktop.domain.names import fold, short_name_key
from ejournal_desktop.exchange.values import (
    CourseRow,
    Problem,
    ProblemKind,
    StaffRow,
    TimetableLesson,
)

_CourseKey = tuple[str, frozenset[str], str]


@dataclass(frozen=True, slots=True)
class LinkedCourse:
    """A course of the load with the person of the staff list who teaches it and its lessons of the week."""

    course: CourseRow
    teacher: StaffRow | None
    lessons: tuple[TimetableLesson, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedSchool:
    """Load, staff and timetable joined by the names written in the files, and what did not fit."""

    courses: tuple[LinkedCourse, ...]
    problems: tuple[Problem, ...] = ()


def link(courses: Sequence[CourseRow], staff: Sequence[StaffRow], lessons: Sequence[TimetableLesson]) -> LinkedSchool:
    """Give every course its teacher of the staff list and its lessons of the week.

    A course and a lesson belong together when subject, classes and group are the same and the teacher's name fits.
    """
    problems: list[Problem] = []
    by_full, by_short = _people(staff)
    wanted = _by_course(lessons)
    linked = []
    for course in courses:
        teacher = _teacher(course, by_full, problems)
        own = [lesson for lesson in wanted[_key(course)] if _fits(lesson, course)]
        if lessons and len(own) != course.hours:
            problems.append(_hours_differ(course, len(own)))
        linked.append(LinkedCourse(course, teacher, tuple(own)))
    problems.extend(_strangers(lessons, linked, by_short))
    return LinkedSchool(tuple(linked), tuple(problems))


def _people(staff: Iterable[StaffRow]) -> tuple[dict[str, list[StaffRow]], dict[str, list[StaffRow]]]:
    by_full, by_short = defaultdict[str, list[StaffRow]](list), defaultdict[str, list[StaffRow]](list)
    for person in staff:
        by_full[fold(person.full_name)].append(person)
        by_short[short_name_key(person.full_name)].append(person)
    return by_full, by_short


def _key(row: CourseRow | TimetableLesson) -> _CourseKey:
    return fold(row.subject), frozenset(row.class_names), fold(row.group_name or "")


def _by_course(lessons: Iterable[TimetableLesson]) -> dict[_CourseKey, list[TimetableLesson]]:
    found = defaultdict[_CourseKey, list[TimetableLesson]](list)
    for lesson in lessons:
        found[_key(lesson)].append(lesson)
    return found


def _fits(lesson: TimetableLesson, course: CourseRow) -> bool:
    written = fold(lesson.teacher_short)
    return written == fold(course.teacher) or short_name_key(lesson.teacher_short) == short_name_key(course.teacher)


def _teacher(course: CourseRow, by_full: dict[str, list[StaffRow]], problems: list[Problem]) -> StaffRow | None:
    found = by_full.get(fold(course.teacher), [])
    if len(found) == 1:
        return found[0]
    kind = ProblemKind.TEACHER_AMBIGUOUS if found else ProblemKind.TEACHER_UNKNOWN
    problems.append(Problem(course.place, kind, "Учитель", "teacher", course.teacher, blocks=True))
    return None


def _hours_differ(course: CourseRow, placed: int) -> Problem:
    facts = (
        ("placed", str(placed)),
        ("course", f"{course.group_name or ', '.join(course.class_names)} · {course.subject}"),
    )
    return Problem(course.place, ProblemKind.HOURS_DIFFER, "", "hours", str(course.hours), repair=facts)


def _course_title(row: CourseRow | TimetableLesson) -> str:
    return f"{row.group_name or ', '.join(row.class_names)} · {row.subject}"


def _unknown_course(lesson: TimetableLesson) -> Problem:
    facts = (("teacher", lesson.teacher_short),)
    title = _course_title(lesson)
    return Problem(lesson.place, ProblemKind.COURSE_UNKNOWN, "", "course", title, blocks=True, repair=facts)


def _strangers(
    lessons: Iterable[TimetableLesson], linked: Iterable[LinkedCourse], by_short: dict[str, list[StaffRow]]
) -> list[Problem]:
    counted = Counter(lesson for course in linked for lesson in course.lessons)
    problems: list[Problem] = []
    for lesson in lessons:
        people = by_short.get(short_name_key(lesson.teacher_short), [])
        if not people:
            problems.append(
                Problem(lesson.place, ProblemKind.TEACHER_UNKNOWN, "", "teacher", lesson.teacher_short, blocks=True)
            )
        if counted[lesson] == 0:
            problems.append(_unknown_course(lesson))
        elif counted[lesson] > 1:
            problems.append(
                Problem(lesson.place, ProblemKind.TEACHER_AMBIGUOUS, "", "teacher", lesson.teacher_short, blocks=True)
            )
    return problems
