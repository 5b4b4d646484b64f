"""The correction sheet out of the program: shown first, then into a file or onto a printer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.domain.errors import EjournalError, ReportFailedError
from ejournal_desktop.domain.lesson_plan_book import PlanBook
from ejournal_desktop.gui import printing
from ejournal_desktop.gui.pages.plan_preview import SheetPreview
from ejournal_desktop.gui.session_port import Workplace
from ejournal_desktop.reports.values import ReportFile


@dataclass(frozen=True, slots=True)
class Told:
    """Who hears how it goes."""

    say: Callable[[str], None]
    failed: Callable[[EjournalError], None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a paper goes: into a file when there is a path, else onto a printer."""

    printer: str
    path: str = ""


_FILE: Final = "Сохранить в PDF…"


def preview(page: QWidget, workplace: Workplace, book: PlanBook, told: Told) -> None:
    """Draw the sheet and show it; from there it is saved or printed."""

    def show(paper: ReportFile) -> None:
        told.say("")
        try:
            dialog = SheetPreview(book, paper, page)
        except ReportFailedError as error:
            told.failed(error)
            return
        dialog.wanted.connect(lambda: save_or_print(page, workplace, book, told))
        dialog.open()

    workplace.lanes.run_long(
        Lane.BULK,
        workplace.desk.correction_sheet_pdf,
        book,
        owner=page,
        done=show,
        failed=told.failed,
        progress=lambda _done, _total: told.say("Готовлю лист…"),
    )


def save_or_print(
    page: QWidget,
    workplace: Workplace,
    book: PlanBook,
    told: Told,
) -> None:
    """Ask where to, draw and deliver; nothing waits on the thread of the window."""
    where, is_chosen = QInputDialog.getItem(
        page, "Лист корректировки", "Куда:", [_FILE, *printing.printer_names()], 0, False
    )
    if not is_chosen:
        return
    path = ""
    if where == _FILE:
        name = re.sub(r"[^\w .№-]", "_", f"Лист корректировки {book.group_name} {book.subject}")
        path, _ = QFileDialog.getSaveFileName(page, "Сохранить лист", f"{name}.pdf", "PDF (*.pdf)")
        if not path:
            return
    deliver(page, workplace, book, told, Delivery("" if path else where, path))


def deliver(page: QWidget, workplace: Workplace, book: PlanBook, told: Told, to: Delivery) -> None:
    """Draw the sheet and write it to a path, or print it when there is none."""

    def job(**watched: Any) -> str:
        paper = workplace.desk.correction_sheet_pdf(book, **watched)
        if not to.path:
            printing.print_pdf(paper.pdf, paper.title, to.printer)
            return f"Отправлено на принтер {to.printer}"
        try:
            Path(to.path).write_bytes(paper.pdf)
        except OSError as error:
            raise ReportFailedError("not-written", {"path": Path(to.path).name}) from error
        return f"Сохранено: {Path(to.path).name}"

    workplace.lanes.run_long(
        Lane.BULK,
        job,
        owner=page,
        done=told.say,
        failed=told.failed,
        progress=lambda _done, _total: told.say("Готовлю лист…"),
    )
