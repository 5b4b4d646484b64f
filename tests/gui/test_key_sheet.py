"""The cheat sheet of keys: every key of the grid's table and of the registry stands on it, on A5."""

from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from ejournal_desktop.config import paths
from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec, key_text
from ejournal_desktop.gui.grid.key_words import KEY_WORDS
from ejournal_desktop.gui.help_window import HelpWindow
from ejournal_desktop.gui.key_sheet import KeySheetPaper, key_sheet
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages import journal_actions
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.reports.key_sheet import draw_key_sheet, on_paper
from tests.gui.fake_gradebook import FakeGradebook as JournalBook
from tests.gui.fake_school import FakeDesk, context, course, session
from tests.gui.journal_pages import small_page
from tests.gui.typist import open_typist

MM = 72 / 25.4


@pytest.fixture
def registry(qtbot, dressed):
    one = open_typist(qtbot)
    actions = ActionRegistry(one.pane)
    journal_actions.register(actions, one.pane)
    window = QWidget()
    qtbot.addWidget(window)
    actions.add(ActionSpec("window.lock", "Заблокировать окно", ("Ctrl+L",)), lambda: None, window)
    actions.add(ActionSpec("tab.1", "Вкладка 1", ("Ctrl+1",)), lambda: None, window)
    actions.pane, actions.window = one.pane, window
    return actions


@pytest.fixture
def main(qtbot, dressed, lanes, tmp_path):
    def make(role):
        made = MainWindow(context(lanes, tmp_path, make_journal=make_journal), FakeDesk(session(role)), role, "")
        qtbot.addWidget(made, before_close_func=lambda window: window.lock.end())
        made.show()
        made.qtbot = qtbot
        return made

    return make


def make_journal(workplace, of_course, lesson_id, parent):
    return JournalPageWidget(workplace, of_course, JournalBook(small_page()), lesson_id, parent)


def open_grid(window):
    window.open_journal(course())
    window.qtbot.waitUntil(lambda: getattr(window.page(), "grid", None) is not None)


def text_of(pdf):
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return "".join("".join(pages).replace("\xa0", " ").split())


def test_the_words_name_every_key_of_the_grids_table_and_no_other(registry):
    named = set()
    for _shown, keys, _words in KEY_WORDS:
        for key in keys:
            pressed = QKeySequence(key)[0]
            named.add((pressed.keyboardModifiers(), Qt.Key(pressed.key())))

    assert named == set(registry.pane.flow._keys)


def test_every_key_and_its_act_stand_on_the_sheet(registry):
    paper = draw_key_sheet(key_sheet(registry.entries(), "0.1"))
    said = text_of(paper.pdf)

    assert "Клавишижурнала" in said
    for entry in registry.entries():
        if entry.scope is registry.pane and entry.spec.keys:
            assert "".join(entry.spec.text.rstrip("…").split()) in said
            key = key_text(QKeySequence(entry.spec.keys[0]).toString())
            assert "".join(on_paper(key).split()).replace("PgDown", "PgDn") in said
    for shown, _keys, words in KEY_WORDS:
        assert "".join(on_paper(shown).split()) in said
        assert "".join(words.split()) in said
    assert "Заблокироватьокно" in said
    assert "+?" not in said  # a sign that a face of paper does not have
    assert "Вкладкапономеру" in said


def test_the_sheet_is_a5(registry):
    page = PdfReader(BytesIO(draw_key_sheet(key_sheet(registry.entries(), "0.1")).pdf)).pages[0]

    assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (148, 210)


def test_without_an_open_journal_the_sheet_has_the_keys_that_an_open_one_has(main):
    window = main("teacher")
    without = key_sheet(window.actions_registry.entries(), "0.1")
    open_grid(window)

    assert without.groups[1].rows == key_sheet(window.actions_registry.entries(), "0.1").groups[1].rows


def test_without_a_window_there_is_no_sheet_and_the_button_says_why(qtbot, dressed, lanes):
    guide = HelpWindow(paths.resource("help"))
    qtbot.addWidget(guide)
    KeySheetPaper(guide, lanes, lambda: key_sheet([], "0.1"))

    assert not guide.ui.sheetButton.isEnabled()
    assert "Войдите" in guide.ui.sheetButton.toolTip()


def test_the_help_window_saves_the_sheet_that_the_paper_process_draws(qtbot, lanes, registry, tmp_path):
    guide = HelpWindow(paths.resource("help"))
    qtbot.addWidget(guide)
    paper = KeySheetPaper(guide, lanes, lambda: key_sheet(registry.entries(), "0.1"))
    file = tmp_path / "keys.pdf"
    assert guide.ui.sheetButton.isEnabled()

    paper.draw(partial(_save_to, paper, file))

    qtbot.waitUntil(file.exists, timeout=30_000)
    qtbot.waitUntil(lambda: guide.ui.keysHint.text() == "Сохранено: keys.pdf")
    assert file.read_bytes().startswith(b"%PDF")


def _save_to(paper, file, drawn):
    paper._save(drawn, file)
