"""Menus of the look: light or dark, size of everything."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ejournal_desktop.gui import theme
from ejournal_desktop.gui.preferences import Look, Preferences

T = TypeVar("T")

SCALES: Final = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
_LOOKS: Final[dict[Look, str]] = {"system": "Как в системе", "light": "Светлый", "dark": "Тёмный"}


def theme_of(preferences: Preferences) -> theme.Theme:
    """The theme that the preferences and the system ask for together."""
    hints = QGuiApplication.styleHints()
    system_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    dark = system_dark if preferences.look == "system" else preferences.look == "dark"
    name: theme.ThemeName = "dark" if dark else "light"
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        name = "contrast-dark" if dark else "contrast-light"
    return replace(theme.current(), name=name, scale=preferences.scale)


def look_menu(preferences: Preferences, parent: QWidget) -> QMenu:
    """«Как в системе», «Светлый», «Тёмный»."""
    menu = QMenu("Вид окна", parent)

    def choose(look: Look) -> None:
        preferences.look = look
        theme.use(theme_of(preferences))

    _fill(menu, {_LOOKS[look]: look for look in get_args(Look)}, lambda: preferences.look, choose)
    return menu


def scale_menu(preferences: Preferences, parent: QWidget) -> QMenu:
    """90–200 %."""
    menu = QMenu("Размер", parent)

    def choose(scale: float) -> None:
        preferences.scale = scale
        theme.use(theme_of(preferences))

    _fill(menu, {f"{scale:.0%}".replace("%", " %"): scale for scale in SCALES}, lambda: preferences.scale, choose)
    return menu


def _fill(menu: QMenu, choices: dict[str, T], present: Callable[[], T], choose: Callable[[T], None]) -> None:
    group = QActionGroup(menu)
    for words, value in choices.items():
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setActionGroup(group)
        action.triggered.connect(lambda _checked=False, chosen=value: choose(chosen))

    def tick() -> None:
        for action, value in zip(menu.actions(), choices.values(), strict=True):
            action.setChecked(value == present())

    menu.aboutToShow.connect(tick)
