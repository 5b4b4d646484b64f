"""Typing into the grid by real key events, as a teacher does it."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt

from ejournal_desktop.domain.gradebook import Membership, Outcome
from ejournal_desktop.gui.error_text import outcome_text
from tests.gui.journal_pages import (
    ANSWER,
    ME,
    NAMES,
    TODAY,
    Attendance,
    lesson,
    mark,
    page,
    pupil,
    small_page,
    work,
)
from tests.gui.typist import open_typist

OLD, YESTERDAY, TODAYS, FUTURE = range(4)


@pytest.fixture
def typist(qtbot):
    return partial(open_typist, qtbot)


@pytest.mark.parametrize(("layout", "scan_codes"), [("ru", False), ("us", True), ("us", False)])
def test_a_column_typed_under_any_layout_gives_the_same_operations(typist, layout, scan_codes):
    one = typist().at(0, TODAYS).press("5 Enter 4 Enter н Enter 4/5 Enter", layout, scan_codes=scan_codes)
    assert one.book.cells == [(1, "mark", "5"), (2, "mark", "4"), (3, "attendance", "н"), (4, "mark", "4/5")]
    assert all(operation.work_id == 13 for operation in one.book.operations if operation.field == "mark")
    assert one.pane.view.cursor() == (4, TODAYS)


def test_quick_mode_takes_a_digit_at_once_and_a_slash_reopens_the_cell(typist):
    one = typist().at(0, TODAYS)
    one.pane.flow.use_mode("quick")
    one.press("5 4 / 5 3")
    assert one.texts(TODAYS) == ["5", "4/5", "3", "", ""]
    assert one.pane.view.cursor() == (3, TODAYS)


def test_edits_of_one_cell_before_it_is_left_travel_as_one(typist):
    one = typist().at(0, TODAYS).press("3 F2 Back 4 F2 Back 5 Down")
    assert one.book.cells == [(1, "mark", "5")]


def test_escape_restores_what_stood_there(typist):
    one = typist().at(0, YESTERDAY).press("4 Esc")
    assert one.texts(YESTERDAY)[0] == ""
    assert one.book.operations == []


def test_an_impossible_text_stays_with_the_reason_and_the_cursor(typist):
    one = typist().at(0, TODAYS).press("6 Enter")
    assert one.pane.view.cursor() == (0, TODAYS)
    assert "от 1 до 5" in one.hint
    assert one.press("5 Enter").texts(TODAYS)[0] == "5"


def test_45_is_written_as_two_marks_only_after_a_second_enter(typist):
    one = typist().at(0, TODAYS).press("45 Enter")
    assert one.texts(TODAYS)[0] == ""
    assert "Enter ещё раз — записать 4/5" in one.hint
    assert one.press("Enter").texts(TODAYS)[0] == "4/5"


def test_an_arrow_does_not_drop_an_impossible_text(typist):
    one = typist().at(0, TODAYS).press("9 Right")
    assert one.pane.view.cursor() == (0, TODAYS)
    assert one.pane.flow.is_editing


def test_a_click_does_not_drop_an_impossible_text(typist, qtbot):
    one = typist().at(0, TODAYS).press("9")
    place = one.pane.view.cell_rect(2, YESTERDAY).center()
    qtbot.mouseClick(one.pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert one.pane.view.cursor() == (0, TODAYS)


def test_a_mark_closed_by_the_window_refuses_and_says_why(typist):
    one = typist().at(0, OLD).press("5 Enter")
    assert one.texts(OLD)[0] == "4"
    assert one.book.operations == []
    assert one.pane.view.cursor() != (0, OLD) or "22 сентября" in one.hint


def test_the_reason_of_a_closed_mark_names_date_and_who_opens(typist):
    one = typist().at(0, OLD).press("5")
    assert "истёк 22 сентября" in one.hint
    assert "Открывает администратор по согласованию с заместителем директора" in one.hint
    assert not one.pane.flow.is_editing


def test_with_the_window_open_the_same_key_changes_the_mark(typist):
    shown = small_page()
    one = typist(replace(shown, marks=(replace(shown.marks[0], closes_on=None),))).at(0, OLD).press("5 Enter")
    assert one.book.cells == [(1, "mark", "5")]


def test_an_empty_old_cell_stays_open(typist):
    one = typist().at(1, OLD).press("4 Enter")
    assert one.book.cells == [(2, "mark", "4")]


def test_enter_passes_over_closed_cells(typist):
    people = [pupil(1, NAMES[0]), pupil(2, NAMES[1], Membership(date(2026, 9, 28), None)), pupil(3, NAMES[2])]
    one = typist(page(people, [lesson(3, TODAY)], [work(13, 3)])).at(0, 0).press("5 Enter 4 Up")
    assert one.book.cells == [(1, "mark", "5"), (3, "mark", "4")]


@pytest.mark.parametrize("order", ["37", "№ 37", "приказ № 37"])
def test_a_pupil_who_came_later_refuses_with_the_date_of_his_admission(typist, order):
    late = pupil(1, "Белов Артём", Membership(date(2026, 9, 28), None), admitted_order=order)
    one = typist(page([late], [lesson(3, TODAY)], [work(13, 3)])).at(0, 0).press("5")
    assert "зачислен 28 сентября, приказ № 37" in one.hint
    assert one.texts(0, [0]) == [""]


def test_a_pupil_who_left_refuses_with_the_date_and_the_order(typist):
    gone = pupil(1, "Белов Артём", Membership(date(2026, 9, 1), date(2026, 9, 12)), departed_order="41")
    one = typist(page([gone], [lesson(3, TODAY)], [work(13, 3)])).at(0, 0).press("5")
    assert "выбыл 12 сентября, приказ № 41" in one.hint


def test_a_pupil_of_another_subgroup_on_that_day_refuses(typist):
    shown = page([pupil(1, NAMES[0], Membership(date(2026, 9, 28), None))], [lesson(3, TODAY)], [work(13, 3)])
    part = replace(shown.course, is_whole_class=False, group_name="7А англ. 1")
    assert "в другой подгруппе" in typist(replace(shown, course=part)).at(0, 0).press("5").hint


def test_a_future_lesson_refuses(typist):
    one = typist().at(0, FUTURE).press("н Enter")
    assert "ещё не прошёл" in one.hint
    assert one.book.operations == []


def test_a_reader_changes_nothing(typist):
    reader = small_page(writable=False, attendance_writable=False, read_only_reason="role")
    one = typist(reader).at(0, TODAYS).press("5 Enter н Enter Space Del")
    assert one.book.operations == []
    assert one.texts(TODAYS) == [""] * 5


def test_after_a_run_of_tabs_enter_returns_to_the_column_where_it_began(typist):
    one = typist().at(1, OLD).press("5 Tab 4 Tab 3 Enter")
    assert one.pane.view.cursor() == (2, OLD)
    assert one.book.cells == [(2, "mark", "5"), (2, "mark", "4"), (2, "mark", "3")]


def test_shift_tab_and_shift_enter_go_back(typist):
    one = typist().at(2, TODAYS).press("Shift+Tab")
    assert one.pane.view.cursor() == (2, YESTERDAY)
    assert one.press("Shift+Enter").pane.view.cursor()[0] == 1


def test_at_the_last_pupil_enter_stays_and_says_so(typist):
    one = typist().at(4, TODAYS).press("5 Enter")
    assert one.pane.view.cursor() == (4, TODAYS)
    assert "Последний ученик" in one.hint
    assert one.texts(TODAYS)[4] == "5"


def test_what_was_typed_at_the_last_pupil_is_sent_without_leaving_the_cell(typist, qtbot):
    one = typist().at(4, TODAYS).press("5 Enter")
    qtbot.waitUntil(lambda: one.book.cells == [(5, "mark", "5")], timeout=3_000)


def test_space_toggles_absence(typist):
    one = typist().at(0, TODAYS).press("Space Down Space Space Down")
    assert one.book.cells == [(1, "attendance", "н")]


def test_space_does_not_put_an_absence_beside_a_mark_of_the_same_day(typist):
    one = typist().at(0, TODAYS).press("5 Enter Up Space")
    assert one.texts(TODAYS)[0] == "5"
    assert "за один день не ставятся вместе" in one.hint


def test_a_make_up_mark_is_taken_on_a_later_day_and_refused_on_the_same(typist):
    one = typist().at(0, YESTERDAY).press("5н Enter").at(0, TODAYS).press("5н Enter")
    assert set(one.book.cells) == {(1, "attendance", "н"), (1, "mark", "5")}
    assert one.texts(TODAYS)[0] == ""


def test_a_bare_mark_wipes_a_class_teachers_reason_only_after_a_second_enter(typist):
    ill = Attendance(2, 1, "absent", "ill", None, 1, "Ким Р. С.")
    one = typist(small_page(attendance=(ill,))).at(0, YESTERDAY).press("4 Enter")
    assert one.texts(YESTERDAY)[0] == "б"
    assert "«4б»" in one.hint
    assert one.press("Enter").texts(YESTERDAY)[0] == "4"


def test_what_is_cleared_is_sent_before_what_is_set(typist):
    absent = Attendance(3, 1, "absent", None, None, 4, ME)
    one = typist(small_page(attendance=(absent,))).at(0, TODAYS).press("5 Enter")
    assert one.book.cells == [(1, "attendance", None), (1, "mark", "5")]


def test_minutes_of_being_late_survive_an_edit_in_the_grid(typist):
    late = Attendance(3, 1, "late", None, 12, 4, ME)
    one = typist(small_page(attendance=(late,))).at(0, TODAYS).press("оп5 Enter")
    assert one.book.cells == [(1, "mark", "5")]


def test_delete_clears_and_backspace_clears_and_edits(typist):
    shown = small_page()
    marks = (*shown.marks, mark(12, 1, "4", date(2026, 9, 24)), mark(12, 2, "4", date(2026, 9, 24)))
    one = typist(replace(shown, marks=marks)).at(0, YESTERDAY).press("Del Down Back 5 Enter")
    assert one.book.cells == [(1, "mark", None), (2, "mark", "5")]


def test_f3_finds_the_next_pupil_who_was_there_and_has_no_mark(typist):
    one = typist().at(0, TODAYS).press("5 Enter н Enter Up Up F3")
    assert one.pane.view.cursor() == (2, TODAYS)


def test_in_place_arrows_move_the_caret(typist):
    one = typist().at(0, TODAYS).press("4 F2 Left 5/ Enter")
    assert one.texts(TODAYS)[0] == "5/4"


def test_typing_under_a_lesson_without_works_makes_its_first_one(typist):
    one = typist(page([pupil(1, NAMES[0]), pupil(2, NAMES[1])], [lesson(3, TODAY)])).at(0, 0).press("5 Enter")
    assert one.book.operations[0].work_id is None
    one.book.settle()
    one.press("4 Up")
    assert one.book.operations[1].work_id == 503
    assert one.store.columns[0].work.kind_name == ANSWER.name


def test_a_course_without_marks_takes_attendance_only(typist):
    shown = small_page()
    one = typist(replace(shown, course=replace(shown.course, marking="none"))).at(0, TODAYS).press("5")
    assert "отметок не ставят" in one.hint
    assert one.press("н Enter").book.cells == [(1, "attendance", "н")]


def refused(operation):
    return Outcome(operation.operation_id, "refused", code="EJ015", detail={"held_on": "2026-09-25"})


def test_a_refused_edit_keeps_what_was_typed_and_says_why(typist):
    one = typist()
    one.book.answers[1] = refused
    one.at(0, TODAYS).press("5 Enter")
    one.book.settle()
    one.press("Up")
    assert one.texts(TODAYS)[0] == "5"
    assert one.store.mark(0, TODAYS).state == "refused"
    assert outcome_text(one.store.mark(0, TODAYS).outcome).sentence in one.hint


def test_escape_on_a_refused_edit_shows_what_the_server_holds(typist):
    one = typist()
    one.book.answers[1] = refused
    one.at(0, TODAYS).press("5 Enter")
    one.book.settle()
    one.press("Up Esc")
    assert one.texts(TODAYS)[0] == ""
    assert one.store.unsettled() == 0


def test_a_conflict_shows_both_and_typing_again_keeps_mine(typist):
    one = typist()
    one.book.answers[1] = lambda operation: Outcome(
        operation.operation_id, "conflict", version=7, value="5", author="Орлов П. И."
    )
    one.at(0, TODAYS).press("4 Enter")
    one.book.settle()
    one.press("Up")
    assert "Орлов П. И." in one.hint
    assert (one.texts(TODAYS)[0], one.store.kept_value(0, TODAYS).text) == ("4", "5")
    one.book.answers.clear()
    one.press("4 Enter")
    assert one.book.operations[-1].seen == 7


def test_without_a_server_the_edit_waits_and_typing_goes_on(typist):
    one = typist().at(0, TODAYS).press("5 Enter")
    one.book.lose_connection()
    one.press("4 Enter")
    assert one.store.mark(0, TODAYS).state == "waiting"
    assert one.texts(TODAYS)[:2] == ["5", "4"]
    one.book.settle()
    assert one.store.unsettled() == 0


def test_an_edit_made_while_the_one_before_is_under_way_follows_it_with_its_version(typist):
    one = typist().at(0, TODAYS).press("3 Enter Up 5 Enter")
    assert one.book.cells == [(1, "mark", "3"), (1, "mark", "5")]  # both are kept at once: the outbox orders them
    one.book.settle()
    assert one.book.sent[1].seen == one.store.mark(0, TODAYS).version - 1
    assert one.store.mark(0, TODAYS).state == "kept"
