import pytest

from ejournal_desktop.domain.access_codes import ALPHABET, new_code, read_code


def test_a_code_is_sixteen_signs_in_fours_that_nobody_mistakes():
    text = new_code().text

    assert [len(part) for part in text.split("-")] == [4, 4, 4, 4]
    assert not set(text) & set("015BGIOQSUZ")


def test_the_first_six_signs_name_the_role_and_ten_are_secret():
    code = new_code()

    assert (len(code.name), len(code.secret)) == (6, 10)
    assert code.name.upper() + code.secret == code.text.replace("-", "")
    assert len(ALPHABET) ** len(code.secret) > 2**46


def test_no_two_codes_are_the_same():
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M-PX9A-CDEF-HJKL",
        "7k3mpx9acdefhjkl",
        " 7K3M PX9A CDEF HJKL \n",
        "7K3M–PX9A—CDEF-HJKL",
        "7К3М-РХ9А-СDЕF-НJКL",  # Cyrillic К М Р Х А С Е Н
        "7к3м-рх9а-сdеf-нjкl",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed):
    code = read_code(typed)

    assert code is not None
    assert (code.name, code.secret, code.text) == ("7k3mpx", "9ACDEFHJKL", "7K3M-PX9A-CDEF-HJKL")


@pytest.mark.parametrize(
    "typed", ["", "7K3M", "7K3M-PX9A-CDEF-HJK", "7K3M-PX9A-CDEF-HJKLL", "0K3M-PX9A-CDEF-HJKL", "Ж" * 16]
)
def test_what_is_no_code_is_not_read(typed):
    assert read_code(typed) is None
