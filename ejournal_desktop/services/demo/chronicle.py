"""The demo's past as rows for the history loader: lessons, works, marks, absences, finals, hand-overs, movement."""

import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from random import Random

from ejournal_desktop.database.history import History
from ejournal_desktop.domain.averages import average, round_half_up
from ejournal_desktop.services.demo import events
from ejournal_desktop.services.demo.absences import Absence, Attendance
from ejournal_desktop.services.demo.dates import history_begins
from ejournal_desktop.services.demo.facts import Course, Facts, Lesson, Period
from ejournal_desktop.services.demo.lesson_plans import LessonPlan, plan_of_course
from ejournal_desktop.services.demo.marks import LESSON_TYPES, MarkWriter, Work
from ejournal_desktop.services.demo.topics import LessonEntry, TopicList, invented_entries

_FORGOTTEN_LATELY = 0.12
_FORGOTTEN = 0.002
_WHOLE = Decimal(1)
_OWN_TOPIC = frozenset({"КР", "Д", "И", "С"})
_LATELY = timedelta(days=4)
_PERIOD_UNMARKED_IN_GRADE_2 = 1
_GRADE_WITHOUT_MARKS_AT_FIRST = 2


@dataclass(slots=True)
class Past:
    """What the writers of one demo share.

    Attributes:
        today: lessons before it are written about; its own are left to whoever tries the program.
        now: nothing was entered later.
        plans: lesson plans that some courses follow.
        shown_teacher: the teacher whom the demo introduces; she is never ill.
    """

    facts: Facts
    today: date
    now: datetime
    zone: tzinfo
    seed: int
    topic_lists: Sequence[TopicList]
    plans: Sequence[LessonPlan]
    shown_teacher: int
    history: History = field(default_factory=History)
    substitutes: dict[int, int] = field(default_factory=dict)


def write_past(past: Past) -> History:
    """Everything that happened before ``past.today``; the same seed writes the same past."""
    facts, chance = past.facts, Random(past.seed)
    year_begins = min(period.starts_on for period in facts.periods)
    moved = events.movements(facts, year_begins, past.today)
    events.apply_movements(facts, moved)
    for movement in moved:
        past.history.orders.append(movement.order)
        past.history.movements.append((movement.pupil_id, movement.kind, movement.on_date, *movement.order[:2]))
    for found in events.substitutions(facts, past.today, past.shown_teacher, chance):
        past.substitutes[found.lesson.lesson_id] = found.person_id
        entered = _moment(past, found.lesson, -17 * 60)
        past.history.substitutions.append((found.lesson.lesson_id, found.person_id, "больничный лист", entered))
    attendance = Attendance(facts, year_begins, past.today, chance)
    writer = MarkWriter(facts, past.today, past.seed)
    for course in facts.courses:
        _write_course(past, course, attendance, writer, chance)
    _write_orders(past)
    return past.history


def _write_course(past: Past, course: Course, attendance: Attendance, writer: MarkWriter, chance: Random) -> None:
    held = [lesson for lesson in course.lessons if lesson.held_on < past.today]
    periods = past.facts.periods_of(course.grade)
    begins = history_begins([(period.starts_on, period.ends_on) for period in periods], past.today)
    window = [lesson for lesson in held if lesson.held_on >= begins]
    entries = _entries(past, course, len(held))
    absences = _write_attendance(past, course, window, attendance)
    works: list[Work] = []
    if course.marking == "five":
        marked = [lesson for lesson in window if not _without_marks(course, lesson, periods)]
        planned = {
            lesson.lesson_id: entry.control
            for lesson, entry in zip(held, entries, strict=True)
            if entry.control and lesson in marked
        }
        works = writer.works(course, marked, planned, absences)
        for period in _finished(past, periods):
            writer.top_up(course, works, period, absences)
            _write_finals(past, course, period, works, writer)
    _write_works(past, course, works)
    _write_lessons(past, held, entries, works, chance)


def _entries(past: Past, course: Course, count: int) -> list[LessonEntry]:
    """From the course's lesson plan as far as it reaches; a plan without homework gets invented homework."""
    plan = plan_of_course(past.plans, course)
    chance = Random(zlib.crc32(f"{past.seed}:{course.subject}:{course.course_id}".encode()))
    invented = invented_entries(past.topic_lists, course.subject, course.grade, count, chance)
    if plan and not any(entry.homework for entry in plan):
        plan = [
            replace(entry, homework=other.homework, homework_none=other.homework_none)
            for entry, other in zip(plan, invented, strict=False)
        ]
    return [*plan, *invented[len(plan) :]][:count]


def _without_marks(course: Course, lesson: Lesson, periods: Sequence[Period]) -> bool:
    """Grade 2 gets its first marks in the second quarter (rulings 28)."""
    first = periods[_PERIOD_UNMARKED_IN_GRADE_2 - 1]
    return course.grade == _GRADE_WITHOUT_MARKS_AT_FIRST and lesson.held_on <= first.ends_on


def _finished(past: Past, periods: Sequence[Period]) -> list[Period]:
    return [period for period in periods if period.ends_on < past.today]


