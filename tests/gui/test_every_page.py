"""Every page of every role: names that are heard, the order of Tab, a focus that is seen, text that is not cut."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.gui import reading_order, style, theme
from ejournal_desktop.gui.main_window import MainWindow
from ejournal_desktop.gui.pages.journal_page import JournalPageWidget
from ejournal_desktop.gui.widgets.page_room import PageRoom
from tests.gui.fake_gradebook import FakeGradebook
from tests.gui.fake_school import FakeDesk, context, course, lesson, session
from tests.gui.journal_pages import big_page

ROLES = ("teacher", "psychologist", "class_teacher", "deputy", "director", "administrator", "inspector", "secretary")
WITHOUT_SCROLLING = [(1366, 768, 1.0), (1024, 600, 1.0), (1366, 768, 1.5)]
SIZES = [*WITHOUT_SCROLLING, (1024, 600, 1.5), (1366, 768, 2.0)]


@pytest.fixture
def open_window(qtbot, dressed, lanes, tmp_path):
    def make(role, width=1366, height=768):
        desk = FakeDesk(session(role, class_teacher_of=("7А",)), day=(lesson(1), lesson(3)))
        book = FakeGradebook(big_page())

        def journal(workplace, of, _lesson, parent):
            beside = SimpleNamespace(
                **{name: getattr(workplace, name) for name in ("desk", "actions", "lanes", "changes")}
            )
            return JournalPageWidget(beside, of, book, None, parent)

        window = MainWindow(context(lanes, tmp_path, make_journal=journal), desk, role, "Школа")
        qtbot.addWidget(window)
        window.resize(width, height)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: "проверяю" not in window.ui.serverCell.text())
        return window

    return make


def pages_of(window):
    for page_id in window.ui.navRail.ids():
        window.open_page(page_id)
        yield page_id, window.page()
    window.open_journal(course(1))
    yield "journal", window.page()


def stops(window):
    """What Tab stops at, in its order."""
    at, found = window.nextInFocusChain(), []
    while at is not window:
        tab = at.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if tab and at.isVisible() and at.isEnabled() and at.focusProxy() is None and at.window() is window:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def heard(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def called(widget):
    return widget.objectName() or f"{type(widget).__name__} in {widget.parentWidget().objectName()}"


@pytest.mark.parametrize("role", ROLES)
def test_whatever_tab_stops_at_has_a_name_that_is_heard_and_an_icon_has_a_tooltip(open_window, role):
    window = open_window(role)
    nameless, silent = set(), set()

    for page_id, _page in pages_of(window):
        nameless |= {f"{page_id}: {called(widget)}" for widget in stops(window) if not heard(widget)}
        icons = [one for one in window.findChildren(QToolButton) if one.isVisible() and not one.text().strip()]
        silent |= {f"{page_id}: {called(one)}" for one in icons if not one.toolTip() and not _of_qt(one)}

    assert nameless == set()
    assert silent == set()


def _of_qt(widget):
    return widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), (QTabBar, QTableView))


@pytest.mark.parametrize("role", ROLES)
def test_tab_goes_through_every_page_in_the_order_of_reading(open_window, role):
    """From the search at the top over the sections and the page down to the status line, whatever was made first."""
    window = open_window(role)
    wrong = {}

    for page_id, _page in pages_of(window):
        reading_order.arrange(window)
        read = [one for one in reading_order.stops(window) if one.isVisible() and one.isEnabled()]
        met = [one for one in stops(window) if not isinstance(one.parentWidget(), QTabBar)]
        start = met.index(read[0])  # the chain is a ring
        if (order := met[start:] + met[:start]) != read:
            wrong[page_id] = [f"{called(a)} <> {called(b)}" for a, b in zip(order, read, strict=False) if a is not b][
                :3
            ]
            wrong[page_id] += [called(one) for one in set(order) ^ set(read)]

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_table_and_list_says_what_it_is(open_window, role):
    window = open_window(role)

    nameless = set()
    for page_id, page in pages_of(window):
        views = [
            view
            for view in page.findChildren(QAbstractItemView)
            if view.window() is window and not isinstance(view, QHeaderView)
        ]
        nameless |= {f"{page_id}: {called(view)}" for view in views if not view.accessibleName()}

    assert nameless == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_table_is_one_stop_of_tab(open_window, role):
    window = open_window(role)

    inside = set()
    for page_id, page in pages_of(window):
        for view in page.findChildren(QAbstractItemView):
            inside |= {
                f"{page_id}: {called(view)}: {called(one)}"
                for one in stops(window)
                if view.isAncestorOf(one) and one is not view
            }

    assert inside == set()


def cut(window):
    """Texts that have less room than they need; a line that ends with dots says the rest in its tooltip."""
    found = set()
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text() or not label.pixmap().isNull() or label.window() is not window:
            continue
        if hasattr(label, "shown_text") or label.toolTip():
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.height() + 1 < needed or (not label.wordWrap() and label.width() + 1 < label.sizeHint().width()):
            found.add(f"{called(label)}: {label.text()[:40]} {label.size().toTuple()} < {label.sizeHint().toTuple()}")
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or not button.text().strip() or button.window() is not window or _of_qt(button):
            continue
        if isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            continue
        lines = button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, button.text())
        if button.height() < lines.height() or button.width() < lines.width():
            found.add(f"{called(button)}: {button.text()[:40]} {button.size().toTuple()} < {lines.toTuple()}")
    return found


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_pushes_the_window_past_the_screen_and_no_text_is_cut(open_window, role, width, height, scale):
    window = open_window(role, width, height)
    theme.use(theme.Theme(scale=scale))
    found = set()

    for page_id, page in pages_of(window):
        window.resize(width, height)
        found |= {f"{page_id}: {one}" for one in _settled(window)}
        assert (page_id, window.width(), window.height()) == (page_id, width, height)
        if (width, height, scale) in WITHOUT_SCROLLING:
            assert (page_id, _sideways(page)) == (page_id, 0)

    assert found == set()


def _sideways(page):
    """How far the room of a page is scrolled sideways at most."""
    room = page.parentWidget()
    while not isinstance(room, PageRoom):
        room = room.parentWidget()
    return room.horizontalScrollBar().maximum()


def _settled(window):
    """What is cut once answers have come and layouts are done."""
    for _ in range(20):
        QTest.qWait(5)
        if not (found := cut(window)):
            break
    return found


KINDS = {
    "button": lambda: QPushButton("Записать"),
    "main button": lambda: _with(QPushButton("Войти"), kind="primary"),
    "link": lambda: _with(QPushButton("подробнее"), kind="link"),
    "tool button": lambda: _with(QToolButton(), text="Сегодня"),
    "icon button": lambda: _with(QToolButton(), kind="icon", text="x"),
    "chip": lambda: _with(QToolButton(), kind="chip", text="2"),
    "line": QLineEdit,
    "box": QComboBox,
    "text": QPlainTextEdit,
    "number": QSpinBox,
    "date": QDateEdit,
    "tick": lambda: QCheckBox("Всем"),
    "choice": lambda: QRadioButton("Никогда"),
}


def _with(widget, text=None, **properties):
    if text is not None:
        widget.setText(text)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for name, value in properties.items():
        widget.setProperty(name, value)
    return widget


@pytest.mark.parametrize("name", ["light", "dark", "contrast-light", "contrast-dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_focus_is_seen_on_every_kind_of_control_in_every_theme(qtbot, dressed, kind, name):
    """Pixels turn into the colour of the focus, or of the text where the control itself is blue."""
    theme.use(theme.Theme(name))
    form, other = QWidget(), QPushButton("другая")
    qtbot.addWidget(form)
    column, control = QVBoxLayout(form), KINDS[kind]()
    column.addWidget(other)
    column.addWidget(control)
    style.fit(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    other.setFocus()
    plain = control.grab().toImage()

    control.setFocus()
    qtbot.waitUntil(control.hasFocus)

    seen = control.grab().toImage()
    ring = {theme.current().color(token).rgb() for token in ("accent", "text")}
    points = [(x, y) for x in range(seen.width()) for y in range(seen.height())]
    drawn = [at for at in points if seen.pixel(*at) != plain.pixel(*at) and seen.pixel(*at) in ring]
    assert len(drawn) >= 2 * 12  # at least two pixels thick along the smallest side


def test_an_hour_of_marks_is_typed_without_a_window_in_the_way(open_window, monkeypatch):
    """Every sign of the grammar, closed cells and texts that do not fit: nothing modal ever asks for the focus."""
    opened = []
    for kind in (QDialog, QMessageBox):
        for name in ("exec", "open", "show"):
            monkeypatch.setattr(kind, name, lambda box, *_: opened.append(type(box).__name__))
    window = open_window("teacher")
    window.open_journal(course(1))
    grid = window.page().grid
    keys = "5 4 3 2 9 ."
    for row in range(0, len(grid.store.pupils), 2):
        for column in range(len(grid.store.columns)):
            grid.view.move_to(row, column)
            QTest.keyClicks(grid.view, keys[(row + column) % len(keys)])
            QTest.keyClick(grid.view, Qt.Key.Key_Return)
            QTest.keyClick(grid.view, Qt.Key.Key_Escape)

    assert opened == []
    assert QApplication.activeModalWidget() is None
    assert len(grid.store._gradebook.operations) > 50
