"""Shares of marks of a period by the formulas that schools compare."""

from decimal import Decimal

import pytest

from ejournal_desktop.domain.statistics import PeriodMarks


@pytest.mark.parametrize(
    ("marks", "success", "quality", "learnt", "mean"),
    [
        (PeriodMarks(), None, None, None, None),
        (PeriodMarks(fives=5, fours=10, threes=8, twos=2), "92.0", "60.0", "58.4", "3.72"),
        (PeriodMarks(fives=1, fours=1, threes=0, twos=1, not_attested=1), "50.0", "50.0", "46.8", "3.67"),
        (PeriodMarks(fives=1, exempt=9), "100.0", "100.0", "100.0", "5.00"),
        (PeriodMarks(not_attested=2), "0.0", "0.0", "7.0", None),
    ],
    ids=["nobody", "an ordinary class", "not attested counts", "exempt does not", "only not attested"],
)
def test_shares_are_those_of_the_formulas(marks, success, quality, learnt, mean):
    found = (marks.success, marks.quality, marks.learnt, marks.mean)

    assert found == tuple(Decimal(value) if value else None for value in (success, quality, learnt, mean))
