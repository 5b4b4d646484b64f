import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec, LayoutProofKeys, key_text
from ejournal_desktop.gui.physical_keys import latin_key, russian_letter

CTRL = Qt.KeyboardModifier.ControlModifier
SCAN_OF_Z = 0x2C + (0 if sys.platform == "win32" else 8)
SCAN_OF_Y = 0x15 + (0 if sys.platform == "win32" else 8)
SCAN_OF_C = 0x2E + (0 if sys.platform == "win32" else 8)


def chord(letter, scan, modifiers=CTRL, kind=QEvent.Type.KeyPress):
    """A key under the layout «ru»: the key is Cyrillic, only the scan code tells where it lies."""
    return QKeyEvent(kind, ord(letter.upper()), modifiers, scan, 0, 0, letter)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.edit = QLineEdit(window)
    QVBoxLayout(window).addWidget(window.edit)
    window.registry = ActionRegistry(window)
    qtbot.addWidget(window)
    window.show()
    window.edit.setFocus()
    return window


@pytest.fixture
def layout_proof(window):
    keys = LayoutProofKeys(lambda: [window.registry])
    QApplication.instance().installEventFilter(keys)
    yield keys
    QApplication.instance().removeEventFilter(keys)


def press(widget, event):
    QApplication.sendEvent(widget, event)


def test_ctrl_and_a_russian_letter_start_the_action_of_that_key(window, layout_proof):
    done = []
    window.registry.add(ActionSpec("edit.undo", "Отменить", ("Ctrl+Z",)), lambda: done.append("undo"), window)

    press(window.edit, chord("я", SCAN_OF_Z))

    assert done == ["undo"]


def test_without_the_filter_the_same_key_does_nothing(window):
    done = []
    window.registry.add(ActionSpec("edit.undo", "Отменить", ("Ctrl+Z",)), lambda: done.append("undo"), window)

    press(window.edit, chord("я", SCAN_OF_Z))

    assert done == []


def test_shift_is_part_of_the_chord(window, layout_proof):
    done = []
    window.registry.add(ActionSpec("a", "Повторить", ("Ctrl+Shift+Z",)), lambda: done.append("redo"), window)

    press(window.edit, chord("Я", SCAN_OF_Z, CTRL | Qt.KeyboardModifier.ShiftModifier))

    assert done == ["redo"]


def test_a_bare_letter_of_a_page_works_under_the_russian_layout_and_is_written_in_a_field(window, layout_proof):
    done = []
    window.registry.add(ActionSpec("list.agree", "Согласовать", ("Y",)), lambda: done.append("agreed"), window)
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    none = Qt.KeyboardModifier.NoModifier

    press(window, chord("н", SCAN_OF_Y, none))
    press(window.edit, chord("н", SCAN_OF_Y, none))

    assert done == ["agreed"]
    assert window.edit.text() == "н"


def test_the_key_of_a_slash_is_it_under_the_russian_layout_too(window, layout_proof):
    done = []
    window.registry.add(ActionSpec("help.keys", "Клавиши", ("Ctrl+/",)), lambda: done.append("keys"), window)
    scan = 0x35 + (0 if sys.platform == "win32" else 8)

    press(window.edit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Period, CTRL, scan, 0, 0, "."))

    assert done == ["keys"]


def test_copying_from_a_field_works_under_the_russian_layout(window, layout_proof):
    window.edit.setText("7А · Алгебра")
    window.edit.selectAll()

    press(window.edit, chord("с", SCAN_OF_C))

    assert QApplication.clipboard().text() == "7А · Алгебра"


def test_plain_russian_text_goes_into_the_field(window, layout_proof):
    press(window.edit, chord("я", SCAN_OF_Z, Qt.KeyboardModifier.NoModifier))

    assert window.edit.text() == "я"


def test_a_disabled_action_does_not_start(window, layout_proof):
    done = []
    window.registry.add(ActionSpec("edit.undo", "Отменить", ("Ctrl+Z",)), lambda: done.append("undo"), window)
    window.registry.set_enabled("edit.undo", False, "Отменять нечего.")

    press(window.edit, chord("я", SCAN_OF_Z))

    assert done == []
    assert window.registry.entries()[0].reason == "Отменять нечего."


def test_the_key_of_a_page_works_only_while_the_focus_is_in_it(window, layout_proof):
    done, page = [], QWidget(window)
    window.registry.add(ActionSpec("page.undo", "Отменить", ("Ctrl+Z",)), lambda: done.append("page"), page)

    press(window.edit, chord("я", SCAN_OF_Z))

    assert done == []


def test_the_nearest_scope_wins(window, layout_proof):
    done = []
    window.registry.add(ActionSpec("window", "Далеко", ("Ctrl+Z",)), lambda: done.append("window"), window)
    window.registry.add(ActionSpec("field", "Близко", ("Ctrl+Z",)), lambda: done.append("field"), window.edit)

    press(window.edit, chord("я", SCAN_OF_Z))

    assert done == ["field"]


def test_the_override_is_taken_so_that_qt_does_not_start_the_action_a_second_time(window, layout_proof):
    window.registry.add(ActionSpec("edit.undo", "Отменить", ("Ctrl+Z",)), lambda: None, window)
    event = chord("я", SCAN_OF_Z, kind=QEvent.Type.ShortcutOverride)
    event.ignore()

    press(window.edit, event)

    assert event.isAccepted()


def test_actions_of_a_closed_page_are_forgotten(window, qtbot):
    page = QWidget(window)
    window.registry.add(ActionSpec("page.x", "Действие", ("Ctrl+Z",)), lambda: None, page)

    page.deleteLater()

    qtbot.waitUntil(lambda: window.registry.entries() == [])


def test_the_place_of_a_key_gives_the_russian_letter():
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Y, Qt.KeyboardModifier.NoModifier, SCAN_OF_Y, 0, 0, "y")

    assert russian_letter(event) == "н"


def test_without_a_scan_code_the_letter_itself_tells_the_key():
    assert latin_key(chord("я", 0)) == Qt.Key.Key_Z


@pytest.mark.parametrize(
    ("sequence", "words"), [("Ctrl+Space", "Ctrl+Пробел"), ("Ctrl++", "Ctrl++"), ("Alt+Left", "Alt+←")]
)
def test_keys_are_written_as_a_russian_keyboard_has_them(sequence, words):
    assert key_text(sequence) == words
