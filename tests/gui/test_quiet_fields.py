"""Scrolling past a field changes nothing in it: a wheel over the lesson pane once set the character of homework."""

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QVBoxLayout, QWidget

from ejournal_desktop.gui.widgets.quiet_fields import QuietCombo, QuietSpin


@pytest.fixture
def scrolled(qtbot, dressed):
    def make(kind):
        inside = QWidget()
        column = QVBoxLayout(inside)
        field = kind(inside)
        if isinstance(field, QComboBox):
            field.addItems(["урок", "контроль", "экскурсия"])
        column.addWidget(field)
        for _line in range(40):
            column.addWidget(QComboBox())
        area = QScrollArea()
        area.setWidget(inside)
        area.resize(200, 150)
        qtbot.addWidget(area)
        with qtbot.waitExposed(area):
            area.show()
        area.setFocus()
        return area, field

    return make


def turn_wheel(area, field):
    """Through the window, as a mouse does it; how far the page scrolled."""
    place = QPointF(field.mapTo(area, field.rect().center()))
    QTest.wheelEvent(area.windowHandle(), place, QPoint(0, -120))
    QApplication.processEvents()
    return area.verticalScrollBar().value()


def value_of(field):
    return field.currentText() if isinstance(field, QComboBox) else field.value()


@pytest.mark.parametrize("kind", [QuietCombo, QuietSpin])
def test_the_wheel_scrolls_past_a_field_that_nobody_chose(scrolled, kind):
    area, field = scrolled(kind)
    before = value_of(field)

    moved = turn_wheel(area, field)

    assert (value_of(field), field.hasFocus()) == (before, False)
    assert moved > 0


def test_a_field_with_the_focus_takes_it(scrolled, qtbot):
    area, field = scrolled(QuietCombo)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    assert (turn_wheel(area, field), value_of(field)) == (0, "контроль")


def test_control_a_plain_list_is_changed_by_the_wheel(scrolled):
    area, field = scrolled(QComboBox)

    assert (turn_wheel(area, field), value_of(field)) == (0, "контроль")
