"""Who is to lead which class: a proposal that the director decides, for the administrator herself too."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QDialogButtonBox, QLineEdit, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.approvals import Proposal
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.order_dialogs import form_of
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words

_FROM_THE_DAY: Final = "Назначение действует со дня решения директора. Роль «классный руководитель» дают отдельно."


class ClassTeacherDialog(QDialog):
    """A class of the year and one of the staff."""

    proposed = Signal(object)
    """``Proposal``."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Классный руководитель")
        self._workplace = workplace
        self.school_class = QComboBox(self)
        self.school_class.setObjectName("classCombo")
        self.person = QComboBox(self, editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        self.person.setObjectName("personCombo")
        if (completer := self.person.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)  # inline would take the first name
        self.note = QLineEdit(self)
        self.note.setMaxLength(500)
        self.said = words(_FROM_THE_DAY, "second", self)
        self.said.setWordWrap(True)
        rows = (("Класс", self.school_class), ("Кто", self.person), ("Пояснение", self.note), ("", self.said))
        form_of(self, rows, "Внести")
        self.person.currentIndexChanged.connect(lambda _at: self._show_ready())
        self.person.editTextChanged.connect(lambda _text: self._show_ready())
        self.accepted.connect(lambda: self.proposed.emit(self.proposal()))
        self._show_ready()
        run = workplace.lanes.run
        run(Lane.INTERACTIVE, workplace.desk.classes, owner=self, done=self._show_classes, failed=self._failed)
        run(Lane.INTERACTIVE, workplace.desk.staff, owner=self, done=self._show_staff, failed=self._failed)

    def proposal(self) -> Proposal:
        """What stands in the form."""
        asked = {"person_id": self._person_id(), "class_id": self.school_class.currentData()}
        return Proposal("class-teacher", asked, self.note.text().strip())

    def _person_id(self) -> int | None:
        """Only a name of the list is somebody."""
        at = self.person.findText(self.person.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return self.person.itemData(at) if at >= 0 else None

    def _show_classes(self, classes: tuple[SchoolClass, ...]) -> None:
        for each in classes:
            self.school_class.addItem(each.name, each.class_id)
        self._show_ready()

    def _show_staff(self, people: tuple[tuple[int, str], ...]) -> None:
        for person_id, name in people:
            self.person.addItem(name, person_id)
        self.person.setCurrentIndex(-1)
        self._show_ready()

    def _show_ready(self) -> None:
        is_ready = self.school_class.currentData() is not None and self._person_id() is not None
        for box in self.findChildren(QDialogButtonBox):
            for button in box.buttons():
                if box.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole:
                    button.setEnabled(is_ready)

    def _failed(self, error: EjournalError) -> None:
        self.said.setText(error_text(error).sentence)
