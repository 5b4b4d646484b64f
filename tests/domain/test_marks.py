from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ejournal_desktop.domain.marks import CellRules, CellValue, Problem, in_words, parse_cell

PLAIN = CellRules()
DICTATION = CellRules(two_marks=True)
PASS = CellRules(marking="pass")
LATER = CellRules(make_up=True)
LATER_DICTATION = CellRules(two_marks=True, make_up=True)


@pytest.mark.parametrize(
    ("typed", "rules", "mark", "attendance"),
    [
        ("5", PLAIN, "5", None),
        (" 4 ", PLAIN, "4", None),
        ("1", PLAIN, "1", None),
        ("4/5", DICTATION, "4/5", None),
        ("4 / 5", DICTATION, "4/5", None),
        ("4/5?", DICTATION, "4/5?", None),
        ("4?/5", DICTATION, "4/5?", None),
        ("5?", PLAIN, "5?", None),
        (".", PLAIN, ".", None),
        ("н", PLAIN, None, "н"),
        ("Н", PLAIN, None, "н"),
        ("б", PLAIN, None, "б"),
        ("у", PLAIN, None, "у"),
        ("п", PLAIN, None, "у"),
        ("уп", PLAIN, None, "у"),
        ("оп", PLAIN, None, "оп"),
        ("о", PLAIN, None, "оп"),
        ("осв", PLAIN, None, "осв"),
        ("оп5", PLAIN, "5", "оп"),
        ("5 оп", PLAIN, "5", "оп"),
        ("оп/4", PLAIN, "4", "оп"),
        ("зач", PASS, "зач", None),
        ("зч", PASS, "зач", None),
        ("нз", PASS, "незач", None),
        ("незач", PASS, "незач", None),
        ("зач?", PASS, "зач?", None),
        (".", PASS, ".", None),
        ("н.", PLAIN, ".", "н"),
        (".н", PLAIN, ".", "н"),
        ("5н", LATER, "5", "н"),
        ("н5", LATER, "5", "н"),
        ("н/5", LATER, "5", "н"),
        ("5/н", LATER, "5", "н"),
        ("б4", LATER, "4", "б"),
        ("5н?", LATER, "5?", "н"),
        ("5?н", LATER, "5?", "н"),
        ("4/5н", LATER_DICTATION, "4/5", "н"),
        ("нзн", CellRules(marking="pass", make_up=True), "незач", "н"),
        ("", PLAIN, None, None),
        ("-", PLAIN, None, None),
        ("оп12", CellRules(minutes=True), None, "оп12"),
        ("н", CellRules(marking="none"), None, "н"),
    ],
)
def test_what_a_person_types_becomes_these_two_fields(typed, rules, mark, attendance):
    assert parse_cell(typed, rules) == CellValue(mark, attendance)


@pytest.mark.parametrize(
    ("typed", "rules", "code"),
    [
        ("6", PLAIN, "out_of_scale"),
        ("0", PLAIN, "out_of_scale"),
        ("46", DICTATION, "out_of_scale"),
        ("123", DICTATION, "out_of_scale"),
        ("45", DICTATION, "slash_needed"),
        ("4 5", DICTATION, "slash_needed"),
        ("45", PLAIN, "two_marks_kind"),
        ("4/5", PLAIN, "two_marks_kind"),
        ("3/4/5", DICTATION, "too_many_marks"),
        ("зач/зач", PASS, "too_many_marks"),
        ("зач", PLAIN, "five_only"),
        ("нз", PLAIN, "five_only"),
        (".?", PLAIN, "not_understood"),
        ("./5", DICTATION, "not_understood"),
        ("4/", DICTATION, "unfinished"),
        ("/4", PLAIN, "not_understood"),
        ("4//5", DICTATION, "not_understood"),
        ("нб", PLAIN, "not_understood"),
        ("4н5", LATER_DICTATION, "not_understood"),
        ("?", PLAIN, "not_understood"),
        (".5", PLAIN, "not_understood"),
        ("мяу", PLAIN, "not_understood"),
        ("H", PLAIN, "not_understood"),
        ("5", PASS, "pass_only"),
        ("5", CellRules(marking="none"), "no_marks"),
        (".", CellRules(marking="none"), "no_marks"),
        ("оп12", PLAIN, "minutes_in_pane"),
        ("5н", PLAIN, "mark_with_absence"),
        ("н5", PLAIN, "mark_with_absence"),
    ],
)
def test_what_does_not_fit_is_a_problem_with_its_rule(typed, rules, code):
    problem = parse_cell(typed, rules)
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_45_suggests_two_marks_but_is_never_taken_for_them():
    problem = parse_cell("45", DICTATION)
    assert isinstance(problem, Problem)
    assert problem.suggestion == CellValue("4/5")


