"""«Итоги»: how far the finals of a period are, course by course; the management sees who has handed over."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.finals import CourseProgress
from ejournal_desktop.domain.gradebook import Period
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.gui import icons, style
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page
from ejournal_desktop.gui.widgets.register_table import RegisterTable

_HEADS: Final = ("Группа", "Предмет", "Учитель", "Выставлено", "н/а", "Год", "Экз.", "Итог", "Состояние")
_YEAR: Final = (5, 6, 7)


class FinalsProgressPage(Page):
    """A table of the courses of a period: flagged ones first, then what is not handed over."""

    help_topic = "finals"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._periods: dict[int, Period] = {}
        self._waiting = 0
        self.setObjectName("finals_progress_page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        title = QLabel("Итоги периода", self)
        title.setProperty("words", "page")
        self.period = QComboBox(self)
        self.period.setObjectName("progress_period")
        self.period.setAccessibleName("Период")
        self.period.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.period.setMinimumContentsLength(12)
        self.period.activated.connect(lambda _at: self.read())
        self.said = QLabel(self)
        self.said.setObjectName("progress_said")
        self.said.setProperty("words", "second")
        head.addWidget(title)
        head.addWidget(self.period)
        head.addWidget(self.said, 1)
        column.addLayout(head)
        self.table = RegisterTable("progress_table", "Курсы и их итоги", _HEADS, self)
        column.addWidget(self.table, 1)
        style.fit(self)
        self._run(workplace.desk.classes, done=self._classes_read)

    # Reading

    def _classes_read(self, classes: Sequence[SchoolClass]) -> None:
        """Periods differ by grade: quarters of the younger, half-years of the older."""
        one_of_grade = {each.grade: each.class_id for each in classes}
        self._waiting = len(one_of_grade)
        for class_id in one_of_grade.values():
            self._run(self._workplace.desk.periods_of_class, class_id, done=self._periods_read)

    def _periods_read(self, periods: Sequence[Period]) -> None:
        self._periods |= {period.period_id: period for period in periods}
        self._waiting -= 1
        if self._waiting:
            return
        today = self._workplace.desk.session.server_time.date()
        ordered = sorted(self._periods.values(), key=lambda period: (period.kind, period.number))
        for period in ordered:
            self.period.addItem(period_words(period.kind, period.number), period.period_id)
        begun = [at for at, period in enumerate(ordered) if period.starts_on <= today]
        quarters = [at for at in begun if ordered[at].kind == "quarter"]
        self.period.setCurrentIndex((quarters or begun or [0])[-1])
        self.read()

    def read(self) -> None:
        """Read the courses of the chosen period."""
        period_id = self.period.currentData()
        if period_id is not None:
            self._run(self._workplace.desk.finals_progress, period_id, done=self._read)

    def _read(self, rows: Sequence[CourseProgress]) -> None:
        ordered = sorted(rows, key=lambda row: (not row.changed_after, row.handed_over_at is not None))
        self.table.setRowCount(len(ordered))
        for at, row in enumerate(ordered):
            for column, text in enumerate(progress_cells(row)):
                item = QTableWidgetItem(text)
                if column == len(_HEADS) - 1:
                    item.setIcon(icons.icon(*_look(row)))
                self.table.setItem(at, column, item)
        for column in _YEAR:
            self.table.setColumnHidden(column, all(row.year_marks is None for row in rows))
        done = sum(row.handed_over_at is not None for row in rows)
        self.said.setText(f"Передано на проверку: {done} из {len(rows)}")

    def _failed(self, error: EjournalError) -> None:
        self.said.setText(error_text(error).sentence)

    def _run(self, job: Callable[..., Any], *args: object, done: Callable[[Any], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, job, *args, owner=self, done=done, failed=self._failed)


def progress_cells(row: CourseProgress) -> tuple[str, ...]:
    """A row: «7А», «Алгебра», «Петрова А. В.», «24 из 24», «1», «передано 27.10 15:02»."""
    state = "выставляет" if row.finals else "не начато"
    if row.handed_over_at is not None:
        state = f"передано {row.handed_over_at:%d.%m %H:%M}"
    if row.changed_after:
        state += f"; отметки изменились после выставления: {row.changed_after}"
    not_attested = str(row.not_attested) if row.not_attested else ""
    year = tuple(f"{count} из {row.pupils}" if count else "" for count in row.year_marks or (0, 0, 0))
    return row.group, row.subject, row.teacher or "—", f"{row.finals} из {row.pupils}", not_attested, *year, state


def _look(row: CourseProgress) -> tuple[str, str]:
    if row.changed_after:
        return "warning", "warn"
    return ("check-circle", "ok") if row.handed_over_at is not None else ("circle", "text_2")
