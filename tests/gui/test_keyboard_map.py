"""Every key of every action, pressed for real under both layouts on the page where it works; Esc closes one thing."""

import sys
from collections import Counter
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ejournal_desktop.gui.actions import LayoutProofKeys
from ejournal_desktop.gui.command_palette import PaletteBox
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages.journal_cards import JournalCards
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, context, course, lesson, session
from tests.gui.journal_pages import big_page

pytestmark = pytest.mark.qt_log_ignore("does not support")
ROLES = ("teacher", "psychologist", "class_teacher", "deputy", "director", "administrator", "inspector", "secretary")
RUSSIAN = dict(zip("QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.`", "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ", strict=True)) | {"/": "."}
ROWS = ((0x02, "1234567890-="), (0x10, "QWERTYUIOP[]"), (0x1E, "ASDFGHJKL;'`"), (0x2B, "\\ZXCVBNM,./"))
SCAN_CODES = {sign: first + place for first, row in ROWS for place, sign in enumerate(row)}
OFFSET = 0 if sys.platform == "win32" else 8
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def open_window(qtbot, dressed, lanes, tmp_path):
    def make(role):
        desk = FakeDesk(session(role, class_teacher_of=("7А",)), day=(lesson(1), lesson(3)))
        book = FakeGradebook(big_page())

        def journal(workplace, of, _lesson, parent):
            beside = SimpleNamespace(
                **{name: getattr(workplace, name) for name in ("desk", "actions", "lanes", "changes")}
            )
            return JournalPageWidget(beside, of, book, None, parent)

        window = MainWindow(context(lanes, tmp_path, make_journal=journal), desk, role, "Школа")
        qtbot.addWidget(window, before_close_func=lambda one: one.lock.end())
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return make


@pytest.fixture
def layout_proof(request):
    registries = []
    keys = LayoutProofKeys(lambda: registries)
    QApplication.instance().installEventFilter(keys)
    yield registries
    QApplication.instance().removeEventFilter(keys)


def pages_of(window, qtbot):
    for page_id in window.ui.navRail.ids():
        window.open_page(page_id)
        yield page_id, window.page()
    window.open_journal(course(1))
    journal = window.page()
    qtbot.waitUntil(lambda: journal.grid is not None)
    journal.show_pane(shown=True)
    yield "journal", journal


def of_page(window, page):
    """What works on a page: the window's own acts and those of the page's parts."""
    entries = [entry for entry in window.actions_registry.entries() if entry.spec.keys]
    return [
        entry for entry in entries if entry.scope is window or page is entry.scope or page.isAncestorOf(entry.scope)
    ]


def give_focus(scope, page):
    """Put the focus into the scope of an act, not into a field that takes letters."""
    inside = scope if scope is not page.window() else page
    candidates = [inside, *inside.findChildren(QWidget)]
    for widget in candidates:
        is_text = isinstance(widget, QLineEdit | QPlainTextEdit)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and widget.isEnabled() and not is_text:
            widget.setFocus()
            if QApplication.focusWidget() is widget:
                return widget
    return None


def press_english(widget, sequence):
    chord = QKeySequence(sequence)[0]
    QTest.keyClick(widget, chord.key(), chord.keyboardModifiers())


def press_russian(widget, sequence):
    """As X11 and Windows give it: the key and the text are what the layout makes of it, the scan code where it lies."""
    chord = QKeySequence(sequence)[0]
    sign = chr(chord.key()) if chord.key() < 0x80 else ""
    if sign not in RUSSIAN:
        press_english(widget, sequence)
        return
    letter = RUSSIAN[sign]
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, ord(letter), chord.keyboardModifiers(), SCAN_CODES[sign] + OFFSET, 0, 0, letter.lower())
        QApplication.sendEvent(widget, event)


def listen(entries):
    """What each key starts is noted and not done; whatever state an act wants, it is enabled."""
    started = []
    for entry in entries:
        entry.action.triggered.disconnect()
        entry.action.setEnabled(True)
        entry.action.triggered.connect(lambda _checked=False, name=entry.spec.action_id: started.append(name))
    return started


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("press", [press_english, press_russian])
def test_every_key_starts_its_act_on_its_page_under_both_layouts(open_window, layout_proof, qtbot, role, press):
    window = open_window(role)
    layout_proof.append(window.actions_registry)
    wrong = []
    tried = set()

    for page_id, page in pages_of(window, qtbot):
        started = listen(of_page(window, page))
        for entry in of_page(window, page):
            widget = give_focus(entry.scope, page)
            if widget is None or (entry.spec.action_id, page_id) in tried:
                continue
            tried.add((entry.spec.action_id, page_id))
            for key in entry.spec.keys:
                nearest = window.actions_registry.fitting(widget, QKeySequence(key))
                if nearest is None or nearest.spec.action_id != entry.spec.action_id:
                    continue  # a nearer part of the page has the key: its act is asked about by itself
                started.clear()
                press(widget, key)
                if started != [entry.spec.action_id]:
                    wrong.append(f"{page_id}: {key} → {started} instead of {entry.spec.action_id}")

    assert wrong == []
    assert len(tried) > 20 * len(window.rail_pages()), len(tried)


@pytest.mark.parametrize("role", ROLES)
def test_no_two_acts_have_one_key_in_one_place(open_window, qtbot, role):
    window = open_window(role)
    for _page_id, _page in pages_of(window, qtbot):
        pass
    keys = Counter(
        (id(entry.scope), QKeySequence(key).toString(), entry.scope.objectName())
        for entry in window.actions_registry.entries()
        for key in entry.spec.keys
    )
    assert [place for place, times in keys.items() if times > 1] == []


def test_control_without_the_filter_russian_letters_start_nothing(open_window, qtbot):
    window = open_window("teacher")
    [*_, (_page_id, page)] = pages_of(window, qtbot)
    started = listen(of_page(window, page))
    page.grid.view.setFocus()
    press_russian(page.grid.view, "Ctrl+K")
    assert started == []


def test_esc_closes_the_topmost_thing_and_nothing_else(open_window, qtbot):
    window = open_window("teacher")
    [*_, (_page_id, page)] = pages_of(window, qtbot)
    grid, cards, unsent = page.grid, page.grid.findChild(JournalCards), window.outbox_watch.pane

    def seen():
        card = cards.card is not None and cards.card.isVisible()
        return (
            card,
            unsent.isVisible(),
            grid.selection.is_many,
            page.pane.isVisible(),
            any(box.isVisible() for box in window.findChildren(PaletteBox)),
        )

    def esc():
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        return seen()

    grid.view.setFocus()
    grid.use_cursor(0, 0)
    QTest.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    cards.explain()
    window.outbox_watch.open_list()
    window.command_palette.open()
    everything = seen()

    steps = [esc(), esc(), esc(), esc()]

    assert everything == (True, True, True, True, True)
    assert steps == [
        (True, True, True, True, False),
        (True, False, True, True, False),
        (False, False, True, True, False),
        (False, False, False, True, False),
    ]
