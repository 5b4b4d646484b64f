"""A small school made by hand by the owner, and a stage on which its people act in one transaction that is rolled back.

7А: Абрамов, Белова, Волков (came ten days ago), Гусева (left ten days ago), Ёлкин; 7Б: Зайцев, Ильина. Petrova teaches
math, Russian and more in 7А, Sidorov English to a part of 7А and math in 7Б. Lessons of math lie around today.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.rows import tuple_row

from tests.database.school_database import SchoolDatabase
from tests.database.stage import Stage

PASSWORD = "correct horse battery"
STAFF = {
    "petrova": ("Петрова", ("teacher",)),
    "sidorov": ("Сидоров", ("teacher",)),
    "kuznetsova": ("Кузнецова", ("class_teacher",)),
    "deputy": ("Завучева", ("deputy",)),
    "director": ("Директорова", ("director",)),
    "administrator": ("Админов", ("administrator",)),
    "inspector": ("Проверкин", ("inspector",)),
    "secretary": ("Секретарёва", ("secretary",)),
    "psychologist": ("Душева", ("psychologist",)),
}
FAMILY = {"pupil": ("pupil",), "guardian": ("guardian",)}
PUPILS_7A = ("Абрамов", "Белова", "Волков", "Гусева", "Ёлкин")
PUPILS_7B = ("Зайцев", "Ильина")
MATH_DAYS = (-40, -31, -30, -28, -22, -21, -15, -14, -11, -9, -8, -7, -3, -1, 0, 1, 5)


@dataclass
class School:
    """Ids of what was made; ``day(0)`` is the school's today."""

    database: SchoolDatabase
    today: dt.date
    year: int = 0
    period: int = 0
    earlier_period: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    accounts: dict[str, int] = field(default_factory=dict)
    pupils: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    courses: dict[str, int] = field(default_factory=dict)
    lessons: dict[tuple[str, int], int] = field(default_factory=dict)
    works: dict[tuple[str, int], int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)

    def day(self, offset: int) -> dt.date:
        return self.today + dt.timedelta(days=offset)

    def role(self, login: str) -> str:
        return self.database.profile.role_name(login)

    def connect(self, login: str, **options: Any) -> psycopg.Connection:
        """A real SCRAM sign-in of a person."""
        server = self.database.server
        conninfo = make_conninfo(
            host=server.host, port=server.port, dbname=self.database.name, user=self.role(login), password=PASSWORD
        )
        return psycopg.connect(conninfo, **options)

    @contextlib.contextmanager
    def stage(self) -> Iterator[Stage]:
        """One superuser's transaction in which anybody may act; nothing stays."""
        with psycopg.connect(self.database.conninfo, row_factory=tuple_row) as connection:
            connection.execute("set local session authorization default")  # begins: what follows are savepoints
            try:
                yield Stage(self, connection)
            finally:
                connection.rollback()


def build_school(database: SchoolDatabase) -> School:
    """Make the school in an empty migrated database, as its owner."""
    with psycopg.connect(database.conninfo) as connection:
        one = _Maker(connection)
        one.make(
            "insert into journal.schools (school_id, full_name, short_name)"
            " values (1, 'Школа', 'Школа') returning school_id"
        )
        school = School(database, one.make("select (clock_timestamp() at time zone 'Europe/Moscow')::date"))
        school.kinds = dict(connection.execute("select name, work_kind_id from journal.work_kinds").fetchall())
        _calendar(one, school)
        _people(one, school)
        _classes(one, school)
        _courses(one, school)
        _lessons(one, school)
    for login in (*STAFF, *FAMILY):
        _account(database, school, login)
    return school


class _Maker:
    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection

    def make(self, statement: str, *arguments: Any) -> Any:
        row = self.connection.execute(statement, arguments or None).fetchone()
        return row[0] if row else None

    def do(self, statement: str, *arguments: Any) -> None:
        self.connection.execute(statement, arguments or None)


def _calendar(one: _Maker, school: School) -> None:
    school.year = one.make(
        "insert into journal.school_years (name, starts_on, ends_on)"
        " values ('Учебный год', %s, %s) returning school_year_id",
        school.day(-80),
        school.day(150),
    )
    period = (
        "insert into journal.periods (school_year_id, kind, number, grade_from, grade_to, starts_on, ends_on)"
        " values (%s, 'quarter', %s, 1, 11, %s, %s) returning period_id"
    )
    school.earlier_period = one.make(period, school.year, 1, school.day(-80), school.day(-46))
    school.period = one.make(period, school.year, 2, school.day(-45), school.day(20))
    bells = one.make(
        "insert into journal.bell_schedules (name, is_default) values ('Обычное', true) returning bell_schedule_id"
    )
    one.do("insert into journal.bells values (%s, 1, '08:30', '09:15'), (%s, 2, '09:25', '10:10')", bells, bells)


