"""A re-sit is a new attempt beside the old mark: asked in place, shown in the card and said by a screen reader."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.domain.resits import Attempt
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.grid.cell_text import accessible_text
from ejournal_desktop.gui.grid.resit_card import ResitCard
from ejournal_desktop.gui.grid.why_card import WhyCard
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, session
from tests.gui.journal_pages import TODAY, lesson, mark, page, pupil, work

SAT = Attempt(1, 1, 2, "4", date(2026, 9, 25), "Петрова А. В.")


@pytest.fixture
def journal(qtbot, dressed, lanes):
    def open_journal(attempts=(), **desk):
        day = date(2026, 9, 22)
        shown = page(
            pupils=[pupil(1, "Абрамов Кирилл"), pupil(2, "Андреева Мария")],
            lessons=[lesson(1, day)],
            works=[work(1, 1)],
            marks=[mark(1, 1, "2", day)],
        )
        book = FakeGradebook(shown)
        desk = FakeDesk(session(), attempt_list=attempts, **desk)
        workplace = SimpleNamespace(desk=desk, actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
        widget = JournalPageWidget(workplace, book.page.course, book)
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.desk, widget.actions_of = desk, workplace.actions
        widget.grid.view.setFocus()
        if attempts:
            qtbot.waitUntil(lambda: widget.grid.store.attempts(0, 0) != ())
        return widget

    return open_journal


def ask(widget, row=0):
    widget.grid.view.move_to(row, 0)
    entry = next(one for one in widget.actions_of.of(widget.grid) if one.spec.action_id == "journal.resit")
    entry.action.trigger()
    return widget.grid.findChild(ResitCard)


def test_a_re_sit_is_said_beside_the_mark_that_stays(journal):
    widget = journal((SAT,))

    assert widget.grid.store.mark(0, 0).kept == "2"
    assert "Пересдача 2→4, 25.09, Петрова А. В." in accessible_text(widget.grid.store, 0, 0)
    assert "Пересдача 2→4" in WhyCard(widget.grid, widget.grid.store, 0, 0).said()


def test_the_second_re_sit_stands_beside_the_first(journal):
    widget = journal((SAT, Attempt(1, 1, 3, "5", TODAY)))

    assert "Пересдача 4→5" in accessible_text(widget.grid.store, 0, 0)


def test_a_re_sit_is_asked_by_keyboard_and_sent_with_its_work(journal, qtbot):
    widget = journal()
    card = ask(widget)
    widget.desk.attempt_list = (SAT,)

    QTest.keyClicks(card.value, "4")
    QTest.keyClick(card.value, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: widget.grid.store.attempts(0, 0) == (SAT,))
    assert widget.desk.added_attempts == [(1, 1, "4")]


def test_a_refused_re_sit_keeps_what_was_typed_and_says_why(journal, qtbot):
    widget = journal(resit_error=RuleBrokenError("EJ020", {"reason": "no-mark"}))
    card = ask(widget)

    QTest.keyClicks(card.value, "4")
    QTest.keyClick(card.value, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: card.button.isEnabled() and bool(card._why.text()))
    assert (card.value.text(), widget.desk.added_attempts) == ("4", [])


def test_where_no_mark_stands_there_is_nothing_to_sit_again(journal):
    widget = journal()

    assert ask(widget, row=1) is None
    assert "Пересдавать нечего" in widget.grid.hints.text()


def test_the_menu_of_the_cells_has_the_re_sit_with_its_key(journal):
    widget = journal()
    entry = next(one for one in widget.actions_of.of(widget.grid) if one.spec.action_id == "journal.resit")

    assert (entry.action.text(), entry.spec.keys) == ("Пересдача…", ("Ctrl+Shift+P",))
