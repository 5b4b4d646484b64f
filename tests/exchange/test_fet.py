from collections import Counter

import pytest

from ejournal_desktop.domain.errors import BadFileError
from ejournal_desktop.exchange.fet import parse_fet
from ejournal_desktop.exchange.fet_timetable import parse_fet_timetable
from ejournal_desktop.exchange.linking import link
from ejournal_desktop.exchange.staff import parse_staff
from ejournal_desktop.exchange.teaching_load import parse_teaching_load
from ejournal_desktop.exchange.values import ProblemKind


def activity(number, teachers, subject, students, duration=1):
    told = "".join(f"<Teacher>{teacher}</Teacher>" for teacher in teachers)
    what = f"<Subject>{subject}</Subject><Students>{students}</Students><Duration>{duration}</Duration>"
    return f"<Activity>{told}{what}<Id>{number}</Id><Active>true</Active></Activity>"


SMALL_FET = f"""<?xml version="1.0" encoding="UTF-8"?><fet version="6.8.5">
<Days_List><Day><Name>Понедельник</Name></Day></Days_List>
<Hours_List><Hour><Name>1</Name></Hour><Hour><Name>2</Name></Hour></Hours_List>
<Students_List><Year><Name>7А</Name><Number_of_Students>20</Number_of_Students></Year></Students_List>
<Activities_List>
{activity(1, ["Белова А.П.", "Чернов П.И."], "Химия", "7А", 2)}
{activity(2, ["Белова А.П."], "Химия", "7Б")}
{activity(3, ["Белова А.П."], "Физика", "7А")}
</Activities_List></fet>""".encode()
SMALL_RESULT = """<?xml version="1.0" encoding="UTF-8"?><Activities_Timetable>
<Activity><Id>1</Id><Day>Понедельник</Day><Hour>1</Hour><Room>12</Room></Activity>
<Activity><Id>9</Id><Day>Понедельник</Day><Hour>1</Hour><Room></Room></Activity>
</Activities_Timetable>""".encode()


@pytest.fixture(scope="module")
def fet_file(school_a):
    return school_a / "FET" / "kluchevskaya.fet"


@pytest.mark.parametrize("result", ["_activities.xml", "_teachers.xml", "_subgroups.xml", "_timetable.csv"])
def test_every_result_file_of_fet_gives_the_same_743_lessons(school_a, fet_file, answers, result):
    timetable = parse_fet_timetable(school_a / "FET" / f"kluchevskaya{result}", fet_file)

    got = Counter(
        (row.weekday, row.lesson_no, row.class_names, row.group_name, row.subject, row.teacher_short, row.room)
        for row in timetable.rows
    )
    expected = Counter(
        (day, lesson, tuple(classes), *rest) for day, lesson, classes, *rest in answers["timetable"]["lessons"]
    )
    assert got == expected
    assert got.total() == 743
    assert timetable.problems == ()


def test_groups_know_their_classes_and_atomic_parts(fet_file):
    school = parse_fet(fet_file).rows[0]

    groups = {group.group_name: group for group in school.groups}
    assert len(school.classes) == 22
    assert school.days[0] == "Понедельник"
    assert groups["10 ТЕХ"].class_names == ("10А", "10Б")
    assert groups["10 ТЕХ"].pupils_count == sum(count for _, count in groups["10 ТЕХ"].subgroups) == 13
    assert groups["5А англ. 1"].class_names == ("5А",)
    assert groups["5А англ. 1"].subgroups == (("5А.3", 8), ("5А.4", 5))
    assert not {"10А", "10Б"} & groups.keys()


def test_load_staff_and_timetable_fit_together_without_a_remark(school_a, fet_file, today):
    lessons = parse_fet_timetable(school_a / "FET" / "kluchevskaya_activities.xml", fet_file).rows
    courses = parse_teaching_load(school_a / "Нагрузка.xlsx").rows
    staff = parse_staff(school_a / "Кадры.xlsx", on_date=today).rows

    linked = link(courses, staff, lessons)

    assert linked.problems == ()
    assert all(len(one.lessons) == one.course.hours and one.teacher is not None for one in linked.courses)
    assert sum(len(one.lessons) for one in linked.courses) == 743


def test_what_does_not_fit_is_told_and_never_guessed(school_a, fet_file, today):
    lessons = parse_fet_timetable(school_a / "FET" / "kluchevskaya_activities.xml", fet_file).rows
    courses = parse_teaching_load(school_a / "Нагрузка.xlsx").rows
    staff = [row for row in parse_staff(school_a / "Кадры.xlsx", on_date=today).rows if row.last_name != "Голубева"]

    linked = link([one for one in courses if one.subject != "Черчение"], staff, lessons[1:])

    kinds = Counter(problem.kind for problem in linked.problems)
    assert kinds[ProblemKind.COURSE_UNKNOWN] == 2
    assert kinds[ProblemKind.HOURS_DIFFER] == 1
    assert kinds[ProblemKind.TEACHER_UNKNOWN] == 16 + sum(one.teacher.startswith("Голубева") for one in courses)


def test_a_long_activity_of_two_teachers_is_a_lesson_for_each_hour_and_teacher():
    result = parse_fet_timetable(SMALL_RESULT, SMALL_FET, "x_activities.xml")

    assert [(row.lesson_no, row.teacher_short) for row in result.rows] == [
        (1, "Белова А.П."),
        (1, "Чернов П.И."),
        (2, "Белова А.П."),
        (2, "Чернов П.И."),
    ]
    assert {problem.kind for problem in result.problems} == {
        ProblemKind.GROUP_UNKNOWN,
        ProblemKind.ACTIVITY_UNKNOWN,
        ProblemKind.ACTIVITY_NOT_PLACED,
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body></body></html>", "not-xml"),
        (b'<?xml version="1.0"?><timetable/>', "not-fet"),
        (b'<?xml version="1.0"?><fet', "xml-damaged"),
        (b'<?xml version="1.0"?><fet version="6"/>', "no-rows"),
    ],
)
def test_a_file_that_is_not_from_fet_is_refused(content, code):
    with pytest.raises(BadFileError) as refusal:
        parse_fet(content, "чужой.fet")

    assert refusal.value.code == code


def test_the_input_file_is_no_timetable(fet_file):
    with pytest.raises(BadFileError) as refusal:
        parse_fet_timetable(fet_file, fet_file)

    assert refusal.value.code == "not-fet-timetable"
