from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_desktop.domain.averages import average, counted_marks, distribution, is_weighted

ONE = Decimal(1)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([("5", ONE), ("4", ONE)], "4.50"),
        ([("5", ONE), ("5", ONE), ("3", ONE)], "4.33"),
        ([("5", Decimal(3)), ("3", ONE)], "4.50"),
        ([("4/5", ONE), ("3", ONE)], "4.00"),
        ([("4/5", Decimal(2)), ("3", ONE)], "4.20"),
        ([("5", ONE), ("2?", ONE), (".", ONE), ("зач", ONE), (None, ONE)], "5.00"),
        ([("4", Decimal("0.5")), ("5", Decimal("1.5"))], "4.75"),
        ([("5", Decimal(0)), ("3", ONE)], "3.00"),
    ],
)
def test_averages_of_a_regulation(marks, expected):
    assert str(average(marks)) == expected


@pytest.mark.parametrize("marks", [[], [(".", ONE)], [("5?", ONE)], [("зач", ONE)], [("5", Decimal(0))]])
def test_without_counted_marks_there_is_no_average(marks):
    assert average(marks) is None


def test_a_half_goes_up_where_a_float_would_go_down():
    marks = [("5", ONE)] * 5 + [("4", ONE)] * 195  # 4.025: as a float it is 4.02499…
    assert str(average(marks)) == "4.03"


VALUES = st.sampled_from(["1", "2", "3", "4", "5", "4/5", "2/2", "5?", ".", "зач", "незач", None])
WEIGHTS = st.decimals(min_value=0, max_value=10, places=2)


@given(st.lists(st.tuples(VALUES, WEIGHTS)))
def test_an_average_is_the_exact_fraction_rounded_half_up(marks):
    result = average(marks)
    counted = [(figure, Fraction(weight)) for value, weight in marks for figure in counted_marks(value)]
    total = sum(weight for _, weight in counted)
    if not total:
        assert result is None
        return
    exact = sum(figure * weight for figure, weight in counted) / total
    assert result == Decimal(int(exact * 100 + Fraction(1, 2))) / 100
    assert result.as_tuple().exponent == -2
    assert 1 <= result <= 5


@given(st.lists(VALUES), st.randoms())
def test_the_order_of_marks_does_not_matter(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    assert average((value, ONE) for value in values) == average((value, ONE) for value in shuffled)


WEIGHT_CASES = [([], False), ([ONE, ONE], False), ([ONE, Decimal(2)], True), ([Decimal("1.00"), ONE], False)]


@pytest.mark.parametrize(("weights", "weighted"), WEIGHT_CASES)
def test_the_label_says_weighted_only_where_weights_differ(weights, weighted):
    assert is_weighted(weights) is weighted


def test_quality_and_success_are_shares_of_all_marks():
    counts = distribution(["5", "4/4", "3", "2", "5?", "н", None])
    assert counts.counts == ((5, 1), (4, 2), (3, 1), (2, 1))
    assert (counts.total, counts.quality, counts.success, str(counts.mean)) == (5, 60, 80, "3.60")


def test_without_marks_there_are_no_shares():
    counts = distribution([])
    assert (counts.quality, counts.success, counts.mean) == (None, None, None)