def _people(one: _Maker, school: School) -> None:
    person = (
        "insert into journal.people (last_name, first_name, middle_name) values (%s, 'Анна', 'Олеговна')"
        " returning person_id"
    )
    for login, (last_name, _roles) in STAFF.items():
        school.people[login] = one.make(person, last_name)
        one.do("insert into journal.staff (person_id, positions) values (%s, '{учитель}')", school.people[login])
    for last_name in PUPILS_7A + PUPILS_7B:
        school.pupils[last_name] = school.people[last_name] = one.make(person, last_name)
        one.do("insert into journal.pupils (pupil_id) values (%s)", school.pupils[last_name])
        one.do(
            "insert into private.person_details (person_id, birth_date, phone)"
            " values (%s, '2013-05-06', '+70000000000')",
            school.pupils[last_name],
        )
    school.people["pupil"] = school.pupils["Абрамов"]
    school.people["guardian"] = one.make(person, "Абрамова")
    one.do(
        "insert into journal.guardians (pupil_id, person_id, relation) values (%s, %s, 'мать')",
        school.pupils["Абрамов"],
        school.people["guardian"],
    )


def _classes(one: _Maker, school: School) -> None:
    for letter in "АБ":
        name = f"7{letter}"
        school.classes[name] = one.make(
            "insert into journal.school_classes (school_year_id, grade, letter) values (%s, 7, %s) returning class_id",
            school.year,
            letter,
        )
        _group(one, school, name, name, whole=True)
    _group(one, school, "7А англ. 1", "7А", whole=False)
    one.do(
        "insert into journal.class_teachers (class_id, person_id, during) values (%s, %s, daterange(%s, null))",
        school.classes["7А"],
        school.people["kuznetsova"],
        school.day(-80),
    )
    spans = {"Волков": (-10, None), "Гусева": (-80, -10)}
    for last_name, pupil in school.pupils.items():
        starts, ends = spans.get(last_name, (-80, None))
        name = "7А" if last_name in PUPILS_7A else "7Б"
        days = (school.day(starts), school.day(ends) if ends is not None else None)
        one.do(
            "insert into journal.class_memberships (class_id, pupil_id, during) values (%s, %s, daterange(%s, %s))",
            school.classes[name],
            pupil,
            *days,
        )
        groups = [name, "7А англ. 1"] if last_name in ("Абрамов", "Белова") else [name]
        for group in groups:
            one.do(
                "insert into journal.group_memberships (group_id, pupil_id, during) values (%s, %s, daterange(%s, %s))",
                school.groups[group],
                pupil,
                *days,
            )


def _group(one: _Maker, school: School, name: str, class_name: str, *, whole: bool) -> None:
    school.groups[name] = one.make(
        "insert into journal.study_groups (school_year_id, name, is_whole_class)"
        " values (%s, %s, %s) returning group_id",
        school.year,
        name,
        whole,
    )
    one.do("insert into journal.study_group_classes values (%s, %s)", school.groups[name], school.classes[class_name])


def _courses(one: _Maker, school: School) -> None:
    taught = {
        "math": ("Математика", "7А", "petrova", "five"),
        "russian": ("Русский язык", "7А", "petrova", "five"),
        "orkse": ("Основы этики", "7А", "petrova", "none"),
        "elective": ("Электив", "7А", "petrova", "pass"),
        "english": ("Английский язык", "7А англ. 1", "sidorov", "five"),
        "math_b": ("Математика", "7Б", "sidorov", "five"),
    }
    subjects: dict[str, int] = {}
    for key, (subject, group, teacher, marking) in taught.items():
        if subject not in subjects:
            subjects[subject] = one.make(
                "insert into journal.subjects (name) values (%s) returning subject_id", subject
            )
        school.courses[key] = one.make(
            "insert into journal.courses (school_year_id, subject_id, group_id, hours_per_week, marking)"
            " values (%s, %s, %s, 5, %s) returning course_id",
            school.year,
            subjects[subject],
            school.groups[group],
            marking,
        )
        one.do(
            "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
            school.courses[key],
            school.people[teacher],
            school.day(-80),
        )


def _lessons(one: _Maker, school: School) -> None:
    others = ("russian", "orkse", "elective", "english", "math_b")
    for course, days in ({"math": MATH_DAYS} | dict.fromkeys(others, (-20, 0))).items():
        for day in days:
            lesson = one.make(
                "insert into journal.lessons (course_id, held_on, lesson_no) values (%s, %s, 1) returning lesson_id",
                school.courses[course],
                school.day(day),
            )
            school.lessons[course, day] = lesson
            if course != "orkse":
                school.works[course, day] = one.make(
                    "insert into journal.works (lesson_id, course_id, work_kind_id)"
                    " values (%s, %s, %s) returning work_id",
                    lesson,
                    school.courses[course],
                    school.kinds["ответ на уроке"],
                )


def _account(database: SchoolDatabase, school: School, login: str) -> None:
    roles = STAFF[login][1] if login in STAFF else FAMILY[login]
    role = database.add_login(login, PASSWORD, roles)
    with psycopg.connect(database.conninfo) as connection:
        one = _Maker(connection)
        school.accounts[login] = one.make(
            "insert into private.accounts (person_id, role_name) values (%s, %s) returning account_id",
            school.people[login],
            role,
        )
        for school_role in roles:
            one.do(
                "insert into private.role_grants (account_id, school_role) values (%s, %s)",
                school.accounts[login],
                school_role,
            )