def _write_attendance(
    past: Past, course: Course, lessons: Sequence[Lesson], attendance: Attendance
) -> dict[tuple[int, int], Absence]:
    found: dict[tuple[int, int], Absence] = {}
    for lesson in lessons:
        entered = _moment(past, lesson, -30)
        for pupil in course.pupils_on(lesson.held_on):
            absence = attendance.of(pupil, course, lesson)
            if absence is None:
                continue
            found[lesson.lesson_id, pupil] = absence
            author = past.substitutes.get(lesson.lesson_id, course.teacher_id)
            past.history.attendance.append(
                (lesson.lesson_id, pupil, absence.fact, absence.reason, absence.minutes_late, entered, author)
            )
    return found


def _write_works(past: Past, course: Course, works: Sequence[Work]) -> None:
    chance = Random(f"{past.seed}:entered:{course.course_id}")
    for work in works:
        lesson = work.lesson
        kind_id = past.facts.work_kinds[work.kind][0]
        past.history.works.append((lesson.lesson_id, work.work_no, kind_id, Decimal(1), work.title))
        author = past.substitutes.get(lesson.lesson_id, course.teacher_id)
        minutes = chance.randrange(-15, 90)
        for pupil, (value, days_late) in work.marks.items():
            entered = _moment(past, lesson, minutes, days_late)
            past.history.marks.append((lesson.lesson_id, work.work_no, pupil, value, entered, author))


def _write_lessons(
    past: Past,
    held: Sequence[Lesson],
    entries: Sequence[LessonEntry],
    works: Sequence[Work],
    chance: Random,
) -> None:
    kinds = {work.lesson.lesson_id: work.kind for work in works if work.work_no == 1}
    titles = {work.lesson.lesson_id: work.title for work in works if work.kind in _OWN_TOPIC}
    for lesson, entry in zip(held, entries, strict=True):
        forgotten = _FORGOTTEN_LATELY if past.today - lesson.held_on <= _LATELY else _FORGOTTEN
        no_topic, no_homework, unchecked = (chance.random() < forgotten for _ in range(3))
        kind = kinds.get(lesson.lesson_id, "")
        topic = entry.topic if entry.control else titles.get(lesson.lesson_id, entry.topic)
        homework_none = entry.homework_none or not entry.homework
        past.history.lessons.append(
            (
                lesson.lesson_id,
                "" if no_topic else topic,
                "" if no_homework or homework_none else entry.homework,
                homework_none and not no_homework,
                LESSON_TYPES.get(kind, "урок"),
                not unchecked,
                _moment(past, lesson, 5),
            )
        )


def _write_finals(past: Past, course: Course, period: Period, works: Sequence[Work], writer: MarkWriter) -> None:
    """Half up of the average; periods before the filled weeks have finals, too: the pupil's usual mark."""
    number, day, *_ = _order(past, period)
    entered = datetime.combine(period.ends_on, datetime.min.time(), past.zone) + timedelta(hours=15)
    own: dict[int, list[tuple[str | None, Decimal]]] = defaultdict(list)
    for work in works:
        if period.starts_on <= work.lesson.held_on <= period.ends_on:
            for pupil, (value, _days) in work.marks.items():
                own[pupil].append((value, _WHOLE))
    if _without_finals(course, period, past.facts.periods_of(course.grade)):
        return
    is_shown = bool(own)
    for pupil, (first, after) in course.members.items():
        if first <= period.ends_on < after:
            value = _final(own.get(pupil, [])) if is_shown else writer.usual(pupil, course.subject)
            past.history.finals.append(
                (course.course_id, period.period_id, pupil, value, number, day, entered, course.teacher_id)
            )
    if _is_closed(past, course, period):
        at = entered + timedelta(hours=1, minutes=course.course_id % 50)
        past.history.handovers.append((course.course_id, period.period_id, at, course.teacher_id, number, day))


def _final(marks: Sequence[tuple[str | None, Decimal]]) -> str:
    mean = average(marks)
    return "н/а" if mean is None else str(int(round_half_up(mean, _WHOLE)))


def _without_finals(course: Course, period: Period, periods: Sequence[Period]) -> bool:
    return course.grade == _GRADE_WITHOUT_MARKS_AT_FIRST and period is periods[0]


def _is_closed(past: Past, course: Course, period: Period) -> bool:
    """In the holidays after a period its pages stay open still: somebody who tries the program wants to write."""
    later = [p for p in past.facts.periods_of(course.grade) if p.starts_on > period.ends_on]
    return any(p.starts_on <= past.today for p in later)


def _order(past: Past, period: Period) -> events.Order:
    before = [p for p in past.facts.periods_of(period.grade_from) if p.ends_on < period.ends_on]
    return events.finals_order(period, len(before))


def _write_orders(past: Past) -> None:
    used = {(number, day) for _c, _p, _u, _v, number, day, *_ in past.history.finals}
    for period in past.facts.periods:
        order = _order(past, period)
        if order[:2] in used:
            past.history.orders.append(order)


def _moment(past: Past, lesson: Lesson, minutes: int, days_late: int = 0) -> datetime:
    """So many minutes after the end of the lesson, never in the future."""
    ends = datetime.combine(lesson.held_on, lesson.ends_at, past.zone)
    return min(ends + timedelta(days=days_late, minutes=minutes), past.now)
