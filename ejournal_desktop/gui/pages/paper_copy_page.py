"""«Бумажная копия журнала»: choose, prepare, look at the pages, save or print (RPT-1; Порядок, Z10)."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from ejournal_desktop.background.lanes import Lane, Ticket
from ejournal_desktop.domain.errors import CancelledError, EjournalError, ReportFailedError
from ejournal_desktop.domain.gradebook import Course, Period
from ejournal_desktop.domain.school_classes import SchoolClass
from ejournal_desktop.gui import printing, style
from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.error_text import error_text
from ejournal_desktop.gui.forms.ui_paper_copy_page import Ui_PaperCopyPage
from ejournal_desktop.gui.grid.lock_text import period_words
from ejournal_desktop.gui.russian_dates import plural
from ejournal_desktop.gui.session_port import ReportFile, Workplace
from ejournal_desktop.gui.widgets.page import Page

T = TypeVar("T")

_ZOOMS = (("по ширине", "width"), ("страница", "page"), ("50 %", 0.5), ("75 %", 0.75), ("100 %", 1.0), ("150 %", 1.5))


class PaperCopyPage(Page):
    """The paper copy of one journal or of all journals of a class in a period."""

    help_topic = "paper-copy"

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._report: ReportFile | None = None
        self._ticket: Ticket | None = None
        self.ui = Ui_PaperCopyPage()
        self.ui.setupUi(self)
        for words, zoom in _ZOOMS:
            self.ui.zoomCombo.addItem(words, zoom)
        self._connect()
        self._say("")
        self._show_report(None)
        self._set_busy(False)
        workplace.lanes.warm_paper()
        style.fit(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the classes again."""
        self._read(self._workplace.desk.classes, done=self._show_classes)

    def report(self) -> ReportFile | None:
        """The copy that is shown."""
        return self._report

    def save_to(self, path: Path) -> None:
        """Write the copy that is shown; a failure is said on the page."""
        if self._report is None:
            return
        self._run(_write, path, self._report.pdf, done=lambda _: self.summary_changed.emit(f"Сохранено: {path.name}"))

    def print_on(self, printer: str) -> None:
        """Print the copy that is shown; without a printer the page says so and the PDF stays to be saved."""
        if self._report is None:
            return
        self._run(
            printing.print_pdf,
            self._report.pdf,
            self._report.title,
            printer,
            done=lambda _: self.summary_changed.emit(f"Отправлено на принтер {printer}"),
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """The tab closes: nobody waits for the copy any more."""
        self._cancel()
        self.ui.pageView.close_document()
        super().closeEvent(event)

    def _connect(self) -> None:
        ui = self.ui
        ui.classCombo.currentIndexChanged.connect(self._class_chosen)
        ui.makeButton.clicked.connect(self._make)
        ui.cancelButton.clicked.connect(self._cancel)
        ui.saveButton.clicked.connect(self._save)
        ui.printButton.clicked.connect(self._print)
        ui.backButton.clicked.connect(lambda: ui.pageView.step(-1))
        ui.forwardButton.clicked.connect(lambda: ui.pageView.step(1))
        ui.facingCheck.toggled.connect(ui.pageView.set_facing)
        ui.zoomCombo.currentIndexChanged.connect(lambda _at: ui.pageView.set_zoom(ui.zoomCombo.currentData()))
        ui.pageView.shown.connect(self._show_place)
        actions = self._workplace.actions
        actions.add(ActionSpec("paper.print", "Печать…", ("Ctrl+P",), ("распечатать",)), self._print, self)
        actions.add(ActionSpec("paper.save", "Сохранить PDF…", ("Ctrl+S",), ("файл",)), self._save, self)
        actions.add(ActionSpec("paper.make", "Подготовить копию", ("Ctrl+Return",)), self._make, self)
        actions.add(ActionSpec("paper.cancel", "Остановить подготовку", ("Esc",)), self._cancel, self)

    def _read(self, question: Callable[..., T], *arguments: object, done: Callable[[T], None]) -> None:
        self._workplace.lanes.run(Lane.INTERACTIVE, question, *arguments, owner=self, done=done, failed=self._failed)

    def _run(self, job: Callable[..., T], *arguments: object, done: Callable[[T], None]) -> None:
        self._say("")
        self._workplace.lanes.run(Lane.BULK, job, *arguments, owner=self, done=done, failed=self._failed)

    # What to print

    def _show_classes(self, classes: tuple[SchoolClass, ...]) -> None:
        self.ui.classCombo.blockSignals(True)
        self.ui.classCombo.clear()
        for school_class in classes:
            pupils = plural(school_class.pupils, "ученик", "ученика", "учеников")
            self.ui.classCombo.addItem(f"{school_class.name} — {pupils}", school_class)
        self._take_wanted()
        self.ui.classCombo.blockSignals(False)
        self.ui.makeButton.setEnabled(bool(classes))
        if classes:
            self._class_chosen()
        else:
            self.ui.emptyState.say("notebook", "Классов ещё нет.", "Их загружает администратор.")

    def choose_class(self, name: str) -> None:
        """Choose a class by its name, as soon as the classes are read."""
        self.setProperty("wanted_class", name)
        if self._take_wanted():
            self._class_chosen()

    def _take_wanted(self) -> bool:
        names = [self.ui.classCombo.itemData(at).name for at in range(self.ui.classCombo.count())]
        wanted = self.property("wanted_class")
        if wanted not in names:
            return False
        self.ui.classCombo.setCurrentIndex(names.index(wanted))
        self.setProperty("wanted_class", None)
        return True

    def _class_chosen(self) -> None:
        class_id = self.ui.classCombo.currentData().class_id
        self._read(self._workplace.desk.periods_of_class, class_id, done=self._show_periods)
        self._read(self._workplace.desk.courses_of_class, class_id, done=self._show_courses)

    def _show_periods(self, periods: tuple[Period, ...]) -> None:
        self.ui.periodCombo.clear()
        for period in periods:
            self.ui.periodCombo.addItem(period_words(period.kind, period.number), period)
        today = self._workplace.desk.session.server_time.date()
        begun = [place for place, period in enumerate(periods) if period.starts_on <= today]
        self.ui.periodCombo.setCurrentIndex(begun[-1] if begun else 0)

    def _show_courses(self, courses: tuple[Course, ...]) -> None:
        self.ui.courseCombo.clear()
        self.ui.courseCombo.addItem("все журналы класса", None)
        for course in courses:
            group = "" if course.is_whole_class else f" ({course.group_name})"
            self.ui.courseCombo.addItem(f"{course.subject}{group}", (course.course_id,))

    # Making it

    def _make(self) -> None:
        school_class, period = self.ui.classCombo.currentData(), self.ui.periodCombo.currentData()
        if school_class is None or period is None or self._ticket is not None:
            return
        self._say("")
        self._set_busy(True)
        self._ticket = self._workplace.lanes.run_long(
            Lane.BULK,
            self._workplace.desk.journal_copy_pdf,
            school_class.class_id,
            self.ui.courseCombo.currentData(),
            period.period_id,
            owner=self,
            done=self._show_report,
            failed=self._failed,
            progress=self._show_progress,
            settled=self._settled,
        )

    def _cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self.ui.progressLabel.setText("Останавливаю…")
            self.ui.cancelButton.setEnabled(False)

    def _settled(self) -> None:
        self._ticket = None
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        ui = self.ui
        for widget in (ui.makeButton, ui.classCombo, ui.periodCombo, ui.courseCombo):
            widget.setEnabled(not busy)
        ui.progressBox.setVisible(busy)
        ui.cancelButton.setEnabled(busy)
        ui.progressLabel.setText("Готовлю копию…")
        ui.progressBar.setRange(0, 0)

    def _show_progress(self, done: int, total: int) -> None:
        if self._ticket is not None and not self._ticket.is_cancelled:
            self.ui.progressBar.setRange(0, total)
            self.ui.progressBar.setValue(done)
            self.ui.progressLabel.setText(f"Готовлю копию: {done} из {total}")

    def _show_report(self, report: ReportFile | None) -> None:
        ui = self.ui
        self._report = report
        for widget in (ui.viewBar, ui.actionBar):
            widget.setVisible(report is not None)
        if report is None:
            ui.views.setCurrentWidget(ui.emptyState)
            ui.emptyState.say(
                "printer", "Копия ещё не подготовлена.", "Выберите класс и период, нажмите «Подготовить»."
            )
            return
        ui.views.setCurrentWidget(ui.pageView)
        self._open(report)
        sheets = plural((report.pages + 1) // 2, "лист", "листа", "листов")
        ui.sheetsLabel.setText(f"{sheets}, двусторонняя печать, переворот по короткому краю")
        self.summary_changed.emit(f"{report.title} · {plural(report.pages, 'страница', 'страницы', 'страниц')}")
        ui.pageView.setFocus()

    def _open(self, report: ReportFile) -> None:
        try:
            self.ui.pageView.open(report.pdf)
        except ReportFailedError as error:
            self._failed(error)

    def _show_place(self, first: int, pages: int) -> None:
        last = min(pages, first + 1) if self.ui.facingCheck.isChecked() and first > 1 else first
        place = f"{first}–{last}" if last > first else f"{first}"
        self.ui.pageLabel.setText(f"стр. {place} из {pages}")
        self.ui.backButton.setEnabled(first > 1)
        self.ui.forwardButton.setEnabled(last < pages)

    # Out of the program

    def _save(self) -> None:
        if self._report is None:
            return
        name = re.sub(r"[^\w .№-]", "_", self._report.title).strip() or "journal"
        chosen, _ = QFileDialog.getSaveFileName(self, "Сохранить бумажную копию", f"{name}.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def _print(self) -> None:
        if self._report is None:
            return
        printers = printing.printer_names()
        if not printers:
            self._failed(ReportFailedError("no-printer"))
            return
        printer, is_chosen = QInputDialog.getItem(self, "Печать", "Принтер (двусторонняя печать):", printers, 0, False)
        if is_chosen:
            self.print_on(printer)

    def _failed(self, error: EjournalError) -> None:
        if isinstance(error, CancelledError):
            self.summary_changed.emit("Остановлено")
            return
        self._say(error_text(error).sentence)

    def _say(self, sentence: str) -> None:
        self.ui.errorLabel.setText(sentence)
        self.ui.errorBanner.setVisible(bool(sentence))


def _write(path: Path, pdf: bytes) -> None:
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise ReportFailedError("not-written", {"path": path.name}) from error
