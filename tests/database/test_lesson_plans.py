"""Lesson plans through their windows: saved whole, decided by another, corrected by the holder (PLN-3; rulings 15)."""

import json
import uuid

import pytest

from tests.database.test_guard_controls import code_of, silence
from tests.database.test_lesson_card import plan
from tests.database.whole_model import WholeModel


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def topic(text, topic_id=None, **more):
    return {"topic_id": topic_id, "section": "", "topic": text, "lesson_type": "урок", "homework": ""} | more


def save(model, topics, login="petrova", **more):
    operation = {
        "operation_id": str(uuid.uuid4()),
        "lesson_plan_id": None,
        "course_id": model.ids["math"],
        "title": "Алгебра 7",
        "seen": None,
        "topics": topics,
    } | more
    return model.stage.as_person(login, "select api.save_lesson_plan(1, %s::jsonb)", json.dumps(operation))[0][0]


def read(model, login="petrova", course="math"):
    return model.stage.as_person(login, "select api.lesson_plan(null, %s)", model.ids[course])[0][0]


def decide(model, login, act, reason="", seen=None):
    version = model.stage.owner(
        "select version from journal.lesson_plans where lesson_plan_id = {plan}".format(**model.ids)
    )
    statement = "select api.decide_lesson_plan(%s, %s, %s, %s)"
    return model.stage.as_person(login, statement, model.ids["plan"], seen or version[0][0], act, reason)


def correct(model, login, topic_id, kind="shift", *, until=None, on=None, reason="Карантин"):
    statement = "select api.correct_lesson_plan(%s, null, %s, %s, %s, %s, %s)"
    return model.stage.as_person(login, statement, model.ids["math"], kind, topic_id, until, on, reason)


def test_a_plan_is_saved_whole_and_follows_its_course(stage, model):
    made = save(model, [topic("Степень"), topic("Контрольная", pinned_on=str(stage.school.day(5)))])

    shown = read(model)

    assert (made["result"], shown["plan"]["lesson_plan_id"], shown["plan"]["state"]) == (
        "saved",
        made["entry_id"],
        "draft",
    )
    assert [row[2] for row in shown["topics"]] == ["Степень", "Контрольная"]
    assert shown["topics"][1][6] == str(stage.school.day(5))
    assert len(shown["lessons"]) == 17


def test_a_plan_is_read_with_the_hours_of_the_curriculum_or_those_of_the_load(stage, model):
    load = read(model)["norm"]
    stage.owner(
        "insert into journal.curriculum_hours (school_year_id, stream, subject_id, hours_per_week)"
        " select c.school_year_id, '7А', c.subject_id, 3 from journal.courses as c where c.course_id = %s",
        model.ids["math"],
    )
    norm = read(model)["norm"]
    stage.owner(
        "insert into journal.days_off (school_year_id, name, is_holiday_week, during)"
        " values (%s, 'Каникулы', true, daterange(%s, %s, '[]'))",
        model.ids["year"],
        stage.school.day(0),
        stage.school.day(13),
    )
    shorter = read(model)["norm"]

    assert (load["is_curriculum"], float(load["hours_per_week"])) == (False, 5)
    assert (norm["is_curriculum"], float(norm["hours_per_week"])) == (True, 3)
    assert norm["period_starts"] == [str(stage.school.day(-80)), str(stage.school.day(-45))]
    assert norm["weeks"] - shorter["weeks"] == 2
    assert shorter["holidays"] == [[str(stage.school.day(0)), str(stage.school.day(13))]]


def test_saving_again_moves_changes_adds_and_voids_in_one_go(stage, model):
    made = save(model, [topic("А"), topic("Б"), topic("В")])
    first, _second, third = (row[0] for row in read(model)["topics"])

    again = save(
        model,
        [topic("В", third), topic("Новая"), topic("А, уточнено", first)],
        lesson_plan_id=made["entry_id"],
        seen=made["version"],
    )

    assert again["result"] == "saved"
    assert [(row[0], row[2]) for row in read(model)["topics"]][::2] == [(third, "В"), (first, "А, уточнено")]
    assert stage.owner("select count(*) from journal.lesson_plan_topics where voided_at is not null") == [(1,)]


