from collections import Counter
from datetime import date
from itertools import groupby

import pytest

from ejournal_desktop.exchange.headers import find_header
from ejournal_desktop.exchange.lesson_plans import ALIASES, parse_lesson_plan
from ejournal_desktop.exchange.plan_columns import ChosenColumns, look_at_columns
from ejournal_desktop.exchange.sheets import read_workbook
from ejournal_desktop.exchange.values import ProblemKind
from ejournal_desktop.services.lesson_plans import topics_of_rows

YEAR = date(2026, 9, 1)
FILES = (
    "КТП алгебра 7А.xlsx",
    "География_6.xlsx",
    "Физика 8 КТП 2026.xlsx",
    "окр_мир_2кл.xlsx",
    "Англ яз 6 кл (Spotlight).xlsx",
    "ОБЗР-8б.xlsx",
    "Информатика 8 (вставка из Word).txt",
)


@pytest.fixture(scope="module")
def read(school_a):
    return lambda name: parse_lesson_plan(school_a / "КТП" / name, year_starts_on=YEAR)


@pytest.fixture(scope="module")
def expected(answers):
    return {entry["file"].removeprefix("КТП/"): entry for entry in answers["plans"]}


def topics_of(plan):
    """Rows of one topic are one topic: (section, topic, control) and its hours."""
    grouped = groupby(plan.rows, key=lambda row: (row.section, row.topic, row.control))
    return [(key, sum(row.hours for row in rows)) for key, rows in grouped]


@pytest.mark.parametrize("name", FILES)
def test_sections_topics_and_hours_of_every_layout_are_read(read, expected, name):
    topics = topics_of(read(name))

    sections = Counter()
    for (section, _, _), hours in topics:
        sections[section] += hours
    assert [list(entry) for entry in sections.items()] == expected[name]["sections"]
    assert sections.total() == expected[name]["hours"]
    assert len(topics) == expected[name]["topics"]
    assert (topics[0][0][1], topics[-1][0][1]) == (expected[name]["first_topic"], expected[name]["last_topic"])


@pytest.mark.parametrize("name", FILES)
def test_control_works_are_told_by_a_column_or_by_the_words_of_the_topic(read, expected, name):
    kinds = Counter(control for (_, _, control), _ in topics_of(read(name)))

    assert kinds["control"] == expected[name]["control_works"]
    assert kinds["laboratory"] == expected[name]["labs"]
    if name.endswith("xlsx"):  # the pasted table does not say which lessons are practical
        assert kinds["practical"] == expected[name]["practicals"]


@pytest.mark.parametrize("name", [FILES[1], FILES[2], FILES[4], FILES[6]])
def test_homework_is_read_and_not_set_is_an_entry_of_its_own(read, expected, name):
    plan = read(name)

    assert sum(bool(row.homework) for row in plan.rows) == expected[name]["homework"]
    assert not any(row.homework == "не задано" for row in plan.rows)


def test_dates_of_several_lessons_in_a_cell_get_the_year_of_the_school_year(read, expected):
    plan = read("КТП алгебра 7А.xlsx")

    dates = [day for row in plan.rows for _, day in row.planned]
    assert dates[0] == date.fromisoformat(expected["КТП алгебра 7А.xlsx"]["first_date"])
    assert dates[-1] == date(2027, 5, 26)
    assert dates == sorted(dates)
    assert len(dates) == 102


def test_two_classes_of_one_plan_have_dates_of_their_own(read, expected):
    first = read("Физика 8 КТП 2026.xlsx").rows[0]

    assert {name: str(day) for name, day in first.planned} == expected["Физика 8 КТП 2026.xlsx"]["first_date"]


def test_numbers_like_1_1_are_neither_dates_nor_topics(read, expected):
    plan = read("ОБЗР-8б.xlsx")

    undated = sum(not row.planned for row in plan.rows)
    assert undated == expected["ОБЗР-8б.xlsx"]["hours_without_date"]
    assert plan.problems == ()


def test_a_stated_total_that_differs_from_the_sum_is_told(read, expected):
    plan = read("окр_мир_2кл.xlsx")

    told = [(p.kind, p.found, p.fact("counted")) for p in plan.problems]
    assert told == [(ProblemKind.TOTAL_DIFFERS, "70", "68")]


def test_a_row_without_a_topic_is_refused(workbook):
    content = workbook(("№", "Тема урока", "Часы"), (1, "Дроби", 1), (2, None, 1), (3, "Проценты", 100))

    plan = parse_lesson_plan(content, "план.xlsx", year_starts_on=YEAR)

    assert [row.topic for row in plan.rows] == ["Дроби"]
    assert [place.row for place in plan.refused] == [3, 4]


@pytest.mark.parametrize("name", [name for name in FILES if name not in {FILES[2], FILES[4]}])
def test_the_columns_of_every_plan_are_guessed_without_its_head(read, school_a, workbook, name):
    """The head is cut off; what is then read by the guesses is what the head would have told."""
    [sheet] = read_workbook(school_a / "КТП" / name).sheets
    header = find_header(sheet, ALIASES, [{"topic"}])
    width = 1 + max(max(row.cells) for row in header.body)
    content = workbook(*[[row.cells.get(at) for at in range(width)] for row in header.body])

    asked = look_at_columns(content, "план.xlsx")
    plan = parse_lesson_plan(
        content, "план.xlsx", year_starts_on=YEAR, columns=ChosenColumns(asked.fields, asked.first_row)
    )

    assert [row.topic for row in plan.rows] == [row.topic for row in read(name).rows]
    assert [row.hours for row in plan.rows] == [row.hours for row in read(name).rows]
    assert [row.homework for row in plan.rows] == [row.homework for row in read(name).rows]


def test_a_text_that_no_journal_takes_keeps_its_row_out_and_says_so(workbook):
    long = workbook(("№", "Тема урока", "Д/з"), (1, "Дроби", "§ 1"), (2, "я" * 1001, ""), (3, "Проценты", "я" * 4001))

    plan = parse_lesson_plan(long, "план.xlsx", year_starts_on=YEAR)

    assert [row.topic for row in plan.rows] == ["Дроби"]
    assert [p.kind for p in plan.problems] == [ProblemKind.TEXT_TOO_LONG] * 2


def test_of_a_row_with_several_hours_only_as_many_lessons_are_practical_as_it_says(read, expected, school_a):
    kinds = Counter(topic.lesson_type for topic in topics_of_rows(read("окр_мир_2кл.xlsx").rows))
    ticked = Counter(topic.lesson_type for topic in topics_of_rows(read("ОБЗР-8б.xlsx").rows))

    assert (kinds["практическая"], kinds["контроль"]) == (
        expected["окр_мир_2кл.xlsx"]["practicals"],
        expected["окр_мир_2кл.xlsx"]["control_works"],
    )
    assert ticked["практическая"] == expected["ОБЗР-8б.xlsx"]["practical_hours"]
