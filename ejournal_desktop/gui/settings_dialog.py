"""«Настройки»: how the journal looks and how one types into it; every choice holds at once (ux 5.18)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.config.settings import Settings, SettingsStore
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.widgets.badge import words
from ejournal_desktop.gui.widgets.grid_sample import GridSample
from ejournal_desktop.gui.widgets.look_menus import DENSITIES, LOOKS, SCALES_PERCENT, apply

TINTINGS: Final = {"calm": "спокойная: двойки и пропуски", "full": "полная", "none": "без окраски"}
ENTERS: Final = {
    "down": "вниз, к следующему ученику",
    "right": "вправо, к следующему уроку",
    "stay": "остаётся на месте",
}
SPEECHES: Final = {"date": "ученик, дата, работа, значение", "name": "ученик и значение", "value": "только значение"}


class SettingsDialog(QDialog):
    """Three groups of choices and a live sample; there is nothing to confirm."""

    def __init__(self, settings: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._shows: list[Callable[[Settings], None]] = []
        self.setObjectName("settings_dialog")
        self.setWindowTitle("Настройки")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(12)
        column.addWidget(words("Вид", "section", body))
        column.addLayout(self._make_look(body))
        column.addWidget(GridSample(body), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words("Ввод", "section", body))
        column.addLayout(self._make_typing(body))
        column.addWidget(words("Доступность", "section", body))
        column.addLayout(self._make_speech(body))
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setObjectName("canvas")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 12)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._make_buttons())
        self._scroll, self._body = scroll, body
        self._show()
        style.fit(self)
        theme.changes().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """As large as what is in it, never larger than the window behind."""
        wanted = self._body.sizeHint()
        behind = self.parentWidget()
        room = behind.window().size() if behind is not None else wanted
        width = wanted.width() + self._scroll.verticalScrollBar().sizeHint().width() + 4
        self._scroll.setMinimumWidth(min(width, room.width() - 24))
        self.resize(self._scroll.minimumWidth(), min(wanted.height() + theme.current().px(64), room.height() - 24))

    def _make_look(self, body: QWidget) -> QFormLayout:
        scales = {percent: f"{percent} %" for percent in SCALES_PERCENT}
        form = _form()
        form.addRow("Тема", self._combo(body, "look", "Тема", LOOKS))
        form.addRow("Размер", self._combo(body, "scale_percent", "Размер", scales))
        form.addRow("Плотность журнала", self._combo(body, "density", "Плотность журнала", DENSITIES))
        form.addRow("Окраска отметок", self._combo(body, "tinting", "Окраска отметок", TINTINGS))
        return form

    def _make_typing(self, body: QWidget) -> QFormLayout:
        form = _form()
        form.addRow("Enter в журнале", self._combo(body, "enter_goes", "Enter в журнале", ENTERS))
        form.addRow(self._check(body, "skips_closed", "Enter и Tab пропускают закрытые ячейки"))
        form.addRow(self._check(body, "joins_two_marks", "«45» — сразу две отметки 4/5, без второго Enter"))
        return form

    def _make_speech(self, body: QWidget) -> QFormLayout:
        form = _form()
        form.addRow("Озвучивать ячейку", self._combo(body, "cell_speech", "Озвучивать ячейку", SPEECHES))
        return form

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        usual = buttons.addButton("Вернуть обычные", QDialogButtonBox.ButtonRole.ResetRole)
        usual.setObjectName("usualButton")
        usual.clicked.connect(self._reset)
        close = buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("closeButton")
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(16, 0, 16, 0)
        return buttons

    # Choices

    def _combo(self, body: QWidget, name: str, spoken: str, choices: Mapping[Any, str]) -> QComboBox:
        combo = QComboBox(body)
        combo.setObjectName(f"setting_{name}")
        combo.setAccessibleName(spoken)
        values = list(choices)
        combo.addItems(list(choices.values()))
        combo.activated.connect(lambda at: self._change(**{name: values[at]}))
        self._shows.append(lambda now: combo.setCurrentIndex(_place(values, getattr(now, name))))
        return combo

    def _check(self, body: QWidget, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text, body)
        box.setObjectName(f"setting_{name}")
        box.clicked.connect(lambda checked: self._change(**{name: checked}))
        self._shows.append(lambda now: box.setChecked(getattr(now, name)))
        return box

    def _change(self, **values: Any) -> None:
        self._settings.change(**values)
        apply(self._settings.now)

    def _reset(self) -> None:
        usual = Settings()
        names = (
            "look",
            "scale_percent",
            "density",
            "tinting",
            "enter_goes",
            "skips_closed",
            "joins_two_marks",
            "cell_speech",
        )
        self._change(**{name: getattr(usual, name) for name in names})
        self._show()

    def _show(self) -> None:
        for show in self._shows:
            show(self._settings.now)


def show_settings(settings: SettingsStore, parent: QWidget) -> None:
    """Open the settings over a window."""
    SettingsDialog(settings, parent).open()


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(8)
    return form


def _place(values: list[Any], value: object) -> int:
    return values.index(value) if value in values else -1
