"""Journal pages for tests and pictures: one class on Friday, 25 September 2026, invented people."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from ejournal_desktop.domain.cell_locks import closes_on
from ejournal_desktop.domain.gradebook import (
    Attendance,
    Course,
    JournalPage,
    Lesson,
    Mark,
    Membership,
    Period,
    Pupil,
    Work,
    WorkKind,
)

TODAY = date(2026, 9, 25)
NOW = datetime(2026, 9, 25, 10, 42, tzinfo=timezone(timedelta(hours=3)))
ME = "Петрова А. В."
QUARTER = Period(1, "quarter", 1, date(2026, 9, 1), date(2026, 10, 25))
PERIODS = (QUARTER, Period(2, "quarter", 2, date(2026, 11, 5), date(2026, 12, 28)))
ANSWER = WorkKind(1, "ответ на уроке", "О", Decimal(1), two_marks=False, is_control=False)
DICTATION = WorkKind(2, "диктант", "Д", Decimal(1), two_marks=True, is_control=False)
CONTROL = WorkKind(3, "контрольная работа", "КР", Decimal(3), two_marks=False, is_control=True)
SELF_STUDY = WorkKind(4, "самостоятельная работа", "СР", Decimal(2), two_marks=False, is_control=False)
HOMEWORK = WorkKind(5, "домашнее задание", "ДЗ", Decimal(1), two_marks=False, is_control=False)
KINDS = (ANSWER, DICTATION, CONTROL, SELF_STUDY, HOMEWORK)
SCHOOL_YEAR = Membership(date(2026, 9, 1), None)
NAMES = tuple(
    """
    Абрамов Кирилл,Андреева Мария,Белов Артём,Васильева Дарья,Гаврилов Никита,Данилова Полина,Егоров Матвей,Жукова Анна,
    Зайцев Илья,Ильина Софья,Козлов Данил,Лебедева Алиса,Морозов Егор,Николаева Виктория,Орлов Тимур,Павлова Ульяна,
    Романов Глеб,Соколова Вера,Тарасов Лев,Ушакова Нина,Фомин Олег,Харитонова Яна,Цветков Марк,Шубина Ева,
    Щукин Пётр,Юдин Роман,Яковлева Зоя,Яшин Иван,Ястребов Ян,Яхина Лия
    """.strip()
    .replace("\n", "")
    .split(",")
)


def pupil(number, name, *memberships, **orders):
    last, first = name.split()
    return Pupil(number, last, first, "", memberships or (SCHOOL_YEAR,), **orders)


def lesson(number, day, **changes):
    plain = Lesson(
        lesson_id=number,
        held_on=day,
        lesson_no=3,
        starts_at=time(10, 15),
        ends_at=time(10, 55),
        room="21",
        state="planned",
        lesson_type="урок",
        topic="Степень с натуральным показателем",
        topic_version=1,
        homework="§4, № 12–15",
        homework_none=False,
        homework_version=1,
        lesson_type_version=0,
        attendance_checked=True,
        attendance_checked_version=1,
        substitute=None,
        writable=True,
    )
    return replace(plain, **changes)


def work(number, lesson_id, kind=ANSWER, work_no=1):
    return Work(
        number,
        lesson_id,
        work_no,
        kind.work_kind_id,
        kind.name,
        kind.short_name,
        kind.weight,
        "",
        kind.two_marks,
        kind.is_control,
        1,
    )


def mark(work_id, pupil_id, value, held_on, **changes):
    at = datetime(held_on.year, held_on.month, held_on.day, 10, 30, tzinfo=NOW.tzinfo)
    return replace(Mark(work_id, pupil_id, value, 1, at, ME, closes_on(held_on, "2 weeks")), **changes)


def page(pupils, lessons, works=(), marks=(), attendance=(), **changes):
    plain = JournalPage(
        course=Course(7, "Алгебра", "7А", True, ("7А",), 7, Decimal(3), "five", (ME,)),
        period=QUARTER,
        pupils=tuple(pupils),
        lessons=tuple(lessons),
        works=tuple(works),
        marks=tuple(marks),
        attendance=tuple(attendance),
        finals=(),
        edit_window="2 weeks",
        writable=True,
        attendance_writable=True,
        read_only_reason=None,
        now=NOW,
        today=TODAY,
        version=1,
    )
    return replace(plain, **changes)


def small_page(kind=DICTATION, **changes):
    """Five pupils; an old lesson, yesterday's and today's, and one that is still to come."""
    lessons = [
        lesson(1, date(2026, 9, 8)),
        lesson(2, date(2026, 9, 24)),
        lesson(3, TODAY),
        lesson(4, date(2026, 9, 28)),
    ]
    works = [work(11, 1), work(12, 2), work(13, 3, kind)]
    marks = [mark(11, 1, "4", date(2026, 9, 8))]
    people = [pupil(number, name) for number, name in enumerate(NAMES[:5], 1)]
    return page(people, lessons, works, marks, **changes)


def big_page(pupils=24, lessons=18):
    """A page as full as one of the first quarter, the same each time."""
    people = [pupil(number, name) for number, name in enumerate(NAMES[:pupils], 1)]
    days = [date(2026, 9, 2) + timedelta(days=step) for step in range(90)]
    days = [day for day in days if day.weekday() in (1, 3, 4)][:lessons]
    plan = (ANSWER, ANSWER, SELF_STUDY, ANSWER, CONTROL, ANSWER, HOMEWORK)
    held, works, marks, absences = [], [], [], []
    for at, day in enumerate(days, 1):
        past = day <= TODAY
        changes = {} if past else {"topic": "", "homework": "", "attendance_checked": False}
        if at == 10:
            changes = {"substitute": "Орлов П. И."}
        if at == 11:
            changes = {"homework": ""}
        held.append(lesson(at, day, **changes))
        if not past:
            continue
        works.append(work(at * 10, at, plan[at % 7]))
        if at == 9:
            works.append(work(at * 10 + 1, at, HOMEWORK, 2))
        for person in people:
            seed = (person.pupil_id * 7919 + at * 104729 + person.pupil_id * at * 31) % 100
            if seed < 8:
                fact = ("absent", (None, "ill", "excused")[seed % 3]) if seed < 6 else ("late", None)
                absences.append(Attendance(at, person.pupil_id, fact[0], fact[1], None, 1, ME))
            elif seed < (95 if plan[at % 7] in (CONTROL, SELF_STUDY) else 45):
                value = "5545434454324355"[(seed * 7 + person.pupil_id) % 16]
                if (person.pupil_id % 8) == 5 and value == "5":
                    value = "2"
                marks.append(mark(at * 10, person.pupil_id, value, day))
    return page(people, held, works, marks, absences)
