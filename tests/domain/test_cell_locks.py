from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ejournal_desktop.domain.cell_locks import Lock, PageLocks, closes_on, open_since
from ejournal_desktop.domain.gradebook import Course, JournalPage, Lesson, Mark, Membership, Period, Pupil

TODAY = date(2026, 9, 25)
PERIOD = Period(1, "quarter", 1, date(2026, 9, 1), date(2026, 10, 25))
PAGE = JournalPage(
    course=Course(1, "Алгебра", "7А", True, ("7А",), 7, Decimal(3), "five"),
    period=PERIOD,
    pupils=(),
    lessons=(),
    works=(),
    marks=(),
    attendance=(),
    finals=(),
    edit_window="2 weeks",
    writable=True,
    attendance_writable=True,
    read_only_reason=None,
    now=datetime(2026, 9, 25, 10, 42, tzinfo=UTC),
    today=TODAY,
    version=1,
)
PUPIL = Pupil(1, "Белов", "Артём", "", (Membership(date(2026, 9, 1), None),))


def lesson(day, **changes):
    plain = Lesson(1, day, 3, None, None, "21", "planned", "урок", "", 0, "", False, 0, 0, False, 0, None, True)
    return replace(plain, **changes)


def mark(closes):
    return Mark(1, 1, "4", 1, None, "Петрова А. В.", closes)


def locks(day=TODAY, page=PAGE, pupil=PUPIL, standing=None, **changes):
    return PageLocks(page).of_cell(lesson(day, **changes), pupil, standing.closes_on if standing else None)


def test_the_window_closes_a_mark_already_set_and_names_its_last_day():
    lock = locks(date(2026, 9, 10), standing=mark(date(2026, 9, 24))).mark
    assert (lock.reason, lock.day) == ("window", date(2026, 9, 24))


def test_on_its_last_day_the_window_is_still_open():
    assert locks(date(2026, 9, 11), standing=mark(date(2026, 9, 25))).mark is None


def test_an_empty_old_cell_stays_open_until_the_page_is_handed_over():
    assert locks(date(2026, 9, 2)).mark is None


def test_attendance_of_an_old_lesson_stays_open_beside_a_closed_mark():
    assert locks(date(2026, 9, 10), standing=mark(date(2026, 9, 24))).attendance is None


def test_a_handed_over_page_shuts_marks_even_where_the_window_never_closes():
    handed = replace(
        PAGE, edit_window="never", period=replace(PERIOD, handed_over_at=datetime(2026, 9, 20, 9, tzinfo=UTC))
    )
    closed, later = locks(date(2026, 9, 15), handed), locks(date(2026, 9, 24), handed)
    assert closed.mark.reason == closed.attendance.reason == later.mark.reason == "handed-over"
    assert later.attendance is None


def test_a_page_that_the_end_of_its_order_closed_names_the_order():
    period = replace(PERIOD, handed_over_at=datetime(2026, 9, 20, tzinfo=UTC), closing_order="№ 52 от 10.09.2026")
    lock = locks(date(2026, 9, 15), replace(PAGE, period=period)).mark
    assert lock == Lock("order-ended", date(2026, 9, 20), "№ 52 от 10.09.2026")


def test_attendance_of_the_remaining_lessons_closes_after_the_last_day_of_the_period():
    period = replace(PERIOD, handed_over_at=datetime(2026, 9, 20, 9, tzinfo=UTC), ends_on=date(2026, 9, 24))
    assert locks(date(2026, 9, 24), replace(PAGE, period=period)).attendance.reason == "handed-over"


def test_a_future_lesson_refuses_and_today_counts_from_midnight():
    assert locks(date(2026, 9, 26)).mark.reason == "future"
    assert locks(TODAY).mark is None


def test_a_pupil_who_came_later_has_no_cell_before():
    newcomer = replace(PUPIL, memberships=(Membership(date(2026, 9, 5), None),), admitted_order="37")
    lock = locks(date(2026, 9, 2), pupil=newcomer).mark
    assert (lock.reason, lock.day, lock.order) == ("not-enrolled", date(2026, 9, 5), "37")
    assert locks(date(2026, 9, 5), pupil=newcomer).mark is None


