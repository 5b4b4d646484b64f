"""Dialogs of academic debts: a new one, another last day, the result."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.gradebook import Course
from ejournal_desktop.domain.resits import DebtRow
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.pages.order_dialogs import day_edit, day_of, form_of
from ejournal_desktop.gui.session_port import Workplace

_USUAL: Final = timedelta(days=30)
_YEAR: Final = ("3", "4", "5", "зач")
_RESULTS: Final = ("3", "4", "5", "2", "зач", "незач")


class ProlongDialog(QDialog):
    """Until when the debt may be settled."""

    def __init__(self, row: DebtRow, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("prolong_debt_dialog")
        self.setWindowTitle(f"Продлить: {row.pupil}, {row.subject}")
        self.day = day_edit(max(row.due_on, today) + _USUAL, self)
        form_of(self, (("Новый срок", self.day),), "Продлить")

    @property
    def due_on(self) -> date:
        """The new last day."""
        return day_of(self.day)


class ResultDialog(QDialog):
    """What the pupil got; the server finds the order of re-sits itself."""

    def __init__(self, row: DebtRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settle_debt_dialog")
        self.setWindowTitle(f"Результат: {row.pupil}, {row.subject}")
        self.result_box = QComboBox(self)
        self.result_box.addItems(list(_RESULTS))
        note = QLabel("Ставится по приказу о пересдачах, который действует сегодня.", self)
        note.setProperty("words", "second")
        note.setWordWrap(True)
        self.year_box = QComboBox(self)
        self.year_box.addItem("не меняется", None)
        for mark in _YEAR:
            self.year_box.addItem(mark, mark)
        rows = (("Результат", self.result_box), ("Годовая отметка", self.year_box), ("", note))
        form_of(self, rows, "Поставить")

    @property
    def mark(self) -> str:
        """The result."""
        return self.result_box.currentText()

    @property
    def year(self) -> str | None:
        """The year's mark from now on; ``None``: it stays."""
        chosen = self.year_box.currentData()
        return chosen if isinstance(chosen, str) else None


class NewDebtDialog(QDialog):
    """Class, then its courses and pupils, then the last day."""

    def __init__(self, workplace: Workplace, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new_debt_dialog")
        self.setWindowTitle("Записать задолженность")
        self._workplace = workplace
        self.school_class, self.course, self.pupil = QComboBox(self), QComboBox(self), QComboBox(self)
        self.day = day_edit(today + _USUAL, self)
        self.said = QLabel(self)
        self.said.setObjectName("new_debt_said")
        self.said.setWordWrap(True)
        self.school_class.currentIndexChanged.connect(lambda _at: self._class_chosen())
        rows = (
            ("Класс", self.school_class),
            ("Предмет", self.course),
            ("Ученик", self.pupil),
            ("Закрыть до", self.day),
            ("", self.said),
        )
        form_of(self, rows, "Записать")
        self._run(workplace.desk.classes, done=self._classes_read)

    @property
    def course_id(self) -> int | None:
        """The course that was chosen."""
        chosen = self.course.currentData()
        return chosen if isinstance(chosen, int) else None

    @property
    def pupil_id(self) -> int | None:
        """The pupil who was chosen."""
        chosen = self.pupil.currentData()
        return chosen if isinstance(chosen, int) else None

    @property
    def due_on(self) -> date:
        """The last day."""
        return day_of(self.day)

    def _classes_read(self, classes: Sequence[SchoolClass]) -> None:
        for each in classes:
            self.school_class.addItem(each.name, each.class_id)

    def _class_chosen(self) -> None:
        class_id = self.school_class.currentData()
        self.course.clear()
        self.pupil.clear()
        if class_id is not None:
            self._run(self._workplace.desk.courses_of_class, class_id, done=self._courses_read)
            self._run(self._workplace.desk.pupils_of_class, class_id, done=self._pupils_read)

    def _courses_read(self, courses: Sequence[Course]) -> None:
        self.course.clear()
        for course in courses:
            if course.marking != "none":
                self.course.addItem(course.title, course.course_id)

    def _pupils_read(self, pupils: Sequence[tuple[int, str]]) -> None:
        self.pupil.clear()
        for pupil_id, name in pupils:
            self.pupil.addItem(name, pupil_id)

    def _failed(self, error: EjournalError) -> None:
        self.said.setText(error_text(error).sentence)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)
