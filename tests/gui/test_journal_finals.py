"""Period marks in the grid: the window of the order, proposals, reasons, undo, the hand-over (ux 5.4.10)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.domain.finals import (
    FinalKey,
    FinalOperation,
    FinalsPage,
    FinalsScope,
    Handover,
    HandoverCheck,
    ResultOpening,
    StandingFinal,
)
from ejournal_desktop.domain.gradebook import FinalMark, Membership, Outcome
from ejournal_desktop.domain.marking_policy import MarkingPolicy
from ejournal_desktop.domain.outbox import KeptEdit
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.grid.final_cards import AcceptCard, ForecastCard, ReasonCard, forecast_lines
from ejournal_desktop.gui.grid.final_text import accept_words
from ejournal_desktop.gui.grid.why_card import AverageCard
from ejournal_desktop.gui.models.final_states import FinalColumn
from ejournal_desktop.gui.pages.journal_finals import JournalFinals
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.unsent_words import place_words, reason_words
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.fakes.finals import MOSCOW
from tests.gui.journal_pages import NOW, TODAY, lesson, mark, page, pupil, work

RULE = MarkingPolicy(
    thresholds=((5, Decimal("4.60")), (4, Decimal("3.60")), (3, Decimal("2.60"))),
    order="№ 31 от 28.08.2026",
    weights=((3, Decimal(3)),),
)
SCOPE = FinalsScope("№ 52 от 21.10.2026", TODAY, date(2026, 10, 27))
YEAR_OPEN = dict.fromkeys(("year", "exam", "final"), ResultOpening(SCOPE))
OPEN = FinalsPage(TODAY, RULE, may_set=True, scope=SCOPE)
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
HERE = FinalColumn("period", 1)
MARKS = {1: "5555", 2: "4444", 3: "445", 4: "3343", 5: "54"}


def marked_page(**changes):
    """Абрамов 5,00 · Андреева 4,00 · Белов 4,33 · Васильева 3,25 · Гаврилов 4,50 with two marks: disputed."""
    days = [date(2026, 9, day) for day in (22, 23, 24, 25)]
    pupils = [pupil(1, "Абрамов Кирилл"), pupil(2, "Андреева Мария"), pupil(3, "Белов Артём")]
    pupils += [pupil(4, "Васильева Дарья"), pupil(5, "Гаврилов Никита")]
    lessons = [lesson(number, day) for number, day in enumerate(days, start=1)]
    works = [work(number, number) for number in range(1, 5)]
    marks = [
        mark(at, number, value, days[at - 1])
        for number, values in MARKS.items()
        for at, value in enumerate(values, start=1)
    ]
    shown = page(pupils=pupils, lessons=lessons, works=works, marks=marks)
    return replace(shown, **changes)


@pytest.fixture
def journal(qtbot, dressed, lanes):
    def open_journal(finals=OPEN, shown=None, left_over=(), **desk):
        book = FakeGradebook(shown or marked_page())
        book.left_over = left_over
        desk = FakeDesk(session(), finals=finals, **desk)
        workplace = SimpleNamespace(desk=desk, actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
        widget = JournalPageWidget(workplace, book.page.course, book)
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        widget.gradebook, widget.desk = book, desk
        widget.model = widget.grid.totals_model
        widget.totals, widget.book = widget.grid.totals, widget.model.book
        widget.finals = widget.grid.findChild(JournalFinals)
        if finals is not None:
            qtbot.waitUntil(lambda: widget.book.page is not None)
        return widget

    return open_journal


def stand(widget, row, column=HERE):
    widget.totals.setFocus()
    widget.totals.setCurrentIndex(widget.model.index(row, widget.model.column_of(column)))


def press(widget, *keys):
    for key in keys:
        if isinstance(key, str):
            code = Qt.Key(ord(key.upper()))
            QApplication.sendEvent(widget.totals, QKeyEvent(QEvent.Type.KeyPress, code, NO_MODIFIER, key))
        else:
            QTest.keyClick(widget.totals, key)


def enter_mark(widget, row, mark):
    store = widget.grid.store
    assert store.enter(row, 3, replace(store.value(row, 3), mark=mark)) is None


def sent(widget):
    return [one for one in widget.gradebook.operations if isinstance(one, FinalOperation)]


def saved(widget, count):
    widget.gradebook.settle()
    assert (len(sent(widget)), widget.book.unsettled()) == (count, 0)
    return [(one.pupil_id, one.value, one.reason) for one in sent(widget)]


# What is seen


def test_the_proposal_stands_in_its_column_and_grey_in_the_open_one(journal):
    widget = journal()

    titles = [column.title for column in widget.model.columns]
    rows = [(widget.model.text(row, 1), widget.model.text(row, 2), widget.model.ghost(row, 2)) for row in range(5)]

    assert titles == ["Ср.", "Прогн.", "I ч."]
    assert rows == [("5", "", "5"), ("4", "", "4"), ("4", "", "4"), ("3", "", "3"), ("4?", "", "4?")]


def test_the_banner_names_the_last_day_the_order_and_how_many_are_there(journal):
    widget = journal()

    assert widget.finals.bar.words.text() == (
        "Выставление за I четверть: до 27.10, приказ № 52 от 21.10.2026. Выставлено 0 из 5."
    )
    assert widget.model.headerData(2, Qt.Orientation.Horizontal) == "отметка за I четверть: можно поставить"


def test_without_a_rule_of_the_school_nothing_is_proposed(journal):
    widget = journal(replace(OPEN, policy=MarkingPolicy()))

    assert [column.title for column in widget.model.columns] == ["Ср.", "I ч."]
    assert widget.model.ghost(0, 1) == ""
    assert "правило школы не введено" in widget.finals.bar.words.text()


def test_the_last_period_has_the_year_beside_it(journal):
    widget = journal(replace(OPEN, is_last_period=True, results=YEAR_OPEN))

    assert [column.title for column in widget.model.columns[-3:]] == ["Год", "Экз.", "Итог"]


def test_the_proposal_follows_every_key(journal):
    widget = journal()
    widget.grid.view.setFocus()
    widget.grid.view.move_to(3, 3)

    QTest.keyClicks(widget.grid.view, "5")
    QTest.keyClick(widget.grid.view, Qt.Key.Key_Return)

    assert (widget.model.text(3, 0), widget.model.text(3, 1)) == ("3,75", "4")


def test_every_final_says_itself_to_a_screen_reader(journal):
    widget = journal()

    assert widget.model.spoken(4, 2) == (
        "Гаврилов Никита, отметка за I четверть: нет, прогноз 4, спорный: мало отметок, у границы"
    )


# Setting them


def test_enter_and_space_accept_the_proposal_and_go_down_and_a_digit_sets_the_same_mark(journal, qtbot):
    widget = journal()
    stand(widget, 0)

    press(widget, Qt.Key.Key_Return, Qt.Key.Key_Space, "4")

    assert saved(widget, 3) == [(1, "5", ""), (2, "4", ""), (3, "4", "")]
    assert widget.totals.currentIndex().row() == 3
    assert widget.finals.bar.words.text().endswith("Выставлено 3 из 5.")


def test_another_mark_than_proposed_asks_why_in_place_and_keeps_the_reason(journal, qtbot):
    widget = journal()
    stand(widget, 3)

    press(widget, "4")
    card = widget.grid.finals.card
    assert isinstance(card, ReasonCard)
    QTest.keyClick(card.reason.lineEdit(), Qt.Key.Key_Return)
    unreasoned = list(sent(widget))
    card.reason.setEditText("По контрольным")
    QTest.keyClick(card.reason.lineEdit(), Qt.Key.Key_Return)

    assert (unreasoned, saved(widget, 1)) == ([], [(4, "4", "По контрольным")])


def test_not_attested_says_what_was_missed_and_needs_a_reason(journal, qtbot):
    widget = journal()
    stand(widget, 4)

    press(widget, "н")
    card = widget.grid.finals.card
    said = card.said()
    card.reason.setEditText("Пропущено 70 % уроков")
    card.give()

    assert "Пропущено 0 из 4 уроков (0 %)" in said
    assert saved(widget, 1) == [(5, "н/а", "Пропущено 70 % уроков")]


def test_esc_in_the_reason_sets_nothing(journal):
    widget = journal()
    stand(widget, 3)
    press(widget, "5")

    QTest.keyClick(widget.grid.finals.card, Qt.Key.Key_Escape)

    assert (sent(widget), widget.book.shown(3, HERE)) == ([], None)


def test_all_proposals_are_accepted_at_once_and_the_disputed_ones_stay(journal, qtbot):
    widget = journal()
    stand(widget, 0)

    QTest.keyClick(widget.totals, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    card = widget.grid.finals.card
    assert isinstance(card, AcceptCard)
    title, said = card.accessibleName(), card.said()
    QTest.keyClick(card.button, Qt.Key.Key_Return)

    assert (title, "Гаврилов Никита" in said) == ("Принять 4 предложения (1 спорное останется)", True)
    assert [pupil_id for pupil_id, *_ in saved(widget, 4)] == [1, 2, 3, 4]
    assert widget.book.shown(4, HERE) is None


def test_accepting_all_is_one_step_of_the_tabs_undo(journal, qtbot):
    widget = journal()
    stand(widget, 0)
    widget.grid.finals.offer_all()
    widget.grid.finals.card.button.click()
    saved(widget, 4)

    widget.history.undo()

    assert [value for _, value, _ in saved(widget, 8)[4:]] == [None] * 4
    widget.history.redo()
    assert [value for _, value, _ in saved(widget, 12)[8:]] == ["5", "4", "4", "3"]


def test_undo_leaves_what_another_hand_has_changed(journal, qtbot):
    widget = journal()
    stand(widget, 0)
    press(widget, Qt.Key.Key_Return)
    saved(widget, 1)
    widget.book.use(replace(OPEN, finals={FinalKey("period", 1, 1): StandingFinal("4", 2)}))

    widget.history.undo()

    assert widget.book.shown(0, HERE) == "4"
    assert "с тех пор уже другие" in widget.grid.hints.text()


@pytest.mark.parametrize(
    ("asked", "counts"), [((21, 3), "Принять 21 предложение (3 спорных останутся)"), ((5, 0), "Принять 5 предложений")]
)
def test_the_words_of_accepting_all(asked, counts):
    assert accept_words(*asked) == counts


# When they may not be set


@pytest.mark.parametrize(
    ("finals", "said"),
    [
        (replace(OPEN, scope=None), "Приказа о выставлении отметок за I четверть ещё нет"),
        (
            replace(OPEN, scope=FinalsScope("№ 52 от 21.10.2026", date(2026, 10, 21), date(2026, 10, 27))),
            "Итоги ставят с 21 октября",
        ),
        (
            replace(OPEN, scope=FinalsScope("№ 52 от 21.10.2026", date(2026, 9, 1), date(2026, 9, 20))),
            "закончился 20 сентября",
        ),
        (replace(OPEN, may_set=False), "ставит другой учитель"),
    ],
)
def test_outside_of_the_order_a_key_says_why_and_sets_nothing(journal, finals, said):
    widget = journal(finals)
    stand(widget, 0)

    press(widget, "5")

    assert said in widget.grid.hints.text()
    assert (sent(widget), widget.model.is_open(2)) == ([], False)


def test_a_pupil_who_left_before_the_last_day_is_not_proposed_a_mark_but_may_have_an_early_one(journal, qtbot):
    shown = marked_page()
    gone = pupil(1, "Абрамов Кирилл", Membership(date(2026, 9, 1), date(2026, 9, 24)))
    widget = journal(shown=replace(shown, pupils=(gone, *shown.pupils[1:])))
    stand(widget, 0)

    ghost = widget.model.ghost(0, 2)
    press(widget, "5")

    assert (ghost, saved(widget, 1)) == ("", [(1, "5", "")])
    assert widget.finals.bar.words.text().endswith("Выставлено 0 из 4.")


def test_an_order_for_one_pupil_opens_that_pupil_only(journal, qtbot):
    widget = journal(replace(OPEN, scope=None, early=frozenset({2})))
    stand(widget, 0)
    press(widget, "5")
    stand(widget, 1)
    press(widget, "4")

    assert saved(widget, 1) == [(2, "4", "")]


def test_a_page_that_was_handed_over_is_shut_and_says_so(journal):
    at = datetime(2026, 9, 25, 9, 2, tzinfo=MOSCOW)
    shown = marked_page()
    shown = replace(shown, period=replace(shown.period, handed_over_at=at))
    widget = journal(replace(OPEN, handed_over=Handover(at, "Петрова А. В.")), shown)

    assert widget.book.column_lock(HERE) == "handed-over"
    assert widget.finals.bar.words.text() == "Страница передана на проверку 25.09 в 09:02, Петрова А. В."


# Nothing typed is lost


def kept(widget, state, outcome=None):
    """What the outbox of an earlier run holds: the last final that was set."""
    edit = sent(widget)[-1]
    place = widget.gradebook.places[edit.operation_id]
    outcome = replace(outcome, operation_id=edit.operation_id) if outcome is not None else None
    return KeptEdit(edit, NOW, place, state=state, outcome=outcome, is_kept=True)


TAKEN = Outcome("?", "conflict", version=3, value="4", author="Орлов П. И.")


def test_without_a_server_the_mark_stays_in_sight_waits_in_the_outbox_and_lets_the_tab_go(journal):
    widget = journal()
    stand(widget, 0)
    press(widget, Qt.Key.Key_Return)
    widget.gradebook.lose_connection()
    asked = QCloseEvent()
    QApplication.sendEvent(widget, asked)

    assert (widget.model.text(0, 2), widget.unsettled(), asked.isAccepted()) == ("5", 1, True)
    assert "ждёт" in widget.model.spoken(0, 2)
    place = widget.gradebook.places[sent(widget)[0].operation_id]
    assert (place.who, place.what) == ("Абрамов Кирилл", "отметка за I четверть")
    assert saved(widget, 1) == [(1, "5", "")]


def test_a_final_that_waits_is_taken_back_by_esc_and_never_sent(journal):
    widget = journal()
    stand(widget, 0)
    press(widget, "5")
    widget.gradebook.lose_connection()
    stand(widget, 0)

    press(widget, Qt.Key.Key_Escape)

    assert (widget.book.shown(0, HERE), widget.book.unsettled()) == (None, 0)
    widget.gradebook.settle()
    assert widget.gradebook.sent == []


def test_a_correction_before_the_answer_follows_the_first_mark(journal):
    widget = journal()
    stand(widget, 0)
    press(widget, "5")
    widget.book.enter(0, HERE, "4", "По контрольным")

    widget.gradebook.settle()

    first, second = widget.gradebook.sent
    assert (first.seen, second.seen) == (0, widget.gradebook.outcomes[first.operation_id].version)
    assert (widget.book.shown(0, HERE), widget.book.unsettled()) == ("4", 0)


def test_what_another_has_set_meanwhile_is_shown_as_a_conflict_and_esc_takes_the_servers(journal):
    widget = journal()
    widget.gradebook.answers[1] = lambda operation: replace(TAKEN, operation_id=operation.operation_id)
    stand(widget, 0)
    press(widget, Qt.Key.Key_Return)
    widget.gradebook.settle()
    stage = widget.book.state(0, HERE).stage
    stand(widget, 0)

    press(widget, Qt.Key.Key_Escape)

    assert (stage, widget.book.shown(0, HERE), widget.book.unsettled()) == ("conflict", "4", 0)
    assert widget.gradebook.dismissed == [sent(widget)[0].operation_id]


@pytest.mark.parametrize(
    ("state", "outcome", "stage"),
    [
        ("waiting", None, "waiting"),
        ("refused", Outcome("?", "refused", code="EJ020", detail={"reason": "no-order"}), "refused"),
        ("conflict", TAKEN, "conflict"),
    ],
)
def test_after_a_restart_what_was_set_and_not_taken_is_painted_again(journal, state, outcome, stage):
    first = journal()
    stand(first, 0)
    press(first, "5")
    again = journal(left_over=(kept(first, state, outcome),))

    assert (again.model.text(0, 2), again.book.state(0, HERE).stage, again.unsettled()) == ("5", stage, 1)


def test_after_a_restart_the_judgement_reaches_the_page(journal):
    first = journal()
    stand(first, 0)
    press(first, "5")
    again = journal(left_over=(kept(first, "waiting"),))

    again.gradebook.settle()

    assert (again.book.shown(0, HERE), again.unsettled()) == ("5", 0)
    assert again.book.state(0, HERE).version > 0


def test_the_list_of_unsent_edits_leads_to_the_final_and_deals_with_it(journal):
    first = journal()
    stand(first, 3)
    press(first, "3")
    edit = kept(first, "conflict", TAKEN)
    again = journal(left_over=(edit,))

    again.edits.go_to(1, edit.operation)
    at = again.totals.currentIndex()
    is_mine = again.edits.solve(edit.operation_id, "mine")

    assert (at.row(), at.column(), is_mine) == (3, again.model.column_of(HERE), True)
    assert [(one.value, one.seen) for one in sent(again)] == [("3", 3)]
    assert place_words(edit) == "Васильева Дарья · отметка за I четверть, 7А · Алгебра"
    assert reason_words(edit) == "моё 3, на сервере 4"


# The hand-over


def checks(*, finals=True):
    names = () if finals else ("Гаврилов Никита",)
    return (
        HandoverCheck("finals", finals, True, len(names), names),
        HandoverCheck("dots", True, True),
        HandoverCheck("topics", False, False, 2),
    )


def dialog_of(qtbot, widget):
    widget.finals.bar.finish.click()
    qtbot.waitUntil(lambda: widget.finals.dialog is not None and widget.finals.dialog.isVisible())
    return widget.finals.dialog


def test_the_check_list_blocks_while_a_final_is_missing(journal, qtbot):
    widget = journal(checks=checks(finals=False))

    dialog = dialog_of(qtbot, widget)

    assert dialog.findChild(QLabel, "check_finals").text() == "Без итога: Гаврилов Никита."
    assert dialog.findChild(QLabel, "check_topics").text() == "Уроков без темы: 2."
    assert not dialog.button.isEnabled()
    dialog.reject()


def test_handing_over_reads_the_page_again(journal, qtbot):
    widget = journal(checks=checks())
    dialog = dialog_of(qtbot, widget)
    before = len(widget.gradebook.opened)

    dialog.button.click()

    qtbot.waitUntil(lambda: len(widget.gradebook.opened) > before)
    assert widget.desk.handed_over == [(widget.gradebook.page.course.course_id, 1)]


def test_a_refused_hand_over_says_why_in_the_dialog(journal, qtbot):
    widget = journal(checks=checks(), finals_error=RuleBrokenError("EJ020", {"reason": "dots", "count": 1}))
    dialog = dialog_of(qtbot, widget)

    dialog.button.click()

    qtbot.waitUntil(lambda: "задолженности" in dialog.verdict.text())
    dialog.reject()


def test_finals_under_which_marks_changed_are_flagged_and_shown_one_by_one(journal):
    flagged = {FinalKey("period", 1, number): StandingFinal("4", 1, changed_after=True) for number in (2, 4)}
    widget = journal(replace(OPEN, finals=flagged))

    widget.finals.bar.flagged.click()
    first = widget.totals.currentIndex().row()
    widget.finals.bar.flagged.click()

    assert "изменились отметки: Андреева М. и ещё 1" in widget.finals.bar.words.text()
    assert (first, widget.totals.currentIndex().row()) == (1, 3)
    assert "после выставления отметки изменились" in widget.model.spoken(1, 2)


# «Прогноз»


def test_the_forecast_names_the_way_to_the_next_mark_and_the_rule(journal):
    widget = journal()
    widget.grid.store.work_kinds = widget.grid.store.work_kinds[:1] + tuple(
        kind for kind in widget.grid.store.work_kinds if kind.is_control and kind.short_name == "КР"
    )

    lines = forecast_lines(widget.book, widget.model.figures, 3)

    assert lines[0] == "Средний балл 3,25, прогноз 3."
    assert lines[1].startswith("Для 4 нужно: 5 за КР или ")


def test_why_over_a_proposal_opens_the_forecast(journal):
    widget = journal()
    stand(widget, 3)

    widget.grid.findChild(JournalFinals)
    entries = {entry.spec.action_id: entry.action for entry in widget.finals._workplace.actions.entries()}
    entries["journal.why"].trigger()

    card = widget.grid.findChild(ForecastCard)
    assert "приказ № 31 от 28.08.2026" in card.said()


def test_a_final_that_a_colleague_has_set_comes_to_the_open_page(journal):
    widget = journal()

    widget.grid.store.finals_came((FinalMark(1, 2, "3", 4),))

    assert widget.book.shown(1, HERE) == "3"
    assert widget.book.state(1, HERE).version == 4


def test_a_mark_that_changes_under_a_final_flags_it_at_once(journal):
    standing = {FinalKey("period", 1, 2): StandingFinal("4", 1)}
    widget = journal(replace(OPEN, finals=standing))

    enter_mark(widget, 1, "2")

    assert widget.book.state(1, HERE).changed_after
    assert "изменились отметки: Андреева М." in widget.finals.bar.words.text()


def test_a_final_that_is_set_after_the_change_is_not_flagged(journal):
    widget = journal()
    enter_mark(widget, 1, "2")
    stand(widget, 1)
    press(widget, Qt.Key.Key_Return)

    widget.gradebook.settle()

    assert not widget.book.state(1, HERE).changed_after


def test_the_bar_leads_from_one_disputed_proposal_to_the_next(journal):
    widget = journal()
    assert widget.finals.bar.disputed.text() == "Спорные: 1"

    widget.finals.bar.disputed.click()

    assert widget.totals.currentIndex().row() == 4


def test_why_over_an_average_says_what_leads_to_the_next_mark(journal):
    widget = journal()
    widget.totals.setFocus()
    widget.totals.setCurrentIndex(widget.model.index(3, 0))
    entries = {entry.spec.action_id: entry.action for entry in widget.finals._workplace.actions.entries()}

    entries["journal.why"].trigger()

    assert "Для 4 нужно" in widget.grid.findChild(AverageCard).said()


def test_a_narrow_bar_says_less_and_keeps_the_rest_in_tooltips(journal):
    widget = journal()
    bar = widget.finals.bar

    bar.resize(500, bar.height())

    assert (bar.words.text(), bar.accept.text(), bar.finish.text()) == ("Выставлено 0 из 5", "Принять…", "Завершить…")
    assert "приказ № 52" in bar.words.toolTip()
    assert bar.finish.accessibleName() == "Завершить выставление"
