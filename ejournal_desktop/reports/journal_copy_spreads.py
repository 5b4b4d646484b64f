"""Spreads of a course: cut over many pupils, over many lessons at a month border, one left and one right page each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_cells import (
    Column,
    Marks,
    Note,
    NumberedLesson,
    Row,
    held_lessons,
    marks_of,
)
from ejournal_desktop.reports.journal_copy_marks import ROWS_FREE, MarksSheet, columns_on_a_page
from ejournal_desktop.reports.journal_copy_rows import cut_rows
from ejournal_desktop.reports.journal_copy_sheet import BlankSheet, Sheet, period_line
from ejournal_desktop.reports.journal_copy_topics import Hours, TopicsSheet, layouts_of
from ejournal_desktop.reports.page import RunningHead
from ejournal_desktop.reports.values import CopyCourse, JournalCopy

Spread = tuple[Sheet, Sheet]


@dataclass(frozen=True, slots=True)
class CourseSpreads:
    """A course with its pages, two by two, and what the contents say of it."""

    course: CopyCourse
    held: int
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Columns ``first`` … ``last`` (exclusive) and their lessons."""

    first: int
    last: int
    lessons: tuple[NumberedLesson, ...]


def group_words(course: CopyCourse) -> str:
    """«весь класс», or the group's own name: «группа 1»."""
    return "весь класс" if course.course.is_whole_class else ru.bound(course.course.group_name)


def _head(copy: JournalCopy, course: CopyCourse) -> RunningHead:
    group = "" if course.course.is_whole_class else f", {group_words(course)}"
    hours = course.course.hours_per_week
    line = f"{ru.class_title(copy.class_name)}{group} · {period_line(copy)}"
    role = "Учителя" if len(course.course.teachers) > 1 else "Учитель"
    subtitle = f"{line} · {ru.hours_per_week(hours)}" if hours else line
    return RunningHead(course.course.subject, subtitle, role, ", ".join(course.course.teachers))


def _cut_at(columns: Sequence[Column], part: _Part) -> int:
    """The month border nearest the middle of the part; with one month, the border of days or lessons nearest it."""
    middle = (part.first + part.last) / 2
    inner = range(part.first + 1, part.last)
    borders: tuple[list[int], ...] = (
        [
            at
            for at in inner
            if (columns[at - 1].day.year, columns[at - 1].day.month) != (columns[at].day.year, columns[at].day.month)
        ],
        [at for at in inner if columns[at - 1].day != columns[at].day],
        [at for at in inner if columns[at - 1].number != columns[at].number],
        list(inner),
    )
    choices = next(choice for choice in borders if choice)
    return min(choices, key=lambda at: (abs(at - middle), at))


def _lessons_between(columns: Sequence[Column], first: int, last: int, part: _Part) -> tuple[NumberedLesson, ...]:
    numbers = {column.number for column in columns[first:last]}
    earlier = {column.number for column in columns[part.first : first]}
    return tuple(lesson for lesson in part.lessons if lesson.number in numbers and lesson.number not in earlier)


def _parts(columns: Sequence[Column], part: _Part, most: int) -> list[_Part]:
    """The part itself where it fits on one spread, else its two halves, each judged again."""
    fits = part.last - part.first <= most and (len(part.lessons) <= 1 or len(layouts_of(part.lessons)) == 1)
    if fits or part.last - part.first <= 1:
        return [part]
    at = _cut_at(columns, part)
    halves = ((part.first, at), (at, part.last))
    return [
        piece
        for first, last in halves
        for piece in _parts(columns, _Part(first, last, _lessons_between(columns, first, last, part)), most)
    ]


def _clipped(row: Row, part: _Part) -> Row:
    notes = tuple(
        Note(max(note.first, part.first) - part.first, min(note.last, part.last - 1) - part.first, note.texts)
        for note in row.notes
        if note.first < part.last and note.last >= part.first
    )
    return replace(row, cells=row.cells[part.first : part.last], notes=notes)


def _final_title(copy: JournalCopy, course: CopyCourse, *, is_last: bool) -> tuple[str, ...]:
    if not is_last or course.course.marking == "none":
        return ()
    return ("Отметка", f"за{ru.NBSP}{ru.roman_period(copy.period.kind, copy.period.number)}")


def course_spreads(copy: JournalCopy, course: CopyCourse) -> CourseSpreads:
    """Every spread of a course: parts of the period, and within each the pupils, at most 38 a page."""
    lessons = held_lessons(course, copy.printed_on)
    marks = marks_of(course, copy, lessons)
    whole = _Part(0, len(marks.columns), lessons)
    parts = _parts(marks.columns, whole, columns_on_a_page(marks.columns, marks.rows))
    hours = Hours(course.hours_planned, len(lessons), course.course.teachers, copy.deputy, copy.printed_on.year)
    spreads = [
        spread
        for part in parts
        for spread in _part_spreads(copy, course, marks, part, hours, is_last=part is parts[-1])
    ]
    return CourseSpreads(course, len(lessons), tuple(spreads))


def _part_spreads(
    copy: JournalCopy, course: CopyCourse, marks: Marks, part: _Part, hours: Hours, *, is_last: bool
) -> list[Spread]:
    head, title = _head(copy, course), _final_title(copy, course, is_last=is_last)
    order = ru.order_of(course.final_order) if title else ""
    columns = marks.columns[part.first : part.last]
    lefts: list[Sheet] = [
        MarksSheet(
            head,
            columns,
            tuple(_clipped(row, part) for row in marks.rows[first:last]),
            title,
            order[:1].upper() + order[1:],
        )
        for first, last in cut_rows([row.name for row in marks.rows], ROWS_FREE)
    ]
    rights: list[Sheet] = [TopicsSheet(head, layout, hours) for layout in layouts_of(part.lessons)]
    # More pupils than a page: dates and topics come again. A lesson longer than a page runs on beside a blank one.
    while len(rights) < len(lefts):
        rights.append(rights[0])
    while len(lefts) < len(rights):
        lefts.append(BlankSheet())
    return list(zip(lefts, rights, strict=True))
