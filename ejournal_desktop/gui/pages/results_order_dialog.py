"""A proposal of an order for results: marks of the year, exams, finals, re-sits; of whom and in which days."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.approvals import Proposal
from ejournal_desktop.domain.council import CouncilClass
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.marking_policy import NormRow
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.order_dialogs import day_edit, day_of, form_of
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words

_RESULTS: Final = (
    ("year", "годовые отметки"),
    ("exam", "отметки за экзамен, промежуточную аттестацию"),
    ("final", "итоговые отметки"),
    ("resit", "пересдачи, ликвидация задолженностей"),
)
_DAYS_OPEN: Final = timedelta(days=14)
_CLASS_ROWS: Final = 3


class ResultsOrderDialog(QDialog):
    """Nothing is ticked at first: such an order opens what it names, past the closing of the year too (rulings 10)."""

    proposed = Signal(object)
    """``Proposal``."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results_order_dialog")
        self.setWindowTitle("Приказ: год, экзамены, пересдачи")
        self._workplace = workplace
        today = workplace.desk.session.server_time.date()
        kinds = QWidget(self)
        column = QVBoxLayout(kinds)
        column.setContentsMargins(0, 0, 0, 0)
        self.results: dict[str, QCheckBox] = {}
        for result, text in _RESULTS:
            box = QCheckBox(text, kinds)
            box.setObjectName(f"result_{result}")
            column.addWidget(box)
            self.results[result] = box
        self.classes = QListWidget(self)
        self.subject, self.pupil = QComboBox(self), QComboBox(self)
        self.subject.addItem("все предметы", None)
        self.opens, self.closes = day_edit(today, self), day_edit(today + _DAYS_OPEN, self)
        self.note = QLineEdit(self)
        self.note.setMaxLength(500)
        self.problem = words("", "error", self)
        self.problem.setWordWrap(True)
        rows = (
            ("Выставляют", kinds),
            ("Классы", self.classes),
            ("Предмет", self.subject),
            ("Ученик", self.pupil),
            ("С", self.opens),
            ("по", self.closes),
            ("Пояснение", self.note),
            ("", self.problem),
        )
        form_of(self, rows, "Внести")
        self.classes.setFixedHeight(self.classes.fontMetrics().height() * 2 * _CLASS_ROWS)
        self.classes.itemChanged.connect(lambda _item: self._offer_pupils())
        self.accepted.connect(lambda: self.proposed.emit(self.proposal()))
        self._offer_pupils()
        self._run(workplace.desk.council_classes, done=self._show_classes)
        self._run(workplace.desk.marking_policies, done=self._show_subjects)

    def proposal(self) -> Proposal:
        """What stands in the form."""
        asked = {
            "results": [result for result, box in self.results.items() if box.isChecked()],
            "class_ids": [each.class_id for each in self._ticked()],
            "subject_id": self.subject.currentData(),
            "pupil_id": self.pupil.currentData(),
            "opens_on": day_of(self.opens),
            "closes_on": day_of(self.closes),
        }
        return Proposal("results", asked, self.note.text().strip())

    def _show_classes(self, classes: Sequence[CouncilClass]) -> None:
        self.classes.blockSignals(True)
        for each in classes:
            item = QListWidgetItem(each.name, self.classes)
            item.setData(Qt.ItemDataRole.UserRole, each)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.classes.blockSignals(False)

    def _show_subjects(self, answer: tuple[tuple[tuple[int, str], ...], tuple[NormRow, ...]]) -> None:
        for subject_id, name in answer[0]:
            self.subject.addItem(name, subject_id)

    def _ticked(self) -> list[CouncilClass]:
        items = (self.classes.item(row) for row in range(self.classes.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _offer_pupils(self) -> None:
        """One pupil of one class: an appeal, a re-sit, a decision after the year."""
        ticked = self._ticked()
        self.pupil.clear()
        self.pupil.addItem("все ученики", None)
        self.pupil.setEnabled(len(ticked) == 1)
        if len(ticked) == 1:
            self._run(self._workplace.desk.pupils_of_class, ticked[0].class_id, done=self._show_pupils)

    def _show_pupils(self, pupils: Sequence[tuple[int, str]]) -> None:
        if self.pupil.count() == 1 and self.pupil.isEnabled():
            for pupil_id, name in pupils:
                self.pupil.addItem(name, pupil_id)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self.problem.setText(error_text(error).sentence)
