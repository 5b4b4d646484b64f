"""Small words on a tint: a state that colour repeats, never carries alone."""

from typing import Literal

from PySide6.QtWidgets import QLabel, QWidget

BadgeKind = Literal["ok", "warn", "err", "info", "plain"]


def badge(text: str, kind: BadgeKind, parent: QWidget | None = None) -> QLabel:
    """A label such as «нет темы»."""
    label = QLabel(text, parent)
    label.setProperty("badge", kind)
    return label


def words(text: str, role: str = "", parent: QWidget | None = None) -> QLabel:
    """A label in one of the text roles of the style sheet: caption, second, strong, section, page."""
    label = QLabel(text, parent)
    if role:
        label.setProperty("words", role)
    return label