def test_a_mark_beside_an_absence_waits_for_a_later_day():
    assert isinstance(parse_cell("5н", CellRules(make_up=False)), Problem)
    assert parse_cell("5н", CellRules(make_up=True)) == CellValue("5", "н")


@pytest.mark.parametrize(("pasted", "attendance"), [("H", "н"), ("y", "у"), ("on", "оп"), ("O", "оп")])
def test_latin_look_alikes_are_understood_in_pasted_text_only(pasted, attendance):
    assert parse_cell(pasted, CellRules(pasted=True)) == CellValue(attendance=attendance)
    assert isinstance(parse_cell(pasted, CellRules()), Problem)


SCALE_MARKS = st.sampled_from(["1", "2", "3", "4", "5"])
FIGURES = st.one_of(SCALE_MARKS, st.tuples(SCALE_MARKS, SCALE_MARKS).map("/".join))


def values(marks):
    with_drafts = st.one_of(st.none(), marks, marks.map(lambda mark: f"{mark}?"), st.just("."))
    return st.builds(CellValue, mark=with_drafts, attendance=st.sampled_from([None, "н", "б", "у", "оп", "осв"]))


VALUES = values(FIGURES)
PASS_VALUES = values(st.sampled_from(["зач", "незач"]))


@given(VALUES)
def test_every_value_survives_being_shown_and_read_again(value):
    assert parse_cell(value.text, LATER_DICTATION) == value


@given(PASS_VALUES)
def test_every_value_of_a_pass_course_survives_too(value):
    assert parse_cell(value.text, CellRules(marking="pass", make_up=True)) == value


@given(
    st.text() | st.text(alphabet="12345609нбуопзчсвеач/?. -HoyАБ", max_size=8),
    st.builds(
        CellRules,
        marking=st.sampled_from(["five", "pass", "none"]),
        two_marks=st.booleans(),
        make_up=st.booleans(),
        minutes=st.booleans(),
        pasted=st.booleans(),
    ),
)
def test_any_text_is_a_value_or_a_problem_and_values_are_canonical(text, rules):
    result = parse_cell(text, rules)
    if isinstance(result, CellValue):
        without_minutes = result.attendance.rstrip("0123456789") if result.attendance else None
        assert parse_cell(result.text, replace(rules, minutes=False)) == CellValue(result.mark, without_minutes)


@given(VALUES | PASS_VALUES)
def test_every_value_can_be_said_in_words(value):
    assert in_words(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (CellValue("4/5"), "отметки 4 и 5"),
        (CellValue("5", "оп"), "опоздал, отметка 5"),
        (CellValue(None, "оп12"), "опоздал на 12 мин"),
        (CellValue("5?"), "черновик, отметка 5"),
        (CellValue(None, "н"), "отсутствовал"),
        (CellValue("незач"), "не зачтено"),
        (CellValue("."), "ждём работу"),
        (CellValue(), "пусто"),
    ],
)
def test_a_screen_reader_hears_the_value(value, words):
    assert in_words(value) == words
