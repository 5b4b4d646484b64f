"""Texts that want to break something: pasted, typed, in names and notes; a page with a giant clipboard stays itself."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Pupil
from ejournal_desktop.domain.marks import CellRules, parse_cell
from ejournal_desktop.domain.plain_text import is_plain_text
from ejournal_desktop.exchange.sheets import read_workbook
from ejournal_desktop.gui.grid.cell_text import accessible_text, hint_html
from ejournal_desktop.gui.grid.note_card import NoteCard
from tests.gui.journal_pages import ANSWER, NAMES, SCHOOL_YEAR, TODAY, lesson, page, pupil, small_page, work
from tests.gui.typist import open_typist, type_text

YESTERDAY = 1
BROKEN = Path(__file__).parents[1] / "data" / "school_a" / "broken"
HOSTILE = (
    "слева\u202eправо",
    "\u2066скрыто\u2069",
    "\x00\x07\x08\x1b[31m",
    "=cmd|' /C calc'!A1",
    '=HYPERLINK("http://x";"5")',
    "@SUM(1+1)",
    "<script>alert(5)</script>",
    "<img src=x onerror=y>&lt;b&gt;",
    "'; drop table journal.marks; --",
    "%s %n {0} {value} \\",
    "5" * 5_000,
    "я" * 5_000,
    "e\u0301" * 2_000,
    "\ud800",
    "５",
    "𝟓",
    "５/4",
    "null",
    "\u200b5\u200b\u200b/\u200b",
    "🙂" * 200,
    "5\r\n\t4",
)


def texts_of_broken_files():
    """Every text of every file that can be read at all, cut to what a cell may hold; hundreds of them."""
    found = set()
    for file in sorted(BROKEN.iterdir()):
        try:
            sheets = read_workbook(file).sheets
        except EjournalError:
            continue
        for sheet in sheets:
            found.update(str(value)[:5_000] for row in sheet.rows for value in row.cells.values())
    return sorted(found)


@pytest.fixture
def typist(qtbot):
    return partial(open_typist, qtbot)


def put_on_clipboard(text):
    mime = QMimeData()
    mime.setText(text)
    QGuiApplication.clipboard().setMimeData(mime)


def stands(one):
    return [[one.store.value(row, column).text for column in range(4)] for row in range(5)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_mark_is_not_written_whichever_way_it_comes(typist, text):
    one = typist().at(0, YESTERDAY)
    before = stands(one)
    put_on_clipboard(text.encode("utf-8", "replace").decode("utf-8"))
    one.pane.tools.clipboard.paste()
    one.pane.tools.ghost.agree()
    wrote = [value for _pupil, _field, value in one.book.cells]
    one.press("Esc")
    for sign in text[:40]:
        if sign.isprintable() and not "\ud800" <= sign <= "\udfff":
            one.press(sign if not sign.isspace() else "Space")
    one.press("Esc Esc")
    assert set(wrote) <= {"5", "4", "5/4"}  # full-width digits are digits
    assert wrote or stands(one)[0][1] in {before[0][1], "н", "5"}
    assert one.pane.isVisible()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_finds_nobody_and_marks_nobody(typist, text, qtbot):
    one = typist().at(0, 2)
    for start in (one.pane.tools.call_roll, lambda: one.pane.flow.use_mode("stack")):
        start()
        box = one.pane.tools.name_box
        box.line.setText(text.replace("\ud800", ""))
        box.typed.emit(box.line.text())
        qtbot.keyClick(box.line, Qt.Key.Key_Return)
        qtbot.keyClick(box.line, Qt.Key.Key_Escape)
        qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert all(not value for row in stands(one) for value in row[2:])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_note_is_plain_text_or_is_not_sent(typist, text):
    one = typist()
    card = NoteCard(one.pane, one.store, 0, YESTERDAY)
    sent = []
    card.written.connect(lambda _field, words: sent.append(words))
    card.text.setPlainText(text.encode("utf-8", "ignore").decode("utf-8"))
    card.save.click()
    if not sent:
        card.save.click()  # what hid in it has been taken out and said
    assert all(is_plain_text(words) and len(words) <= 500 for words in sent)
    assert sent or len(card.text.toPlainText()) > 500


def test_no_text_of_a_broken_file_is_taken_for_something_it_is_not():
    """Each as a cell's text under every scale: a value or a problem, never a crash, and never anything but a mark."""
    texts = texts_of_broken_files()
    assert len(texts) > 70
    for text in texts:
        for marking in ("five", "pass", "none"):
            for pasted in (False, True):
                parsed = parse_cell(text, CellRules(marking, two_marks=True, make_up=True, pasted=pasted))
                assert len(getattr(parsed, "text", "") or "") <= 8 or not hasattr(parsed, "mark")


def test_every_text_of_the_broken_files_pasted_at_once_changes_only_what_is_a_mark(typist):
    one = typist().at(0, YESTERDAY)
    lines = "\n".join(text.replace("\n", " ").replace("\t", " ") for text in texts_of_broken_files()[:5])
    put_on_clipboard(lines)
    one.pane.tools.clipboard.paste()
    one.pane.tools.ghost.agree()
    assert all(value in {"1", "2", "3", "4", "5"} for _pupil, _field, value in one.book.cells)


def test_a_clipboard_of_a_hundred_thousand_cells_is_refused_with_its_size(typist):
    one = typist().at(0, YESTERDAY)
    put_on_clipboard("\n".join("\t".join("5" * 100) for _ in range(1_000)))
    one.pane.tools.clipboard.paste()
    assert "100 000 ячеек" in one.hint
    assert "Ничего не изменено" in one.hint
    assert one.book.cells == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_pupil_may_be_called_anything(typist, text, qtbot):
    """The server may hold names that an older program took: they are painted, spoken and searched as text."""
    long = (text * (5_000 // len(text) + 1))[:5_000]
    people = [Pupil(1, long, text, "", (SCHOOL_YEAR,)), *(pupil(n, name) for n, name in enumerate(NAMES[:4], 2))]
    shown = page(people, small_page().lessons, small_page().works)
    one = typist(shown).at(0, 2).press("5 Enter")
    one.pane.grab()
    assert one.store.value(0, 2).text == "5"
    assert "<script>" not in hint_html(one.store, 0, 2)
    assert accessible_text(one.store, 0, 2)
    one.at(0, 2).pane.tools.call_roll()
    type_text(one.pane.tools.name_box.line, "б")
    assert one.pane.width() <= 1400


def test_a_class_of_two_hundred_and_three_hundred_lessons_opens(typist):
    people = [pupil(number, f"Кузнецов{number} Иван") for number in range(1, 201)]
    lessons = [lesson(number, TODAY, lesson_no=1 + number % 8) for number in range(1, 301)]
    one = typist(page(people, lessons, [work(1_000 + number, number, ANSWER) for number in range(1, 301)]))
    one.at(150, 250).press("5 Enter")
    assert one.store.value(150, 250).text == "5"
    assert isinstance(one.pane, QWidget)
