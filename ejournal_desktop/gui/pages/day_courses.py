"""Courses that a line of the day names: one's own from the list, another's as far as the line tells it."""

from collections.abc import Iterable
from decimal import Decimal

from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.school_day import LessonOfDay


def course_of_lesson(lesson: LessonOfDay, courses: Iterable[Course]) -> Course:
    """The course of a lesson of the day; a substituted one is told by the lesson, its page knows the rest."""
    known = next((course for course in courses if course.course_id == lesson.course_id), None)
    if known is not None:
        return known
    return Course(
        lesson.course_id,
        lesson.subject,
        lesson.group_name,
        lesson.is_whole_class,
        lesson.class_names,
        _grade(lesson.group_title),
        Decimal(0),
        "five",
    )


def course_named(course_id: int, group: str, subject: str, courses: Iterable[Course]) -> Course:
    """The course of a duty or of news."""
    known = next((course for course in courses if course.course_id == course_id), None)
    return known or Course(course_id, subject, group, False, (), _grade(group), Decimal(0), "five")


def _grade(title: str) -> int:
    return int("".join(sign for sign in title if sign.isdigit())[:2] or 0)
