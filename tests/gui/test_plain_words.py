"""A name, a title or a reason that somebody typed as markup is shown as it was typed, in labels and in tips."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QTableView, QToolTip, QWidget

from ejournal_desktop.gui import style
from ejournal_desktop.gui.window_habits import WindowHabits

TYPED = '<img src="file:///etc/hostname"><b>Сидоров</b>'
pytestmark = pytest.mark.qt_log_ignore("does not support")


@pytest.fixture
def habits(qapp):
    made = WindowHabits()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)
    QToolTip.hideText()


def tip_of(widget, at):
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    return QToolTip.text()


@pytest.fixture
def table(qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    model = QStandardItemModel(1, 1, view)
    item = QStandardItem("Сидоров")
    item.setToolTip(TYPED)
    model.setItem(0, 0, item)
    model.setHeaderData(0, Qt.Orientation.Horizontal, TYPED, Qt.ItemDataRole.ToolTipRole)
    view.setModel(model)
    view.show()
    return view


def is_shown_as_typed(tip):
    return "&lt;img" in tip and "<img" not in tip


def test_a_tip_of_a_table_its_header_a_tab_and_a_button_is_text(qtbot, habits, table):
    tabs, button = QTabBar(), QWidget()
    for widget in (tabs, button):
        qtbot.addWidget(widget)
    tabs.setTabToolTip(tabs.addTab("7А"), TYPED)
    tabs.show()
    button.setToolTip(TYPED)
    button.show()

    for widget, at in (
        (table.viewport(), table.visualRect(table.model().index(0, 0)).center()),
        (table.horizontalHeader().viewport(), QPoint(5, 5)),
        (tabs, QPoint(5, 5)),
        (button, QPoint(2, 2)),
    ):
        assert is_shown_as_typed(tip_of(widget, at)), widget


def test_without_the_habit_the_tip_is_markup(qtbot, table):
    assert not is_shown_as_typed(tip_of(table.viewport(), table.visualRect(table.model().index(0, 0)).center()))
    QToolTip.hideText()


def test_a_label_of_a_dressed_window_is_text(qtbot, dressed):
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel(TYPED, window)
    before = label.textFormat()

    style.fit(window)

    assert before is Qt.TextFormat.AutoText
    assert label.textFormat() is Qt.TextFormat.PlainText
