"""«Лист корректировки»: what was changed, why, and plan against fact; pages that never lose a line."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from ejournal_desktop.reports import registry
from ejournal_desktop.reports.correction_sheet import CorrectionLine, CorrectionSheet, draw_correction_sheet

LINE = CorrectionLine(
    places="19–20",
    topics="Умножение степеней; Деление степеней",
    planned_on=date(2026, 9, 26),
    corrected_on=date(2026, 9, 30),
    kind="merge",
    reason="Замена другим предметом",
    author="Петрова А. В.",
    entered_on=date(2026, 9, 27),
)
SHEET = CorrectionSheet(
    school="МБОУ «Ключевская СШ»",
    subject="Алгебра",
    group="7А",
    teacher="Петрова А. В.",
    year="2026/27",
    on_date=date(2026, 9, 28),
    lines=(LINE,),
    hours=102,
    due=14,
    held=12,
    planned_end=date(2027, 5, 24),
    ends_on=date(2027, 5, 26),
    approved="28.08.2026, Смирнова О. Л.",
)


def text_of(report):
    pages = PdfReader(BytesIO(report.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def test_a_line_says_what_when_how_and_why():
    text = text_of(draw_correction_sheet(SHEET))

    for words in ("19–20", "26.09.2026", "30.09.2026", "объединение тем", "Замена другим предметом", "27.09.2026"):
        assert words in text
    assert "отставание 2 ч" in text
    assert "утверждено 28.08.2026, Смирнова О. Л." in text


def test_a_sheet_without_lines_and_without_approval_says_so():
    text = text_of(draw_correction_sheet(replace(SHEET, lines=(), approved="", due=12, ends_on=None)))

    assert "Корректировок нет." in text
    assert "не утверждено" in text
    assert "отставания нет" in text
    assert "уроков не хватает" in text


def test_every_line_of_a_long_sheet_is_printed():
    lines = tuple(replace(LINE, places=f"{n}–{n + 1}", topics=f"Строка {n}-я. " + LINE.topics * 3) for n in range(80))

    report = draw_correction_sheet(replace(SHEET, lines=lines))

    text = text_of(report)
    assert report.pages > 2
    assert all(f"Строка {n}-я" in text for n in range(80))


def test_the_registry_draws_the_same_bytes_twice():
    assert registry.draw("correction-sheet", SHEET).pdf == registry.draw("correction-sheet", SHEET).pdf
