"""A tip shows the text that it is: what somebody else typed is never taken for markup."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTabBar, QToolTip, QWidget


def show_plain(widget: QWidget, event: QHelpEvent) -> bool:
    """Show a tip that may be taken for markup as plain text; whether that was done.

    Views with tips of our own markup say so by the property ``own_markup``.
    """
    text = _tip(widget, event)
    if "<" not in text and "&" not in text:
        return False
    lines = "<br>".join(escape(line) for line in text.splitlines())
    QToolTip.showText(event.globalPos(), f"<p>{lines}</p>", widget)
    return True


def _tip(widget: QWidget, event: QHelpEvent) -> str:
    view = widget.parentWidget()
    if not isinstance(view, QAbstractItemView) or view.viewport() is not widget:
        return widget.tabToolTip(widget.tabAt(event.pos())) if isinstance(widget, QTabBar) else widget.toolTip()
    if view.property("own_markup") or view.model() is None:
        return ""
    role = Qt.ItemDataRole.ToolTipRole
    if isinstance(view, QHeaderView):
        found = view.model().headerData(view.logicalIndexAt(event.pos()), view.orientation(), role)
    else:
        found = view.indexAt(event.pos()).data(role)
    return str(found or "")
