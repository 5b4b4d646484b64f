"""The cards of the grid: why a cell is closed and the request in place, «Почему?», the formula of an average."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from ejournal_desktop.domain.cell_history import WorkChange
from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.domain.gradebook import Attendance, CellOperation, Outcome
from ejournal_desktop.domain.unlocks import PageUnlock
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.grid.cell_card import place_beside
from ejournal_desktop.gui.grid.cell_look import CellLooks
from ejournal_desktop.gui.grid.cell_text import accessible_text
from ejournal_desktop.gui.grid.column_state import column_state
from ejournal_desktop.gui.grid.why_card import WhyCard
from ejournal_desktop.gui.pages.journal_cards import JournalCards
from ejournal_desktop.gui.pages.journal_menus import JournalMenus
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import session
from tests.gui.fakes.finals import FakeFinalsDesk
from tests.gui.fakes.resits import FakeResitDesk
from tests.gui.fakes.unlocks import MOSCOW, FakeUnlockDesk, period_unlock, unlock
from tests.gui.journal_pages import CONTROL, ME, NOW, big_page, lesson, mark, page, pupil, small_page, work

CLOSED, OPEN = (0, 0), (0, 2)
UNTIL = datetime(2026, 9, 28, 18, 0, tzinfo=MOSCOW)


@dataclass(kw_only=True)
class SignedIn(FakeFinalsDesk, FakeResitDesk, FakeUnlockDesk):
    session = session()


@pytest.fixture
def journal(qtbot, dressed, lanes):
    def open_journal(shown=None, **desk):
        book = FakeGradebook(shown or small_page())
        workplace = SimpleNamespace(desk=SignedIn(**desk), actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
        widget = JournalPageWidget(workplace, book.page.course, book)
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        widget.book, widget.desk = book, workplace.desk
        widget.cards = widget.grid.findChild(JournalCards)
        widget.act = lambda name: next(
            entry for entry in workplace.actions.entries() if entry.spec.action_id == name
        ).action.trigger()
        return widget

    return open_journal


def lock_card(widget, cell=CLOSED):
    widget.grid.view.move_to(*cell)
    widget.act("journal.unlock")
    return widget.cards.card


def asked(widget):
    return [call[1] for call in widget.desk.unlock_calls if call[0] == "request"]


def send(qtbot, widget, text=""):
    card = lock_card(widget)
    widget.act("journal.unlock")
    card.findChild(QLineEdit, "unlock_text").setText(text)
    QTest.mouseClick(card.findChild(QPushButton, "send_unlock"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(widget.desk.unlock_calls))
    return card


def opened(mine=True, state="open", lesson_id=1, reason=""):
    period = None if lesson_id else 1
    return PageUnlock(5, lesson_id, period, state, UNTIL, mine, "Петрова А. В.", reason)


# Why it is closed


def test_a_closed_cell_says_why_until_when_and_who_opens(journal):
    card = lock_card(journal())

    assert "истёк 22 сентября" in card.said()
    assert "администратор по согласованию с заместителем директора" in card.said()
    assert card.accessibleDescription() == card.said()


def test_the_card_never_covers_its_cell_and_esc_gives_the_cell_back(journal):
    widget = journal()
    card = lock_card(widget)
    view = widget.grid.view
    cell = QRect(view.viewport().mapTo(widget.grid, view.cell_rect(*CLOSED).topLeft()), view.cell_rect(*CLOSED).size())
    covers = card.geometry().intersects(cell)

    QTest.keyClick(card, Qt.Key.Key_Escape)

    assert (covers, widget.cards.card, view.hasFocus()) == (False, None, True)


@pytest.mark.parametrize("at", [QPoint(0, 0), QPoint(900, 0), QPoint(0, 560), QPoint(900, 560), QPoint(400, 280)])
def test_a_card_has_a_place_beside_every_cell_of_a_small_window(at):
    cell, room, size = QRect(at, QSize(36, 23)), QRect(8, 8, 1000, 570), QSize(436, 250)

    place = QRect(place_beside(cell, size, room, 6), size)

    assert room.contains(place)
    assert not place.intersects(cell)


def test_an_open_cell_has_no_card(journal):
    widget = journal()

    assert lock_card(widget, OPEN) is None
    assert "открыта" in widget.grid.hints.text()


def test_a_reader_sees_why_and_has_nothing_to_send(journal):
    shown = replace(small_page(), writable=False, read_only_reason="role")

    card = lock_card(journal(shown))

    assert card.findChild(QPushButton, "ask_unlock") is None


# The request


def test_a_request_names_the_lesson_the_reason_and_the_time(qtbot, journal):
    widget = journal()
    send(qtbot, widget, "вместо 4 нужна 5")

    [request] = asked(widget)

    assert (request.course_id, request.lesson_ids, request.period_id) == (7, (1,), None)
    assert request.reason == "Ошибка при вводе отметки: вместо 4 нужна 5"
    assert request.wanted_until == datetime(2026, 9, 28, 18, 0, tzinfo=NOW.tzinfo)


def test_selected_lessons_are_asked_for_at_once_the_open_ones_left_out(qtbot, journal):
    days = (date(2026, 9, 8), date(2026, 9, 9), date(2026, 9, 24))
    lessons = [lesson(number, day) for number, day in enumerate(days, 1)]
    works = [work(number * 10, number) for number in (1, 2, 3)]
    marks = [mark(number * 10, 1, "4", day) for number, day in enumerate(days, 1)]
    widget = journal(page([pupil(1, "Белов Артём")], lessons, works, marks))
    widget.grid.view.move_to(0, 0)
    widget.grid.selection.extend_to(0, 2)
    widget.act("journal.unlock")
    widget.act("journal.unlock")

    widget.cards.card.send()

    qtbot.waitUntil(lambda: bool(asked(widget)))
    assert [request.lesson_ids for request in asked(widget)] == [(1, 2)]


def test_a_page_that_is_handed_over_is_asked_for_as_a_whole(qtbot, journal):
    shown = small_page()
    closed = replace(shown, period=replace(shown.period, handed_over_at=NOW))
    widget = journal(closed)
    send(qtbot, widget)

    assert [(request.lesson_ids, request.period_id) for request in asked(widget)] == [((), 1)]


def test_another_reason_wants_words(journal):
    widget = journal()
    card = lock_card(widget)
    card.open_form()
    card.findChild(QComboBox, "unlock_reason").setCurrentText("Другая причина")

    card.send()

    assert (asked(widget), "Напишите причину" in card.said()) == ([], True)


def test_what_was_asked_is_said_in_place_and_not_asked_again(qtbot, journal):
    widget = journal()
    send(qtbot, widget)
    qtbot.waitUntil(lambda: bool(widget.grid.store.page.unlocks))

    state = column_state(widget.grid.store, 0)
    card = lock_card(widget)

    assert (state.icon, "Запрос отправлен" in state.meaning) == ("paper-plane-tilt", True)
    assert "Запрос отправлен" in card.said()
    assert card.findChild(QPushButton, "ask_unlock") is None


def test_the_menu_of_a_column_tells_the_history_of_its_work(qtbot, journal):
    at = datetime(2026, 9, 8, 10, 42, tzinfo=MOSCOW)
    acts = (
        WorkChange(1, at, ME, "add", "ответ на уроке", Decimal(1), "", ""),
        WorkChange(2, at, ME, "change", "контрольная работа", Decimal(3), "Степень", "ошиблась видом"),
    )
    widget = journal(acts=acts)
    menus = widget.grid.findChild(JournalMenus)
    line = next(act for act in menus.column_menu(0).actions() if act.text() == "Показать историю")

    line.trigger()

    qtbot.waitUntil(lambda: "добавлена" in widget.cards.card.said())
    assert f"08.09 10:42, {ME} — добавлена: ответ на уроке, вес 1." in widget.cards.card.said()
    assert "изменена: контрольная работа «Степень», вес 3. Причина: ошиблась видом." in widget.cards.card.said()


@pytest.mark.parametrize(("code", "whole_page"), [("EJ010", False), ("EJ011", True)])
def test_from_the_list_of_refusals_the_request_is_begun_in_the_cell_though_the_page_thinks_it_open(
    qtbot, journal, code, whole_page
):
    widget = journal()
    column = widget.grid.store.columns[OPEN[1]]
    operation = CellOperation("0f" * 16, column.lesson.lesson_id, None, 2, "mark", 0, "4")

    widget.edits.go_to(1, operation, Outcome("0f" * 16, "refused", code=code, detail={}))
    card = widget.cards.card
    card.findChild(QLineEdit, "unlock_text").setText("Была на больничном")
    card.send()

    qtbot.waitUntil(lambda: bool(asked(widget)))
    assert widget.grid.view.cursor() == (1, OPEN[1])
    wanted = ((), 1) if whole_page else ((column.lesson.lesson_id,), None)
    assert [(one.lesson_ids, one.period_id) for one in asked(widget)] == [wanted]


def test_a_request_that_was_not_taken_says_why_and_may_be_sent_again(qtbot, journal):
    widget = journal(unlock_error=RuleBrokenError("EJ020", {"reason": "unlock-flood", "most": 60}))
    card = send(qtbot, widget)

    qtbot.waitUntil(lambda: "за сутки их не больше 60" in card.said())

    assert card.findChild(QPushButton, "send_unlock").isEnabled()


# The answer


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (unlock(101, state="agreed"), "открывает администратор"),
        (unlock(101, state="refused", refused_reason="нет оснований"), "отказано: нет оснований"),
        (unlock(101, state="open"), "Открыто до 18:00 28.09"),
    ],
)
def test_an_answer_appears_in_place(qtbot, journal, row, words):
    widget = journal()
    send(qtbot, widget)
    qtbot.waitUntil(lambda: bool(widget.grid.store.page.unlocks))
    widget.desk.unlock_rows = [row]

    widget.cards.ask_answers()

    qtbot.waitUntil(lambda: words in column_state(widget.grid.store, 0).meaning)
    assert words in widget.grid.hints.text()


def test_what_was_opened_is_written_and_stands_out(journal):
    widget = journal(small_page(unlocks=(opened(),)))
    store = widget.grid.store
    widget.grid.view.move_to(*CLOSED)

    QTest.keyClicks(widget.grid.view, "5")
    QTest.keyClick(widget.grid.view, Qt.Key.Key_Return)

    assert widget.book.cells == [(1, "mark", "5")]
    assert [CellLooks(store).at(row, 0).opened for row in (0, 1)] == [True, False]
    assert column_state(store, 0).icon == "lock-simple-open"
    assert "открыто до 18:00 28.09" in accessible_text(store, 1, 0)


def test_an_opened_period_opens_its_marks_and_its_attendance(journal):
    shown = small_page()
    closed = replace(shown, period=replace(shown.period, handed_over_at=NOW))
    unlocked = replace(closed, unlocks=(opened(lesson_id=None),))

    shut, free = (journal(one).grid.store.locks(0, 0) for one in (closed, unlocked))

    assert (shut.mark.reason, shut.attendance.reason) == ("handed-over", "handed-over")
    assert (free.mark, free.attendance) == (None, None)


def test_an_unlock_of_another_teacher_opens_nothing(journal):
    store = journal(small_page(unlocks=(opened(mine=False),))).grid.store

    assert store.locks(*CLOSED).mark.reason == "window"
    assert "Открыто для Петрова А. В. до" in column_state(store, 0).meaning


def test_what_ended_closes_again_when_the_answers_are_read(qtbot, journal):
    widget = journal(small_page(unlocks=(opened(),)))
    widget.desk.unlock_rows = [unlock(5, state="over")]

    widget.cards.ask_answers()

    qtbot.waitUntil(lambda: widget.grid.store.page.unlocks == ())
    assert widget.grid.store.locks(*CLOSED).mark.reason == "window"


def test_the_answer_for_a_period_is_taken_from_the_queue(qtbot, journal):
    shown = small_page(unlocks=(opened(lesson_id=None, state="waiting"),))
    widget = journal(replace(shown, period=replace(shown.period, handed_over_at=NOW)))
    widget.desk.unlock_rows = [period_unlock(5, state="open")]

    widget.cards.ask_answers()

    qtbot.waitUntil(lambda: widget.grid.store.locks(0, 0).mark is None)


# «Почему?»


def test_why_tells_the_work_the_chain_and_the_rule(qtbot, journal):
    widget = journal()
    widget.grid.view.move_to(*CLOSED)

    widget.act("journal.why")

    card = widget.cards.card
    qtbot.waitUntil(lambda: "→" in card.said())
    assert widget.desk.unlock_calls == [("history", 1, 11, 1)]
    assert "Ответ на уроке, вес 1. 8 сентября, 3-й урок." in card.said()
    assert "3 → 4, Петрова А. В., 26.09 10:42, открытие № 4" in card.said()
    assert "истёк 22 сентября" in card.said()
    assert "приказ № 31 от 28.08.2026" in card.said()
    assert card.accessibleDescription() == card.said()


def test_why_of_an_open_cell_names_the_setting(qtbot, journal):
    widget = journal()
    widget.grid.view.move_to(*OPEN)

    widget.act("journal.why")

    qtbot.waitUntil(lambda: "Срок редактирования — 2 недели: по 22 сентября" in widget.cards.card.said())
    assert isinstance(widget.cards.card, WhyCard)


def test_why_of_an_average_is_its_formula_weighted_and_plain(journal):
    shown = small_page(CONTROL)
    marks = (*shown.marks, mark(12, 1, "5", shown.today), mark(13, 1, "5", shown.today))
    widget = journal(replace(shown, marks=marks))
    widget.grid.totals.setFocus()
    widget.grid.totals.setCurrentIndex(widget.grid.totals_model.index(0, 0))

    widget.act("journal.why")

    said = widget.cards.card.said()
    assert "Средневзвешенный балл: (4·1 + 5·1 + 5·3)/(1+1+3) = 4,80." in said
    assert "Средний балл: (4 + 5 + 5)/3 = 4,67." in said


def test_a_moved_cursor_closes_the_card(journal):
    widget = journal(replace(big_page(), attendance=(Attendance(1, 1, "absent", None, None, 1, ""),)))
    lock_card(widget)

    widget.grid.view.move_to(1, 1)

    assert widget.cards.card is None
