import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from ejournal_desktop.domain.errors import CancelledError
from ejournal_desktop.exchange.changed_marks_sheet import changed_marks_workbook
from tests.reports.sample_changes import change, final_change, report_of, sample_changes

HOSTILE = ('=HYPERLINK("http://example.test","5")', "+7", "-2+3", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0")


def opened(report):
    return openpyxl.load_workbook(io.BytesIO(changed_marks_workbook(report))).active


def test_the_earliest_change_comes_first_under_its_heads():
    sheet = opened(report_of([final_change(3), change(0)]))

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]

    assert rows == [
        [
            "Дата и время", "Учитель, внёсший изменение", "Основание", "Класс", "Предмет", "Обучающийся", "Урок",
            "Вид работы", "Было", "Стало",
        ],
        [
            datetime(2026, 9, 7, 9, 14), "Соколова Е. В.", "учитель предмета", "6А", "Русский язык", "Гусев Фёдор",  # noqa: DTZ001 - a sheet has no zones
            datetime(2026, 9, 4), "ответ на уроке", "4", "5",  # noqa: DTZ001 - the same
        ],
        [
            datetime(2026, 9, 8, 6, 14), "Соколова Е. В.", "приказ № 52 от 21.10.2026", "6А", "Русский язык",  # noqa: DTZ001 - the same
            "Юдина Валерия", "I четверть", "отметка за период", "3", "4",
        ],
    ]  # fmt: skip


def test_the_head_tells_what_was_asked_and_the_figures():
    line = opened(sample_changes(4)).cell(2, 1).value

    assert line == (
        "01.09.2026–23.10.2026, все классы, все учителя; изменений 4, из них удалений 1; "
        "получен 26.10.2026, 09:10, Рыжов Кирилл Николаевич"
    )


def test_reasons_have_a_column_only_where_one_was_recorded():
    without = opened(report_of([change(0)]))
    with_reasons = opened(report_of([change(0, reason="ошибка ввода"), change(1)]))

    assert without.max_column == 10
    assert [with_reasons.cell(row, 11).value for row in (3, 4, 5)] == ["Причина", None, "ошибка ввода"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_formula_stays_text(text):
    content = changed_marks_workbook(report_of([change(0, pupil=text, reason=text)]))

    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert (sheet.cell(4, 6).value, sheet.cell(4, 6).data_type, sheet.cell(4, 6).quotePrefix) == (text, "s", True)
    assert "<f>" not in xml
    assert "<f " not in xml


def test_the_control_the_library_alone_would_have_made_a_formula():
    book = openpyxl.Workbook()
    book.active["A1"] = HOSTILE[0]

    assert book.active["A1"].data_type == "f"


def test_control_signs_do_not_break_the_file():
    assert opened(report_of([change(0, pupil="Гусев\x00\x0b Фёдор")])).cell(4, 6).value == "Гусев Фёдор"


def test_an_empty_report_has_its_heads():
    assert opened(report_of([])).max_row == 3


def test_progress_is_told_and_it_can_be_cancelled():
    told = []

    with pytest.raises(CancelledError):
        changed_marks_workbook(sample_changes(500), lambda *done: told.append(done), lambda: len(told) == 2)

    assert told == [(0, 500), (200, 500)]
