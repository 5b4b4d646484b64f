"""The bar under the grid that asks whether what is shown in it shall be done."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.grid.edit_plan import EditPlan
from ejournal_desktop.gui.grid.problem_text import quoted

_MOST_LISTED: Final = 30


class GhostBar(QFrame):
    """«Вставить 27 значений. Не войдут 2: закрыто.» [Вставить Enter] [Отмена Esc] ☐ заменять заполненные."""

    agreed = Signal()
    given_up = Signal()
    overwrite_changed = Signal(bool)
    cell_wanted = Signal(int, int)
    """A line of the list of refused values was chosen: its cell is wanted in sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ghost_bar")
        self.setAccessibleName("Предварительный показ вставки")
        self.setProperty("banner", "info")
        self.setProperty("strip", True)
        look = theme.current()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(6), look.px(12), look.px(6))
        row.setSpacing(look.px(8))
        self._words = QLabel(self)
        self._words.setObjectName("ghost_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._why = QToolButton(self)
        self._why.setObjectName("ghost_why")
        self._why.setText("Почему не войдут")
        self._why.setAccessibleName("Список значений, которые не войдут, с причинами")
        self._why.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._overwrite = QCheckBox("заменять заполненные", self)
        self._overwrite.setObjectName("ghost_overwrite")
        self._overwrite.setAccessibleName("Заменять заполненные ячейки")
        self._yes = QPushButton(self)
        self._yes.setObjectName("ghost_yes")
        self._yes.setProperty("kind", "primary")
        no = QPushButton("Отмена  Esc", self)
        no.setObjectName("ghost_no")
        row.addWidget(self._words, 1)
        for widget in (self._why, self._overwrite, self._yes, no):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(widget)
        self._overwrite.toggled.connect(self.overwrite_changed)
        self._yes.clicked.connect(lambda _checked=False: self.agreed.emit())
        no.clicked.connect(lambda _checked=False: self.given_up.emit())
        style.fit(self)
        self.hide()

    def words(self) -> str:
        """What is asked."""
        return self._words.text()

    def begin(self, verb: str) -> None:
        """Ask about another act."""
        self._yes.setText(f"{verb}  Enter")
        self._overwrite.blockSignals(True)
        self._overwrite.setChecked(False)
        self._overwrite.blockSignals(False)

    def tell(self, words: str, plan: EditPlan, model: QAbstractItemModel) -> None:
        """Say what would be done; the list names each refused cell and why."""
        self._words.setText(words)
        self._words.setToolTip(words)
        self._yes.setEnabled(bool(plan.edits))
        self._why.setVisible(bool(plan.refused))
        menu = QMenu(self._why)
        role = Qt.ItemDataRole.DisplayRole
        for refused in plan.refused[:_MOST_LISTED]:
            name = model.headerData(refused.row, Qt.Orientation.Vertical, role)
            lesson = str(model.headerData(refused.column, Qt.Orientation.Horizontal, role)).partition(",")[0]
            act = menu.addAction(f"{name}, {lesson} · «{quoted(refused.text)}»: {refused.reason}".replace("&", "&&"))
            act.triggered.connect(
                lambda _checked=False, row=refused.row, column=refused.column: self.cell_wanted.emit(row, column)
            )
        if len(plan.refused) > _MOST_LISTED:
            menu.addAction(f"и ещё {len(plan.refused) - _MOST_LISTED}").setEnabled(False)
        self._why.setMenu(menu)
