import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_desktop.domain.classes import ClassName, class_in_text, parse_class, parse_class_list, parse_grades

grades = st.integers(1, 11)
letters = st.sampled_from("АБВГДЕЖЗИКЛМ")


@given(
    grades,
    letters,
    st.sampled_from(
        ["{g}{l}", "{g} {l}", "{g}-{l}", "{g} «{l}»", '{g} "{l}"', "{g} {l} класс", "{g}{l} кл.", " {g} – {l} "]
    ),
    st.booleans(),
)
def test_every_spelling_of_a_class_is_the_same_class(grade, letter, spelling, small):
    written = spelling.format(g=grade, l=letter.lower() if small else letter)
    assert parse_class(written) == ClassName(grade, letter)


@pytest.mark.parametrize(("written", "meant"), [("5A", "5А"), ('10 "B"', "10В"), ("7 а.", "7А"), ("1c", "1С")])
def test_latin_look_alikes_and_dots_are_understood(written, meant):
    assert str(parse_class(written)) == meant


@pytest.mark.parametrize("written", ["", "7", "А", "12А", "0А", "7АБ", "7Z", "2013", "01.09", "хор", "111А"])
def test_what_is_no_class_is_not_guessed(written):
    assert parse_class(written) is None


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_and_what_is_read_reads_again(text):
    found = parse_class(text)
    assert found is None or parse_class(str(found)) == found


def test_classes_stand_in_the_order_of_lists():
    assert sorted([ClassName(10, "А"), ClassName(9, "Б"), ClassName(9, "А")]) == [
        ClassName(9, "А"),
        ClassName(9, "Б"),
        ClassName(10, "А"),
    ]


@pytest.mark.parametrize("written", ["10А/10Б", "10А+10Б", "10А, 10Б", "10 «А», 10 «Б»", "10а и 10б"])
def test_a_group_of_two_classes_is_read_in_every_spelling(written):
    assert [str(name) for name in parse_class_list(written)] == ["10А", "10Б"]


def test_a_list_with_one_wrong_class_is_no_list():
    assert parse_class_list("10А, десятый") is None
    assert parse_class_list(" ") is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1–9", (1, 9)),
        ("10-11 кл.", (10, 11)),
        ("1 кл.", (1, 1)),
        ("5", (5, 5)),
        ("9–1", None),
        ("0–4", None),
        ("все", None),
    ],
)
def test_ranges_of_grades_are_read(written, meant):
    assert parse_grades(written) == meant


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Список обучающихся 2 «Б» класса", "2Б"),
        ("6-а", "6А"),
        ("Список 7А класса и 7Б класса", "None"),
        ("на 01.09.2026 г.", "None"),
        ("Форма К-1", "None"),
    ],
)
def test_the_class_of_a_title_is_found_when_there_is_one(title, meant):
    assert str(class_in_text(title)) == meant
