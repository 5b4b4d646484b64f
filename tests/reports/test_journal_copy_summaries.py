from dataclasses import replace
from datetime import date

from ejournal_desktop.reports.journal_copy_attendance import attendance_of, attendance_sheets
from ejournal_desktop.reports.journal_copy_success import success_of, success_sheets
from ejournal_desktop.reports.values import CopyAbsence, CopyFinal, CopyLesson
from tests.reports.paper import drawn, lines_of
from tests.reports.sample_copy import class_copy, class_pupils, sample_copy, sample_course
from tests.reports.test_journal_copy_spreads import assert_inside

DAY = date(2026, 9, 1)


def two_courses(facts):
    """Two lessons of a day for three pupils; ``facts`` are (course, pupil, fact, reason)."""
    pupils = class_pupils(3)
    courses = []
    for number in (1, 2):
        course = sample_course(f"Предмет {number}", pupils=pupils, course_id=number)
        rows = tuple(CopyAbsence(number, pupil, fact, reason) for at, pupil, fact, reason in facts if at == number)
        courses.append(replace(course, lessons=(CopyLesson(number, DAY, number),), works=(), marks=(), attendance=rows))
    return sample_copy(tuple(courses), pupils=pupils, whole_class=True)


def test_missed_lessons_are_counted_by_reason_and_late_is_not_absent():
    copy = two_courses(
        [(1, 1, "absent", "ill"), (2, 1, "absent", None), (1, 2, "late", None), (2, 3, "absent", "excused")]
    )

    summary = attendance_of(copy)

    assert [pupil.sums for pupil in summary.pupils] == [(2, 1, 0, 1, 0), (0, 0, 0, 0, 1), (1, 0, 1, 0, 0)]
    assert summary.sums == (3, 1, 1, 1, 1)


def test_a_whole_day_is_every_lesson_of_the_pupils_own_groups():
    copy = two_courses([(1, 1, "absent", "ill"), (2, 1, "absent", "ill"), (1, 2, "absent", "ill")])

    summary = attendance_of(copy)

    assert [bool(pupil.whole_days) for pupil in summary.pupils] == [True, False, False]


def test_released_pupils_missed_nothing():
    summary = attendance_of(two_courses([(1, 1, "released", None)]))

    assert summary.sums == (0, 0, 0, 0, 0)


def test_days_before_arrival_are_hatched():
    summary = attendance_of(class_copy())

    assert max(summary.pupils[21].outside) < date(2026, 9, 14)
    assert not summary.pupils[0].outside


def test_the_attendance_page_holds_everything():
    for sheet in attendance_sheets(class_copy()):
        assert_inside(drawn(sheet))


def test_a_half_year_of_days_takes_more_pages_with_the_sums_on_the_last():
    copy = class_copy()
    lessons = tuple(CopyLesson(5000 + at, date.fromordinal(DAY.toordinal() + at), 1) for at in range(57))
    course = replace(copy.courses[0], lessons=lessons, works=(), marks=(), attendance=())
    sheets = attendance_sheets(replace(copy, courses=(course,)))

    assert [sheet.has_sums for sheet in sheets] == [False, True]
    assert sum(sheet.days[1] - sheet.days[0] for sheet in sheets) == 56  # the 57th lies after the day of print
    for sheet in sheets:
        assert_inside(drawn(sheet))


def finals(*values):
    """The class with these finals in one subject, pupils 1, 2, 3 …"""
    pupils = class_pupils(len(values))
    rows = tuple(CopyFinal(number, value) for number, value in enumerate(values, 1))
    return sample_copy((replace(sample_course(pupils=pupils), finals=rows),), pupils=pupils, whole_class=True)


def test_percentages_follow_the_formulas_of_the_ministry():
    whole = success_of(finals("5", "4", "3", "2", "н/а", "осв", None))

    # N = 5 (released and unmarked are out): 3/5 passed, 2/5 good, (100 + 64 + 36 + 16 + 7) / 5 learned.
    assert whole.totals(whole.subjects[0]) == ("5", "60,0", "40,0", "44,6")


def test_a_pupil_who_left_before_the_last_day_is_not_counted():
    copy = finals("5", "2")
    gone = replace(copy.pupils[1], departed_on=date(2026, 10, 9))
    whole = success_of(replace(copy, pupils=(copy.pupils[0], gone)))

    assert whole.totals(whole.subjects[0])[:2] == ("1", "100,0")


def test_groups_of_a_divided_subject_share_a_column():
    whole = success_of(class_copy())

    subjects = [subject.subject for subject in whole.subjects]
    assert subjects.count("Английский язык") == 1
    english = whole.subjects[subjects.index("Английский язык")]
    assert len(english.finals) == 28


def test_the_success_page_holds_everything():
    for sheet in success_sheets(class_copy()):
        page = drawn(sheet, 31)
        assert_inside(page)
        assert "Изобразительное" in lines_of(page)


def test_many_subjects_go_on_more_pages():
    pupils = class_pupils(40)
    courses = tuple(sample_course(f"Предмет {number}", pupils=pupils, course_id=number) for number in range(1, 41))
    sheets = success_sheets(sample_copy(courses, pupils=pupils, whole_class=True))

    assert len(sheets) > 1
    for sheet in sheets:
        assert_inside(drawn(sheet, 31))
    assert sum(sheet.subjects[1] - sheet.subjects[0] for sheet in sheets if sheet.has_totals) == 40
