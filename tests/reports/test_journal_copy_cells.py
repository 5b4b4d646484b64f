from dataclasses import replace
from datetime import date, timedelta

import pytest

from ejournal_desktop.domain.gradebook import Membership
from ejournal_desktop.reports.journal_copy_cells import held_lessons, marks_of, paper_mark
from ejournal_desktop.reports.values import CopyAbsence, CopyFinal, CopyLesson, CopyMark, CopyWork
from tests.reports.sample_copy import class_pupils, members, sample_copy, sample_course

FIRST = date(2026, 9, 1)


def course_of(values=(), facts=(), kinds=("ответ на уроке",), days=(FIRST,), finals=()):
    """A course of three pupils: ``values`` are (work, pupil, text, entered); works of lesson 1 are 10, 11 …."""
    pupils = class_pupils(3)
    lessons = tuple(CopyLesson(number, day, 1) for number, day in enumerate(days, 1))
    works = tuple(
        CopyWork(10 * number + at, number, at + 1, kind, kind[:2].upper(), kind == "контрольная работа")
        for number in range(1, len(days) + 1)
        for at, kind in enumerate(kinds)
    )
    return replace(
        sample_course(pupils=pupils),
        lessons=lessons, works=works, marks=tuple(CopyMark(*value) for value in values),
        attendance=tuple(CopyAbsence(*fact) for fact in facts), finals=tuple(CopyFinal(*final) for final in finals),
    )  # fmt: skip


def cells_of(course, **changes):
    copy = sample_copy((course,), pupils=class_pupils(3), **changes)
    marks = marks_of(course, copy, held_lessons(course, copy.printed_on))
    return {row.number: row.cells for row in marks.rows}


@pytest.mark.parametrize("value", [None, "", ".", "5?", "4/5?", "5/."])
def test_dots_and_drafts_are_nothing_on_paper(value):
    assert not paper_mark(value)


@pytest.mark.parametrize("value", ["5", "2", "4/5", "зач", "незач", "н/а", "осв"])
def test_a_real_mark_is_printed_as_it_stands(value):
    assert paper_mark(value) == value


@pytest.mark.parametrize("reason", [None, "ill", "excused"])
def test_every_reason_of_absence_is_one_letter(reason):
    cells = cells_of(course_of(facts=[(1, 1, "absent", reason)]))

    assert cells[1] == ("н",)


def test_released_stays_and_late_is_dropped():
    cells = cells_of(course_of(facts=[(1, 1, "released"), (1, 2, "late"), (1, 3, None)]))

    assert [cells[number] for number in (1, 2, 3)] == [("осв",), ("",), ("",)]


def test_a_late_pupil_keeps_the_mark():
    cells = cells_of(course_of([(10, 2, "4", FIRST)], [(1, 2, "late")]))

    assert cells[2] == ("4",)


def test_a_mark_for_a_missed_lesson_stands_beside_the_letter():
    cells = cells_of(course_of([(10, 1, "4", FIRST + timedelta(days=2))], [(1, 1, "absent", "ill")]))

    assert cells[1] == ("н/4",)


def test_a_draft_beside_an_absence_leaves_the_letter_alone():
    cells = cells_of(course_of([(10, 1, "4?", FIRST)], [(1, 1, "absent")]))

    assert cells[1] == ("н",)


def own_date(course):
    school = replace(sample_copy().school, prints_makeup="4")
    copy = sample_copy((course,), pupils=class_pupils(3), school=school)
    return marks_of(course, copy, held_lessons(course, copy.printed_on))


def test_by_the_schools_choice_the_mark_stands_under_its_own_lesson():
    days = (FIRST, FIRST + timedelta(days=2))
    marks = own_date(course_of([(10, 1, "4", days[1])], [(1, 1, "absent")], days=days))

    assert marks.rows[0].cells == ("н", "4")


def test_by_the_schools_choice_a_mark_of_another_day_has_a_column_of_that_day():
    days = (FIRST, FIRST + timedelta(days=6))
    marks = own_date(course_of([(10, 1, "4", FIRST + timedelta(days=1))], [(1, 1, "absent")], days=days))

    assert marks.rows[0].cells == ("н", "4", "")
    assert (marks.columns[1].day, marks.columns[1].number) == (date(2026, 9, 2), None)


def test_by_the_schools_choice_a_control_made_up_later_is_no_mark_of_another_lessons_answer():
    days = (FIRST, FIRST + timedelta(days=2))
    course = course_of([(10, 1, "4", days[1])], [(1, 1, "absent")], kinds=("контрольная работа",), days=days)
    marks = own_date(course)

    assert marks.rows[0].cells == ("н", "", "4")
    assert (marks.columns[2].day, marks.columns[2].kind) == (days[1], "КО")