def test_a_plan_that_another_window_saved_meanwhile_is_a_conflict(model):
    made = save(model, [topic("А")])
    save(model, [topic("Б")], lesson_plan_id=made["entry_id"], seen=made["version"])

    stale = save(model, [topic("В")], lesson_plan_id=made["entry_id"], seen=made["version"])

    assert (stale["result"], stale["version"]) == ("conflict", made["version"] + 1)
    assert [row[2] for row in read(model)["topics"]] == ["Б"]


@pytest.mark.parametrize(
    "bad",
    [
        topic("   "),
        topic(None),
        topic("А", lesson_type="колдовство"),
        topic("А", pinned_on="32.13.2026"),
        topic("А" * 1001),
        topic("А\u202eБ"),
        topic("А", section="Р\u202eа"),
        topic("А", section="я" * 1001),
        topic("А", topic_id=999999),
        topic("А", work_kind_id=32000),
    ],
)
def test_a_bad_row_refuses_the_whole_and_leaves_the_plan_as_it_was(model, bad):
    made = save(model, [topic("Было")])

    outcome = save(model, [topic("Стало"), bad], lesson_plan_id=made["entry_id"], seen=made["version"])

    assert (outcome["result"], outcome["code"]) == ("refused", "EJ014")
    assert [row[2] for row in read(model)["topics"]] == ["Было"]


def test_a_stranger_neither_makes_nor_changes_a_plan_of_a_course(stage, model):
    made = save(model, [topic("А")])

    new = save(model, [topic("Б")], login="sidorov")
    changed = save(model, [topic("Б")], login="sidorov", lesson_plan_id=made["entry_id"], seen=made["version"])
    silence(stage, "not your course", "not a plan of yours")
    stage.owner("create policy hole on journal.lesson_plans for update using (true)")
    passed = save(model, [topic("Б")], login="sidorov", lesson_plan_id=made["entry_id"], seen=made["version"])

    assert (new["code"], changed["code"], passed["result"]) == ("EJ002", "EJ002", "saved")


def test_a_plan_goes_to_the_deputy_and_comes_back_with_a_reason(model):
    plan(model, "А")

    decide(model, "petrova", "submit")
    decide(model, "deputy", "return", "Нет контрольных работ")
    returned = read(model)["plan"]
    decide(model, "petrova", "submit")
    decide(model, "deputy", "approve")

    assert (returned["state"], returned["returned_reason"]) == ("draft", "Нет контрольных работ")
    shown = read(model)["plan"]
    assert (shown["state"], shown["returned_reason"], shown["decided_by"]) == ("approved", "", "Завучева А. О.")


def test_nobody_approves_an_own_plan_and_without_the_refusal_it_would_pass(stage, model):
    plan(model, "А", state="waiting")
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'deputy')",
        stage.school.accounts["petrova"],
    )
    stage.owner(f'grant {stage.school.database.role("deputy")} to "{stage.school.role("petrova")}"')

    refused = code_of(stage, lambda _s: decide(model, "petrova", "approve"))
    silence(stage, "not to oneself")
    passed = code_of(stage, lambda _s: decide(model, "petrova", "approve"))

    assert (refused, passed) == ("EJ002", None)


@pytest.mark.parametrize(
    ("state", "act", "sentence"),
    [("draft", "approve", "the plan is not waiting"), ("waiting", "return", "a plan is returned with a reason")],
)
def test_a_decision_out_of_turn_is_refused_and_only_the_judge_refuses_it(stage, model, state, act, sentence):
    plan(model, "А", state=state)

    refused = code_of(stage, lambda _s: decide(model, "deputy", act))
    silence(stage, sentence)
    passed = code_of(stage, lambda _s: decide(model, "deputy", act))

    assert (refused, passed) == ("EJ020", None)


def test_the_deputy_decides_on_what_was_read(stage, model):
    plan(model, "А", state="waiting")

    assert code_of(stage, lambda _s: decide(model, "deputy", "approve", seen=99)) == "EJ030"


