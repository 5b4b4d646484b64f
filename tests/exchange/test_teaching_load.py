from collections import Counter

import pytest

from ejournal_desktop.domain.names import split_full_name
from ejournal_desktop.exchange.teaching_load import parse_teaching_load
from ejournal_desktop.exchange.values import ProblemKind

HEADER = ("Учитель", "Предмет", "Класс", "Группа", "Часов в неделю")


@pytest.fixture(scope="module")
def load(school_a):
    return parse_teaching_load(school_a / "Нагрузка.xlsx")


def test_every_course_comes_out_with_teacher_classes_group_and_hours(load, answers):
    got = Counter(
        (split_full_name(row.teacher).short, row.subject, row.class_names, row.group_name, row.pupils_count, row.hours)
        for row in load.rows
    )
    expected = Counter(
        (one["teacher"], one["subject"], tuple(one["classes"]), one["group"], one["pupils"], one["hours"])
        for one in answers["load"]["courses"]
    )
    assert got == expected
    assert got.total() == 344


def test_hours_of_each_teacher_and_of_the_school_add_up(load, answers):
    hours = Counter()
    for row in load.rows:
        hours[split_full_name(row.teacher).short] += row.hours
    assert hours == answers["load"]["by_teacher"]
    assert hours.total() == answers["load"]["total_hours"] == 743


def test_subtotals_are_checked_and_never_taken_for_courses(load, answers):
    assert not {row.place.row for row in load.rows} & set(answers["load"]["subtotal_rows"])
    assert load.problems == ()


def test_a_wrong_subtotal_is_told(workbook):
    rows = [
        HEADER,
        ("Белова Анна Петровна", "Химия", "8А", None, 2),
        (None, "Химия", "8Б", None, 2),
        (None, "Итого", None, None, 5),
    ]

    result = parse_teaching_load(workbook(*rows), "нагрузка.xlsx")

    assert [(p.kind, p.found, p.fact("counted")) for p in result.problems] == [(ProblemKind.TOTAL_DIFFERS, "5", "4")]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ((None, "Химия", "8А", None, 2), ProblemKind.TEACHER_MISSING),
        (("Белова Анна Петровна", None, "8А", None, 2), ProblemKind.SUBJECT_MISSING),
        (("Белова Анна Петровна", "Химия", "восьмой", None, 2), ProblemKind.CLASS_UNREADABLE),
        (("Белова Анна Петровна", "Химия", "8А", None, "два"), ProblemKind.NUMBER_UNREADABLE),
        (("Белова Анна Петровна", "Химия", "8А", None, 400), ProblemKind.NUMBER_UNREADABLE),
    ],
)
def test_a_course_with_a_hole_is_refused(workbook, row, kind):
    result = parse_teaching_load(workbook(HEADER, row), "нагрузка.xlsx")

    assert result.rows == ()
    assert kind in {problem.kind for problem in result.problems if problem.blocks}
