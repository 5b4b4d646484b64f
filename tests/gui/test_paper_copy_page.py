import io
import subprocess
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ejournal_desktop.domain.errors import CancelledError, ReportFailedError
from ejournal_desktop.gui import printing
from ejournal_desktop.gui.actions import ActionRegistry
from ejournal_desktop.gui.change_bus import ChangeBus
from ejournal_desktop.gui.pages.paper_copy_page import PaperCopyPage
from ejournal_desktop.gui.session_port import Workplace
from tests.gui.fake_school import FakeDesk, FakeGradebook, FakePaper, session


def five_pages():
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4))
    for number in range(5):
        canvas.setFillGray(0)
        canvas.rect(100 * number, 100, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture(scope="module")
def paper():
    return FakePaper(five_pages(), pages=5)


@pytest.fixture
def open_page(qtbot, dressed, lanes):
    def make(desk):
        page = PaperCopyPage(Workplace(desk, lanes, ActionRegistry(), ChangeBus(), FakeGradebook()))
        page.resize(1100, 700)
        page.said = []
        page.summary_changed.connect(page.said.append)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: page.ui.periodCombo.count() > 0 and page.ui.courseCombo.count() > 0)
        return page

    return make


@pytest.fixture
def made(open_page, paper, qtbot):
    page = open_page(FakeDesk(session("deputy"), paper=paper))
    page.ui.makeButton.click()
    qtbot.waitUntil(lambda: page.report() is not None)
    return page


def test_class_and_the_present_period_are_chosen_from_what_the_server_has(open_page):
    page = open_page(FakeDesk(session("deputy")))

    assert page.ui.classCombo.currentText() == "7А — 24 ученика"
    assert page.ui.periodCombo.currentText() == "I четверть"
    assert page.ui.courseCombo.currentText() == "все журналы класса"


def test_one_journal_can_be_chosen(open_page, paper, qtbot):
    desk = FakeDesk(session("deputy"), paper=paper)
    page = open_page(desk)
    page.ui.courseCombo.setCurrentIndex(2)

    page.ui.makeButton.click()
    qtbot.waitUntil(lambda: page.report() is not None)

    assert desk.asked[-1] == ("journal_copy_pdf", 1, (2,), 1)


def test_the_copy_is_shown_page_by_page_as_in_the_bound_book(made):
    places = [made.ui.pageLabel.text()]

    for _ in range(2):
        QTest.keyClick(made.ui.pageView, Qt.Key.Key_PageDown)
        places.append(made.ui.pageLabel.text())

    assert places == ["стр. 1 из 5", "стр. 2–3 из 5", "стр. 4–5 из 5"]
    assert not made.ui.forwardButton.isEnabled()


def test_turning_back_shows_the_same_openings(made):
    made.ui.pageView.go_to(4)

    QTest.keyClick(made.ui.pageView, Qt.Key.Key_PageUp)
    QTest.keyClick(made.ui.pageView, Qt.Key.Key_PageUp)

    assert made.ui.pageLabel.text() == "стр. 1 из 5"


def test_the_pages_are_really_drawn(made):
    image = made.ui.pageView.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}

    assert {"#ffffff", "#000000"} <= colours


def test_single_pages_can_be_shown(made):
    made.ui.facingCheck.setChecked(False)
    made.ui.pageView.go_to(2)

    assert made.ui.pageLabel.text() == "стр. 3 из 5"


def test_a_larger_size_makes_the_page_larger(made):
    before = made.ui.pageView.widget().minimumWidth()

    made.ui.zoomCombo.setCurrentText("150 %")

    assert made.ui.pageView.widget().minimumWidth() > before


def test_progress_is_told_and_cancel_ends_it(open_page, qtbot):
    started, released = threading.Event(), threading.Event()

    def slow(progress, cancelled):
        progress(3, 30)
        started.set()
        while not cancelled():
            released.wait(0.01)
        raise CancelledError

    page = open_page(FakeDesk(session("deputy"), paper=slow))
    page.ui.makeButton.click()
    qtbot.waitUntil(lambda: page.ui.progressLabel.text() == "Готовлю копию: 3 из 30")
    page.ui.cancelButton.click()
    stopping = page.ui.progressLabel.text()
    qtbot.waitUntil(page.ui.makeButton.isEnabled)

    assert stopping == "Останавливаю…"
    assert page.said[-1] == "Остановлено"
    assert page.report() is None
    assert not page.ui.errorBanner.isVisible()


def test_a_failure_is_a_sentence_on_the_page(open_page, qtbot):
    page = open_page(FakeDesk(session("deputy")))
    page._workplace.desk.error = ReportFailedError("process-died")

    page.ui.makeButton.click()
    qtbot.waitUntil(page.ui.errorBanner.isVisible)

    assert "программа рисования остановилась" in page.ui.errorLabel.text()
    assert page.ui.makeButton.isEnabled()


def test_saving_writes_the_very_bytes(made, qtbot, tmp_path, paper):
    made.save_to(tmp_path / "7А.pdf")

    qtbot.waitUntil(lambda: made.said[-1] == "Сохранено: 7А.pdf")
    assert (tmp_path / "7А.pdf").read_bytes() == paper.pdf


def test_a_folder_that_cannot_be_written_to_is_said(made, qtbot, tmp_path):
    made.save_to(tmp_path / "нет такой папки" / "7А.pdf")

    qtbot.waitUntil(made.ui.errorBanner.isVisible)
    assert "Файл 7А.pdf не сохранён." in made.ui.errorLabel.text()


def test_without_a_printer_the_page_says_so_and_the_file_can_still_be_saved(made, monkeypatch):
    monkeypatch.setattr(printing, "printer_names", list)

    made.ui.printButton.click()

    assert "на этом компьютере нет принтера" in made.ui.errorLabel.text()
    assert made.ui.saveButton.isEnabled()


def test_printing_hands_the_pdf_to_cups_for_both_sides(monkeypatch, paper, tmp_path):
    spooler = tmp_path / "lp"
    spooler.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/arguments\nfor last; do :; done\ncp "$last" {tmp_path}/spooled\n'
    )
    spooler.chmod(0o755)
    monkeypatch.setattr(printing.shutil, "which", lambda _name: str(spooler))

    printing.print_pdf(paper.pdf, "Журнал 7А", "HP-uchitelskaya")

    arguments = (tmp_path / "arguments").read_text().splitlines()
    assert "sides=two-sided-short-edge" in arguments
    assert "HP-uchitelskaya" in arguments
    assert (tmp_path / "spooled").read_bytes() == paper.pdf


def test_a_printer_that_refuses_is_named(monkeypatch, paper):
    refused = subprocess.CompletedProcess([], 1, b"", b"lp: The printer or class does not exist.")
    monkeypatch.setattr(printing.shutil, "which", lambda _name: "/usr/bin/lp")
    monkeypatch.setattr(printing.subprocess, "run", lambda *_args, **_options: refused)

    with pytest.raises(ReportFailedError) as caught:
        printing.print_pdf(paper.pdf, "Журнал 7А", "HP-uchitelskaya")

    assert caught.value.code == "printer-failed"
    assert caught.value.detail["printer"] == "HP-uchitelskaya"


def test_a_broken_pdf_is_said_and_can_still_be_saved(open_page, qtbot):
    page = open_page(FakeDesk(session("deputy"), paper=FakePaper(b"no pdf at all")))

    page.ui.makeButton.click()
    qtbot.waitUntil(page.ui.errorBanner.isVisible)

    assert "показать его не удалось" in page.ui.errorLabel.text()
    assert page.ui.saveButton.isVisible()
