"""«Бумага»: the spread as it would be printed, what is not on it yet, and that looking is no printing."""

import io
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ejournal_desktop.domain.errors import ReportFailedError
from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui.pages.paper_view import PaperView
from tests.gui.fake_school import FakePaper
from tests.gui.test_pupil_view import class_page, journal, start

__all__ = ["journal"]


def pages(count):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4))
    for _ in range(count):
        canvas.rect(100, 100, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return FakePaper(file.getvalue(), pages=count)


@pytest.fixture
def paper(journal, qtbot):
    def open_paper(preview, shown=None, *, edit=False):
        widget = journal(shown)
        widget.workplace.desk.preview = preview
        if edit:
            widget.grid.store.enter(1, 2, CellValue("5"))
        start(widget, "journal.view-paper")
        view = widget.findChild(PaperView)
        qtbot.waitUntil(lambda: view._ticket is None)
        view.page_widget = widget
        return view

    return open_paper


def said(view, name):
    return view.findChild(QLabel, name).text()


def test_the_course_and_period_are_drawn_for_its_class(paper):
    view = paper(pages(5))
    assert view.page_widget.workplace.desk.previewed == [("7А", 7, 1)]
    assert view.sheet.isVisible()


def test_spreads_are_turned_and_the_blank_page_before_them_is_never_shown(paper):
    view = paper(pages(5))
    assert said(view, "paperPlace") == "разворот 1 из 2"
    back, forward = view.findChild(QToolButton, "paperBack"), view.findChild(QToolButton, "paperForward")
    assert not back.isEnabled()
    forward.click()
    assert said(view, "paperPlace") == "разворот 2 из 2"
    assert not forward.isEnabled()
    QTest.keyClick(view.sheet, Qt.Key.Key_Home)
    assert said(view, "paperPlace") == "разворот 1 из 2"


def test_edits_that_the_server_has_not_are_told(paper):
    assert said(paper(pages(3), edit=True), "paperMissing") == "1 изменение ещё не на бумаге"
    assert said(paper(pages(3)), "paperMissing") == ""


def test_a_group_of_two_classes_prints_in_the_journal_of_each(paper, qtbot):
    plain = class_page()
    view = paper(pages(3), replace(plain, course=replace(plain.course, class_names=("7А", "7Б"))))
    combo = view.findChild(QComboBox, "paperClass")
    assert combo.isVisible()
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    qtbot.waitUntil(lambda: view._ticket is None)
    assert view.page_widget.workplace.desk.previewed[-1] == ("7Б", 7, 1)


def test_a_refusal_is_said_in_place_of_the_paper(paper):
    view = paper(ReportFailedError("process-died"))
    assert said(view, "paperState").startswith("Отчёт не готов")
    assert not view.sheet.isVisible()


def test_a_period_without_lessons_says_that_the_paper_is_empty(paper):
    assert said(paper(pages(1)), "paperState") == "Проведённых уроков в этом периоде нет: на бумаге пусто."


def test_escape_goes_back_to_the_grid(paper):
    view = paper(pages(3))
    QTest.keyClick(view.sheet, Qt.Key.Key_Escape)
    assert view.page_widget.grid.isVisible()


def test_ctrl_p_over_the_spread_prints_the_copy_of_this_journal(paper, qtbot, monkeypatch):
    view = paper(replace(pages(5), title="Алгебра, 7А"))
    printed = []
    monkeypatch.setattr("ejournal_desktop.gui.printing.printer_names", lambda: ["Учительская"])
    monkeypatch.setattr(
        "ejournal_desktop.gui.pages.paper_view.QInputDialog.getItem", lambda *_asked: ("Учительская", True)
    )
    monkeypatch.setattr(
        "ejournal_desktop.gui.printing.print_pdf", lambda _pdf, title, printer: printed.append((title, printer))
    )

    view.choose_printer()

    qtbot.waitUntil(lambda: said(view, "paperMissing") == "Отправлено на принтер Учительская")
    assert printed == [("Алгебра, 7А", "Учительская")]
    assert [call[0] for call in view._workplace.desk.previewed][-1] == "print"


def test_without_a_printer_it_is_said(paper, monkeypatch):
    view = paper(pages(5))
    monkeypatch.setattr("ejournal_desktop.gui.printing.printer_names", list)

    view.choose_printer()

    assert "принтер" in said(view, "paperMissing").lower()
