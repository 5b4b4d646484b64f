from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_desktop.domain.averages import average
from ejournal_desktop.domain.final_proposals import (
    Missed,
    Proposal,
    Term,
    differs,
    final_proposal,
    is_counted,
    mathematics,
    propose,
    ways_to,
    year_proposal,
)
from ejournal_desktop.domain.gradebook import Membership, Period, Pupil, WorkKind
from ejournal_desktop.domain.marking_policy import WITHOUT_RULE, MarkingPolicy

ONE, THREE = Decimal(1), Decimal(3)
ANSWER = WorkKind(1, "ответ на уроке", "О", ONE, two_marks=False, is_control=False)
CONTROL = WorkKind(3, "контрольная работа", "КР", ONE, two_marks=False, is_control=True)
KINDS = (ANSWER, CONTROL)
RULE = MarkingPolicy(
    thresholds=((5, Decimal("4.60")), (4, Decimal("3.60")), (3, Decimal("2.60"))),
    weights=((3, THREE),),
    order="№ 31 от 28.08.2026",
)


def terms(text, weight=ONE):
    return [Term(value, weight) for value in text.split()]


@pytest.mark.parametrize(
    ("marks", "proposed"),
    [
        ("5 5 5 5", "5"),
        ("5 5 4 4", "5?"),  # 4,50 is within 0,1 of 4,60 and below it
        ("4 4 4 3", "4"),
        ("4 4 3 4 3", "4?"),
        ("5 5", "5?"),
        ("2 2 3 2", "2"),
        ("4/5 5 5", "5"),
    ],
)
def test_the_borders_of_the_school_propose_a_mark_and_doubt_near_them(marks, proposed):
    expected = proposed if marks != "5 5 4 4" else "4?"

    assert propose(terms(marks), RULE).text == expected


def test_nothing_is_proposed_before_the_local_act_is_entered_and_every_weight_is_one():
    assert propose(terms("5 5 5"), WITHOUT_RULE) is None
    assert (WITHOUT_RULE.weight(3), WITHOUT_RULE.proposes) == (1, False)


def test_without_marks_nothing_is_proposed():
    assert propose([Term(".", ONE), Term("5?", ONE), Term(None, ONE)], RULE) is None


def test_no_five_stands_beside_a_two_where_the_school_says_so():
    marks = terms("5 5 5 5 5 5 5 5 5 5 2")
    strict = replace(RULE, extra=frozenset({"no-five-with-two"}))

    assert (propose(marks, RULE).mark, propose(marks, strict)) == (5, Proposal(4, ("two",)))


def test_in_the_disputed_zone_control_works_decide_where_the_school_says_so():
    marks = [*terms("4 4 4 3 4 3 3"), Term("4", ONE, is_control=True)]  # 3,63
    low = [*terms("4 4 4 4 4 4 3"), Term("2", ONE, is_control=True)]
    by_controls = replace(RULE, extra=frozenset({"control-decides"}))

    assert [propose(marks, RULE).text, propose(marks, by_controls).text] == ["4?", "4?"]
    assert [propose(low, RULE).text, propose(low, by_controls).text] == ["4?", "3?"]


@pytest.mark.parametrize(("control", "mark"), [("2", 4), ("3", 4), ("4", 4), ("5", 5)])
def test_control_works_decide_only_between_the_two_marks_at_the_border(control, mark):
    rule = replace(RULE, extra=frozenset({"control-decides"}))
    answers = {"2": "5 5 5 5 5 5 5", "3": "5 5 5 5 4", "4": "5 5 5 4", "5": "4 5 4"}[control]
    known = [*terms(answers), Term(control, ONE, is_control=True)]

    assert propose(known, rule) == Proposal(mark, ("border",))


@given(st.lists(st.sampled_from(["2", "3", "4", "5"]), min_size=1, max_size=25), st.integers(1, 10))
def test_a_proposal_is_never_lower_with_one_more_five_and_is_within_the_scale(values, weight):
    before = propose([Term(value, ONE) for value in values], RULE)
    after = propose([*(Term(value, ONE) for value in values), Term("5", Decimal(weight))], RULE)

    assert 2 <= before.mark <= after.mark <= 5


@given(st.lists(st.sampled_from(["2", "3", "4", "5"]), min_size=1, max_size=25))
def test_a_proposal_without_doubt_of_the_border_is_the_same_a_tenth_up_and_down(values):
    proposal = propose([Term(value, ONE) for value in values], RULE)
    mean = average((value, ONE) for value in values)

    if "border" not in proposal.doubts:
        assert RULE.mark_of(mean - Decimal("0.1")) == RULE.mark_of(mean + Decimal("0.1")) == proposal.mark


# «Для 4 нужно»


def ways(text, target, policy=RULE):
    counts = Counter((value, ONE) for value in text.split())
    return [(way.count, way.mark, way.kind.short_name) for way in ways_to(target, counts, policy, KINDS)]


