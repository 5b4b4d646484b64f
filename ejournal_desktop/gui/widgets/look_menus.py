"""Menus of this computer: light or dark, size of everything, when the window locks itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar, get_args

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ejournal_desktop.config.settings import SHARED_LOCK_MINUTES, Density, Look, Settings, SettingsStore
from ejournal_desktop.gui import theme
from ejournal_desktop.gui.grid import typing_habits
from ejournal_desktop.gui.grid.typing_habits import TypingHabits

T = TypeVar("T")

SCALES_PERCENT: Final = (90, 100, 110, 125, 150, 175, 200)
LOCKS_AFTER: Final = (3, 5, 10, 15, 20, 30)
LOOKS: Final[dict[Look, str]] = {"system": "Как в системе", "light": "Светлый", "dark": "Тёмный"}
DENSITIES: Final[dict[Density, str]] = {"normal": "Обычная", "compact": "Компактная", "roomy": "Просторная"}


def theme_of(settings: Settings) -> theme.Theme:
    """The theme that the settings and the system ask for together."""
    hints = QGuiApplication.styleHints()
    system_dark = hints.colorScheme() == Qt.ColorScheme.Dark
    dark = system_dark if settings.look == "system" else settings.look == "dark"
    name: theme.ThemeName = "dark" if dark else "light"
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        name = "contrast-dark" if dark else "contrast-light"
    return replace(theme.current(), name=name, scale=settings.scale, tinting=settings.tinting, density=settings.density)


def apply(settings: Settings) -> None:
    """Look and type like this from now on."""
    typing_habits.use(
        TypingHabits(settings.enter_goes, settings.skips_closed, settings.joins_two_marks, settings.cell_speech)
    )
    theme.use(theme_of(settings))


def look_menu(settings: SettingsStore, parent: QWidget) -> QMenu:
    """«Как в системе», «Светлый», «Тёмный»."""
    menu = QMenu("Вид окна", parent)

    def choose(look: Look) -> None:
        settings.change(look=look)
        apply(settings.now)

    _fill(menu, {LOOKS[look]: look for look in get_args(Look)}, lambda: settings.now.look, choose)
    return menu


def density_menu(settings: SettingsStore, parent: QWidget) -> QMenu:
    """«Обычная», «Компактная», «Просторная»."""
    menu = QMenu("Плотность журнала", parent)

    def choose(density: Density) -> None:
        settings.change(density=density)
        apply(settings.now)

    _fill(menu, {words: density for density, words in DENSITIES.items()}, lambda: settings.now.density, choose)
    return menu


def scale_menu(settings: SettingsStore, parent: QWidget) -> QMenu:
    """90–200 %."""
    menu = QMenu("Размер", parent)

    def choose(percent: int) -> None:
        settings.change(scale_percent=percent)
        apply(settings.now)

    choices = {f"{percent} %": percent for percent in SCALES_PERCENT}
    _fill(menu, choices, lambda: settings.now.scale_percent, choose)
    return menu


def lock_menu(settings: SettingsStore, parent: QWidget) -> QMenu:
    """After how many minutes without a touch the window locks itself; a shared computer has its own five."""
    menu = QMenu("Блокировать без работы", parent)
    choices = {f"через {minutes} мин": minutes for minutes in LOCKS_AFTER}
    _fill(
        menu, choices, lambda: settings.now.locks_after_minutes, lambda minutes: settings.change(lock_minutes=minutes)
    )
    if settings.now.shared_device:
        for action, minutes in zip(menu.actions(), LOCKS_AFTER, strict=True):
            action.setEnabled(minutes <= SHARED_LOCK_MINUTES)
        menu.setTitle("Блокировать без работы (общий компьютер)")
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
