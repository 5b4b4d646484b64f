"""«Правила отметок»: borders, disputed zone and weights of the local act, dated and under an order (rulings 26)."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import WorkKind
from ejournal_desktop.domain.marking_policy import USUAL_LEAST_MARKS, ExtraRule, NormRow, PolicyEntry, in_force
from ejournal_desktop.domain.people import Role
from ejournal_desktop.gui import style
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.russian_dates import RUSSIAN
from ejournal_desktop.gui.sentences.norm_words import TIES, norm_cells
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page
from ejournal_desktop.gui.widgets.register_table import RegisterTable

_BORDERS: Final = ((5, 4.6), (4, 3.6), (3, 2.6))
_EXAMS: Final = (
    ("правила нет", None),
    ("не учитывается", Decimal(0)),
    ("среднее с годовой", Decimal(1)),
    ("вдвое весомее годовой", Decimal(2)),
)
_PART_ROWS: Final = 3
_HEADS: Final = ("С", "Правило", "Значение", "Предмет", "Классы", "Основание")


class MarkingPolicyPage(Page):
    """The register of norms of marks; the administrator enters the next ones, from tomorrow at the earliest."""

    help_topic = "finals"

    def __init__(self, workplace: Workplace, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._today = workplace.desk.session.server_time.date()
        self._known_weights: dict[int, float] = {}
        self._norms: tuple[NormRow, ...] = ()
        self._kinds: tuple[WorkKind, ...] = ()
        self.weights: dict[int, QDoubleSpinBox] = {}
        self.setObjectName("marking_policy_page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self._label("Правила отметок", "page"))
        note = (
            "До приказа о локальном акте вес каждой работы 1, прогноза нет. Новое правило действует с завтрашнего дня."
        )
        column.addWidget(self._label(note, "second"))
        body = QHBoxLayout()
        body.setSpacing(16)
        self.table = RegisterTable("norms_table", "Действующие и прежние правила", _HEADS, self)
        body.addWidget(self.table, 1)
        self.form = self._make_form()
        self.form.setVisible(role == "administrator")
        body.addWidget(self.form)
        column.addLayout(body, 1)
        style.fit(self)
        self.read()
        if role == "administrator":
            workplace.gradebook.work_kinds(self._kinds_read, self._failed)

    def _label(self, text: str, words: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("words", words)
        label.setWordWrap(True)
        return label

    # The form

    def _make_form(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("policy_form")
        area.setAccessibleName("Порядок оценивания")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setProperty("px_width", 400)
        inside = QWidget(area)
        self._rows = QFormLayout(inside)
        self._rows.setSpacing(6)
        self._rows.setContentsMargins(0, 0, 16, 0)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.subject = QComboBox(inside)
        self.subject.addItem("все предметы", None)
        self._add("Предмет", self.subject, "policy_subject")
        self.first, self.last = QSpinBox(inside), QSpinBox(inside)
        for text, spin, name, grade in (("Классы с", self.first, "first", 2), ("по", self.last, "last", 11)):
            spin.setRange(1, 11)
            spin.setValue(grade)
            self._add(text, spin, f"policy_{name}")
        self.borders = {mark: self._border(inside, mark, least) for mark, least in _BORDERS}
        self.disputed = self._figure("Спорно у границы, ±", "policy_disputed", 0.1, 0.5)
        self.least = QSpinBox(inside)
        self.least.setRange(1, 20)
        self.least.setValue(USUAL_LEAST_MARKS)
        self._add("Спорно, если отметок <", self.least, "policy_least")
        self.tie = QComboBox(inside)
        self.tie.addItems(list(TIES))
        self._add("Год при равенстве", self.tie, "policy_tie")
        self.no_five = self._flag("нет «5», если в периоде есть «2»", "policy_no_five")
        self.controls = self._flag("в спорной зоне решают контрольные", "policy_controls")
        self._add_certificate(inside)
        self._weights_at = self._rows.rowCount()
        self._add_order(inside)
        area.setWidget(inside)
        return area

    def _add_certificate(self, inside: QWidget) -> None:
        """Exams, the certificate of grade 11, a subject that is made of others (rulings 31)."""
        self.exam = QComboBox(inside)
        for text, weight in _EXAMS:
            self.exam.addItem(text, weight)
        self._add("Экзамен в итоговой", self.exam, "policy_exam")
        self.half_years = self._flag("11 класс: полугодия и годы 10–11", "policy_half_years")
        self.parts = QListWidget(inside)
        self.parts.setFixedHeight(self.parts.fontMetrics().height() * 2 * _PART_ROWS)
        self._add("Складывается из", self.parts, "policy_parts")
        self.parts_first = self._flag("сначала среднее частей, потом экзамен", "policy_parts_first")
        self._show_parts()
        for changed in (self.subject.currentIndexChanged, self.first.valueChanged, self.last.valueChanged):
            changed.connect(lambda _value: self._show_in_force())

    def _show_parts(self) -> None:
        """Only one subject is made of others: «Математика» of algebra, geometry, statistics."""
        is_one = self.subject.currentData() is not None
        for widget in (self.parts, self.parts_first):
            self._rows.setRowVisible(widget, is_one)

    def _show_in_force(self) -> None:
        """The form begins with what holds for the subject and grades: what is not touched is entered as it is."""
        self._show_parts()
        subject = self.subject.currentText() if self.subject.currentData() is not None else ""
        known = in_force(self._norms, subject, (self.first.value(), self.last.value()), _date_of(self.begins))
        figures: tuple[tuple[str, QDoubleSpinBox], ...] = (
            *((f"threshold-{mark}", spin) for mark, spin in self.borders.items()),
            ("disputed", self.disputed),
        )
        for kind, spin in figures:
            if (kind, "") in known:
                spin.setValue(float(known[kind, ""]))
        self.least.setValue(int(known.get(("least-marks", ""), Decimal(USUAL_LEAST_MARKS))))
        self.tie.setCurrentIndex(int(known.get(("year-tie", ""), Decimal(0))))
        exam = known.get(("exam-weight", ""))
        self.exam.setCurrentIndex(next((at for at, (_, weight) in enumerate(_EXAMS) if weight == exam), 0))
        flags = (
            ("no-five-with-two", self.no_five),
            ("control-decides", self.controls),
            ("half-years", self.half_years),
            ("parts-first", self.parts_first),
        )
        for kind, box in flags:
            box.setChecked(bool(known.get((kind, ""))))
        for row in range(self.parts.count()):
            part = self.parts.item(row)
            counts = bool(known.get(("part", part.text())))
            part.setCheckState(Qt.CheckState.Checked if counts else Qt.CheckState.Unchecked)
        for kind_of_work in self._kinds:
            weight = float(known.get(("weight", kind_of_work.name), kind_of_work.weight))
            self._known_weights[kind_of_work.work_kind_id] = weight
            self.weights[kind_of_work.work_kind_id].setValue(weight)

    def _flag(self, text: str, name: str) -> QCheckBox:
        box = QCheckBox(text, self)
        box.setObjectName(name)
        box.setAccessibleName(text)
        self._rows.addRow(box)
        return box

    def _add_order(self, inside: QWidget) -> None:
        self.begins = self._day("Действует с", "policy_begins", self._today + timedelta(days=1))
        self.number = QLineEdit(inside)
        self.number.setMaxLength(40)
        self._add("Приказ №", self.number, "policy_order")
        self.issued = self._day("от", "policy_issued", self._today)
        self.save_button = QPushButton("Ввести правило", inside)
        self.save_button.setObjectName("save_policy")
        self.save_button.setProperty("kind", "primary")
        self.save_button.clicked.connect(self.save)
        self.said = QLabel(inside)
        self.said.setObjectName("policy_said")
        self.said.setWordWrap(True)
        self._rows.addRow(self.save_button)
        self._rows.addRow(self.said)

    def _add(self, text: str, widget: QWidget, name: str) -> None:
        widget.setObjectName(name)
        widget.setAccessibleName(text)
        self._rows.addRow(text, widget)

    def _figure(self, text: str, name: str, value: float, most: float) -> QDoubleSpinBox:
        spin = QDoubleSpinBox(self)
        spin.setLocale(RUSSIAN)
        spin.setRange(0, most)
        spin.setSingleStep(0.05)
        spin.setValue(value)
        self._add(text, spin, name)
        return spin

    def _border(self, inside: QWidget, mark: int, least: float) -> QDoubleSpinBox:
        spin = self._figure(f"«{mark}» — средний балл от", f"policy_{mark}", least, mark)
        spin.setParent(inside)
        spin.setMinimum(mark - 1)
        return spin

    def _day(self, text: str, name: str, day: date) -> QDateEdit:
        edit = QDateEdit(QDate(day.year, day.month, day.day), self)
        edit.setCalendarPopup(True)
        edit.setDisplayFormat("dd.MM.yyyy")
        self._add(text, edit, name)
        return edit

    def _kinds_read(self, kinds: tuple[WorkKind, ...]) -> None:
        """A weight for each kind of work; only those that were changed are entered."""
        for at, kind in enumerate(kinds):
            spin = QDoubleSpinBox(self)
            spin.setLocale(RUSSIAN)
            spin.setRange(0, 10)
            spin.setSingleStep(0.5)
            spin.setValue(float(kind.weight))
            spin.setObjectName(f"weight_{kind.work_kind_id}")
            spin.setAccessibleName(f"Вес: {kind.name}")
            spin.setToolTip(kind.name)
            self._rows.insertRow(self._weights_at + at, f"Вес: {kind.short_name}", spin)
            self.weights[kind.work_kind_id] = spin
            self._known_weights[kind.work_kind_id] = spin.value()
        self._kinds = kinds
        self._show_in_force()

    # Reading and entering

    def read(self) -> None:
        """Read the register."""
        self._run(self._workplace.desk.marking_policies, done=self._read)

    def _read(self, answer: tuple[tuple[tuple[int, str], ...], tuple[NormRow, ...]]) -> None:
        subjects, norms = answer
        if self.subject.count() == 1:
            for subject_id, name in subjects:
                self.subject.addItem(name, subject_id)
                part = QListWidgetItem(name, self.parts)
                part.setData(Qt.ItemDataRole.UserRole, subject_id)
                part.setCheckState(Qt.CheckState.Unchecked)
        self._norms = norms
        self._show_in_force()
        self.table.setRowCount(len(norms))
        for at, norm in enumerate(norms):
            for column, text in enumerate(norm_cells(norm)):
                self.table.setItem(at, column, QTableWidgetItem(text))

    def entry(self) -> PolicyEntry:
        """What the form says."""
        weights = tuple(
            (kind_id, Decimal(str(spin.value())))
            for kind_id, spin in self.weights.items()
            if spin.value() != self._known_weights[kind_id]
        )
        return PolicyEntry(
            subject_id=self.subject.currentData(),
            grades=(self.first.value(), self.last.value()),
            valid_from=_date_of(self.begins),
            order_number=self.number.text().strip(),
            order_date=_date_of(self.issued),
            thresholds=tuple((mark, _decimal(spin)) for mark, spin in self.borders.items()),
            weights=weights,
            least_marks=self.least.value(),
            disputed=_decimal(self.disputed),
            year_tie="last" if self.tie.currentIndex() else "up",
            extra=frozenset(self._extra()),
            exam_weight=self.exam.currentData(),
            counts_half_years=self.half_years.isChecked(),
            parts=self._chosen_parts(),
            parts_first=self.parts_first.isChecked() if self.subject.currentData() is not None else None,
        )

    def _extra(self) -> list[ExtraRule]:
        rules: tuple[tuple[ExtraRule, QCheckBox], ...] = (
            ("no-five-with-two", self.no_five),
            ("control-decides", self.controls),
        )
        return [rule for rule, box in rules if box.isChecked()]

    def _chosen_parts(self) -> tuple[tuple[int, bool], ...]:
        """Every subject that is ticked counts; where one is, the others no longer do."""
        if self.subject.currentData() is None:
            return ()
        items = [self.parts.item(row) for row in range(self.parts.count())]
        chosen = [
            (item.data(Qt.ItemDataRole.UserRole), item.checkState() == Qt.CheckState.Checked)
            for item in items
            if item.data(Qt.ItemDataRole.UserRole) != self.subject.currentData()
        ]
        return tuple(chosen) if any(counts for _, counts in chosen) else ()

    def save(self) -> None:
        """Enter the rule; the server judges its day, its order and its figures."""
        self.save_button.setEnabled(False)
        self._run(self._workplace.desk.set_marking_policy, self.entry(), done=self._saved)

    def _saved(self, count: int) -> None:
        self.save_button.setEnabled(True)
        self._say(f"Правило введено, норм: {count}. Оно действует с {_date_of(self.begins):%d.%m.%Y}.", "second")
        self.read()

    def _failed(self, error: EjournalError) -> None:
        self.save_button.setEnabled(True)
        self._say(error_text(error).sentence, "error")

    def _say(self, text: str, words: str) -> None:
        self.said.setText(text)
        style.set_state(self.said, "words", words)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)


def _decimal(spin: QDoubleSpinBox) -> Decimal:
    return Decimal(f"{spin.value():.2f}")


def _date_of(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
