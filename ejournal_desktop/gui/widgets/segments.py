"""A switch of a few ways to look at a page: one button is pressed, arrows go between them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget


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
        self._menu_button = self._make_menu_button()
        row.addWidget(self._menu_button)

    def _press(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def show_chosen(self, key: str) -> None:
        """Press the button of what is shown."""
        self._buttons[key].setChecked(True)
        self._menu_button.setText(f"{self._buttons[key].text()} ▾")
        self._menu_button.setAccessibleName(f"{self.accessibleName()}: {self._buttons[key].text()}")

    def set_compact(self, compact: bool) -> None:
        """One button with a menu where there is no room for all."""
        for button in self._buttons.values():
            button.setVisible(not compact)
        self._menu_button.setVisible(compact)

    def _make_menu_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("segment_menu")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip("Как смотреть на журнал")
        menu = QMenu(button)
        for key, one in self._buttons.items():
            menu.addAction(one.text()).triggered.connect(partial(self._press, key))
        button.setMenu(menu)
        button.hide()
        return button