def test_a_pupil_who_left_has_no_cell_from_the_day_he_left():
    gone = replace(PUPIL, memberships=(Membership(date(2026, 9, 1), date(2026, 9, 12)),), departed_order="41")
    lock = locks(date(2026, 9, 12), pupil=gone).mark
    assert (lock.reason, lock.day, lock.order) == ("departed", date(2026, 9, 12), "41")
    assert locks(date(2026, 9, 11), pupil=gone).mark is None


def test_a_pupil_of_another_subgroup_on_that_day_says_so():
    part = replace(PAGE, course=replace(PAGE.course, is_whole_class=False, group_name="7А англ. 1"))
    moved = replace(PUPIL, memberships=(Membership(date(2026, 9, 14), None),))
    assert locks(date(2026, 9, 10), part, moved).mark.reason == "not-in-group"


def test_a_cancelled_lesson_takes_nothing():
    closed = locks(state="cancelled")
    assert closed.mark.reason == closed.attendance.reason == "cancelled"


def test_a_lesson_of_a_substitute_names_him():
    lock = locks(writable=False, substitute="Орлов П. И.").mark
    assert (lock.reason, lock.person) == ("substitute", "Орлов П. И.")


@pytest.mark.parametrize("reason", ["role", "not-holder", "load-not-approved"])
def test_a_reader_writes_nothing(reason):
    reader = replace(PAGE, writable=False, attendance_writable=False, read_only_reason=reason)
    closed = locks(page=reader)
    assert closed.mark.reason == closed.attendance.reason == reason


def test_a_class_teacher_writes_attendance_of_any_subject_but_no_marks():
    reader = replace(PAGE, writable=False, attendance_writable=True, read_only_reason="role")
    here, ahead = locks(page=reader, writable=False), locks(date(2026, 9, 30), reader, writable=False)
    assert (here.mark.reason, here.attendance, ahead.attendance.reason) == ("role", None, "future")


def test_a_course_without_marks_takes_attendance_and_is_not_skipped():
    first_class = replace(PAGE, course=replace(PAGE.course, marking="none"))
    closed = locks(page=first_class)
    assert (closed.mark.reason, closed.attendance, closed.is_skipped) == ("no-marks", None, False)


@pytest.mark.parametrize(
    ("held", "window", "last"),
    [
        (date(2026, 9, 10), "1 week", date(2026, 9, 17)),
        (date(2026, 9, 10), "2 weeks", date(2026, 9, 24)),
        (date(2026, 12, 20), "3 weeks", date(2027, 1, 10)),
        (date(2026, 9, 10), "1 month", date(2026, 10, 10)),
        (date(2027, 1, 31), "1 month", date(2027, 2, 28)),
        (date(2026, 12, 31), "1 month", date(2027, 1, 31)),
        (date(2026, 9, 10), "never", None),
    ],
)
def test_the_window_counts_calendar_days(held, window, last):
    assert closes_on(held, window) == last


SINCE = [("2 weeks", date(2026, 9, 11)), ("1 week", date(2026, 9, 18)), ("1 month", date(2026, 8, 25)), ("never", None)]


@pytest.mark.parametrize(("window", "since"), SINCE)
def test_the_info_line_names_the_earliest_lesson_still_open(window, since):
    assert open_since(TODAY, window) == since


def test_one_who_left_between_two_lessons_of_a_page_has_a_cell_only_at_the_first():
    lessons = (lesson(date(2026, 9, 10)), lesson(date(2026, 9, 20)))
    gone = replace(PUPIL, pupil_id=2, memberships=(Membership(date(2026, 9, 1), date(2026, 9, 15)),))
    page_locks = PageLocks(replace(PAGE, pupils=(PUPIL, gone), lessons=lessons))
    reasons = [page_locks.of_cell(one, person, None).mark for person in (PUPIL, gone) for one in lessons]
    assert [lock and lock.reason for lock in reasons] == [None, None, None, "departed"]
