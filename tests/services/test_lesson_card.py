"""Lesson cards and plans over real sign-ins: one statement a screen, files whole or not there."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import event

from ejournal_desktop.domain.errors import BadFileError, RefusedError, RuleBrokenError
from ejournal_desktop.domain.lesson_card import GREATEST_FILE_BYTES, CardOperation
from ejournal_desktop.domain.lesson_plan import PlanTopic, lay_out
from ejournal_desktop.domain.lesson_plan_book import NewCorrection, PlanOperation
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.services import lesson_card, lesson_plans
from tests.database.school_factory import PASSWORD, build_school


@pytest.fixture(scope="module")
def school(database):
    return build_school(database)


@pytest.fixture
def people(school):
    engines = {}

    def sign_in(login):
        if login not in engines:
            engines[login] = school.database.sign_in_as(login, PASSWORD)
        return engines[login]

    yield sign_in
    for engine in engines.values():
        engine.dispose()


@contextmanager
def counted(engine):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def attach(engine, school, path):
    operation, content = lesson_card.read_file(school.lessons["math", -1], None, path)
    return lesson_card.send_file(engine, operation, content)


def count_of_files(school, people):
    return len(lesson_card.open_card(people("petrova"), school.lessons["math", -1]).attachments)


def test_a_card_and_a_plan_are_one_statement_each(school, people):
    petrova = people("petrova")

    with counted(petrova) as card:
        lesson_card.open_card(petrova, school.lessons["math", -1])
    with counted(petrova) as plan:
        lesson_plans.open_plan(petrova, None, school.courses["math"])
    with counted(petrova) as plans:
        lesson_plans.plans(petrova)

    assert [len(card), len(plan), len(plans)] == [1, 1, 1]


def test_a_file_goes_in_whole_and_comes_out_the_same(school, people, tmp_path):
    path = tmp_path / "План урока.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(range(256)) * 4_000)

    outcome = attach(people("petrova"), school, path)
    name = lesson_card.save_file(people("petrova"), outcome.entry_id, tmp_path / "копия.pdf")

    assert (outcome.result, name) == ("saved", "копия.pdf")
    assert (tmp_path / "копия.pdf").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "refusal",
    [
        ("вирус.exe", b"MZ", "file-type"),
        ("пусто.pdf", b"", "file-size"),
        ("много.pdf", b"%PDF" + bytes(GREATEST_FILE_BYTES), "file-size"),
        ("нет.pdf", None, "file-unreadable"),
    ],
    ids=lambda refusal: refusal[0],
)
def test_what_no_lesson_takes_is_refused_before_anything_is_sent(school, people, tmp_path, refusal):
    name, content, code = refusal
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    petrova = people("petrova")

    with counted(petrova) as statements, pytest.raises(BadFileError) as refused:
        attach(petrova, school, path)

    assert (refused.value.code, statements) == (code, [])


def test_a_file_that_is_sent_again_because_its_answer_was_lost_is_there_once(school, people, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(range(200)))
    before = count_of_files(school, people)
    operation, content = lesson_card.read_file(school.lessons["math", -1], None, path)

    outcomes = [lesson_card.send_file(people("petrova"), operation, content) for _ in range(2)]

    assert [one.result for one in outcomes] == ["saved", "saved"]
    assert outcomes[0].entry_id == outcomes[1].entry_id
    assert count_of_files(school, people) == before + 1


def test_a_strangers_card_is_refused(school, people):
    with pytest.raises(RefusedError):
        lesson_card.open_card(people("sidorov"), school.lessons["math", -1])


def test_entries_are_judged_one_by_one(school, people):
    lesson = school.lessons["math", -1]
    note = {"kind": "praise", "text": "Помог"}
    good = CardOperation(str(uuid4()), lesson, school.pupils["Абрамов"], "note", 0, note)
    bad = replace(good, operation_id=str(uuid4()), pupil_id=school.pupils["Зайцев"])

    outcomes = lesson_card.save_entries(people("petrova"), [bad, good])

    assert [(outcome.result, outcome.code) for outcome in outcomes] == [("refused", "EJ013"), ("saved", None)]


def test_a_plan_is_made_sent_returned_corrected_and_approved(school, people):
    petrova, deputy, course = people("petrova"), people("deputy"), school.courses["russian"]
    topics = tuple(PlanTopic(None, "Раздел", text) for text in ("Имя", "Глагол", "Наречие"))
    made = lesson_plans.save_plan(petrova, PlanOperation(str(uuid4()), None, course, "Русский 7", None, topics))
    lesson_plans.decide_plan(petrova, made.entry_id, made.version, "submit")
    [waiting] = [plan for plan in lesson_plans.plans(deputy) if plan.state == "waiting"]
    with pytest.raises(RuleBrokenError):
        lesson_plans.decide_plan(deputy, waiting.lesson_plan_id, waiting.version, "return")
    lesson_plans.decide_plan(deputy, waiting.lesson_plan_id, waiting.version, "approve")
    book = lesson_plans.open_plan(petrova, None, course)
    first = book.topics[0].topic_id
    lesson_plans.add_correction(petrova, NewCorrection(course, "merge", first, "Карантин", until_place=2))

    book = lesson_plans.open_plan(petrova, None, course)
    sheet = lesson_plans.correction_sheet(book)

    assert book.head.state == "approved"
    assert [line.topics for line in sheet.lines] == ["Имя; Глагол"]
    assert sheet.approved.endswith("Завучева А. О.")
    assert lay_out(book.topics, book.lessons, book.today, book.corrections).topics[1].expected_on == school.today


@pytest.mark.parametrize(
    ("file", "lessons", "controls"),
    [
        ("КТП алгебра 7А.xlsx", 102, 5),
        ("География_6.xlsx", 34, 3),
        ("Физика 8 КТП 2026.xlsx", 68, 4),
        ("окр_мир_2кл.xlsx", 68, 5),
        ("Англ яз 6 кл (Spotlight).xlsx", 102, 8),
        ("ОБЗР-8б.xlsx", 34, 2),
        ("Информатика 8 (вставка из Word).txt", 34, 4),
    ],
)
def test_real_plans_become_as_many_lessons_as_their_answers_say(file, lessons, controls):
    path = Path(__file__).parents[1] / "data" / "school_a" / "КТП" / file
    reading = lesson_plans.read_plan_file(path, date(2026, 9, 1), Watch())

    assert len(reading.topics) == lessons
    assert len([topic for topic in reading.topics if topic.lesson_type == "контроль"]) == controls
