"""«Изменения отметок»: who changed which mark and when, on the screen, on paper and as a workbook (JRN-8)."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QDate, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHeaderView, QInputDialog, QWidget

from ejournal_desktop.background.lanes import Lane, Ticket
from ejournal_desktop.domain.changed_marks import ChangedMarks, ChangeFilter, Choice
from ejournal_desktop.domain.errors import CancelledError, EjournalError, ReportFailedError
from ejournal_desktop.domain.people import Role
from ejournal_desktop.gui import printing, style, theme
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_changed_marks_page import Ui_ChangedMarksPage
from ejournal_desktop.gui.models.changed_marks_model import REASON, ChangedMarksModel
from ejournal_desktop.gui.russian_dates import day_month, plural
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.gui.widgets.flow import wrap
from ejournal_desktop.gui.widgets.page import Page

_PAUSE_MS: Final = 400  # after the last key in a filter: every reading is on record
_WIDEST_COLUMN: Final = 210
_NOT_FOR_INSPECTOR: Final = "Печать и выгрузку проверяющему разрешает директор."
_Job = Callable[..., Any]


class ChangedMarksPage(Page):
    """The report of clause 3.7 for who controls."""

    help_topic = "changed-marks"

    def __init__(self, workplace: Workplace, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._may_take_out = role != "inspector"
        self._report: ChangedMarks | None = None
        self._asked: ChangeFilter | None = None
        self._ticket: Ticket | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.model = ChangedMarksModel(self)
        self.ui = Ui_ChangedMarksPage()
        self.ui.setupUi(self)
        self._dress()
        self._connect()
        self._show_busy("")
        self._say("")
        wrap(self.ui.head)
        wrap(self.ui.filters)
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the report again."""
        self._asked = None
        self._ask()

    def report(self) -> ChangedMarks | None:
        """What was read so far."""
        return self._report

    def save_pdf_to(self, path: Path) -> None:
        """Draw everything that fits the filters and write it."""

        def job(asked: ChangeFilter, **told: Any) -> str:
            _write(path, self._workplace.desk.changed_marks_pdf(asked, **told).pdf)
            return f"Сохранено: {path.name}"

        self._take_out(job)

    def save_sheet_to(self, path: Path) -> None:
        """Write everything that fits the filters as a workbook."""

        def job(asked: ChangeFilter, **told: Any) -> str:
            _write(path, self._workplace.desk.changed_marks_sheet(asked, **told))
            return f"Сохранено: {path.name}"

        self._take_out(job)

    def print_on(self, printer: str) -> None:
        """Draw everything that fits the filters and print it."""

        def job(asked: ChangeFilter, **told: Any) -> str:
            paper = self._workplace.desk.changed_marks_pdf(asked, **told)
            printing.print_pdf(paper.pdf, paper.title, printer)
            return f"Отправлено на принтер {printer}"

        self._take_out(job)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The tab closes: nobody waits for the paper any more."""
        self._cancel()
        super().closeEvent(event)

    # Filters and list

    def _dress(self) -> None:
        ui, session = self.ui, self._workplace.desk.session
        today = session.server_time.date()
        first = session.school_year.starts_on if session.school_year else today
        ui.sinceEdit.setDate(_qdate(min(first, today)))
        ui.untilEdit.setDate(_qdate(today))
        ui.list.setModel(self.model)
        ui.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        ui.list.header().setMaximumSectionSize(theme.current().px(_WIDEST_COLUMN))
        ui.list.header().setAccessibleName("Столбцы списка")
        _offer(ui.classCombo, "все классы", ())
        _offer(ui.subjectCombo, "все предметы", ())
        _offer(ui.teacherCombo, "все учителя", ())

    def _connect(self) -> None:
        ui, actions = self.ui, self._workplace.actions
        self._pause.timeout.connect(self._ask)
        for edit in (ui.sinceEdit, ui.untilEdit):
            edit.dateChanged.connect(lambda _day: self._pause.start())
        for combo in (ui.classCombo, ui.subjectCombo, ui.teacherCombo):
            combo.currentIndexChanged.connect(lambda _at: self._pause.start())
        ui.pupilEdit.textChanged.connect(lambda _text: self._pause.start())
        ui.pupilEdit.returnPressed.connect(self._ask)
        ui.moreButton.clicked.connect(self._ask_more)
        ui.cancelButton.clicked.connect(self._cancel)
        ui.sheetButton.clicked.connect(self._choose_sheet)
        ui.pdfButton.clicked.connect(self._choose_pdf)
        ui.printButton.clicked.connect(self._choose_printer)
        actions.add(ActionSpec("changes.print", "Печать…", ("Ctrl+P",), ("распечатать",)), self._choose_printer, self)
        actions.add(ActionSpec("changes.pdf", "PDF…", ("Ctrl+S",), ("файл",)), self._choose_pdf, self)
        actions.add(ActionSpec("changes.sheet", "Excel…", ("Ctrl+E",), ("таблица", "xlsx")), self._choose_sheet, self)
        actions.add(ActionSpec("changes.find", "Найти ученика", ("Ctrl+F",)), self._find, self)

    def _find(self) -> None:
        self.ui.pupilEdit.setFocus()
        self.ui.pupilEdit.selectAll()

    def _filter(self) -> ChangeFilter:
        ui = self.ui
        return ChangeFilter(
            _day(ui.sinceEdit.date()),
            _day(ui.untilEdit.date()),
            ui.classCombo.currentData(),
            ui.subjectCombo.currentData(),
            ui.teacherCombo.currentData(),
            ui.pupilEdit.text().strip(),
        )

    def _ask(self) -> None:
        self._pause.stop()
        asked = self._filter()
        if asked != self._asked:
            self._asked = asked
            self._read(asked, None)

    def _ask_more(self) -> None:
        if self._report is not None and not self._report.is_whole:
            self.ui.moreButton.setEnabled(False)
            self._read(self._report.asked, self._report)

    def _read(self, asked: ChangeFilter, so_far: ChangedMarks | None) -> None:
        def done(report: ChangedMarks) -> None:
            if report.asked == self._asked:
                self._show(so_far.with_more(report) if so_far else report)

        after = so_far.changes[-1] if so_far else None
        lanes = self._workplace.lanes
        lanes.run(
            Lane.INTERACTIVE,
            self._workplace.desk.changed_marks,
            asked,
            after,
            owner=self,
            done=done,
            failed=self._reading_failed,
        )

    def _show(self, report: ChangedMarks) -> None:
        ui, is_first = self.ui, self._report is None
        self._report = report
        self._say("")
        self.model.show(report.changes)
        ui.list.setColumnHidden(REASON, not report.has_reasons)
        _offer(ui.classCombo, "все классы", report.classes)
        _offer(ui.subjectCombo, "все предметы", report.subjects)
        _offer(ui.teacherCombo, "все учителя", report.teachers)
        ui.moreButton.setVisible(not report.is_whole)
        ui.moreButton.setEnabled(True)
        ui.moreButton.setText(f"Показать ещё (всего {report.total})")
        words = plural(report.total, "изменение", "изменения", "изменений")
        ui.countLabel.setText(f"{words}, из них удалений {report.deletions}" if report.total else "")
        self.summary_changed.emit(words)
        ui.views.setCurrentWidget(ui.list if report.total else ui.emptyState)
        if not report.total:
            self._show_empty(report)
        elif not ui.list.currentIndex().isValid():
            ui.list.setCurrentIndex(self.model.index(0, 0))
        if is_first:
            ui.list.setFocus()
        self._show_busy("" if self._ticket is None else ui.progressLabel.text())

    def _show_empty(self, report: ChangedMarks) -> None:
        days = f"С {day_month(report.since)} по {day_month(report.until)}"
        if not report.asked.is_narrow:
            self.ui.emptyState.say("clock-counter-clockwise", "Изменений нет.", f"{days} отметки не меняли.")
            return
        self.ui.emptyState.say("magnifying-glass", "Ничего не нашлось.", f"{days} таких изменений нет.")
        self.ui.emptyState.offer("Сбросить отбор", self._reset)

    def _reset(self) -> None:
        ui = self.ui
        for combo in (ui.classCombo, ui.subjectCombo, ui.teacherCombo):
            combo.setCurrentIndex(0)
        ui.pupilEdit.clear()
        self._ask()

    def _reading_failed(self, error: EjournalError) -> None:
        self._asked = None
        self.ui.moreButton.setEnabled(True)
        self._failed(error)
        if self._report is None:
            text = error_text(error)
            self.ui.views.setCurrentWidget(self.ui.emptyState)
            self.ui.emptyState.say("cloud-slash", text.what, f"{text.why} {text.advice}".strip())
            self.ui.emptyState.offer("Повторить", self.refresh)
            self._say("")

    # Out of the program

    def _choose_pdf(self) -> None:
        self._choose_file("Сохранить отчёт", "pdf", "PDF (*.pdf)", self.save_pdf_to)

    def _choose_sheet(self) -> None:
        self._choose_file("Сохранить таблицу", "xlsx", "Книга Excel (*.xlsx)", self.save_sheet_to)

    def _choose_file(self, title: str, ending: str, kinds: str, save: Callable[[Path], None]) -> None:
        if not self.ui.pdfButton.isEnabled() or self._report is None:
            return
        days = f"{self._report.since:%d.%m.%Y}-{self._report.until:%d.%m.%Y}"
        name = re.sub(r"[^\w .№-]", "_", f"Изменения отметок {days}")
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"{name}.{ending}", kinds)
        if chosen:
            save(Path(chosen))

    def _choose_printer(self) -> None:
        if not self.ui.printButton.isEnabled():
            return
        printers = printing.printer_names()
        if not printers:
            self._failed(ReportFailedError("no-printer"))
            return
        printer, is_chosen = QInputDialog.getItem(self, "Печать", "Принтер:", printers, 0, False)
        if is_chosen:
            self.print_on(printer)

    def _take_out(self, job: _Job) -> None:
        if self._report is None or self._ticket is not None:
            return
        self._say("")
        self._ticket = self._workplace.lanes.run_long(
            Lane.BULK,
            job,
            self._report.asked,
            owner=self,
            done=self.summary_changed.emit,
            failed=self._failed,
            progress=lambda done, total: self._show_busy(f"Готовлю: {done} из {total}"),
            settled=self._settled,
        )
        self._show_busy("Готовлю отчёт…")

    def _cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self.ui.progressLabel.setText("Останавливаю…")
            self.ui.cancelButton.setEnabled(False)

    def _settled(self) -> None:
        self._ticket = None
        self._show_busy("")

    def _show_busy(self, words: str) -> None:
        ui, is_busy = self.ui, self._ticket is not None
        if is_busy and self._ticket is not None and self._ticket.is_cancelled:
            return
        ui.progressLabel.setText(words)
        ui.progressLabel.setVisible(is_busy)
        ui.cancelButton.setVisible(is_busy)
        ui.cancelButton.setEnabled(is_busy)
        ui.ruleLabel.setVisible(not is_busy)
        ready = self._may_take_out and not is_busy and self._report is not None
        for button in (ui.sheetButton, ui.pdfButton, ui.printButton):
            button.setEnabled(ready)
            button.setToolTip("" if self._may_take_out else _NOT_FOR_INSPECTOR)

    def _failed(self, error: EjournalError) -> None:
        if isinstance(error, CancelledError):
            self.summary_changed.emit("Остановлено")
            return
        self._say(error_text(error).sentence)

    def _say(self, sentence: str) -> None:
        self.ui.errorLabel.setText(sentence)
        self.ui.errorBanner.setVisible(bool(sentence))


def _offer(combo: QComboBox, everything: str, choices: tuple[Choice, ...]) -> None:
    """Fill a filter; what was chosen stays chosen, also while it has no changes."""
    key, name = combo.currentData(), combo.currentText()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(everything, None)
    for choice in choices:
        combo.addItem(choice.name, choice.key)
    if key is not None and combo.findData(key) < 0:
        combo.addItem(name, key)
    combo.setCurrentIndex(max(0, combo.findData(key)) if key is not None else 0)
    combo.blockSignals(False)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ReportFailedError("not-written", {"path": path.name}) from error


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
