"""A duty settled by hand: whose, which, how, for which day and on what basis (rulings 39)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QDialogButtonBox, QLineEdit, QWidget

from ejournal_desktop.domain.duties import DutyClause, NewSettlement, Outcome
from ejournal_desktop.gui.pages.order_dialogs import day_edit, day_of, form_of, qdate
from ejournal_desktop.gui.widgets.badge import words

OUTCOMES: Final[dict[Outcome, str]] = {"done": "исполнена", "not-applicable": "не относится к учителю"}
_LONGEST: Final = 500


class SettleDutyDialog(QDialog):
    """Goes on only with a person of the list and a basis; the clause of the duty stands under it."""

    settled = Signal(object)
    """``NewSettlement``."""

    def __init__(
        self,
        people: Sequence[tuple[int, str]],
        clauses: Sequence[DutyClause],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("settle_duty_dialog")
        self.setWindowTitle("Отметить обязанность")
        self._clauses = {clause.code: clause for clause in clauses}
        self.person = self._make_person(people)
        self.duty, self.outcome = QComboBox(self), QComboBox(self)
        for clause in clauses:
            self.duty.addItem(f"{clause.row}. {clause.name}", clause.code)
        for outcome, text in OUTCOMES.items():
            self.outcome.addItem(text, outcome)
        self.day = day_edit(today, self)
        self.day.setMaximumDate(qdate(today))
        self.basis = QLineEdit(self)
        self.basis.setMaxLength(_LONGEST)
        self.basis.setPlaceholderText("например, КТП сдано на бумаге 25.08, № 14")
        self.clause = words("", "caption", self)
        self.clause.setWordWrap(True)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("Учитель", self.person),
            ("Обязанность", self.duty),
            ("", self.clause),
            ("Отметка", self.outcome),
            ("На день", self.day),
            ("Основание", self.basis),
        )
        form_of(self, rows, "Отметить", self._go)
        self.clause.setAccessibleName("Пункт Порядка")
        self.duty.currentIndexChanged.connect(lambda _at: self._tell())
        self.person.editTextChanged.connect(lambda _text: self._fit())
        self.basis.textChanged.connect(lambda _text: self._fit())
        self._tell()
        self._fit()

    def _make_person(self, people: Sequence[tuple[int, str]]) -> QComboBox:
        box = QComboBox(self, editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        for person_id, name in people:
            box.addItem(name, person_id)
        box.setCurrentIndex(-1)
        box.setEditText("")
        if (line := box.lineEdit()) is not None:
            line.setPlaceholderText("Фамилия учителя")
        if (completer := box.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        return box

    def entry(self) -> NewSettlement | None:
        """What was entered; ``None`` while something is missing."""
        person_id, basis = self._person_id(), self.basis.text().strip()
        if person_id is None or not basis:
            return None
        outcome: Outcome = self.outcome.currentData()
        return NewSettlement(person_id, self.duty.currentData(), outcome, day_of(self.day), basis)

    def _person_id(self) -> int | None:
        """Only a name of the list is somebody."""
        at = self.person.findText(self.person.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return self.person.itemData(at) if at >= 0 else None

    def _tell(self) -> None:
        clause = self._clauses.get(self.duty.currentData())
        self.clause.setText(f"{clause.text} {clause.term}" if clause is not None else "")

    def _fit(self) -> None:
        box = self.findChild(QDialogButtonBox)
        for button in box.buttons() if box is not None else ():
            if box is not None and box.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole:
                button.setEnabled(self.entry() is not None)
                button.setToolTip("" if button.isEnabled() else "Выберите учителя из списка и напишите основание.")

    def _go(self) -> None:
        if (entry := self.entry()) is not None:
            self.settled.emit(entry)
            self.accept()


def duty_label(code: str, clauses: Sequence[DutyClause]) -> str:
    """«4. Календарно-тематическое планирование», or the code of a row that is in force no longer."""
    return next((f"{clause.row}. {clause.name}" for clause in clauses if clause.code == code), code)
