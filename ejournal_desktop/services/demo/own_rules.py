"""Courses with rules of their own (JRN-11, JRN-14): circle, after-school group, elective, home study, sessions.

A school enters them by hand after the load; here the owner's connection does, and the rules judge every row of it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

import psycopg

Kind = Literal["extracurricular", "after-school", "elective", "home", "psychologist"]
_MONDAY, _TUESDAY, _WEDNESDAY, _THURSDAY, _FRIDAY = range(5)


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """A course beside the curriculum.

    Attributes:
        classes: whose pupils come.
        first, step, most: which of them by name: from the first on, every step-th, at most so many.
        days: day of the week → number of the lesson.
    """

    subject: str
    group: str
    kind: Kind
    marking: Literal["five", "pass", "none"]
    classes: tuple[str, ...]
    first: int
    step: int
    most: int
    days: tuple[tuple[int, int], ...]
    topics: tuple[str, ...]


COURSES: Final = (
    OwnCourse(
        "Шахматный клуб",
        "Шахматы 5–7",
        "extracurricular",
        "none",
        ("5А", "6А", "7А"),
        2,
        4,
        15,
        ((_THURSDAY, 7),),
        ("Ходы фигур", "Мат в один ход", "Вилка и связка", "Пешечный эндшпиль", "Турнир группы"),
    ),
    OwnCourse(
        "Группа продлённого дня",
        "ГПД 1–2",
        "after-school",
        "none",
        ("1А", "2А"),
        0,
        2,
        20,
        tuple((day, 6) for day in range(5)),
        ("Прогулка и подвижные игры", "Самоподготовка", "Чтение вслух", "Занятие по интересам"),
    ),
    OwnCourse(
        "Финансовая грамотность",
        "Элект. фин. 9",
        "elective",
        "pass",
        ("9А", "9Б"),
        1,
        3,
        14,
        ((_TUESDAY, 7),),
        ("Семейный бюджет", "Банковские услуги", "Страхование", "Налоги граждан"),
    ),
    OwnCourse(
        "Русский язык",
        "Дом. обучение 6Б",
        "home",
        "five",
        ("6Б",),
        5,
        100,
        1,
        ((_MONDAY, 7), (_WEDNESDAY, 7)),
        ("Правописание приставок", "Сложные слова", "Имя существительное", "Склонение", "Диктант"),
    ),
    OwnCourse(
        "Коррекционно-развивающие занятия",
        "Адаптация 5",
        "psychologist",
        "none",
        ("5А", "5Б"),
        3,
        5,
        8,
        ((_WEDNESDAY, 6),),
        ("Знакомство, правила группы", "Мои сильные стороны", "Учимся договариваться", "Как просить о помощи"),
    ),
    OwnCourse(
        "Психологические консультации",
        "Консультации",
        "psychologist",
        "none",
        ("7А", "8А", "9А", "11А"),
        4,
        9,
        8,
        ((_FRIDAY, 7),),
        ("Тревога перед контрольными", "Отношения в классе", "Выбор профиля", "Планирование времени"),
    ),
)
_PUPILS = """
    select p.person_id, k.class_id from journal.class_memberships as m
    join journal.school_classes as k on k.class_id = m.class_id and k.school_year_id = %s
    join journal.people as p on p.person_id = m.pupil_id
    where k.name = any (%s) and upper_inf(m.during) order by k.grade, k.letter, p.sort_key collate "C"
"""
_COURSE = """
    insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week, marking, kind)
    values (%s, %s, %s, %s, %s, %s) returning course_id
"""
_LESSON = """
    insert into journal.lessons (course_id, held_on, lesson_no, topic, homework_none, attendance_checked)
    values (%s, %s, %s, %s, %s, %s) returning lesson_id
"""
_FREE_DAY = "select from journal.days_off as d where d.during @> %s::date"
# Grade 2 has no marks in the first quarter (rulings 28); the history was written so.
_SECOND_GRADE = """
    insert into journal.period_markings (course_id, period_id, marking)
    select c.course_id, p.period_id, 'none' from journal.courses as c
    join journal.study_group_classes as g on g.group_id = c.group_id
    join journal.school_classes as k on k.class_id = g.class_id and k.grade = 2
    join journal.periods as p on p.school_year_id = c.school_year_id and p.kind = 'quarter' and p.number = 1
        and 2 between p.grade_from and p.grade_to
    where c.marking = 'five' group by c.course_id, p.period_id
