"""The theme as Qt wants it: Fusion, a palette and one small style sheet; forms follow the scale."""

from string import Template
from typing import Final

from PySide6.QtCore import QDir, QSize, Qt, QTemporaryDir
from PySide6.QtGui import QColor, QPalette, QTextCharFormat
from PySide6.QtWidgets import QAbstractButton, QApplication, QCalendarWidget, QLabel, QLayout, QToolButton, QWidget

from ejournal_desktop.config import paths
from ejournal_desktop.gui import icons, theme

_PALETTE: Final = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "surface_alt"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "err"),
    (QPalette.ColorRole.Highlight, "accent_bg"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.PlaceholderText, "text_2"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Mid, "border"),
    (QPalette.ColorRole.Midlight, "header"),
    (QPalette.ColorRole.Dark, "border_ctl"),
    (QPalette.ColorRole.Light, "surface"),
)
_CALENDAR_ARROWS: Final = {"qt_calendar_prevmonth": "caret-left", "qt_calendar_nextmonth": "caret-right"}
_PICTURES: Final = (("check", "accent_text"), ("x", "text_2"), ("caret-down", "text_2"), ("caret-up", "text_2"))


class Styler:
    """Dresses an application in the current theme, again after every change of it."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._pictures = QTemporaryDir()
        application.setStyle("Fusion")
        theme.changes().changed.connect(self.apply)

    def apply(self) -> None:
        """Set palette, font and style sheet; scale the open windows."""
        self._application.setPalette(palette())
        self._application.setFont(theme.current().font("body"))
        self._draw_pictures()
        self._application.setStyleSheet(sheet(self._pictures.path()))
        for window in self._application.topLevelWidgets():
            fit(window)

    def _draw_pictures(self) -> None:
        for name, token in _PICTURES:
            for ratio, suffix in ((1, ""), (2, "@2x")):
                side = theme.current().px(12) * ratio
                drawn = icons.icon(name, token).pixmap(QSize(side, side), 1.0)
                drawn.save(QDir(self._pictures.path()).filePath(f"{name}{suffix}.png"))


def palette() -> QPalette:
    """The palette of the current theme."""
    look, made = theme.current(), QPalette()
    for role, token in _PALETTE:
        made.setColor(role, look.color(token))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, look.color("text_2"))
    return made


def sheet(pictures: str) -> str:
    """The style sheet of the current theme; ``pictures`` is the folder of its small pictures."""
    look = theme.current()
    template = Template(paths.resource("style/windows.qss.txt").read_text(encoding="utf-8"))
    colours = {token: look.color(token).name(QColor.NameFormat.HexRgb) for token in theme.tokens()}
    sizes = {f"px{size}": f"{look.px(size)}px" for size in range(1, 65)}
    return template.substitute(colours, **sizes, pictures=pictures)


def fit(widget: QWidget) -> None:
    """Scale margins, spacings and fixed sizes of a form: the Designer's numbers are pixels at 100 %."""
    look = theme.current()
    for layout in widget.findChildren(QLayout):
        _fit_layout(layout, look)
    for child in (widget, *widget.findChildren(QWidget)):
        _fit_size(child, look)


def _fit_layout(layout: QLayout, look: theme.Theme) -> None:
    if layout.property("at100") is None:
        margins = layout.contentsMargins()
        numbers = [margins.left(), margins.top(), margins.right(), margins.bottom(), layout.spacing()]
        layout.setProperty("at100", numbers)
    left, top, right, bottom, spacing = layout.property("at100")
    layout.setContentsMargins(look.px(left), look.px(top), look.px(right), look.px(bottom))
    if spacing >= 0:
        layout.setSpacing(look.px(spacing))


def _fit_size(widget: QWidget, look: theme.Theme) -> None:
    """What a form wants scaled stands in ``px_width``, ``px_height``, ``px_icon``; its icon in ``icon_name``."""
    if (width := widget.property("px_width")) is not None:
        widget.setFixedWidth(look.px(width))
    if (height := widget.property("px_height")) is not None:
        widget.setFixedHeight(look.px(height))
    if (side := widget.property("px_icon")) is not None:
        widget.setProperty("iconSize", QSize(look.px(side), look.px(side)))
    if isinstance(widget, QCalendarWidget):
        _dress_calendar(widget, look)
    if isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.AutoText:
        widget.setTextFormat(Qt.TextFormat.PlainText)  # what somebody else typed is never taken for markup
    if (name := widget.property("icon_name")) is not None:
        _set_icon(widget, name, widget.property("icon_colour") or "text_2")


def _dress_calendar(calendar: QCalendarWidget, look: theme.Theme) -> None:
    """Only Sunday is a day off: Saturdays are taught. The arrows are ours: Fusion's are black on any ground."""
    for day, token in ((Qt.DayOfWeek.Saturday, "text"), (Qt.DayOfWeek.Sunday, "err")):
        words = QTextCharFormat()
        words.setForeground(look.color(token))
        calendar.setWeekdayTextFormat(day, words)
    for name, arrow in _CALENDAR_ARROWS.items():
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            _set_icon(button, arrow, "text")


def _set_icon(widget: QWidget, name: str, colour: str) -> None:
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icons.dot(colour) if name == "circle" else icons.icon(name, colour, active=colour))
    elif isinstance(widget, QLabel):
        widget.setPixmap(icons.pixmap(name, colour, widget.property("px_picture") or 16))


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet looks at, and have the widget drawn anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
