import pytest

from ejournal_desktop.domain.passwords import is_login, weaknesses

NAMES = ("Семёнова", "Жанна", "Ли")


def never(_password, _words):
    return False


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("тихий лис у реки", ()),
        ("лис и лес", ("short",)),
        ("СЕМЕНОВА-и-лис", ("name",)),
        ("мы и жанна д'арк", ("name",)),
        ("как zsemenova живёт", ("login",)),
        ("zsemenova", ("short", "login")),
        ("ли", ("short", "name")),
        ("великий лис у реки", ()),  # «Ли» is too short to give a long password away
    ],
)
def test_a_password_is_long_and_holds_neither_login_nor_name(password, found):
    assert weaknesses(password, "zsemenova", NAMES, never) == found


def test_the_guesser_knows_what_belongs_to_the_person():
    asked = []

    weaknesses("whatever it is", "Petrova", ("Анна", ""), lambda *call: asked.append(call) or False)

    assert asked == [("whatever it is", ["petrova", "анна"])]


def test_a_guessable_password_is_told_so():
    assert weaknesses("qwertyuiop", "petrova", (), lambda *_: True) == ("guessable",)


@pytest.mark.parametrize("login", ["petrova", "petrova.av", "petrova-2", "Петрова", "p12"])
def test_a_login_is_letters_and_digits_with_dots_and_dashes_between(login):
    assert is_login(login)


@pytest.mark.parametrize(
    "login", ["", "ab", "a b c", ".petrova", "petrova.", "pe..trova", "pe_trova", "a" * 41, "petrova\n"]
)
def test_what_cannot_be_typed_or_read_is_no_login(login):
    assert not is_login(login)
