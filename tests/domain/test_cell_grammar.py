"""The grammar of a cell, line by line of the table of ux 5.4.2; where rulings say otherwise they stand (24, 27-29).

Two marks at most and only for kinds flagged so (rulings 24); the codes are those of rulings 29.
"""

import pytest

from ejournal_desktop.domain.marks import CellRules, CellValue, Problem, counts_as_set, parse_cell

PLAIN = CellRules()
DICTATION = CellRules(two_marks=True)
LATER = CellRules(make_up=True)
LATER_DICTATION = CellRules(two_marks=True, make_up=True)
PASS = CellRules("pass", make_up=True)
NONE = CellRules("none")

# typed, under which rules, mark, attendance, what is shown
LINES = [
    *((figure, PLAIN, figure, None, figure) for figure in "12345"),
    ("4/5", DICTATION, "4/5", None, "4/5"),
    ("4 / 5", DICTATION, "4/5", None, "4/5"),
    ("н", PLAIN, None, "н", "н"),
    ("б", PLAIN, None, "б", "б"),
    ("у", PLAIN, None, "у", "у"),
    ("п", PLAIN, None, "у", "у"),
    ("уп", PLAIN, None, "у", "у"),
    ("оп", PLAIN, None, "оп", "оп"),
    ("о", PLAIN, None, "оп", "оп"),
    ("оп5", PLAIN, "5", "оп", "оп5"),
    ("оп 5", PLAIN, "5", "оп", "оп5"),
    ("оп/5", PLAIN, "5", "оп", "оп5"),
    ("5оп", PLAIN, "5", "оп", "оп5"),
    ("5н", LATER, "5", "н", "5н"),
    ("н5", LATER, "5", "н", "5н"),
    ("н/5", LATER, "5", "н", "5н"),
    ("5/н", LATER, "5", "н", "5н"),
    ("н 4/5", LATER_DICTATION, "4/5", "н", "4/5н"),
    ("5н?", LATER, "5?", "н", "5н?"),
    ("5?", PLAIN, "5?", None, "5?"),
    ("4/5?", DICTATION, "4/5?", None, "4/5?"),
    (".", PLAIN, ".", None, "."),
    ("н.", PLAIN, ".", "н", ".н"),
    ("-", PLAIN, None, None, ""),
    ("", PLAIN, None, None, ""),
    ("   ", PLAIN, None, None, ""),
    ("осв", PLAIN, None, "осв", "осв"),
    ("зач", PASS, "зач", None, "зач"),
    ("зч", PASS, "зач", None, "зач"),
    ("незач", PASS, "незач", None, "незач"),
    ("нз", PASS, "незач", None, "незач"),
    ("зачн", PASS, "зач", "н", "зачн"),
    ("н", NONE, None, "н", "н"),
    ("оп", NONE, None, "оп", "оп"),
    ("осв", NONE, None, "осв", "осв"),
]
REFUSED = [
    ("0", PLAIN, "out_of_scale"),
    ("6", PLAIN, "out_of_scale"),
    ("10", PLAIN, "out_of_scale"),
    ("45", DICTATION, "slash_needed"),
    ("45", PLAIN, "two_marks_kind"),
    ("4/5", PLAIN, "two_marks_kind"),
    ("3/4/5", DICTATION, "too_many_marks"),
    ("4/", DICTATION, "unfinished"),
    ("/4", DICTATION, "not_understood"),
    ("4//5", DICTATION, "not_understood"),
    ("5н", PLAIN, "mark_with_absence"),
    ("5б", PLAIN, "mark_with_absence"),
    ("н5н", LATER, "not_understood"),
    ("?", PLAIN, "not_understood"),
    (".?", PLAIN, "not_understood"),
    ("5.", DICTATION, "not_understood"),
    ("оп12", PLAIN, "minutes_in_pane"),
    ("зач", PLAIN, "five_only"),
    ("5", PASS, "pass_only"),
    ("5", NONE, "no_marks"),
    (".", NONE, "no_marks"),
    ("привет", PLAIN, "not_understood"),
]


@pytest.mark.parametrize(("typed", "rules", "mark", "attendance", "shown"), LINES)
def test_each_line_of_the_table_is_stored_and_shown_as_it_says(typed, rules, mark, attendance, shown):
    value = parse_cell(typed, rules)
    assert value == CellValue(mark, attendance)
    assert value.text == shown
    if shown:
        assert parse_cell(shown, rules) == value  # what is shown is read back


@pytest.mark.parametrize(("typed", "rules", "code"), REFUSED)
def test_each_text_that_the_table_does_not_know_is_a_problem_with_its_rule(typed, rules, code):
    problem = parse_cell(typed, rules)
    assert isinstance(problem, Problem)
    assert problem.code == code


def test_45_is_offered_as_two_marks_and_never_guessed():
    assert parse_cell("45", DICTATION).suggestion == CellValue("4/5")


@pytest.mark.parametrize(("mark", "is_set"), [("5", True), ("4/5", True), ("зач", True), ("5?", False), (".", False)])
def test_a_dot_and_a_draft_are_no_marks_that_were_set(mark, is_set):
    assert counts_as_set(mark) is is_set


@pytest.mark.parametrize(("pasted", "attendance"), [("H", "н"), ("y", "у"), ("o", "оп"), ("OП", "оп")])
def test_latin_look_alikes_are_letters_in_pasted_text_only(pasted, attendance):
    assert parse_cell(pasted, CellRules(pasted=True)) == CellValue(attendance=attendance)
    assert isinstance(parse_cell(pasted, PLAIN), Problem)
