"""An invented class for the tests of paper: people, lessons and marks of nobody."""

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from ejournal_desktop.domain.gradebook import Course, Membership, Pupil
from ejournal_desktop.reports.values import (
    CopyAbsence,
    CopyCourse,
    CopyFinal,
    CopyLesson,
    CopyMark,
    CopyPeriod,
    CopyPupil,
    CopyRemark,
    CopySchool,
    CopyWork,
    JournalCopy,
)

STARTS, ENDS = date(2026, 9, 1), date(2026, 10, 23)
MOSCOW = timezone(timedelta(hours=3))

NAMES = (
    "Абрамов Кирилл Игоревич", "Андреева Мария Павловна", "Белов Артём Олегович", "Васильева Дарья Ильинична",
    "Гаврилов Никита Андреевич", "Данилова Полина Сергеевна", "Егоров Матвей Ильич", "Жукова Анна Денисовна",
    "Зайцев Илья Романович", "Ильина Софья Максимовна", "Козлов Данил Петрович",
    "Константинопольская Александра Владиславовна", "Лебедева Алиса Юрьевна", "Морозов Егор Львович",
    "Николаева Виктория Глебовна", "Орлов Тимур Русланович", "Петрова Ульяна Артёмовна", "Романов Глеб Антонович",
    "Семёнова Яна Викторовна", "Тарасов Михаил Олегович", "Усова Варвара Никитична", "Фомин Лев Андреевич",
    "Хохлова Ксения Игоревна", "Цветков Роман Кириллович", "Чернова Ева Павловна", "Шестаков Павел Егорович",
    "Щербакова Вероника Олеговна", "Яковлев Сергей Данилович", "Юдина Валерия Ивановна", "Савельев Ярослав Глебович",
    "Рябова Стефания Львовна", "Поляков Тихон Ильич", "Осипов Георгий Маркович", "Наумова Элина Тимуровна",
    "Миронов Родион Олегович", "Макарова Ольга Юрьевна", "Лапин Савелий Денисович", "Крылов Платон Игоревич",
    "Комарова Юлия Павловна", "Калинин Пётр Егорович", "Исаева Диана Романовна", "Жданов Арсений Львович",
)  # fmt: skip

TOPICS = (
    "Рациональные числа. Действия с рациональными числами",
    "Сравнение и упорядочивание рациональных чисел",
    "Арифметические действия с рациональными числами. Свойства действий",
    "Степень с натуральным показателем",
    "Степень с натуральным показателем. Решение задач",
    "Контрольная работа № 1 по теме «Рациональные числа»",
    "Анализ контрольной работы. Решение основных задач на дроби и проценты из реальной практики",
    "Решение задач на проценты из реальной практики",
    "Признаки делимости, разложение на множители натуральных чисел",
    "Буквенные выражения. Переменные. Допустимые значения переменных",
    "Анализ контрольной работы. Свойства степени с натуральным показателем",
    "Умножение одночлена на многочлен. Подготовка к контрольной работе",
)
HOMEWORK = ("§ 1, № 12, 15 (а–г), письменно", "§ 3, правила наизусть; № 41, 45", "упр. 57, работа над ошибками", "")

SUBJECTS = (
    ("Русский язык", 4, "Соколова Елена Викторовна"), ("Литература", 2, "Соколова Елена Викторовна"),
    ("Английский язык", 3, "Ларина Ольга Алексеевна"), ("Алгебра", 3, "Белозёрова Ирина Михайловна"),
    ("Геометрия", 2, "Белозёрова Ирина Михайловна"), ("Вероятность и статистика", 1, "Белозёрова Ирина Михайловна"),
    ("История", 3, "Панкратов Вадим Леонидович"), ("География", 2, "Тихомирова Светлана Георгиевна"),
    ("Физика", 2, "Рыжов Константин Николаевич"), ("Биология", 2, "Тихомирова Светлана Георгиевна"),
    ("Изобразительное искусство", 1, "Орлова Татьяна Владимировна"),
    ("Физическая культура", 3, "Громыко Павел Андреевич"),
)  # fmt: skip


def class_pupils(count: int = 28) -> tuple[CopyPupil, ...]:
    """The class list; the 22nd came on 14 September."""
    pupils = []
    for number, name in enumerate(NAMES[:count], 1):
        last, first, middle = name.split()
        pupil = CopyPupil(
            number,
            last,
            first,
            middle,
            date(2013, 1 + number % 12, 1 + number % 27),
            date(2025, 9, 1),
            "№ 12 от 30.08.2025",
        )
        pupils.append(pupil)
    if count > 21:
        pupils[21] = replace(pupils[21], admitted_on=date(2026, 9, 14), admitted_order="№ 41 от 14.09.2026")
    return tuple(pupils)


def members(pupils: tuple[CopyPupil, ...]) -> tuple[Pupil, ...]:
    """The pupils of a course, in the group while in the class."""
    return tuple(
        Pupil(
            p.pupil_id, p.last_name, p.first_name, p.middle_name,
            (Membership(p.admitted_on, p.departed_on + timedelta(days=1) if p.departed_on else None),),
            p.admitted_order, p.departed_order or None,
        )
        for p in pupils
    )  # fmt: skip


def school_days(per_week: int) -> list[date]:
    """Days of lessons in the period, so many a week."""
    chosen = {1: {2}, 2: {1, 3}, 3: {1, 3, 4}, 4: {0, 1, 3, 4}, 5: {0, 1, 2, 3, 4}, 6: {0, 1, 2, 3, 4}}[per_week]
    days = [STARTS + timedelta(days=at) for at in range((ENDS - STARTS).days + 1)]
    return [day for day in days if day.weekday() in chosen]


