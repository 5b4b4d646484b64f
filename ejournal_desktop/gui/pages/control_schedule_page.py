"""«График контрольных работ»: classes × days of a month for who controls; advice, never a lock (ux 5.9; rulings 15)."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.background.lanes import Lane, Ticket
from ejournal_desktop.domain.control_schedule import ControlSchedule
from ejournal_desktop.domain.errors import CancelledError, EjournalError, ReportFailedError
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.control_words import crowd_words, subjects_of
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.models.control_schedule_model import ControlScheduleModel
from ejournal_desktop.gui.russian_dates import RUSSIAN, full_day
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.page import Page

_COLUMN: Final = 40
_ROW: Final = 40
_NONE: Final = "В этом месяце контрольных работ нет ни в журналах, ни в КТП."
_LEGEND: Final = "Курсив — по КТП, в журнале ещё нет."


class ControlSchedulePage(Page):
    """A month at a time."""

    help_topic = "control-schedule"

    def __init__(self, workplace: Workplace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._desk, self._lanes = workplace, workplace.desk, workplace.lanes
        self._first = today.replace(day=1)
        self._this_month = self._first
        self._found: ControlSchedule | None = None
        self._ticket: Ticket | None = None
        self.model = ControlScheduleModel(self)
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._make()
        add = workplace.actions.add
        add(ActionSpec("controls.before", "Предыдущий месяц", ("Alt+Left",)), lambda: self.turn(-1), self)
        add(ActionSpec("controls.after", "Следующий месяц", ("Alt+Right",)), lambda: self.turn(1), self)
        add(ActionSpec("controls.crowded", "К дню, где контрольных больше одной", ("Ctrl+E",)), self.next_crowded, self)
        add(ActionSpec("controls.sheet", "График контрольных в Excel…", ("Ctrl+S",)), self._choose_sheet, self)
        style.fit(self)
        self.refresh()

    def _make(self) -> None:
        self.before = self._button("", "monthBeforeButton", "Предыдущий месяц (Alt+←)", "caret-left")
        self.after = self._button("", "monthAfterButton", "Следующий месяц (Alt+→)", "caret-right")
        self.month = self._label("monthLabel", "strong")
        self.state = self._label("stateLabel", "second")
        self.crowd = self._button("", "crowdButton", "К следующему такому дню (Ctrl+E)", "warning")
        self.sheet = self._button("Excel…", "sheetButton", "Сохранить график за месяц (Ctrl+S)", "file-arrow-down")
        self.detail = self._label("detailLabel", "")
        self.detail.setWordWrap(True)
        self.table = self._make_table()
        title = self._label("titleLabel", "page")
        title.setText("График контрольных работ")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        for widget in (title, self.before, self.month, self.after, self.crowd):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.state)
        head.addWidget(self.sheet)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.crowd.clicked.connect(self.next_crowded)
        self.sheet.clicked.connect(self._choose_sheet)

    def _make_table(self) -> QTableView:
        table, look = QTableView(self), theme.current()
        table.setObjectName("controlTable")
        table.setAccessibleName("Классы и дни месяца")
        table.setModel(self.model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setDefaultSectionSize(look.px(_COLUMN))
        table.horizontalHeader().setMinimumSectionSize(look.px(_COLUMN))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setAccessibleName("Дни месяца")
        table.horizontalHeader().setHighlightSections(False)  # bold is today
        table.verticalHeader().setDefaultSectionSize(look.px(_ROW))
        table.verticalHeader().setAccessibleName("Классы")
        table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_detail())
        return table

    def _label(self, name: str, words: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        if words:
            label.setProperty("words", words)
        return label

    def _button(self, text: str, name: str, tip: str, icon: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(text or tip)
        button.setProperty("icon_name", icon)
        return button

    # Months

    @property
    def last(self) -> date:
        """The last day of the month that is shown."""
        return (self._first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def turn(self, step: int) -> None:
        """Another month."""
        other = self._first - timedelta(days=1) if step < 0 else self.last + timedelta(days=1)
        self._first = other.replace(day=1)
        self.refresh()

    def refresh(self) -> None:
        """Read the month again."""
        first = self._first
        self.month.setText(f"{RUSSIAN.standaloneMonthName(first.month).capitalize()} {first.year}")
        self.state.setText("Читаю…")
        self._lanes.run(
            Lane.INTERACTIVE,
            self._desk.control_works,
            None,
            first,
            self.last,
            owner=self,
            done=lambda found: self._show(first, found),
            failed=self._failed,
        )

    def _show(self, first: date, found: ControlSchedule) -> None:
        if first != self._first:
            return
        self._found = found
        self.model.show(found, first, self.last)
        self.state.setText("")
        crowded = self.model.crowded()
        self.crowd.setVisible(bool(crowded))
        self.crowd.setText(f"Больше одной в день: {len(crowded)}")
        self.crowd.setAccessibleName(self.crowd.text())
        self.summary_changed.emit(self.crowd.text() if crowded else "")
        self.sheet.setEnabled(bool(found.works))
        self._show_detail()

    def next_crowded(self) -> None:
        """The next class and day with more than one work; after the last the first again."""
        cells = [self.model.place(name, day) for name, day, _works in self.model.crowded()]
        if not cells:
            return
        now = self.table.currentIndex()
        at = cells.index(now) + 1 if now in cells else 0
        self.table.setCurrentIndex(cells[at % len(cells)])
        self.table.scrollTo(cells[at % len(cells)])
        self.table.setFocus()

    def _show_detail(self) -> None:
        index = self.table.currentIndex()
        if not self.model.classes:
            self.detail.setText(_NONE)
            return
        if not index.isValid() or not self.model.works(index):
            self.detail.setText(_LEGEND)
            return
        works, day = self.model.works(index), self.model.days[index.column()]
        crowd = crowd_words(works)
        kinds = ", ".join(dict.fromkeys(work.kind for work in works if work.kind))
        planned = " · по КТП" if all(work.is_planned for work in works) else ""
        head = f"{self.model.classes[index.row()]} · {full_day(day)}: {subjects_of(works)}"
        is_ahead = self._found is not None and day >= self._found.today
        parts = [head, kinds, f"{crowd}: одну стоит перенести" if crowd and is_ahead else crowd]
        self.detail.setText(" · ".join(part for part in parts if part) + planned)

    # Out

    def _choose_sheet(self) -> None:
        if self._found is None or not self._found.works:
            return
        proposed = f"График контрольных {self._first:%m.%Y}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, "Сохранить график", proposed, "Книга Excel (*.xlsx)")
        if chosen:
            self.save_sheet_to(Path(chosen))

    def save_sheet_to(self, path: Path) -> None:
        """Write the month that is shown as a workbook."""
        if self._found is None or self._ticket is not None:
            return
        self.state.setText("Сохраняю…")
        self._ticket = self._lanes.run_long(
            Lane.BULK,
            self._writing(path),
            self._found,
            self._first,
            self.last,
            owner=self,
            done=self.state.setText,
            failed=self._failed,
            progress=lambda _done, _total: None,
            settled=self._settled,
        )

    def _writing(self, path: Path) -> Callable[..., str]:
        def job(found: ControlSchedule, since: date, until: date, **told: Any) -> str:
            content = self._desk.control_works_sheet(found, since, until, **told)
            try:
                path.write_bytes(content)
            except OSError as error:
                raise ReportFailedError("not-written", {"path": path.name}) from error
            return f"Сохранено: {path.name}"

        return job

    def _settled(self) -> None:
        self._ticket = None

    def _failed(self, error: EjournalError) -> None:
        self.state.setText("")
        if not isinstance(error, CancelledError):
            self.detail.setText(error_text(error).sentence)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The tab closes: nobody waits for the file any more."""
        if self._ticket is not None:
            self._ticket.cancel()
        super().closeEvent(event)
