import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.gui.main_window import MainWindow
from tests.gui.fake_school import FakeDesk, context, course, session


class _PageWithTable(QWidget):
    """A head, a table and a pane beside it, as most pages are built."""

    def __init__(self):
        super().__init__()
        rows = QVBoxLayout(self)
        head = QHBoxLayout()
        self.choice, self.button = QComboBox(self), QPushButton("Сегодня", self)
        head.addWidget(self.choice)
        head.addWidget(self.button)
        rows.addLayout(head)
        both = QSplitter(self)
        self.table, self.pane = QTableView(both), QWidget(both)
        self.field = QPushButton("Записать", self.pane)
        rows.addWidget(both)


@pytest.fixture
def window(qtbot, dressed, lanes, tmp_path):
    made = MainWindow(
        context(lanes, tmp_path, make_journal=lambda *_: _PageWithTable()),
        FakeDesk(session("teacher")),
        "teacher",
        "Школа",
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.open_journal(course(1))
    return made


def walk(window, times, key=Qt.Key.Key_F6, modifier=Qt.KeyboardModifier.NoModifier):
    found = []
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        found.append(QApplication.focusWidget())
    return found


def test_f6_leaves_a_table_for_the_pane_beside_it_and_comes_round_to_it_again(window):
    page = window.page()
    page.table.setFocus()

    met = walk(window, 7)

    assert met[0] is page.field
    assert page.table in met
    assert met.index(page.table) - met.index(page.choice) == 1  # the head is read before the table


def test_shift_f6_goes_the_other_way(window):
    page = window.page()
    page.table.setFocus()

    assert walk(window, 1, modifier=Qt.KeyboardModifier.ShiftModifier) == [page.choice]


def test_every_part_of_the_window_is_met(window):
    page = window.page()
    page.table.setFocus()

    met = walk(window, 7)

    ui = window.ui
    for part in (ui.topBar, ui.navRail, ui.statusStrip):
        assert any(part.isAncestorOf(widget) for widget in met)
    assert ui.tabs.tabBar() in met


def test_a_part_remembers_where_one_was_in_it(window):
    page = window.page()
    page.button.setFocus()

    walk(window, 1)
    (back,) = walk(window, 1, modifier=Qt.KeyboardModifier.ShiftModifier)

    assert back is page.button
