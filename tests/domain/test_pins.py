import pytest

from ejournal_desktop.domain.passwords import SHORTEST_PASSWORD
from ejournal_desktop.domain.pins import looks_like_pin, pin_weakness


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "１２３４５６"])
def test_a_pin_is_six_digits(pin):
    assert pin_weakness(pin) == "digits"


@pytest.mark.parametrize("pin", ["000000", "123456", "654321", "135791", "121212", "123123", "890123"])
def test_what_is_tried_first_is_no_pin(pin):
    assert pin_weakness(pin) == "row"


@pytest.mark.parametrize("pin", ["480173", "112358", "205918"])
def test_other_digits_are_one(pin):
    assert pin_weakness(pin) is None


def test_no_password_can_be_taken_for_a_pin():
    assert looks_like_pin("480173")
    assert not looks_like_pin("4" * SHORTEST_PASSWORD)