def test_several_works_of_a_lesson_are_several_columns_under_one_number():
    course = course_of([(10, 1, "5", FIRST), (11, 1, "3", FIRST)], kinds=("ответ на уроке", "домашнее задание"))
    copy = sample_copy((course,), pupils=class_pupils(3))
    marks = marks_of(course, copy, held_lessons(course, copy.printed_on))

    assert marks.rows[0].cells == ("5", "3")
    assert [column.number for column in marks.columns] == [1, 1]


def test_an_absence_stands_once_in_a_lesson_of_two_works():
    cells = cells_of(course_of(facts=[(1, 1, "absent")], kinds=("ответ на уроке", "домашнее задание")))

    assert cells[1] == ("н", "")


def test_cancelled_and_future_lessons_are_not_printed():
    course = course_of(days=(FIRST, FIRST + timedelta(days=2), date(2026, 10, 27)))
    lessons = (course.lessons[0], replace(course.lessons[1], is_cancelled=True), course.lessons[2])

    held = held_lessons(replace(course, lessons=lessons), date(2026, 10, 26))

    assert [(lesson.number, lesson.lesson.lesson_id) for lesson in held] == [(1, 1)]


def test_todays_lesson_is_printed():
    course = course_of(days=(date(2026, 10, 26),))

    assert len(held_lessons(course, date(2026, 10, 26))) == 1


def moved_course(days, **changes):
    pupils = list(class_pupils(3))
    pupils[0] = replace(pupils[0], **changes)
    course = replace(course_of(days=days, finals=[(1, "5"), (2, "4")]), pupils=members(tuple(pupils)))
    copy = sample_copy((course,), pupils=tuple(pupils))
    return marks_of(course, copy, held_lessons(course, copy.printed_on)).rows[0]


DAYS = tuple(FIRST + timedelta(days=7 * week) for week in range(7))


def test_an_arrival_is_noted_in_the_pupils_own_row():
    row = moved_course(DAYS, admitted_on=date(2026, 9, 14), admitted_order="№ 41 от 14.09.2026")

    assert (row.notes[0].first, row.notes[0].last) == (0, 1)
    assert row.notes[0].texts[0].replace("\u00a0", " ") == "прибыл 14.09.2026, приказ № 41"


def test_a_departure_is_noted_from_the_next_lesson_on():
    row = moved_course(DAYS, departed_on=date(2026, 10, 9), departed_order="№ 49 от 09.10.2026")

    assert (row.notes[0].first, row.notes[0].last) == (6, 6)
    assert row.notes[0].texts[0].replace("\u00a0", " ") == "выбыл 09.10.2026, приказ № 49"


def test_a_backdated_departure_hides_no_mark():
    pupils = list(class_pupils(3))
    pupils[0] = replace(pupils[0], departed_on=date(2026, 9, 2))
    course = course_of([(70, 1, "5", DAYS[6])], days=DAYS)
    course = replace(course, pupils=members(tuple(pupils)))
    copy = sample_copy((course,), pupils=tuple(pupils))

    row = marks_of(course, copy, held_lessons(course, copy.printed_on)).rows[0]

    assert row.cells[6] == "5"
    assert all(note.last < 6 for note in row.notes)


def test_who_changed_the_group_is_not_said_to_have_left_the_class():
    pupils = class_pupils(3)
    group = replace(members(pupils)[0], memberships=(Membership(date(2025, 9, 1), date(2026, 9, 20)),))
    course = replace(course_of(days=DAYS), pupils=(group, *members(pupils)[1:]))
    copy = sample_copy((course,), pupils=pupils)

    note = marks_of(course, copy, held_lessons(course, copy.printed_on)).rows[0].notes[0]

    assert note.texts[0].replace("\u00a0", " ") == "в группе по 19.09.2026"


def test_a_departed_pupil_has_a_dash_for_the_final_mark():
    course = replace(course_of(days=DAYS), finals=())
    pupils = list(class_pupils(3))
    pupils[0] = replace(pupils[0], departed_on=date(2026, 10, 9))
    course = replace(course, pupils=members(tuple(pupils)))
    copy = sample_copy((course,), pupils=tuple(pupils))

    rows = marks_of(course, copy, held_lessons(course, copy.printed_on)).rows

    assert [row.final for row in rows] == ["—", "", ""]


def test_who_was_in_on_the_last_day_of_the_period_counts():
    row = moved_course(DAYS, departed_on=date(2026, 10, 23))

    assert row.final == "5"


def test_namesakes_are_told_apart():
    pupils = list(class_pupils(3))
    pupils[1] = replace(pupils[0], pupil_id=2, middle_name="Олегович")
    course = replace(course_of(), pupils=members(tuple(pupils)))
    copy = sample_copy((course,), pupils=tuple(pupils))

    rows = marks_of(course, copy, held_lessons(course, copy.printed_on)).rows

    assert [row.name for row in rows[:2]] == ["Абрамов Кирилл И.", "Абрамов Кирилл О."]
