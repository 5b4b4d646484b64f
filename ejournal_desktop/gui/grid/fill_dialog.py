"""«Заполнить пустые…»: one value for pupils of a column who were there and have no mark."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ejournal_desktop.domain.marks import CellRules, CellValue, Problem, parse_cell
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.grid.problem_text import problem_text
from ejournal_desktop.gui.russian_dates import plural


class FillDialog(QDialog):
    """Asks for the value; what the cells would refuse is said at once."""

    agreed = Signal(str)

    def __init__(self, lesson: str, count: int, rules: CellRules, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fill_dialog")
        self.setWindowTitle("Заполнить пустые")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._rules = rules
        lead = QLabel(
            f"{lesson}. Без отметки из присутствовавших: {plural(count, 'ученик', 'ученика', 'учеников')}. "
            "Заполненные ячейки не изменятся.",
            self,
        )
        lead.setWordWrap(True)
        self.line = QLineEdit(self)
        self.line.setObjectName("fill_value")
        self.line.setAccessibleName("Значение для пустых ячеек")
        self.line.setPlaceholderText("например 5")
        self.line.textChanged.connect(self._judge)
        self._reason = QLabel(self)
        self._reason.setObjectName("fill_reason")
        self._reason.setProperty("words", "caption")
        self._reason.setWordWrap(True)
        buttons = QDialogButtonBox(self)
        self._yes = buttons.addButton("Заполнить", QDialogButtonBox.ButtonRole.AcceptRole)
        self._yes.setObjectName("fill_yes")
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole).setObjectName("fill_no")
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (lead, self.line, self._reason, buttons):
            layout.addWidget(widget)
        style.fit(self)
        self.setMinimumWidth(theme.current().px(420))
        self._judge("")

    def _judge(self, text: str) -> None:
        value = parse_cell(text, self._rules)
        self._reason.setText(problem_text(value) if isinstance(value, Problem) else "")
        self._yes.setEnabled(isinstance(value, CellValue) and bool(value.text))

    def _agree(self) -> None:
        text = self.line.text()
        self.accept()
        self.agreed.emit(text)
