"""Chips over the grid: pupils without marks, with debts, unasked for long; a press shows only these (ux 7 № 9)."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from ejournal_desktop.domain.pupil_standing import Risk
from ejournal_desktop.gui import style
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.models.pupil_figures import PupilFigures
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.widgets.badge import words

_ALL: Final = "all"
_CHIPS: Final[dict[Risk, str]] = {
    "no-marks": "без отметок",
    "one-mark": "одна отметка",
    "weak": "прогноз «2»",
    "debts": "задолженности",
    "long-unasked": "давно не спрашивали",
}
_WEAK_WITHOUT_RULE: Final = "средний ниже 2,5"
_SUGGESTED: Final = 5


class RiskChips(QWidget):
    """A chip a risk with the number of pupils; where there is no room, one button with a menu of them."""

    said = Signal(str)
    """What the chip shows, for the hint strip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("risk_chips")
        self.setAccessibleName("Показать учеников")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid: GridPane | None = None
        self._chosen: dict[GridPane, Risk] = {}
        self._group = QButtonGroup(self)
        self._label = words("Показать:", "caption", self)
        self._buttons: dict[str, QToolButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self._label)
        self._add_chip(_ALL, None)
        for risk in _CHIPS:
            self._add_chip(risk, risk)
        self._menu_button = self._make_menu_button()
        self._row.addStretch(1)
        self.hide()

    def _add_chip(self, name: str, risk: Risk | None) -> None:
        chip = QToolButton(self)
        chip.setObjectName(f"chip_{name}")
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.installEventFilter(self)
        chip.clicked.connect(lambda _checked=False: self.choose(risk))
        self._group.addButton(chip)
        self._buttons[name] = chip
        self._row.addWidget(chip)

    def _make_menu_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("chip_menu")
        button.setProperty("kind", "chip")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.setObjectName("risk_menu")
        menu.aboutToShow.connect(self._fill_menu)
        button.setMenu(menu)
        button.installEventFilter(self)
        self._row.addWidget(button)
        return button

    # What is shown

    def follow(self, grid: GridPane) -> None:
        """Count the pupils of this grid from now on."""
        if self._grid is not grid:
            if grid not in self._chosen:
                grid.store.row_totals_changed.connect(lambda _row: self._count_of(grid))
                grid.store.columns_changed.connect(lambda: self._count_of(grid))
                grid.view.shown.changed.connect(lambda: self._count_of(grid))
                grid.destroyed.connect(lambda: self._chosen.pop(grid, None))
            self._grid = grid
        self.setVisible(grid.store.page.course.marking != "none")
        self._count_of(grid)

    @property
    def chosen(self) -> Risk | None:
        """The risk by which pupils are shown; ``None``: all are."""
        grid = self._grid
        return self._chosen.get(grid) if grid is not None and grid.view.shown.is_on else None

    def choose(self, risk: Risk | None) -> None:
        """Show only the pupils with a risk; typing and Enter stay among them."""
        grid = self._grid
        if grid is None or not grid.flow.may_leave():
            self._count()
            return
        rows = grid.pupil_figures.rows_with(risk) if risk is not None else None
        if risk is not None and rows:
            self._chosen[grid] = risk
            grid.view.shown.use(rows)
            if grid.view.cursor()[0] not in rows:
                grid.view.move_to(rows[0], grid.view.cursor()[1])
            self.said.emit(self._meaning(grid.pupil_figures, risk, len(rows)))
        else:
            grid.view.shown.use(None)
        self._count()
        grid.setFocus()

    def open_or_clear(self) -> None:
        """Ctrl+Shift+F: to the chips; all pupils again where some are hidden."""
        if self.chosen is not None:
            self.choose(None)
        elif self._menu_button.isVisible():
            self._menu_button.showMenu()
        else:
            enabled = (chip for chip in self._buttons.values() if chip.isVisible() and chip.isEnabled())
            next(enabled, self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _meaning(self, figures: PupilFigures, risk: Risk, count: int) -> str:
        people = plural(count, "ученик", "ученика", "учеников")
        verb = "Показан" if people.endswith("ученик") else "Показаны"
        shown = f"{verb} {people}: {self._name(figures, risk)}. Esc — все."
        if risk != "long-unasked":
            return shown
        named = [
            f"{figures.store.pupils[row].last_name} ({self._waited(figures, row)})"
            for row in figures.whom_to_ask(_SUGGESTED)
        ]
        return f"Спросить на следующем уроке: {', '.join(named)}. Esc — все."

    @staticmethod
    def _waited(figures: PupilFigures, row: int) -> str:
        standing = figures.standing(row)
        lessons = plural(standing.lessons_since, "урок", "урока", "уроков")
        days = standing.days_since(figures.store.page.today)
        return lessons if days is None else f"{lessons}, {days} дн."

    @staticmethod
    def _name(figures: PupilFigures, risk: Risk) -> str:
        return _WEAK_WITHOUT_RULE if risk == "weak" and not figures.proposes else _CHIPS[risk]

    # Counting

    def _count_of(self, grid: GridPane) -> None:
        if grid is self._grid:
            self._count()

    def _count(self) -> None:
        grid = self._grid
        if grid is None:
            return
        figures, store = grid.pupil_figures, grid.store
        here = sum(1 for pupil in store.pupils if pupil.belongs(store.page.today))
        self._show_count(_ALL, "все", here)
        for risk in _CHIPS:
            self._show_count(risk, self._name(figures, risk), len(figures.rows_with(risk)))
        self._buttons[self.chosen or _ALL].setChecked(True)
        self._arrange()

    def _show_count(self, name: str, text: str, count: int) -> None:
        chip = self._buttons[name]
        chip.setText(f"{text} {count}")
        people = plural(count, "ученик", "ученика", "учеников")
        chip.setAccessibleName(f"Показать: {text}, {people}")
        chip.setToolTip(f"{people}. Ctrl+Shift+F — к показу, Esc — показать всех")
        chip.setEnabled(name == _ALL or count > 0)

    # Room

    def minimumSizeHint(self) -> QSize:
        """The chips never ask for more room than the button that stands for them."""
        return self._menu_button.sizeHint()

    def sizeHint(self) -> QSize:
        """All chips in a row."""
        shown = [self._label, *self._buttons.values()]
        width = sum(widget.sizeHint().width() for widget in shown) + self._row.spacing() * len(shown)
        return QSize(width, self._buttons[_ALL].sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips where they fit, those with nobody left out where they do not, else the menu."""
        super().resizeEvent(event)
        self._arrange()

    def _of_course(self) -> dict[str, QToolButton]:
        """Of a pass/fail course only debts can be told: the other chips would say «0» of what nobody counts."""
        if self._grid is None or self._grid.store.page.course.marking == "five":
            return self._buttons
        return {name: self._buttons[name] for name in (_ALL, "debts")}

    def _arrange(self) -> None:
        spacing = self._row.spacing()
        widths = {name: chip.sizeHint().width() + spacing for name, chip in self._of_course().items()}
        room = self.width() - self._label.sizeHint().width() - spacing
        used = [name for name in widths if self._buttons[name].isEnabled()]
        shown = list(widths) if sum(widths.values()) <= room else used
        if sum(widths[name] for name in shown) > room:
            shown = []
        for name, chip in self._buttons.items():
            chip.setVisible(name in shown)
        self._label.setVisible(bool(shown))
        checked = self._buttons[self.chosen or _ALL].text()
        self._menu_button.setText(f"Показать: {checked}")
        self._menu_button.setAccessibleName(f"Показать учеников, сейчас: {checked}")
        self._menu_button.setToolTip("Каких учеников показать (Ctrl+Shift+F)")
        self._menu_button.setVisible(not shown)

    def _fill_menu(self) -> None:
        menu = self._menu_button.menu()
        menu.clear()
        for chip in self._of_course().values():
            line = menu.addAction(chip.text())
            line.setCheckable(True)
            line.setChecked(chip.isChecked())
            line.setEnabled(chip.isEnabled())
            line.triggered.connect(lambda _checked=False, chip=chip: chip.click())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the chips: all pupils again, and back to the cell; Enter presses."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or self._grid is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.choose(None)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QToolButton):
            watched.click()
            return True
        return False


def chips_beside(label: QWidget, row: QHBoxLayout) -> RiskChips:
    """Put chips at the beginning of a line, before a label."""
    chips = RiskChips(label.parentWidget())
    row.insertWidget(0, chips, 1)
    style.fit(chips)
    return chips