"""


def write_own_rules(conninfo: str, today: date, keepers: dict[str, int]) -> None:
    """Make the courses with their pupils and the lessons of the year so far and of two weeks to come.

    ``keepers``: who holds them: «psychologist» and «teacher».
    """
    with psycopg.connect(conninfo) as connection:
        year = connection.execute(
            "select school_year_id, starts_on, ends_on from journal.school_years where %s between starts_on and ends_on"
            " union all select school_year_id, starts_on, ends_on from journal.school_years limit 1",
            (today,),
        ).fetchone()
        if year is None:
            return
        for course in COURSES:
            holder = keepers["psychologist" if course.kind == "psychologist" else "teacher"]
            _write_course(connection, course, year, today, holder)
        connection.execute(_SECOND_GRADE)


def _write_course(
    connection: psycopg.Connection, course: OwnCourse, year: tuple[int, date, date], today: date, holder: int
) -> None:
    year_id, starts_on, ends_on = year
    found = connection.execute(_PUPILS, (year_id, list(course.classes))).fetchall()
    pupils = found[course.first :: course.step][: course.most]
    subject = _one(
        connection,
        "insert into journal.subjects (name) values (%s) on conflict (name) do update set name = excluded.name"
        " returning subject_id",
        course.subject,
    )
    group = _one(
        connection,
        "insert into journal.study_groups (school_year_id, name, is_whole_class) values (%s, %s, false)"
        " returning group_id",
        year_id,
        course.group,
    )
    for class_id in sorted({class_id for _pupil, class_id in pupils}):
        connection.execute("insert into journal.study_group_classes values (%s, %s)", (group, class_id))
    for pupil, _class_id in pupils:
        connection.execute(
            "insert into journal.group_memberships (group_id, pupil_id, during) values (%s, %s, daterange(%s, null))",
            (group, pupil, starts_on),
        )
    made = _one(connection, _COURSE, year_id, subject, group, len(course.days), course.marking, course.kind)
    connection.execute(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        (made, holder, starts_on),
    )
    last = min(ends_on, today + timedelta(days=14))
    _write_lessons(connection, course, made, (starts_on, last, today), [pupil for pupil, _class_id in pupils])


def _write_lessons(
    connection: psycopg.Connection, course: OwnCourse, made: int, days: tuple[date, date, date], pupils: list[int]
) -> None:
    first, last, today = days
    numbers = dict(course.days)
    count = 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day.weekday() not in numbers or connection.execute(_FREE_DAY, (day,)).fetchone():
            continue
        is_past, topic = day < today, course.topics[count % len(course.topics)]
        closed = course.kind == "psychologist"
        told = (
            made,
            day,
            numbers[day.weekday()],
            "" if closed or not is_past else topic,
            is_past and not closed,
            is_past,
        )
        lesson = _one(connection, _LESSON, *told)
        if closed:
            _write_session(connection, course, (lesson, made), (topic if is_past else "", pupils[count % len(pupils)]))
        count += 1


def _write_session(
    connection: psycopg.Connection, course: OwnCourse, at: tuple[int, int], told: tuple[str, int]
) -> None:
    """A session with its length; of consultations each with one pupil."""
    (lesson, made), (topic, pupil) = at, told
    is_single = course.group == "Консультации"
    holder = "(select h.person_id from journal.course_holders as h where h.course_id = %s)"
    connection.execute(
        "insert into journal.session_facts (lesson_id, course_id, minutes, is_individual, entered_by)"
        f" values (%s, %s, %s, %s, {holder})",
        (lesson, made, 30 if is_single else 40, is_single, made),
    )
    if is_single:
        connection.execute("insert into private.session_pupils values (%s, %s, %s)", (lesson, made, pupil))
    if topic:
        connection.execute(
            "insert into private.session_contents (lesson_id, course_id, content, entered_by)"
            f" values (%s, %s, %s, {holder})",
            (lesson, made, topic, made),
        )


def _one(connection: psycopg.Connection, statement: str, *arguments: object) -> int:
    row = connection.execute(statement, arguments).fetchone()
    if row is None:
        raise LookupError(statement)
    return int(row[0])
