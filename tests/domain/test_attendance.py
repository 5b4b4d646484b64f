import pytest

from ejournal_desktop.domain.attendance import absent_count, code_of, is_absence, kept_minutes
from ejournal_desktop.domain.gradebook import Attendance


@pytest.mark.parametrize(
    ("fact", "reason", "minutes", "code"),
    [
        ("absent", None, None, "н"),
        ("absent", "ill", None, "б"),
        ("absent", "excused", None, "у"),
        ("late", None, None, "оп"),
        ("late", None, 12, "оп12"),
        ("released", None, None, "осв"),
        (None, None, None, None),
    ],
)
def test_fact_and_reason_become_one_code(fact, reason, minutes, code):
    assert code_of(Attendance(1, 1, fact, reason, minutes, 1, "")) == code


def test_nothing_recorded_is_no_code():
    assert code_of(None) is None


def test_late_and_released_are_not_absent():
    assert [is_absence(code) for code in ("н", "б", "у", "оп", "оп12", "осв", None)] == [
        True,
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    assert absent_count(["н", "оп", "б", None]) == 2


def test_the_grid_does_not_lose_minutes_it_cannot_show():
    assert kept_minutes("оп", "оп12") == "оп12"
    assert kept_minutes("н", "оп12") == "н"
    assert kept_minutes("оп", None) == "оп"
