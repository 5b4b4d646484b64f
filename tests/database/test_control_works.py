"""The schedule of control works: for who teaches the class, without marks, pupils and texts (ux 5.9; rulings 15)."""

import json
from datetime import date

import pytest

from ejournal_desktop.database.queries.control_works import waiting_plan
from ejournal_desktop.domain.control_schedule import planned_works
from tests.database.test_guard_controls import code_of, silence
from tests.database.test_lesson_card import plan
from tests.database.whole_model import WholeModel


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def read(model, login, course="math", days=(-60, 60)):
    first, last = (model.stage.school.day(number) for number in days)
    course_id = model.ids[course] if course else None
    return model.stage.as_person(login, "select api.control_works(%s, %s, %s)", course_id, first, last)[0][0]


def make_control(model, topic_id):
    model.make(
        "update journal.lesson_plan_topics set lesson_type = 'контроль' where lesson_plan_topic_id = %s returning 1",
        topic_id,
    )


def test_works_of_the_class_are_seen_by_every_teacher_of_it_and_by_who_sees_all(model):
    model.make(
        "update journal.works set work_kind_id = (select work_kind_id from journal.work_kinds where is_control limit 1)"
        " where work_id = {old_work} returning 1"
    )

    shown = {login: read(model, login)["entered"] for login in ("petrova", "deputy", "director", "administrator")}

    assert {(row[3], tuple(row[6])) for rows in shown.values() for row in rows} == {("Математика", ("7А",))}
    assert {len(rows) for rows in shown.values()} == {1}


def test_of_a_plan_only_turns_days_and_kinds_leave_the_server(model):
    _first, second, _third = plan(model, "Секрет", "Контрольная", "Ещё секрет")
    make_control(model, second)

    [row] = read(model, "petrova")["waiting"]

    assert row[5:7] == [3, [[2, True, None, ""]]]
    assert row[7] == sorted(row[7])
    assert "секрет" not in json.dumps(read(model, "petrova"), ensure_ascii=False).lower()


def test_a_topic_that_was_held_a_merged_one_and_a_lesson_that_fell_out_are_counted_as_the_plan_counts_them(model):
    first, second, third, fourth = plan(model, "А", "Б", "В", "Контрольная")
    make_control(model, fourth)
    model.make(
        "update journal.lessons set topic = 'А', lesson_plan_topic_id = %s where lesson_id = {lesson} returning 1",
        first,
    )
    model.make(
        "insert into journal.lesson_plan_corrections"
        " (course_id, lesson_plan_topic_id, kind, until_place, reason, entered_by)"
        " values ({math}, %s, 'merge', 3, 'Уплотнение', {petrova}) returning 1",
        second,
    )
    model.make("update journal.lessons set state = 'cancelled' where lesson_id = {future_lesson} returning 1")

    [row] = read(model, "petrova")["waiting"]

    assert third
    assert row[5:7] == [2, [[2, True, None, ""]]]
    assert str(model.stage.school.day(5)) not in row[7]


def test_the_day_that_the_program_computes_is_the_day_of_the_lesson(model):
    _first, second = plan(model, "А", "Контрольная")
    make_control(model, second)
    found = read(model, "petrova")

    [work] = planned_works(waiting_plan(found["waiting"][0]), date.fromisoformat(found["today"]))

    assert str(work.held_on) == found["waiting"][0][7][1]


def test_a_stranger_to_the_class_sees_nothing_of_it(model, stage):
    refused = code_of(stage, lambda _stage: read(model, "sidorov"))
    own = read(model, "sidorov", course=None)
    silence(stage, "not your course")
    passed = read(model, "sidorov")

    assert refused == "EJ002"
    assert all("7А" not in row[6] for row in own["entered"])
    assert "entered" in passed


def test_a_span_of_years_is_refused(model, stage):
    assert code_of(stage, lambda _stage: read(model, "deputy", days=(-400, 400))) == "22023"
