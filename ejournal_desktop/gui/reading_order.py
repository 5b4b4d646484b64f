"""Tab goes the way one reads: the order of what stops it is the order of the layouts, whenever a part was made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget

_TAB = Qt.FocusPolicy.TabFocus


def arrange(window: QWidget) -> None:
    """Put what Tab stops at into the order of reading."""
    for one, next_one in pairwise(stops(window)):
        QWidget.setTabOrder(one, next_one)


def stops(window: QWidget) -> list[QWidget]:
    """What Tab may stop at, from the first line to the last."""
    return [part for part in _parts(window) if _stops(part)]


def _stops(part: QWidget) -> bool:
    return part.focusPolicy() & _TAB == _TAB and part.focusProxy() is None


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """A widget and what is in it; what only one part of is shown at a time gives that part."""
    yield widget
    if isinstance(widget, QTabWidget):
        yield from _parts(widget.tabBar())
        yield from _inside(widget.currentWidget())
    elif isinstance(widget, QStackedWidget):
        yield from _inside(widget.currentWidget())
    elif isinstance(widget, QSplitter):
        for at in range(widget.count()):
            yield from _inside(widget.widget(at))
    elif isinstance(widget, QScrollArea):
        yield from _inside(widget.widget())
    elif (layout := widget.layout()) is not None:
        yield from _of_layout(layout)


def _inside(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is not None and not widget.isHidden():
        yield from _parts(widget)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        if (inner := item.layout()) is not None:
            yield from _of_layout(inner)
        else:
            yield from _inside(item.widget())
