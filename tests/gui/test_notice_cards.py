"""A pupil's notice over the grid: flag in the cell, its words, the card, the answer in place."""

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from ejournal_desktop.domain.errors import RuleBrokenError
from ejournal_desktop.domain.mark_notices import MarkNotice
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.grid.cell_look import CellLooks
from ejournal_desktop.gui.grid.cell_text import accessible_text, hint_html
from ejournal_desktop.gui.grid.notice_card import NoticeCard
from ejournal_desktop.gui.pages.journal_cards import JournalCards
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk
from tests.gui.fakes.unlocks import MOSCOW
from tests.gui.journal_pages import small_page

SENT = datetime(2026, 9, 24, 18, 5, tzinfo=MOSCOW)


def noticed(**changes):
    """A small page; the pupil of its first mark says that it is wrong."""
    page = small_page()
    first = page.marks[0]
    told = MarkNotice(9, first.work_id, first.pupil_id, "Было «5»", SENT, date(2026, 9, 22), is_late=False)
    return replace(page, notices=(replace(told, **changes),))


@pytest.fixture
def journal(qtbot, dressed, lanes):
    def open_journal(page, **desk):
        book = FakeGradebook(page)
        workplace = SimpleNamespace(desk=FakeDesk(**desk), actions=ActionRegistry(), lanes=lanes, changes=ChangeBus())
        widget = JournalPageWidget(workplace, book.page.course, book)
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.desk, widget.cards = workplace.desk, widget.grid.findChild(JournalCards)
        widget.heard = []
        workplace.changes.changed.connect(lambda change, _who: widget.heard.append(change.kind))
        widget.act = lambda name: next(
            entry for entry in workplace.actions.entries() if entry.spec.action_id == name
        ).action.trigger()
        return widget

    return open_journal


def card_of(widget):
    widget.act("journal.notice")
    assert isinstance(widget.cards.card, NoticeCard)
    return widget.cards.card


def click(card, name):
    QTest.mouseClick(card.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_a_waiting_notice_is_a_flag_in_the_cell_with_words_for_everybody(journal):
    widget = journal(noticed())
    store = widget.grid.store
    row, column = store.waiting_notice()

    assert CellLooks(store).at(row, column).flag
    assert "ждёт ответа" in accessible_text(store, row, column)
    assert "Ctrl+Shift+M" in hint_html(store, row, column)


def test_the_key_finds_the_notice_from_anywhere_and_its_card_tells_the_three_days(journal):
    widget = journal(noticed())
    widget.grid.view.move_to(1, 1)

    card = card_of(widget)

    assert "«Было «5»»" in card.said()
    assert "с 22 сентября, 3 дня — по 25 сентября" in card.said()
    assert widget.grid.view.cursor() == widget.grid.store.waiting_notice()


def test_a_late_notice_is_flagged_and_still_answered(journal):
    card = card_of(journal(noticed(is_late=True)))

    assert "позже срока" in card.said()
    assert card.findChild(QPushButton, "notice_left").isEnabled()


def test_left_with_a_reason_is_sent_and_takes_the_flag(journal, qtbot):
    widget = journal(noticed())
    card = card_of(widget)
    card.findChild(QLineEdit, "notice_answer").setText("Ошибка в знаке")
    click(card, "notice_left")
    qtbot.waitUntil(lambda: widget.heard == ["notice"])

    row, column = widget.grid.store.waiting_notice()
    assert widget.desk.today_calls == [("answer", 9, "Ошибка в знаке", False)]
    assert not CellLooks(widget.grid.store).at(row, column).flag
    assert "оставлено" in accessible_text(widget.grid.store, row, column)


def test_left_without_a_reason_is_not_sent(journal):
    widget = journal(noticed())
    card = card_of(widget)
    click(card, "notice_left")

    assert widget.desk.today_calls == []
    assert "почему" in card.said()


@pytest.mark.parametrize(("is_changed", "proposed"), [(True, "notice_mended"), (False, "notice_left")])
def test_after_the_mark_was_mended_the_answer_proposes_it(journal, is_changed, proposed):
    card = card_of(journal(noticed(is_changed=is_changed)))
    kinds = {name: card.findChild(QPushButton, name).property("kind") for name in ("notice_mended", "notice_left")}

    assert [name for name, kind in kinds.items() if kind == "primary"] == ([proposed] if is_changed else [])


def test_a_refusal_is_told_in_the_card(journal, qtbot):
    widget = journal(noticed(), today_error=RuleBrokenError("EJ020", {"reason": "written"}))
    card = card_of(widget)
    click(card, "notice_mended")
    qtbot.waitUntil(lambda: "не изменяют" in card.said())

    assert card.findChild(QPushButton, "notice_mended").isEnabled()


def test_an_answered_notice_is_read_without_buttons(journal):
    answered = {"answered_at": SENT, "answered_by": "Петрова А. В.", "answer": "Ошибка в знаке", "is_mended": False}
    card = card_of(journal(noticed(**answered)))

    assert "Оставлено: Ошибка в знаке" in card.said()
    assert card.findChild(QPushButton, "notice_left") is None


def test_a_page_without_notices_opens_no_card(journal):
    widget = journal(small_page())
    widget.act("journal.notice")

    assert widget.cards.card is None
