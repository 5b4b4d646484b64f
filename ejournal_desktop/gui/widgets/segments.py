"""A switch of a few ways to look at a page: one button is pressed, arrows go between them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget


class Segments(QWidget):
    """«Сетка | Бумага | Ученик»."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Mapping[str, tuple[str, str]], parent: QWidget | None = None) -> None:
        """``choices``: what each stands for, as its word and what its tooltip says."""
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        for at, (key, (word, tip)) in enumerate(choices.items()):
            button = QToolButton(self)
            button.setObjectName(f"segment_{key}")
            button.setText(word)
            button.setToolTip(tip)
            button.setAccessibleName(f"{name}: {word}")
            button.setCheckable(True)
            edge = "left" if at == 0 else "right" if at == len(choices) - 1 else "middle"
            button.setProperty("kind", edge)
            button.setProperty("part", "segment")
            button.clicked.connect(partial(self._press, key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)

    def _press(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def show_chosen(self, key: str) -> None:
        """Press the button of what is shown."""
        self._buttons[key].setChecked(True)