def test_an_approved_plan_keeps_its_topics_but_a_control_work_may_be_pinned(stage, model):
    [first] = plan(model, "А", state="approved")
    version = read(model)["plan"]["version"]
    pinned = topic("А", first, pinned_on=str(stage.school.day(5)))

    renamed = save(model, [topic("Б", first)], lesson_plan_id=model.ids["plan"], seen=version)
    moved = save(model, [pinned], lesson_plan_id=model.ids["plan"], seen=version)

    assert (renamed["code"], renamed["detail"]["reason"], moved["result"]) == ("EJ020", "approved", "saved")


def test_a_plan_is_reused_for_a_parallel_class_of_the_same_subject_only(stage, model):
    plan(model, "А")
    assign = "select api.assign_lesson_plan(%s, %s)"

    stage.as_person("sidorov", assign, model.ids["math_b"], model.ids["plan"])
    wrong = code_of(stage, lambda s: s.as_person("petrova", assign, model.ids["russian"], model.ids["plan"]))
    strange = code_of(stage, lambda s: s.as_person("petrova", assign, model.ids["math_b"], model.ids["plan"]))
    silence(stage, "a plan of another subject or year")
    passed = code_of(stage, lambda s: s.as_person("petrova", assign, model.ids["russian"], model.ids["plan"]))

    assert (wrong, strange, passed) == ("EJ014", "EJ002", None)
    assert [name for _course, name in read(model, "deputy")["courses"]] == ["7А", "7А", "7Б"]


def test_a_class_leaves_a_shared_plan_by_saving_a_copy_and_the_other_keeps_the_shared_one(stage, model):
    plan(model, "А", "Б")
    stage.as_person("sidorov", "select api.assign_lesson_plan(%s, %s)", model.ids["math_b"], model.ids["plan"])

    made = save(model, [topic("А"), topic("Б")], login="sidorov", course_id=model.ids["math_b"])
    own, shared = read(model, "sidorov", "math_b"), read(model)

    assert made["result"] == "saved"
    assert own["plan"]["lesson_plan_id"] == made["entry_id"] != shared["plan"]["lesson_plan_id"] == model.ids["plan"]
    assert [row[2] for row in own["topics"]] == [row[2] for row in shared["topics"]] == ["А", "Б"]


def test_a_correction_names_its_topics_and_its_reason_and_may_be_taken_back(stage, model):
    first, _second = plan(model, "А", "Б")

    [(made,)] = correct(model, "petrova", first, "merge", until=2)
    shown = read(model)["corrections"]
    stage.as_person(
        "petrova", "select api.correct_lesson_plan(%s, %s, null, null, null, null, null)", model.ids["math"], made
    )

    assert [row[1:6] for row in shown] == [["merge", first, 2, None, "Карантин"]]
    assert read(model)["corrections"] == []


def test_a_correction_of_a_strange_course_or_without_a_reason_is_refused(stage, model):
    [first] = plan(model, "А")

    strange = code_of(stage, lambda _s: correct(model, "sidorov", first))
    empty = code_of(stage, lambda _s: correct(model, "petrova", first, reason=" "))
    backwards = code_of(stage, lambda _s: correct(model, "petrova", first, "merge", until=1))
    silence(stage, "not your course", "not a topic of the plan of that course")
    passed = code_of(stage, lambda _s: correct(model, "petrova", first, "merge", until=1))

    assert (strange, empty, backwards, passed) == ("EJ002", "23514", "EJ014", None)


def test_lists_show_ones_own_and_to_the_deputy_what_waits_first(model):
    plan(model, "А", state="waiting")

    own = model.stage.as_person("petrova", "select api.lesson_plans()")[0][0]
    all_plans = model.stage.as_person("deputy", "select api.lesson_plans()")[0][0]
    english = model.stage.as_person("psychologist", "select api.lesson_plans()")[0][0]

    assert [(row["is_mine"], row["topics"], row["courses"][0][1]) for row in own] == [(True, 1, "7А")]
    assert [row["state"] for row in all_plans] == ["waiting"]
    assert english == []


def test_an_unapproved_or_missing_plan_never_blocks_the_journal(stage, model):
    """Rulings 15: a banner, never a lock."""
    plan(model, "А", state="draft")
    operation = {"operation_id": str(uuid.uuid4()), "lesson_id": model.ids["lesson"], "field": "topic", "seen": 0}

    [outcome] = stage.save_lessons("petrova", operation | {"value": "Своя тема"})

    assert outcome["result"] == "saved"


