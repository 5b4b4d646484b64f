"""Texts that want to break something, in every place beside the grid: lesson pane, card, plan, palette, search."""

from functools import partial

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ejournal_desktop.background.outbox.codec import edit_bytes, read_edit
from ejournal_desktop.domain.gradebook import LessonOperation
from ejournal_desktop.domain.outbox import KeptEdit
from ejournal_desktop.domain.plain_text import is_plain_text, plain_text
from ejournal_desktop.gui.grid.pupil_find import find_row
from ejournal_desktop.gui.models.plan_cell_rules import HOMEWORK, HOURS, SECTION, TOPIC, cell_refusal
from ejournal_desktop.gui.pages.work_dialog import WorkDialog
from ejournal_desktop.gui.palette_ranking import PaletteEntry, PaletteIndex
from tests.gui.fakes.lesson_card import NOW
from tests.gui.journal_pages import KINDS
from tests.gui.test_bad_input import HOSTILE, texts_of_broken_files
from tests.gui.test_lesson_card import open_pane  # noqa: F401 - the page with its card
from tests.gui.typist import open_typist

ALL = partial(pytest.mark.parametrize, "text", HOSTILE, ids=range(len(HOSTILE)))
FIELDS = {"topic": "topicEdit", "homework": "homeworkEdit"}


def put(edit, text):
    edit.setPlainText(text)


def test_whatever_is_pasted_into_the_pane_is_kept_as_plain_text_and_said_when_it_was_changed(open_pane, qtbot):  # noqa: F811
    page = open_pane()
    for text in HOSTILE:
        for name in FIELDS.values():
            put(page.pane.findChild(QPlainTextEdit, name), text)
        page.pane._notice = ""
        page.pane.save_texts()
        shown = page.pane.findChild(QPlainTextEdit, "topicEdit").toPlainText()
        assert is_plain_text(shown)
        if text != "\ud800":  # Qt makes another sign of half a letter
            assert bool(page.pane._notice) == (not is_plain_text(text))

    texts = [one.value for one in page.book.operations if isinstance(one, LessonOperation)]
    assert texts
    assert all(is_plain_text(value) for value in texts)
    for operation in page.book.operations:  # each can be written to the disk and read again
        assert read_edit(edit_bytes(KeptEdit(operation, NOW))).operation == operation


@ALL()
def test_an_entry_of_the_card_is_plain_text(open_pane, text):  # noqa: F811
    page = open_pane()
    page.pane._card.cards.write_homework(1, text)
    page.pane._card.cards.add_note(1, "praise", text)
    values = [str(one.value) for one in page.book.operations]
    assert len(values) == 2
    assert all(is_plain_text(value) for value in values)
    for operation in page.book.operations:
        assert read_edit(edit_bytes(KeptEdit(operation, NOW))).operation == operation


@ALL()
@pytest.mark.parametrize("column", [SECTION, TOPIC, HOMEWORK, HOURS])
def test_a_cell_of_a_plan_takes_plain_text_or_says_why_not(column, text):
    refusal = cell_refusal(column, text)
    assert refusal or is_plain_text(text)
    assert refusal == "" or refusal.endswith(".")


def test_no_text_of_the_broken_files_is_taken_by_a_plan_with_signs_that_hide():
    for text in texts_of_broken_files():
        for column in (SECTION, TOPIC, HOMEWORK):
            assert cell_refusal(column, text) or is_plain_text(text)


def test_the_palette_finds_nothing_by_hostile_words_and_goes_on():
    index = PaletteIndex(tuple(PaletteEntry("Ученики", name, lambda: None) for name in ("Белов Артём", "Журнал")))
    for text in (*HOSTILE, *texts_of_broken_files()):
        index.find(text)
    assert [entry.text for entry in index.find("белов")][:1] == ["Белов Артём"]


def test_a_search_for_a_pupil_finds_nobody_by_hostile_words(qtbot, dressed):
    store = open_typist(qtbot).store
    assert all(find_row(store, text) is None for text in HOSTILE if plain_text(text).strip() and "5" not in text)


@ALL()
def test_the_title_of_a_briefing_is_plain_text(open_pane, text):  # noqa: F811
    page = open_pane()
    page.pane._card.cards.write_briefing(text, [1])
    [operation] = page.book.operations
    assert is_plain_text(operation.value["title"])


def test_the_title_of_a_work_is_plain_text(qtbot, dressed):
    one = open_typist(qtbot)
    for text in HOSTILE:
        dialog = WorkDialog(one.book, KINDS, one.store.columns[0].lesson, None, one.pane)
        dialog.findChild(QLineEdit, "topicEdit").setText(text)
        dialog._save()
    assert all(is_plain_text(operation.title) for operation in one.book.works)
    assert len(one.book.works) == len(HOSTILE)
