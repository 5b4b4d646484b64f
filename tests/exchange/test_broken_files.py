"""Broken and hostile files: each is refused with a sentence or loses exactly the rows that are wrong."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ejournal_desktop.domain.errors import BadFileError
from ejournal_desktop.exchange import archive_limits, problem_text, xml_source
from ejournal_desktop.exchange.fet import parse_fet
from ejournal_desktop.exchange.pupils import parse_pupils
from ejournal_desktop.exchange.sheets import read_workbook
from ejournal_desktop.exchange.source import open_source

MIB = 1024 * 1024

WHOLE_FILES = {
    "01_обрезан.xlsx": "workbook-damaged",
    "05_это_pdf.xlsx": "not-a-table-pdf",
    "06_это_csv.xlsx": "not-a-table-text",
    "07_таблица_портала.xls": "not-a-table-html",
    "10_меню_столовой.xlsx": "columns-not-found",
    "11_под_паролем.xlsx": "workbook-password",
    "12_пустой.xlsx": "file-empty",
    "13_смех_asc.xml": "xml-entities",
    "14_смех.fet": "xml-entities",
    "15_чужой_файл.fet": "xml-entities",
    "21_двойные_заголовки.xlsx": "columns-doubled",
    "22_только_заголовок.csv": "no-rows",
}
ROWS = {
    "03_формулы_в_фио.xlsx": ([4], [2, 3]),
    "04_внешняя_ссылка.xlsx": ([2], []),
    "08_нули.csv": ([2, 3, 5], [4]),
    "16_шестнадцать_тысяч_столбцов.xlsx": ([2, 3, 4, 5, 6], []),
    "17_год_0202.xlsx": ([5, 7, 9], [2, 3, 4, 6, 8]),
    "18_управляющие_знаки.xlsx": ([4, 5], [2, 3]),
    "19_длинные_имена.xlsx": ([4, 5], [2, 3]),
    "20_sql_и_html.xlsx": ([2, 3, 4, 5], []),
    "23_разные_концы_строк.csv": ([2, 3, 4, 5, 6, 7], []),
    "24_utf16.csv": ([2, 3, 4, 5, 6], []),
    "25_utf8_bom.csv": ([2, 3, 4, 5, 6], []),
}
GENERATED = {"02_распухает.xlsx", "09_двести_тысяч.csv"}


@pytest.fixture(scope="module")
def broken(school_a) -> Path:
    return school_a / "broken"


@pytest.fixture
def bomb(tmp_path) -> Callable[..., Path]:
    """Makes a workbook whose only sheet unpacks to so many MiB."""

    def make(mebibytes: int, name: str = "02_распухает.xlsx") -> Path:
        path = tmp_path / name
        openpyxl.Workbook().save(path)
        parts = {}
        with zipfile.ZipFile(path) as archive:
            parts = {entry: archive.read(entry) for entry in archive.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in parts.items():
                if "sheet1" not in entry:
                    archive.writestr(entry, content)
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
                write_letters(sheet, mebibytes)
        return path

    return make


def write_letters(sheet, mebibytes):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = f'<worksheet xmlns="{space}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    sheet.write(head.encode())
    for _ in range(mebibytes):
        sheet.write(b"A" * MIB)
    sheet.write(b"</t></is></c></row></sheetData></worksheet>")


def refusal_of(act) -> BadFileError:
    with pytest.raises(BadFileError) as refusal:
        act()
    return refusal.value


def test_every_file_of_the_collection_has_an_expectation_here(answers):
    names = {Path(entry["file"]).name for entry in answers["broken"]}
    assert names == WHOLE_FILES.keys() | ROWS.keys() | GENERATED
    for entry in answers["broken"]:
        accepted, refused = ROWS.get(Path(entry["file"]).name, ([], []))
        if "rows_refused" in entry:
            assert refused == entry["rows_refused"]
        if "rows_accepted" in entry:
            assert len(accepted) - len(entry.get("rows_either", [])) == entry["rows_accepted"]


@pytest.mark.parametrize(("name", "code"), WHOLE_FILES.items(), ids=WHOLE_FILES)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(broken, today, name, code):
    parse = parse_fet if name.endswith((".fet", ".xml")) else lambda file: parse_pupils(file, on_date=today)

    refusal = refusal_of(lambda: parse(broken / name))

    assert refusal.code == code
    assert problem_text.file_sentence(refusal).count(name) == 1


@pytest.mark.parametrize(("name", "rows"), ROWS.items(), ids=ROWS)
def test_only_the_wrong_rows_of_a_list_are_refused(broken, today, name, rows):
    accepted, refused = rows

    result = parse_pupils(broken / name, on_date=today)

    assert [row.place.row for row in result.rows] == accepted
    assert [place.row for place in result.refused] == refused


def test_sql_and_html_are_kept_letter_by_letter(broken, today):
    names = [row.full_name for row in parse_pupils(broken / "20_sql_и_html.xlsx", on_date=today).rows]
    assert names == [
        "Роберт'); DROP TABLE pupil;-- Олегович",
        "<b>Иван</b> <script>alert(1)</script> Ильич",
        "%s%n{0}${x} Ян Ильич",
        "О'Нил Жан-Пьер Олегович",
    ]


def test_two_hundred_thousand_rows_are_refused_without_waiting(tmp_path, today):
    path = tmp_path / "09_двести_тысяч.csv"
    lines = (f"Я Я;5А;{number % 28 + 1}.1.15" for number in range(200_000))
    path.write_text("ФИО;Класс;ДР\n" + "\n".join(lines), "cp1251")

    assert refusal_of(lambda: parse_pupils(path, on_date=today)).code == "too-many-rows"


@pytest.mark.skipif(sys.platform != "linux", reason="limits and peaks of a process are read the Linux way")
def test_a_zip_bomb_is_refused_within_a_gibibyte_and_a_few_seconds(bomb):
    code = """if True:
        import pathlib, resource, sys
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        from ejournal_desktop.domain.errors import BadFileError
        from ejournal_desktop.exchange.pupils import parse_pupils
        try:
            parse_pupils(sys.argv[1])
        except BadFileError as error:
            status = pathlib.Path("/proc/self/status").read_text()  # ru_maxrss tells of pytest, which forked this
            print(error.code, int(status.split("VmHWM:")[1].split()[0]) // 1024)
    """
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}

    run = subprocess.run(
        [sys.executable, "-c", code, str(bomb(240))],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert run.stderr == ""
    refused, peak_mib = run.stdout.split()
    assert refused == "workbook-too-big"
    assert int(peak_mib) < 200


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set the POSIX way")
def test_without_the_look_at_its_extent_a_wide_sheet_would_end_the_program(broken):
    # The control of 16: the quick reader lays out rows × columns and aborts the whole process.
    code = """if True:
        import resource, sys
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        import python_calamine
        python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0)
    """
    command = [sys.executable, "-c", code, str(broken / "16_шестнадцать_тысяч_столбцов.xlsx")]

    run = subprocess.run(command, capture_output=True, timeout=30, check=False)

    assert run.returncode < 0


def test_a_bomb_that_lies_about_its_size_is_found_out(bomb):
    path = bomb(8)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        true_size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    place = content.index(true_size, content.index(b"PK\x01\x02"))
    content[place : place + 4] = (1000).to_bytes(4, "little")

    refusal = refusal_of(lambda: read_workbook(bytes(content), "ложь.xlsx"))

    assert refusal.code == "workbook-suspicious"


def test_a_modest_workbook_of_the_same_make_is_read(bomb, monkeypatch):
    # The control: without the limits the very same kind of file goes through to the reader.
    monkeypatch.setattr(archive_limits, "MAX_RATIO", 10_000)

    book = read_workbook(bomb(8))

    assert len(book.sheets[0].rows[0].cells[0]) == 8 * MIB


def test_an_entity_in_a_sheet_is_refused(workbook, tmp_path):
    path = tmp_path / "книга.xlsx"
    path.write_bytes(workbook(("ФИО", "Класс"), ("Орлов Тимур Ильич", "7А")))
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)

    assert refusal_of(lambda: read_workbook(path)).code == "xml-entities"


def test_without_the_guard_the_laughing_file_would_grow(broken, monkeypatch):
    # The control: the standard parser expands what ours refuses to look at (a small nest of the same kind).
    from xml.etree.ElementTree import fromstring as naive  # noqa: PLC0415 - the attack itself

    small = b'<!DOCTYPE fet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><fet><x>&b;</x></fet>'
    monkeypatch.setattr(xml_source, "fromstring", lambda content, **_: naive(content))  # noqa: S314

    root = xml_source.read_xml(open_source(b"<?xml version='1.0'?>" + small, "смех.fet"))

    assert root.findtext("x") == "hahaha"


@pytest.mark.parametrize("element", ["mergeCell", "hyperlink"])
def test_a_range_over_the_whole_sheet_is_refused(workbook, tmp_path, element):
    path = tmp_path / "книга.xlsx"
    path.write_bytes(workbook(("ФИО", "Класс"), ("Орлов Тимур Ильич", "7А")))
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    ranges = f'</sheetData><{element}s><{element} ref="A1:XFD1048576"/></{element}s>'.encode()
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", ranges)
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)

    assert refusal_of(lambda: read_workbook(path)).code == "workbook-suspicious"


def test_a_title_merged_over_its_table_is_no_such_range(workbook):
    content = workbook(("Список",), ("ФИО", "Класс"), merged=("A1:XFD1",))

    assert len(read_workbook(content, "книга.xlsx").sheets[0].rows) == 2
