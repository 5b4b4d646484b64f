from decimal import Decimal

import pytest

from ejournal_desktop.exchange.staff import parse_staff
from ejournal_desktop.exchange.values import ProblemKind

CATEGORIES = {"соответствие": "соответствие занимаемой должности", None: ""}


@pytest.fixture(scope="module")
def staff(school_a, today):
    return parse_staff(school_a / "Кадры.xlsx", on_date=today)


def as_answer(row):
    return {
        "last": row.last_name,
        "first": row.first_name,
        "middle": row.middle_name,
        "sex": row.sex,
        "birth": str(row.birth_date),
        "position": row.positions[0],
        "subjects": list(row.subjects),
        "category": row.category,
        "leads": row.leads_class,
        "room": row.room,
        "hours": int(row.hours or 0),
        "phone": row.phone,
        "email": row.email,
        "snils": row.snils,
    }


def test_every_person_of_the_list_comes_out_as_the_office_meant(staff, answers):
    expected = [
        {**person, "category": CATEGORIES.get(person["category"], person["category"])}
        for person in answers["staff"]["people"]
    ]
    for person in expected:
        del person["short"]
    by_snils = {person["snils"]: person for person in expected}

    assert {row.snils: as_answer(row) for row in staff.rows} == by_snils


def test_two_rows_of_one_person_become_one_with_both_posts(staff, answers):
    assert staff.rows_read == answers["staff"]["rows"]
    assert len(staff.rows) == answers["staff"]["unique_people"]
    combined = {row.last_name: row.positions for row in staff.rows if len(row.positions) > 1}
    assert combined == {
        "Матвеева": ("директор", "учитель (совмещение)"),
        "Мороз": ("заместитель директора по УВР", "учитель (совмещение)"),
    }
    merged = [problem.place.row for problem in staff.problems if problem.kind is ProblemKind.DUPLICATE_MERGED]
    assert merged == [duplicate["row"] for duplicate in answers["staff"]["duplicates"]]


def test_section_rows_and_the_footer_are_not_people(staff, answers):
    rows = {row.place.row for row in staff.rows if row.place.sheet == "Пед. состав"}
    assert not rows & {*answers["staff"]["section_rows"], 51}
    assert staff.refused == ()


def test_latin_letters_in_a_name_are_mended_and_told(staff):
    told = [problem for problem in staff.problems if problem.kind is ProblemKind.LOOK_ALIKE_LETTERS]
    assert [(problem.place.row, problem.fact("understood")) for problem in told] == [(45, "Федотова Лидия Васильевна")]


def test_one_snils_under_two_names_blocks_the_later_row(workbook, today):
    content = workbook(
        ("ФИО", "Должность", "СНИЛС", "Нагрузка"),
        ("Белова Анна Петровна", "учитель", "993-886-072 00", "18,5 ч"),
        ("Чернов Пётр Ильич", "учитель", "993-886-072 00", "18 ч"),
    )

    result = parse_staff(content, "кадры.xlsx", on_date=today)

    assert [(row.last_name, row.hours) for row in result.rows] == [("Белова", Decimal("18.5"))]
    assert [place.row for place in result.refused] == [3]


def test_two_true_snils_under_one_name_are_two_people(workbook, today):
    content = workbook(
        ("ФИО", "СНИЛС"), ("Белова Анна Петровна", "904-252-037 66"), ("Белова Анна Петровна", "941-671-100 97")
    )

    result = parse_staff(content, "кадры.xlsx", on_date=today)

    assert [row.snils for row in result.rows] == ["90425203766", "94167110097"]


def test_a_sheet_without_a_list_is_skipped_and_told(workbook, today):
    content = workbook(
        sheets={"Меню": [("Каша", "Чай")], "Кадры": [("ФИО", "Должность"), ("Белова Анна Петровна", "учитель")]}
    )

    result = parse_staff(content, "кадры.xlsx", on_date=today)

    assert [row.last_name for row in result.rows] == ["Белова"]
    assert [(p.kind, p.place.sheet) for p in result.problems] == [(ProblemKind.SHEET_SKIPPED, "Меню")]
