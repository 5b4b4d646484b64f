"""A line of controls in a narrow window: nothing is squeezed, what does not fit stands in the next line."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.widgets.flow import wrap
from ejournal_desktop.gui.widgets.nav_rail import NavRail
from ejournal_desktop.gui.widgets.page_room import PageRoom


@pytest.fixture
def form(qtbot, dressed):
    form = QWidget()
    qtbot.addWidget(form)
    row = QHBoxLayout()
    form.buttons = [QPushButton(f"Кнопка {number}", form) for number in range(5)]
    form.buttons[4].hide()
    form.edit = QLineEdit(form)
    for widget in (*form.buttons, form.edit):
        row.addWidget(widget, 1 if widget is form.edit else 0)
    form.end = QPushButton("Готово", form)
    row.addWidget(form.end)
    column = QVBoxLayout(form)
    column.addLayout(row)
    column.addStretch(1)
    wrap(row)
    with qtbot.waitExposed(form):
        form.show()
    return form


def rows(form):
    """The distinct lines, top to bottom, each with what stands in it from left to right."""
    lines = {}
    shown = [one for one in (*form.buttons, form.edit, form.end) if one.isVisible()]
    for widget in shown:
        lines.setdefault(widget.geometry().center().y() // 20, []).append(widget)
    return [sorted(lines[at], key=QWidget.x) for at in sorted(lines)]


def test_with_room_all_stand_in_one_line_and_the_last_at_its_end(form):
    form.resize(1000, 200)

    assert len(rows(form)) == 1
    assert form.end.geometry().right() == form.layout().contentsRect().right()
    assert form.edit.width() > form.edit.sizeHint().width()


def test_in_a_narrow_window_lines_follow_in_the_order_of_reading_and_nothing_is_narrower_than_its_text(form):
    form.resize(260, 400)

    lines = rows(form)
    assert len(lines) > 2
    assert [one for line in lines for one in line] == [*form.buttons[:4], form.edit, form.end]
    assert all(one.width() >= one.sizeHint().width() for one in form.buttons[:4])
    assert not form.buttons[4].isVisible()


def test_the_layout_goes_with_its_window(dressed):
    form = QWidget()
    bar = QHBoxLayout(form)
    bar.addWidget(QPushButton("Готово", form))
    wrap(bar)
    form.deleteLater()

    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert not isValid(form)


def test_a_page_larger_than_its_room_is_scrolled_and_a_smaller_one_fills_it(qtbot):
    page = QWidget()
    page.setMinimumSize(400, 300)
    room = PageRoom(page)
    qtbot.addWidget(room)
    with qtbot.waitExposed(room):
        room.show()

    room.resize(300, 200)
    scrolls = (room.horizontalScrollBar().maximum() > 0, room.verticalScrollBar().maximum() > 0)
    room.resize(800, 600)

    assert scrolls == (True, True)
    assert (page.width(), page.height()) == (800, 600)


@pytest.mark.parametrize(("scale", "height"), [(1.0, 480), (1.5, 590), (1.0, 650)])
def test_fifteen_sections_stand_in_a_low_window_without_scrolling(qtbot, dressed, scale, height):
    theme.use(theme.Theme(scale=scale))
    rail = NavRail()
    qtbot.addWidget(rail)
    rail.set_items([(f"page{number}", f"Раздел {number}", "tray") for number in range(15)])
    rail.resize(rail.width(), height)
    with qtbot.waitExposed(rail):
        rail.show()

    room = rail.findChild(QScrollArea)
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() == 0)
    buttons = rail.findChildren(QToolButton)
    assert all(button.height() >= theme.current().px(24) for button in buttons)
    assert all(button.height() >= button.iconSize().height() for button in buttons)
