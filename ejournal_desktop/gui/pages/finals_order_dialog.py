"""A proposal of an order for finals: which period, which classes, from when until when; one pupil early."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.approvals import Proposal
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Period
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.order_dialogs import day_edit, day_of, form_of, qdate
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.badge import words

T = TypeVar("T")
_DAYS_OPEN: Final = 5
_KINDS: Final = {"quarter": "четверть", "trimester": "триместр", "half-year": "полугодие"}
_ROMAN: Final = {1: "I", 2: "II", 3: "III", 4: "IV"}


class FinalsOrderDialog(QDialog):
    """Periods with the classes that have them; every class is ticked at first."""

    proposed = Signal(object)
    """``Proposal``."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Приказ о выставлении итогов")
        self._workplace = workplace
        self._of_period: dict[int, tuple[Period, list[SchoolClass]]] = {}
        today = workplace.desk.session.server_time.date()
        self.period = QComboBox(self)
        self.classes = QListWidget(self)
        self.pupil = QComboBox(self)
        self.opens, self.closes = day_edit(today, self), day_edit(today, self)
        self.note = QLineEdit(self)
        self.note.setMaxLength(500)
        self.note.setPlaceholderText("если раньше последней недели периода")
        self.problem = words("", "error", self)
        self.problem.setWordWrap(True)
        rows = (
            ("Период", self.period),
            ("Классы", self.classes),
            ("Ученик", self.pupil),
            ("Итоги с", self.opens),
            ("по", self.closes),
            ("Пояснение", self.note),
            ("", self.problem),
        )
        form_of(self, rows, "Внести")
        self.period.currentIndexChanged.connect(lambda _at: self._show_classes())
        self.classes.itemChanged.connect(lambda _item: self._offer_pupils())
        self.accepted.connect(lambda: self.proposed.emit(self.proposal()))
        self._run(lambda: _periods(workplace), self._show_periods)

    def proposal(self) -> Proposal:
        """What stands in the form."""
        asked = {
            "period_id": self.period.currentData(),
            "class_ids": [each.class_id for each in self._ticked()],
            "opens_on": day_of(self.opens),
            "closes_on": day_of(self.closes),
        }
        if self.pupil.currentData() is not None:
            asked["pupil_id"] = self.pupil.currentData()
        return Proposal("finals", asked, self.note.text().strip())

    def _show_periods(self, found: dict[int, tuple[Period, list[SchoolClass]]]) -> None:
        self._of_period = found
        today = self._workplace.desk.session.server_time.date()
        ordered = sorted(found.values(), key=lambda pair: (pair[0].ends_on < today, pair[0].ends_on))
        self.period.clear()
        for period, classes in ordered:
            number = _ROMAN.get(period.number, str(period.number))
            grades = sorted({each.grade for each in classes})
            text = f"{number} {_KINDS[period.kind]}, {grades[0]}–{grades[-1]} классы, до {period.ends_on:%d.%m.%Y}"
            self.period.addItem(text, period.period_id)

    def _show_classes(self) -> None:
        found = self._of_period.get(self.period.currentData())
        if found is None:
            return
        period, classes = found
        self.classes.blockSignals(True)
        self.classes.clear()
        for each in classes:
            item = QListWidgetItem(each.name, self.classes)
            item.setData(Qt.ItemDataRole.UserRole, each)
            item.setCheckState(Qt.CheckState.Checked)
        self.classes.blockSignals(False)
        today = self._workplace.desk.session.server_time.date()
        self.opens.setDate(qdate(max(today, period.ends_on - timedelta(days=_DAYS_OPEN))))
        self.closes.setDate(qdate(max(today, period.ends_on)))
        self._offer_pupils()

    def _ticked(self) -> list[SchoolClass]:
        items = (self.classes.item(row) for row in range(self.classes.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _offer_pupils(self) -> None:
        """One pupil of one class: a departure, a sanatorium."""
        ticked = self._ticked()
        self.pupil.clear()
        self.pupil.addItem("весь класс" if len(ticked) == 1 else "все ученики этих классов", None)
        self.pupil.setEnabled(len(ticked) == 1)
        if len(ticked) == 1:
            self._run(lambda: self._workplace.desk.pupils_of_class(ticked[0].class_id), self._show_pupils)

    def _show_pupils(self, pupils: tuple[tuple[int, str], ...]) -> None:
        if self.pupil.count() == 1 and self.pupil.isEnabled():
            for pupil_id, name in pupils:
                self.pupil.addItem(f"досрочно: {name}", pupil_id)

    def _run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, owner=self, done=done, failed=self._failed)

    def _failed(self, error: EjournalError) -> None:
        self.problem.setText(error_text(error).sentence)


def _periods(workplace: Workplace) -> dict[int, tuple[Period, list[SchoolClass]]]:
    """Periods that some class has, with these classes; classes of one grade share their periods."""
    found: dict[int, tuple[Period, list[SchoolClass]]] = {}
    by_grade: dict[int, tuple[Period, ...]] = {}
    for each in workplace.desk.classes():
        if each.grade not in by_grade:
            by_grade[each.grade] = workplace.desk.periods_of_class(each.class_id)
        for period in by_grade[each.grade]:
            found.setdefault(period.period_id, (period, []))[1].append(each)
    return found
