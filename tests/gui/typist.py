"""A typist: presses real keys in a grid that stands on a fake gradebook."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.models.journal_store import JournalStore
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.journal_pages import ME, PERIODS, small_page

SCAN_CODES = {"н": 0x15, "б": 0x33, "у": 0x12, "о": 0x24, "п": 0x22}
X11_OFFSET = 8
KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Esc": Qt.Key.Key_Escape,
    "Space": Qt.Key.Key_Space,
    "Del": Qt.Key.Key_Delete,
    "Back": Qt.Key.Key_Backspace,
    "F2": Qt.Key.Key_F2,
    "F3": Qt.Key.Key_F3,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
}
MODIFIERS = {
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
LATIN = dict(zip("нбуопсвзач", "y,ejgcdpfx", strict=True))


class Typist:
    """Presses keys of a grid under a layout, with the scan codes that X11 or an offscreen platform would give."""

    def __init__(self, pane, qtbot):
        self.pane = pane
        self.store = pane.store
        self._qtbot = qtbot

    def at(self, row, column):
        self.pane.view.move_to(row, column)
        return self

    def press(self, keys, layout="ru", *, scan_codes=False):
        """Space-separated keys: names of ``KEYS`` or texts typed sign by sign."""
        for key in keys.split():
            if key in KEYS:
                self._qtbot.keyClick(self.pane.view, KEYS[key])
            elif key == "Shift+Tab":
                self._qtbot.keyClick(self.pane.view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            elif "+" in key and len(key) > 1:
                self._chord(key)
            else:
                for sign in key:
                    self._type(sign, layout, scan_codes=scan_codes)
        return self

    def _chord(self, key):
        *modifiers, last = key.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= MODIFIERS[modifier]
        self._qtbot.keyClick(self.pane.view, KEYS.get(last) or Qt.Key(ord(last)), held)

    def _type(self, sign, layout, *, scan_codes):
        text = LATIN.get(sign, sign) if layout == "us" else sign
        scan = SCAN_CODES.get(sign, 0) + X11_OFFSET if scan_codes and sign in SCAN_CODES else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            nothing = Qt.KeyboardModifier.NoModifier
            key = Qt.Key(ord(text.upper())) if text.isascii() else Qt.Key(0)
            QApplication.sendEvent(self.pane.view, QKeyEvent(kind, key, nothing, scan, 0, 0, text))

    @staticmethod
    def drag(port, point, button=Qt.MouseButton.LeftButton):
        """Move the mouse with a button held."""
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(port.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(port, move)

    def texts(self, column, rows=range(5)):
        return [self.store.value(row, column).text for row in rows]

    @property
    def hint(self):
        return self.pane.hints.text()


def type_text(widget, text, scan=0):
    """Press the keys of a text one by one; QTest itself knows no Cyrillic keys."""
    for sign in text:
        key = Qt.Key(ord(sign.upper())) if sign.isascii() else Qt.Key(0)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, scan, 0, 0, sign))


def open_typist(qtbot, shown=None, book=None):
    """A typist at a page that is shown."""
    book = book or FakeGradebook(shown or small_page())
    pane = GridPane(JournalStore(book.page, book, ME), PERIODS)
    qtbot.addWidget(pane)
    pane.resize(900, 600)
    pane.show()
    pane.view.setFocus()
    one = Typist(pane, qtbot)
    one.book = book
    return one