def lesson(lesson_id: int, day: date, lesson_no: int, index: int, *, is_control: bool) -> CopyLesson:
    """The lesson of that place in the course: two of them are substituted."""
    return CopyLesson(
        lesson_id, day, lesson_no, "контроль" if is_control else "урок", TOPICS[(index - 1) % len(TOPICS)],
        "" if is_control else HOMEWORK[index % 4], homework_none=is_control or index % 4 == 3,
        substitute="Рыжов К. Н." if index in {8, 14} else None,
    )  # fmt: skip


def answer(chance: random.Random, work: CopyWork, pupil_id: int, day: date) -> tuple[list[CopyMark], list[CopyAbsence]]:
    """A mark of the lesson, an absence, an absence with a mark a week later, or neither."""
    value = str(chance.choice((5, 4, 4, 3)))
    if chance.random() < 0.06:
        absence = CopyAbsence(work.lesson_id, pupil_id, "absent", chance.choice(("ill", "excused", None)))
        later = [CopyMark(work.work_id, pupil_id, value, day + timedelta(days=7))]
        return later if work.is_control else [], [absence]
    if work.is_control or chance.random() < 0.2:
        return [CopyMark(work.work_id, pupil_id, f"{value}/4" if work.kind_short == "Д" else value, day)], []
    return [], []


def sample_course(  # noqa: PLR0917 -- a builder of tests
    subject: str = "Алгебра",
    per_week: int = 3,
    teacher: str = "Белозёрова Ирина Михайловна",
    pupils: tuple[CopyPupil, ...] | None = None,
    course_id: int = 1,
    group: str = "",
    *,
    doubles: int = 0,
    kind: tuple[str, str] = ("контрольная работа", "КР"),
) -> CopyCourse:
    """A course with lessons, a control every sixth one, marks, absences and finals, the same at every call."""
    pupils = class_pupils() if pupils is None else pupils
    chance = random.Random(course_id)
    days = school_days(per_week)
    days = sorted([*days, *days[:: max(1, len(days) // doubles)][:doubles]]) if doubles else days
    lessons, works, marks, absences = [], [], [], []
    for index, day in enumerate(days, 1):
        lesson_id = course_id * 1000 + index
        is_control = index % 6 == 0
        lesson_no = 1 + course_id % 6 + (1 if index > 1 and days[index - 2] == day else 0)
        lessons.append(lesson(lesson_id, day, lesson_no, index, is_control=is_control))
        name, short = kind if is_control else ("ответ на уроке", "О")
        works.append(CopyWork(lesson_id, lesson_id, 1, name, short, is_control))
        for pupil in members(pupils):
            if pupil.belongs(day):
                mark, absence = answer(chance, works[-1], pupil.pupil_id, day)
                marks += mark
                absences += absence
    finals = tuple(
        CopyFinal(pupil.pupil_id, str(chance.choice((5, 4, 4, 3)))) for pupil in pupils if not pupil.departed_on
    )
    course = Course(
        course_id, subject, group or "7А", not group, ("7А",), 7, Decimal(per_week), "five", (teacher,)
    )  # fmt: skip
    return CopyCourse(
        course, members(pupils), tuple(lessons), tuple(works), tuple(marks), tuple(absences), finals, len(lessons),
        "№ 52 от 21.10.2026",
    )  # fmt: skip


def sample_copy(courses: tuple[CopyCourse, ...] | None = None, **changes: object) -> JournalCopy:
    """The copy of one course, or of the courses given."""
    copy = JournalCopy(
        CopySchool(
            "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7» города Новоозёрска",
            "МБОУ «СШ № 7» г. Новоозёрска", "Новоозёрск",
        ),
        "7А", 7, "Белозёрова Ирина Михайловна", CopyPeriod("quarter", 1, STARTS, ENDS, "2026/2027"),
        "Кравцова Нина Петровна", "Кравцова Нина Петровна", datetime(2026, 10, 26, 14, 32, tzinfo=MOSCOW),
        class_pupils(), courses or (sample_course(),), whole_class=False,
    )  # fmt: skip
    return replace(copy, **changes)


def class_copy() -> JournalCopy:
    """The whole class: 12 subjects, one of them in two groups."""
    pupils = class_pupils()
    courses = []
    for number, (subject, per_week, teacher) in enumerate(SUBJECTS, 1):
        if subject == "Английский язык":
            courses.append(sample_course(subject, per_week, teacher, pupils[:14], 50, "группа 1"))
            courses.append(sample_course(subject, per_week, "Мельник Дарья Сергеевна", pupils[14:], 51, "группа 2"))
        else:
            courses.append(sample_course(subject, per_week, teacher, pupils, number))
    remarks = (
        CopyRemark(date(2026, 9, 12), "6–7", "Не записано домашнее задание за 08.09 и 10.09", "Кравцова Н. П.",
                   date(2026, 9, 15), "устранено 14.09.2026, Соколова Е. В."),
    )  # fmt: skip
    return sample_copy(
        tuple(courses), whole_class=True, remarks=remarks, director="Громов А. С.", secretary="Жилина А. Ю.",
        keep_years=5, file_index="05-12", pupils=pupils,
    )  # fmt: skip


def dense_copy() -> JournalCopy:
    """The hardest spread: 38 pupils, 47 lessons, double lessons, two marks in a cell, arrival and departure."""
    pupils = list(class_pupils(38))
    pupils[18] = replace(pupils[18], departed_on=date(2026, 10, 9), departed_order="№ 49 от 09.10.2026")
    course = sample_course(
        "Русский язык", 5, "Соколова Елена Викторовна", tuple(pupils), 7, doubles=8, kind=("диктант", "Д")
    )
    return sample_copy((course,), pupils=tuple(pupils))
