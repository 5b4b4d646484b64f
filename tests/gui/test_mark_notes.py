"""Notes to marks on the page: written by Shift+F2, read by a pause of the mouse, «Почему?» and a screen reader."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton

from ejournal_desktop.domain.gradebook import MarkNote, Outcome
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.grid.cell_look import CellLook, CellLooks
from ejournal_desktop.gui.grid.cell_paint import GlyphCache
from ejournal_desktop.gui.grid.cell_text import accessible_text
from ejournal_desktop.gui.grid.note_card import LONGEST_NOTE, NoteCard
from ejournal_desktop.gui.grid.why_card import WhyCard
from ejournal_desktop.gui.models.page_merge import PageMerge
from ejournal_desktop.gui.pages.mark_notes import MarkNotes
from ejournal_desktop.gui.theme import Theme
from tests.gui.journal_pages import NOW, page, small_page
from tests.gui.typist import open_typist

OLD, YESTERDAY, TODAYS, FUTURE = range(4)


class Cards:
    """Shows a card; the rest of ``JournalCards`` has tests of its own."""

    def __init__(self, grid):
        self._grid = grid

    def show_card(self, card, row, column):
        card.show_at(self._grid.view.cell_rect(row, column))


@pytest.fixture
def noted(qtbot):
    def open_page(shown=None, at=(0, YESTERDAY)):
        one = open_typist(qtbot, shown or small_page())
        one.notes = MarkNotes(ActionRegistry(), one.pane, Cards(one.pane))
        one.card = partial(card_of, one.pane)
        one.at(*at)
        return one

    return open_page


def card_of(pane):
    cards = [card for card in pane.findChildren(NoteCard) if card.isVisible()]
    return cards[0] if cards else None


def write(one, text, kind="note_public"):
    one.notes.open()
    one.card().findChild(QPushButton, kind).click()
    one.card().text.setPlainText(text)
    one.card().save.click()


def with_notes(*notes):
    return replace(small_page(), notes=tuple(MarkNote(12, 1, *note) for note in notes))


@pytest.mark.parametrize(("kind", "field"), [("note_public", "note"), ("note_private", "private_note")])
def test_a_note_goes_to_its_mark_with_the_version_that_was_seen(noted, kind, field):
    one = noted(with_notes((kind == "note_private", "Было", 3)))
    write(one, "Стало", kind)

    [operation] = one.book.operations
    assert (operation.field, operation.work_id, operation.pupil_id) == (field, 12, 1)
    assert (operation.seen, operation.value) == (3, "Стало")
    assert one.book.places[operation.operation_id].what == "заметка, ответ на уроке"


def test_a_saved_note_is_read_by_everything_that_tells_of_a_cell(noted):
    one = noted(with_notes((True, "Устал", 1)))
    write(one, "Молодец")
    one.book.settle()

    said = accessible_text(one.store, 0, YESTERDAY)
    assert "Заметка в дневнике: Молодец" in said
    assert "Заметка для себя: Устал" in said
    why = WhyCard(one.pane, one.store, 0, YESTERDAY)
    assert "Заметка в дневнике: Молодец" in why.said()


class ToolTips:
    """An offscreen platform shows no tooltips: what would be said."""

    def __init__(self):
        self.said = []

    def __getattr__(self, _show_text):
        return lambda _at, text, _widget: self.said.append(text)


def test_a_mouse_that_rests_on_a_noted_cell_reads_the_note(noted, monkeypatch):
    shown = ToolTips()
    monkeypatch.setattr("ejournal_desktop.gui.pages.mark_notes.QToolTip", shown)
    one = noted(with_notes((False, "<b>Молодец</b>", 1)))
    port, cell = one.pane.view.viewport(), one.pane.view.cell_rect(0, YESTERDAY)
    hover = one.notes.hover

    def move(point):
        nothing = Qt.MouseButton.NoButton
        at = QPointF(point)
        event = QMouseEvent(QMouseEvent.Type.MouseMove, at, at, nothing, nothing, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(port, event)

    move(one.pane.view.cell_rect(1, YESTERDAY).center())
    assert not hover.timer.isActive()
    move(cell.center())
    assert hover.timer.isActive()
    assert hover.timer.interval() == 400
    hover.timer.timeout.emit()
    assert shown.said == ["<p>Заметка в дневнике: &lt;b&gt;Молодец&lt;/b&gt;</p>"]


def test_the_corner_tells_both_kinds_apart_by_shape_not_by_colour_alone(noted):
    looks = CellLooks(noted(with_notes((False, "Видно", 1), (True, "Себе", 1))).store)
    own = CellLooks(noted(with_notes((True, "Себе", 1))).store)
    assert (looks.at(0, YESTERDAY).note, own.at(0, YESTERDAY).note, own.at(1, YESTERDAY).note) == (
        "public",
        "private",
        "",
    )
    for mode in ("light", "dark", "contrast-light", "contrast-dark"):
        theme = Theme(mode)
        pictures = [GlyphCache().pixmap(CellLook(note=note), 36, 26, theme, 1.0) for note in ("public", "private")]
        filled, hollow = (picture.toImage().pixelColor(33, 2) for picture in pictures)
        assert filled == theme.color("accent")
        assert hollow == theme.color("surface")


def test_undo_takes_a_note_back_and_redo_writes_it_again(noted):
    one = noted(with_notes((False, "Было", 1)))
    write(one, "Стало")
    assert one.pane.history.undo_text == "заметка, Абрамов К., 24.09"
    one.pane.history.undo()
    assert one.store.note(0, YESTERDAY, "note").shown == "Было"
    one.pane.history.redo()
    one.book.settle()
    assert [(edit.value, edit.field) for edit in one.book.sent] == [
        ("Стало", "note"),
        ("Было", "note"),
        ("Стало", "note"),
    ]


def test_an_empty_text_takes_the_note_back(noted):
    one = noted(with_notes((False, "Было", 1)))
    write(one, "  ")
    assert one.book.operations[0].value is None
    assert CellLooks(one.store).at(0, YESTERDAY).note == ""


def test_a_note_changed_by_a_colleague_is_shown_beside_ones_own(noted):
    one = noted(with_notes((False, "Было", 1)))
    one.book.answers[1] = lambda operation: Outcome(
        operation.operation_id, "conflict", version=2, value="Их", author="Орлов П. И.", at=NOW
    )
    write(one, "Моё")
    one.book.settle()

    assert CellLooks(one.store).at(0, YESTERDAY).sign == "refused"
    one.notes.open()
    assert one.card().text.toPlainText() == "Моё"
    assert "На сервере (Орлов П. И.): Их" in one.card().said()
    del one.book.answers[1]
    one.card().save.click()
    one.book.settle()
    assert (one.book.sent[-1].seen, one.book.sent[-1].value) == (2, "Моё")
    assert CellLooks(one.store).at(0, YESTERDAY).sign == ""


def test_a_colleagues_note_comes_into_the_open_page(noted):
    one = noted()
    merge = PageMerge(one.store, lambda _lesson_id: False)
    changed = merge.lay(PageChanges(5, notes=(MarkNote(12, 1, False, "Молодец", 1, "Орлов П. И."),)))
    assert changed == [(0, YESTERDAY)]
    assert "Заметка в дневнике (Орлов П. И.): Молодец" in accessible_text(one.store, 0, YESTERDAY)


def test_an_edit_on_its_way_is_kept_as_a_mark_is(noted):
    one = noted()
    write(one, "Молодец")
    assert one.store.unsettled() == 1
    one.book.lose_connection()
    assert one.store.note(0, YESTERDAY, "note").state == "waiting"


@pytest.mark.parametrize(
    ("at", "why"), [((0, FUTURE), "не к чему"), ((0, OLD), None), ((0, TODAYS), None), ((0, YESTERDAY), None)]
)
def test_a_note_needs_a_held_lesson_but_no_open_edit_window(noted, at, why):
    shown = small_page()
    shown = replace(shown, lessons=tuple(replace(one, held_on=one.held_on) for one in shown.lessons))
    one = noted(replace(shown, works=(*shown.works, replace(shown.works[0], work_id=14, lesson_id=4))), at)
    one.notes.open()
    assert (one.card() is None) == (why is not None)
    assert why is None or why in one.hint


def test_without_a_work_there_is_no_mark_to_note(noted):
    one = noted(page(small_page().pupils, small_page().lessons))
    one.notes.open()
    assert one.card() is None
    assert "Сначала поставьте" in one.hint


def test_who_only_reads_is_told_where_notes_are_read(noted):
    one = noted(replace(small_page(), writable=False, read_only_reason="role"))
    one.notes.open()
    assert "Ctrl+Пробел" in one.hint


def test_a_note_too_long_is_counted_and_not_cut(noted):
    one = noted()
    one.notes.open()
    card = one.card()
    card.text.setPlainText("я" * (LONGEST_NOTE + 3))
    assert not card.save.isEnabled()
    assert "лишних 3" in card.findChild(type(card._left), "note_left").text()
    assert len(card.text.toPlainText()) == LONGEST_NOTE + 3


def test_signs_that_hide_are_named_before_anything_is_saved(noted):
    one = noted()
    write(one, "слева\u202eнаправо\x07")
    assert one.book.operations == []
    assert "невидимые" in one.card().said()
    assert one.card().text.toPlainText() == "слеванаправо"
    one.card().save.click()
    assert one.book.operations[0].value == "слеванаправо"


def test_ctrl_enter_saves_and_escape_leaves_everything(noted, qtbot):
    one = noted()
    one.notes.open()
    one.card().text.setPlainText("не это")
    qtbot.keyClick(one.card().text, Qt.Key.Key_Escape)
    assert (one.card(), one.book.operations) == (None, [])
    one.notes.open()
    one.card().templates.activated.emit(1)
    qtbot.keyClick(one.card().text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert one.book.operations[0].value == "Работа над ошибками до следующего урока."