def cancel(model, name):
    model.make(f"update journal.lessons set state = 'cancelled' where lesson_id = {{{name}}} returning 1")
    statement = "select held_on from journal.lessons where lesson_id = {" + name + "}"
    return model.stage.owner(statement.format(**model.ids))[0][0]


def causes(model):
    return {row[1]: row[6] for row in read(model)["lessons"] if row[3] == "cancelled"}


def test_a_lesson_that_fell_out_says_the_act_of_its_day(model):
    """Rulings 37: one act gives the plan its reason."""
    plan(model, "А")
    day = cancel(model, "lesson")
    alone = causes(model)
    act = model.make(
        "insert into journal.day_acts (kind, during, title, lessons_are, order_id)"
        " values ('weather', daterange(%s, %s, '[]'), 'Актированный день', 'cancelled', {other_order})"
        " returning day_act_id",
        day,
        day,
    )
    model.make("insert into journal.day_act_classes values (%s, {class_b}) returning 1", act)
    of_others = causes(model)
    model.make("insert into journal.day_act_classes values (%s, {class}) returning 1", act)

    assert (alone, of_others) == ({str(day): ""}, {str(day): ""})
    assert causes(model)[str(day)].startswith("Актированный день, приказ № 74 от")


def test_a_course_that_leaves_a_shared_plan_takes_its_correction_sheet_along(stage, model):
    first, second = plan(model, "А", "Б")
    correct(model, "petrova", first, "merge", until=2)
    correct(model, "petrova", second, reason="Болезнь")
    before = read(model)["corrections"]

    made = save(model, [topic("А"), topic("Б другая")])
    own = read(model)

    assert made["entry_id"] != model.ids["plan"]
    assert [row[:2] + row[3:] for row in own["corrections"]] == [before[0][:2] + before[0][3:]]
    assert own["corrections"][0][2] == own["topics"][0][0]


def test_a_correction_is_carried_to_the_same_topic_of_the_followed_plan_only(stage, model):
    first, second = plan(model, "А", "Б")
    [(line,)] = correct(model, "petrova", first)
    move = "update journal.lesson_plan_corrections set lesson_plan_topic_id = %s where lesson_plan_correction_id = %s"

    wrong, _facts = model.refusal("petrova", "journal.lesson_plan_corrections", move, second, line)
    made = save(model, [topic("А")])
    carried = read(model)["corrections"]

    assert (wrong, made["result"], [row[0] for row in carried]) == ("EJ020", "saved", [line])


def test_a_plan_of_last_year_of_ones_subject_is_listed_to_be_copied(stage, model):
    model.ids["last_year"] = model.make(
        "insert into journal.school_years (name, starts_on, ends_on)"
        " select '2025/26 прошлый', starts_on - 365, ends_on - 365 from journal.school_years"
        " where school_year_id = {year} returning school_year_id"
    )
    model.ids["plan"] = model.make(
        "insert into journal.lesson_plans (school_year_id, subject_id, grade, title, author_id)"
        " select {last_year}, subject_id, 7, 'План', {petrova} from journal.courses where course_id = {math}"
        " returning lesson_plan_id"
    )
    model.make(
        "insert into journal.lesson_plan_topics (lesson_plan_id, place, topic)"
        " values ({plan}, 1, 'Степень') returning 1"
    )

    [row] = stage.as_person("petrova", "select api.lesson_plans()")[0][0]
    opened = stage.as_person("petrova", "select api.lesson_plan(%s, null)", model.ids["plan"])[0][0]
    follow = code_of(
        stage,
        lambda s: s.as_person("petrova", "select api.assign_lesson_plan(%s, %s)", model.ids["math"], model.ids["plan"]),
    )

    assert (row["lesson_plan_id"], row["is_current"]) == (model.ids["plan"], False)
    assert [topic[2] for topic in opened["topics"]] == ["Степень"]
    assert follow == "EJ014"
    assert stage.as_person("deputy", "select api.lesson_plans()")[0][0] == []
