from datetime import date

import pytest

from ejournal_desktop.domain.errors import BadFileError
from ejournal_desktop.exchange.headers import column_letters, find_header
from ejournal_desktop.exchange.pupils import ALIASES, parse_pupils
from ejournal_desktop.exchange.sheets import read_workbook
from ejournal_desktop.exchange.values import ProblemKind

REQUIRED = (frozenset({"full_name"}),)


def test_row_numbers_are_those_of_the_spreadsheet(workbook):
    content = workbook((), (), (None, "ФИО"), (), (None, "Орлов Тимур Ильич", date(2013, 2, 14)))

    rows = read_workbook(content, "список.xlsx").sheets[0].rows

    assert [(row.number, dict(row.cells)) for row in rows] == [
        (3, {1: "ФИО"}),
        (5, {1: "Орлов Тимур Ильич", 2: date(2013, 2, 14)}),
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ФИО;Класс\nОрлов Тимур Ильич;7А\n", "cp1251"),
        ("ФИО,Класс\r\nОрлов Тимур Ильич,7А\r\n", "utf-8"),
        ("ФИО\tКласс\rОрлов Тимур Ильич\t7А", "utf-8-sig"),
        ('"ФИО";"Класс"\n"Орлов Тимур Ильич";"7А"\n', "utf-16"),
    ],
)
def test_csv_is_read_in_every_usual_encoding_and_delimiter(text, encoding):
    sheet = read_workbook(text.encode(encoding), "список.csv").sheets[0]

    assert [list(row.cells.values()) for row in sheet.rows] == [["ФИО", "Класс"], ["Орлов Тимур Ильич", "7А"]]


def test_a_comma_inside_a_quoted_cell_divides_nothing():
    sheet = read_workbook('ФИО,Адрес\n"Орлов Тимур","ул. Мира, д. 3"\n'.encode(), "список.csv").sheets[0]

    assert list(sheet.rows[1].cells.values()) == ["Орлов Тимур", "ул. Мира, д. 3"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "а.csv", "file-empty"),
        (b"a;b\n" + b"x" * 200_000, "а.csv", "csv-damaged"),
        (bytes(1000), "а.xlsx", "file-empty"),
        (bytes(range(256)) * 40, "а.csv", "not-a-table-binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "а.xls", "workbook-old-format"),
        (b"PK\x03\x04" + b"x" * 500, "а.xlsx", "workbook-damaged"),
        (b"PK\x05\x06" + bytes(18), "а.xlsx", "workbook-format"),
    ],
)
def test_what_is_no_table_is_refused_by_its_content(content, name, code):
    with pytest.raises(BadFileError) as refusal:
        read_workbook(content, name)

    assert refusal.value.code == code


def test_a_missing_file_is_refused_with_its_name(tmp_path):
    with pytest.raises(BadFileError) as refusal:
        read_workbook(tmp_path / "нет.xlsx")

    assert (refusal.value.code, refusal.value.detail["file"]) == ("file-missing", "нет.xlsx")


def test_a_misspelt_title_is_guessed_and_told(today, workbook):
    content = workbook(("ФИО обучающегося", "Класс", "Дата рождени"), ("Орлов Тимур Ильич", "7А", "14.02.2013"))

    result = parse_pupils(content, "список.xlsx", on_date=today)

    told = [(p.kind, p.column) for p in result.problems if p.kind is not ProblemKind.CONSENT_MISSING]
    assert told == [(ProblemKind.COLUMN_GUESSED, "Дата рождени")]


def test_a_title_like_two_fields_is_not_guessed(workbook):
    sheet = read_workbook(workbook(("ФИО", "Родитель 12"), ("Орлов Тимур Ильич", "x")), "а.xlsx").sheets[0]

    header = find_header(sheet, ALIASES, REQUIRED)

    assert [column.title for column in header.unknown] == ["Родитель 12"]
    assert header.guessed == ()


def test_columns_are_named_as_a_spreadsheet_does():
    assert [column_letters(index) for index in (0, 25, 26, 16_383)] == ["A", "Z", "AA", "XFD"]