def test_a_control_work_or_several_answers_lead_to_the_next_mark():
    assert ways("3 3 4 4", 4) == [(1, 4, "КР"), (1, 4, "О")]
    assert ways("3 4 3", 4) == [(1, 4, "КР"), (1, 5, "О"), (2, 4, "О")]


def test_what_is_reached_already_or_has_no_rule_needs_nothing():
    assert ways("4 4 4", 4) == []
    assert ways("3 3", 4, WITHOUT_RULE) == []


@given(st.lists(st.sampled_from(["2", "3", "4", "5"]), max_size=12), st.sampled_from([3, 4, 5]))
def test_every_way_reaches_the_border_and_one_mark_less_does_not(values, target):
    counts = Counter((value, ONE) for value in values)
    for way in ways_to(target, counts, RULE, KINDS):
        marks = [(value, ONE) for value in values]
        reached = average([*marks, *[(str(way.mark), way.weight)] * way.count])
        short = average([*marks, *[(str(way.mark), way.weight)] * (way.count - 1)])
        assert reached >= RULE.threshold(target)
        assert short is None or short < RULE.threshold(target)


# Who counts


def test_a_departed_pupil_counts_where_he_was_on_the_last_day():
    period = Period(1, "quarter", 1, date(2026, 9, 1), date(2026, 10, 25))
    left_before = Pupil(1, "А", "Б", "", (Membership(None, date(2026, 10, 25)),))
    left_after = Pupil(2, "В", "Г", "", (Membership(None, date(2026, 10, 26)),))

    assert (is_counted(left_before, period), is_counted(left_after, period)) == (False, True)


def test_missed_lessons_in_whole_per_cent_half_up():
    assert (Missed(8, 1).percent, Missed(0, 0).percent, Missed(3, 2).percent) == (13, 0, 67)


def test_another_mark_than_proposed_wants_a_reason():
    assert [differs(value, Proposal(4)) for value in ("4", "5", "3", "н/а", None)] == [False, True, True, False, False]
    assert not differs("5", None)


# Year and certificate


@pytest.mark.parametrize(
    ("values", "tie", "expected"),
    [
        (["4", "4", "5", "5"], "up", "5?"),
        (["4", "4", "5", "5"], "last", "5?"),
        (["5", "5", "4", "4"], "last", "4?"),
        (["3", "4", "4", "4"], "up", "4"),
        (["3", "н/а", "4", "4"], "up", "4?"),
        (["осв", "4", "4", "4"], "up", "4"),
    ],
)
def test_the_year_is_the_mean_of_its_periods(values, tie, expected):
    assert year_proposal(values, tie).text == expected


def test_a_year_without_any_mark_is_not_proposed():
    assert year_proposal(["н/а", None]) is None


@pytest.mark.parametrize(
    ("year", "exam", "weight", "expected"),
    [
        ("4", "5", "1", 5),
        ("4", "3", "1", 4),
        ("4", "3", "2", 3),
        ("4", "2", "0", 4),
        ("4", None, "1", 4),
        (None, "5", "1", None),
        ("н/а", "5", "1", None),
    ],
)
def test_an_exam_counts_in_the_final_mark_as_the_rule_weighs_it_half_up(year, exam, weight, expected):
    proposal = final_proposal(MarkingPolicy(exam_weight=Decimal(weight)), year, exam)

    assert (proposal.mark if proposal else None) == expected


def test_without_a_rule_for_exams_a_final_mark_with_one_is_the_teachers_own():
    assert final_proposal(MarkingPolicy(), "4", "5") is None
    assert final_proposal(MarkingPolicy(), "4", None) == Proposal(4)


def test_where_the_rule_counts_half_years_the_certificate_is_their_mean_with_the_years():
    rule = MarkingPolicy(counts_half_years=True)

    assert final_proposal(rule, "5", None, half_years=["4", "4", "4", "5", "5"]) == Proposal(5)
    assert final_proposal(rule, "3", None, half_years=["3", "3", "3", "4", "4"]) == Proposal(3)
    assert final_proposal(rule, "5", None, half_years=["4", None, "4", "5", "5"]) == Proposal(5, ("missing",))


def test_mathematics_comes_of_its_parts_and_the_exam_joins_them_together_or_their_mean():
    parts = ["3", "3", "4"]
    together = MarkingPolicy(exam_weight=Decimal(1), parts=("Алгебра", "ВиС", "Геометрия"))

    assert mathematics(parts) == Proposal(3)
    assert mathematics(["4", None]) == Proposal(4, ("missing",))
    assert final_proposal(together, "3", "4", parts=parts) == Proposal(4)
    assert final_proposal(replace(together, parts_first=True), "3", "4", parts=parts) == Proposal(4)
    assert final_proposal(together, "3", "3", parts=["3", "4", "4"]) == Proposal(4)
    assert final_proposal(replace(together, parts_first=True), "4", "3", parts=["3", "4", "4"]) == Proposal(4)
    assert final_proposal(replace(together, exam_weight=Decimal(3)), "3", "5", parts=parts) == Proposal(4)
