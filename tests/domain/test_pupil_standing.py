"""Who was not asked, who has no marks, who owes a work: the figures behind the chips over the grid."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ejournal_desktop.domain.pupil_standing import (
    NORMS,
    PupilLesson,
    Standing,
    least_marks,
    most_unasked,
    norm_on,
    order_of_asking,
    risks_of,
    rule_for,
    standing_of,
)

FIRST = date(2026, 9, 1)
TODAY = date(2026, 9, 25)
RULE = rule_for("five", Decimal(2), "quarter", TODAY)


def lessons(*marks, **changes):
    days = (FIRST + timedelta(days=2 * at) for at in range(len(marks)))
    return [PupilLesson(day, (mark,), **changes) for day, mark in zip(days, marks, strict=True)]


def risks(standing, rule=RULE, proposed=None, average=None):
    return risks_of(standing, rule, proposed=proposed, average=average)


@pytest.mark.parametrize(("hours", "kind", "least"), [(1, "quarter", 3), (2, "quarter", 5), (3, "quarter", 7)])
def test_a_period_asks_for_marks_by_the_hours_a_week(hours, kind, least):
    assert least_marks(Decimal(hours), kind, NORMS[0]) == least


@pytest.mark.parametrize(("kind", "least"), [("quarter", 3), ("trimester", 3), ("half-year", 5)])
def test_another_load_has_a_norm_of_its_own(kind, least):
    assert least_marks(Decimal("0.5"), kind, NORMS[0]) == least


def test_five_hours_a_week_ask_for_as_many_marks_as_three():
    assert least_marks(Decimal(5), "quarter", NORMS[0]) == 7


def test_a_frequent_subject_may_wait_longer_with_a_pupil():
    assert (most_unasked(Decimal(2), NORMS[0]), most_unasked(Decimal(4), NORMS[0])) == (3, 5)


def test_an_old_page_is_judged_by_the_norm_of_its_day():
    later = replace(NORMS[0], valid_from=date(2026, 9, 1), lessons=4)
    norms = (NORMS[0], later)
    assert norm_on(date(2026, 8, 31), norms).lessons == 3
    assert norm_on(date(2026, 9, 1), norms).lessons == 4


def test_two_marks_of_a_work_are_two_marks():
    assert standing_of(lessons("4/5", "зач")).marks == 3


def test_a_draft_and_a_dot_are_no_marks_and_the_dot_is_a_debt():
    standing = standing_of(lessons("5?", "."))
    assert (standing.marks, standing.debts, standing.last_marked_on) == (0, 1, None)


def test_only_lessons_he_attended_count_since_the_last_mark():
    seen = [*lessons("5", None, None), PupilLesson(TODAY, absent=True), PupilLesson(TODAY, released=True)]
    standing = standing_of(seen)
    assert (standing.lessons_since, standing.missed, standing.held) == (2, 1, 4)


def test_days_since_the_last_mark_are_days_of_the_calendar():
    assert standing_of(lessons("5")).days_since(TODAY) == 24
    assert Standing().days_since(TODAY) is None


def test_a_share_of_missed_lessons_is_whole_and_half_up():
    assert (Standing(held=8, missed=1).missed_percent, Standing().missed_percent) == (13, 0)


def test_nobody_is_judged_by_two_lessons():
    assert risks(standing_of(lessons(None, None))) == frozenset()


@pytest.mark.parametrize(
    ("marks", "risk"), [((None, None, None), "no-marks"), ((None, "4", None), "one-mark"), (("4", ".", "5"), "debts")]
)
def test_each_risk_is_found(marks, risk):
    assert risks(standing_of(lessons(*marks))) == {risk}


def test_a_pupil_unasked_for_more_lessons_than_the_norm_is_to_be_asked():
    three, four = standing_of(lessons("5", "5", *[None] * 3)), standing_of(lessons("5", "5", *[None] * 4))
    assert (risks(three), risks(four)) == (frozenset(), {"long-unasked"})


def test_the_schools_rule_speaks_before_the_average():
    standing = Standing(held=9, marks=5)
    assert risks(standing, proposed=2, average=Decimal("2.60")) == {"weak"}
    assert risks(standing, proposed=3, average=Decimal("2.40")) == frozenset()


def test_without_a_rule_of_the_school_the_average_speaks():
    assert risks(Standing(held=9, marks=5), average=Decimal("2.49")) == {"weak"}
    assert risks(Standing(held=9, marks=5), average=Decimal("2.50")) == frozenset()


def test_a_course_without_marks_has_no_risks_and_one_of_passes_only_debts():
    standing = standing_of(lessons(None, None, None, None, "."))
    assert risks(standing, replace(RULE, marking="none")) == frozenset()
    assert risks(standing, replace(RULE, marking="pass")) == {"debts"}


def test_who_waits_longest_is_asked_first_and_who_was_never_asked_before_him():
    standings = [
        (0, Standing(lessons_since=4, last_marked_on=date(2026, 9, 10))),
        (1, Standing(lessons_since=6, last_marked_on=date(2026, 9, 2))),
        (2, Standing(lessons_since=4, last_marked_on=date(2026, 9, 8))),
        (3, Standing(lessons_since=6)),
    ]
    assert order_of_asking(standings, TODAY) == [3, 1, 2, 0]
