from collections import defaultdict

import pytest

from ejournal_desktop.exchange.curriculum import parse_curriculum
from ejournal_desktop.exchange.values import CurriculumCell, CurriculumLimit, ProblemKind


@pytest.fixture(scope="module")
def curriculum(school_a):
    return parse_curriculum(school_a / "Учебный план.xlsx")


def test_every_cell_of_three_layouts_is_read(curriculum, answers):
    cells = defaultdict(dict)
    for row in curriculum.rows:
        if isinstance(row, CurriculumCell):
            cells[row.stream][row.subject] = row.hours
    assert cells == answers["curriculum"]["cells"]


def test_limits_and_sums_of_every_stream_are_read(curriculum, answers):
    limits = [row for row in curriculum.rows if isinstance(row, CurriculumLimit)]
    assert {row.stream: row.limit for row in limits} == answers["curriculum"]["limits"]
    assert {row.stream: row.total for row in limits} == answers["curriculum"]["totals"]


def test_classes_over_the_limit_are_told_with_the_subject_that_does_it(curriculum, answers):
    told = [
        {"class": p.column, "hours": int(p.found), "limit": int(p.fact("limit")), "because": p.fact("because")}
        for p in curriculum.problems
        if p.kind is ProblemKind.OVER_LIMIT
    ]
    expected = [
        {**entry, "because": ", ".join(f"{name}: {hours}" for name, hours in entry["because"].items())}
        for entry in answers["curriculum"]["excess"]
    ]
    assert told == expected
    assert curriculum.refused == ()


def test_sums_that_do_not_add_up_are_told(workbook):
    content = workbook(
        ("Предмет", "5А", "5Б", "Всего"), ("Математика", 5, 5, 10), ("История", 3, 2, 6), ("Итого", 8, 8, None)
    )

    result = parse_curriculum(content, "план.xlsx")

    told = [(p.column, p.found, p.fact("counted")) for p in result.problems]
    assert told == [("Всего", "6", "5"), ("5Б", "8", "7")]


def test_text_in_place_of_hours_blocks_the_row(workbook):
    result = parse_curriculum(workbook(("Предмет", "5А"), ("Математика", "пять"), ("История", 3)), "план.xlsx")

    assert [row.subject for row in result.rows] == ["История"]
    assert [place.row for place in result.refused] == [2]
