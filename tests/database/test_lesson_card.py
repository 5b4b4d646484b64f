"""The lesson card's windows: who writes what there, and each refusal with its control (JRN-2, 3, 15)."""

import hashlib
import json
import uuid

import pytest

from tests.database.test_guard_controls import code_of, silence
from tests.database.whole_model import WholeModel

PDF = b"%PDF-1.7 plan of the lesson"


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def entries(stage, login, *operations):
    return stage.as_person(login, "select api.save_lesson_entries(1, %s::jsonb)", json.dumps(operations))[0][0]


def entry(model, field, value, pupil="abramov", lesson="lesson", **more):
    return {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": model.ids[lesson],
        "pupil_id": model.ids[pupil] if pupil else None,
        "field": field,
        "seen": 0,
        "value": value,
    } | more


def field(model, name, value, lesson="lesson", seen=0):
    return {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": model.ids[lesson],
        "field": name,
        "seen": seen,
        "value": value,
    }


def attach(model, login="petrova", content=PDF, **more):
    announced = {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": model.ids["lesson"],
        "pupil_id": None,
        "file_name": "План.pdf",
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    } | more
    statement = "select api.add_attachment(1, %s::jsonb, %s)"
    return model.stage.as_person(login, statement, json.dumps(announced), content)[0][0]


def card(model, login="petrova", lesson="lesson"):
    return model.stage.as_person(login, "select api.lesson_card(%s)", model.ids[lesson])[0][0]


def plan(model, *topics, course="math", state="draft"):
    """A plan of Petrova's that a course follows; ids of its topics."""
    model.ids["plan"] = model.make(
        "insert into journal.lesson_plans (school_year_id, subject_id, grade, title, author_id)"
        " select {year}, subject_id, 7, 'План', {petrova} from journal.courses where course_id = {math}"
        " returning lesson_plan_id"
    )
    made = [
        model.make(
            "insert into journal.lesson_plan_topics (lesson_plan_id, place, topic) values ({plan}, %s, %s)"
            " returning lesson_plan_topic_id",
            place,
            topic,
        )
        for place, topic in enumerate(topics, start=1)
    ]
    model.make("insert into journal.lesson_plan_courses values (%s, {plan}) returning 1", model.ids[course])
    if state != "draft":
        model.make("update journal.lesson_plans set state = %s where lesson_plan_id = {plan} returning 1", state)
    return made


def test_homework_carries_its_character_and_its_deadline(stage, model):
    outcomes = stage.save_lessons(
        "petrova",
        field(model, "homework", "§ 4"),
        field(model, "homework_character", "письменно", seen=1),
        field(model, "homework_due", f"{stage.school.day(3)}T08:00:00+03:00", seen=2),
    )

    row = stage.owner(
        "select homework_character, (homework_due at time zone 'Europe/Moscow')::date, homework_version"
        " from journal.lessons where lesson_id = %s",
        model.ids["lesson"],
    )
    assert [outcome["result"] for outcome in outcomes] == ["saved"] * 3
    assert row == [("письменно", stage.school.day(3), 3)]


@pytest.mark.parametrize(
    ("name", "value"), [("homework_character", "стоя"), ("homework_due", "завтра"), ("lesson_plan_topic_id", "x")]
)
def test_a_value_that_is_none_is_refused_without_its_neighbours(stage, model, name, value):
    bad, good = stage.save_lessons("petrova", field(model, name, value), field(model, "topic", "Дроби"))

    assert (bad["result"], bad["code"], good["result"]) == ("refused", "EJ014", "saved")


def test_a_deadline_before_the_lesson_is_refused_and_only_the_judge_refuses_it(stage, model):
    early = field(model, "homework_due", f"{stage.school.day(-2)}T08:00:00+03:00")

    [refused] = stage.save_lessons("petrova", early)
    silence(stage, "due before the lesson")
    [passed] = stage.save_lessons("petrova", early)

    assert (refused["code"], refused["detail"]["reason"], passed["result"]) == ("EJ014", "due", "saved")


def test_a_topic_of_the_plan_brings_its_text_and_an_own_topic_lets_it_go(stage, model):
    first, _second = plan(model, "Степень", "Корень")

    [picked] = stage.save_lessons("petrova", field(model, "lesson_plan_topic_id", first))
    linked = stage.owner(
        "select topic, lesson_plan_topic_id from journal.lessons where lesson_id = %s", model.ids["lesson"]
    )
    [own] = stage.save_lessons("petrova", field(model, "topic", "Своя тема", seen=1))
    after = stage.owner(
        "select topic, lesson_plan_topic_id from journal.lessons where lesson_id = %s", model.ids["lesson"]
    )

    assert (picked["version"], linked, own["version"], after) == (1, [("Степень", first)], 2, [("Своя тема", None)])


def test_a_typed_topic_that_stands_in_the_plan_is_the_plans(stage, model):
    _first, second = plan(model, "Степень", "Корень")

    stage.save_lessons("petrova", field(model, "topic", "Корень"))

    assert card(model)["plan"]["topics"][1][-1] is True
    assert stage.owner(
        "select lesson_plan_topic_id from journal.lessons where lesson_id = %s", model.ids["lesson"]
    ) == [(second,)]


def test_a_topic_of_a_strange_plan_is_refused_and_only_the_judge_refuses_it(stage, model):
    [strange] = plan(model, "Степень", course="math_b")
    pick = field(model, "lesson_plan_topic_id", strange)

    [refused] = stage.save_lessons("petrova", pick)
    silence(stage, "not a topic of the plan of that course")
    [passed] = stage.save_lessons("petrova", pick)

    assert (refused["code"], refused["detail"]["reason"], passed["result"]) == ("EJ014", "plan-topic", "saved")


def test_individual_homework_follows_the_contract_of_cells(stage, model):
    operation = entry(model, "individual_homework", "Карточка 3")

    [saved] = entries(stage, "petrova", operation)
    [again] = entries(stage, "petrova", operation)
    [stale] = entries(stage, "petrova", entry(model, "individual_homework", "Иное"))
    [changed] = entries(stage, "petrova", entry(model, "individual_homework", "Карточка 4", seen=1))

    assert again == saved
    assert (stale["result"], stale["value"], stale["version"]) == ("conflict", "Карточка 3", 1)
    assert card(model)["individual"][0][:3] == [model.ids["abramov"], "Карточка 4", changed["version"]]


def test_notes_are_added_and_taken_back(stage, model):
    [added] = entries(stage, "petrova", entry(model, "note", {"kind": "praise", "text": "Помог товарищу"}))
    seen = card(model)["notes"]
    entries(stage, "petrova", entry(model, "note", None, entry_id=added["entry_id"]))

    assert [note[1:4] for note in seen] == [[model.ids["abramov"], "praise", "Помог товарищу"]]
    assert card(model)["notes"] == []


NOTES = "select api.course_notes(%s, %s::smallint)"


def test_the_notes_of_a_course_are_read_together(stage, model):
    entries(stage, "petrova", entry(model, "note", {"kind": "praise", "text": "Помог товарищу"}))
    place = stage.school.courses["math"], stage.school.period
    [(seen,)] = stage.as_person("petrova", NOTES, *place)

    assert [[note[0], *note[2:5]] for note in seen] == [
        [model.ids["lesson"], model.ids["abramov"], "praise", "Помог товарищу"]
    ]


READS = "select count(*) from audit.events where operation = 'read' and table_name = 'journal.pupil_notes'"


def test_who_controls_journals_reads_notes_on_record_and_the_teacher_keeps_hers(stage, model):
    place = stage.school.courses["math"], stage.school.period
    before = stage.owner(READS)[0][0]
    stage.as_person("petrova", NOTES, *place)
    card(model)
    of_the_teacher = stage.owner(READS)[0][0] - before

    stage.as_person("deputy", NOTES, *place)
    card(model, login="inspector")

    assert (of_the_teacher, stage.owner(READS)[0][0] - before) == (0, 2)


def test_notes_of_a_course_are_not_a_strangers_and_row_security_says_so(stage, model):
    entries(stage, "petrova", entry(model, "note", {"kind": "praise", "text": "Помог товарищу"}))
    place = stage.school.courses["math"], stage.school.period

    refused = code_of(stage, lambda s: s.as_person("sidorov", NOTES, *place))
    for table in ("courses", "lessons", "pupil_notes"):
        stage.owner(f"create policy hole on journal.{table} for select using (true)")
    [(seen,)] = stage.as_person("sidorov", NOTES, *place)

    assert (refused, len(seen)) == ("EJ002", 1)


@pytest.mark.parametrize("value", [{"kind": "insult", "text": "x"}, {"kind": "remark", "text": ""}, {"kind": "remark"}])
def test_a_note_that_is_none_is_refused(stage, model, value):
    [outcome] = entries(stage, "petrova", entry(model, "note", value))

    assert (outcome["result"], outcome["code"]) == ("refused", "EJ014")


def test_a_briefing_keeps_its_list_and_unticks_without_deleting(stage, model):
    both = [model.ids["abramov"], model.ids["belova"]]
    entries(stage, "petrova", entry(model, "briefing", {"title": "Кабинет химии", "pupil_ids": both}, pupil=None))
    held = card(model)["briefing"]
    one = {"title": "Кабинет химии", "pupil_ids": both[:1]}
    [unticked] = entries(stage, "petrova", entry(model, "briefing", one, pupil=None, seen=1))
    fewer = card(model)["briefing"]
    entries(stage, "petrova", entry(model, "briefing", None, pupil=None, seen=2))

    assert (sorted(held["pupil_ids"]), held["version"]) == (sorted(both), 1)
    assert (fewer["pupil_ids"], unticked["version"]) == (both[:1], 2)
    assert card(model)["briefing"]["is_void"] is True
    assert stage.owner("select count(*) from journal.safety_briefing_pupils") == [(2,)]


def test_an_absent_pupil_is_not_briefed_and_only_the_judge_says_so(stage, model):
    stage.owner_attendance(-1, "Абрамов", "absent")
    tick = entry(model, "briefing", {"title": "Лыжи", "pupil_ids": [model.ids["abramov"]]}, pupil=None)

    [refused] = entries(stage, "petrova", tick)
    silence(stage, "an absent pupil is not briefed")
    [passed] = entries(stage, "petrova", tick)

    assert (refused["code"], refused["detail"]["reason"], passed["result"]) == ("EJ020", "briefed-absent", "saved")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("individual_homework", "x"),
        ("note", {"kind": "remark", "text": "x"}),
        ("briefing", {"title": "x", "pupil_ids": []}),
    ],
)
def test_a_stranger_writes_nothing_on_the_card(stage, model, name, value):
    [outcome] = entries(stage, "sidorov", entry(model, name, value))

    assert (outcome["result"], outcome["code"]) == ("refused", "EJ002")


@pytest.mark.parametrize(
    ("name", "table", "value"),
    [
        ("individual_homework", "journal.individual_homework", "x"),
        ("note", "journal.pupil_notes", {"kind": "remark", "text": "x"}),
    ],
)
def test_a_pupil_of_another_class_has_no_entry_here(stage, model, name, table, value):
    operation = entry(model, name, value, pupil="zaitsev")

    [refused] = entries(stage, "petrova", operation)
    stage.without_judge(table)
    [passed] = entries(stage, "petrova", operation)

    assert (refused["code"], passed["result"]) == ("EJ013", "saved")


def test_a_note_waits_for_the_lesson_but_homework_does_not(stage, model):
    ahead = entry(model, "individual_homework", "Карточка", lesson="future_lesson")
    early = entry(model, "note", {"kind": "remark", "text": "x"}, lesson="future_lesson")

    outcomes = entries(stage, "petrova", ahead, early)
    stage.without_judge("journal.pupil_notes")
    [passed] = entries(stage, "petrova", early)

    assert [outcome.get("code") for outcome in outcomes] == [None, "EJ012"]
    assert passed["result"] == "saved"


def test_a_file_is_kept_given_out_and_taken_back(stage, model):
    added = attach(model)
    listed = card(model)["attachments"]
    [(name, _type, _sha, content)] = stage.as_person(
        "kuznetsova", "select * from api.attachment(%s)", added["entry_id"]
    )
    entries(stage, "petrova", entry(model, "attachment", None, entry_id=added["entry_id"]))
    gone = code_of(stage, lambda s: s.as_person("petrova", "select * from api.attachment(%s)", added["entry_id"]))

    assert [file[:4] for file in listed] == [[added["entry_id"], "План.pdf", "application/pdf", len(PDF)]]
    assert (name, bytes(content)) == ("План.pdf", PDF)
    assert (card(model)["attachments"], gone) == ([], "EJ002")


@pytest.mark.parametrize(
    "more",
    [
        {"sha256": hashlib.sha256(b"other").hexdigest()},
        {"sha256": "zz"},
        {"size": 5},
        {"size": 21 * 1024 * 1024},
        {"media_type": "application/x-msdownload"},
        {"media_type": "image/png"},
        {"file_name": "../../etc/passwd"},
        {"file_name": "C:\\plan.pdf"},
        {"file_name": ""},
        {"file_name": "отчёт\u202efdp.exe"},
    ],
)
def test_a_hostile_file_is_refused_and_leaves_nothing(stage, model, more):
    outcome = attach(model, **more)

    assert (outcome["result"], outcome["code"]) == ("refused", "EJ014")
    assert stage.owner("select count(*) from journal.attachments") == [(0,)]


def test_files_are_not_a_strangers_and_row_security_says_so(stage, model):
    added = attach(model)

    foreign = attach(model, login="sidorov")
    unseen = code_of(stage, lambda s: s.as_person("sidorov", "select * from api.attachment(%s)", added["entry_id"]))
    stage.owner("create policy hole on journal.attachments for select using (true)")
    stage.owner("create policy hole on journal.attachment_contents for select using (true)")
    seen = code_of(stage, lambda s: s.as_person("sidorov", "select * from api.attachment(%s)", added["entry_id"]))

    assert (foreign["code"], unseen, seen) == ("EJ002", "EJ002", None)


def test_homework_is_due_three_hours_after_the_last_lesson_of_its_pupils(stage, model):
    stage.owner("update journal.bells set ends_at = '13:35' where lesson_no = 2")
    model.make(
        "update journal.lessons set lesson_no = 2 where lesson_id = %s returning 1", stage.school.lessons["english", 0]
    )

    shown = card(model, lesson="today_lesson")
    [today] = [
        row
        for row in stage.as_person("petrova", "select api.today(%s)", stage.school.today)[0][0]
        if row["lesson_id"] == model.ids["today_lesson"]
    ]
    strangers = card(model, login="sidorov", lesson="foreign_lesson")

    assert shown["deadline"][11:16] == "16:35"
    assert today["homework_deadline"] == shown["deadline"]
    assert strangers["deadline"][11:16] == "12:15"


def test_the_schools_norm_moves_the_deadline(stage, model):
    stage.owner(
        "insert into journal.norms (kind, value, valid_from, source)"
        " values ('homework-deadline', 1.5, '2020-01-01', 'акт')"
    )

    assert card(model, lesson="today_lesson")["deadline"][11:16] == "10:45"


def test_the_card_proposes_what_a_teacher_would_copy(stage, model):
    plan(model, "Степень", "Корень", "Дроби")
    model.make("update journal.course_holders set person_id = {petrova} where course_id = {math_b} returning 1")
    model.make(
        "update journal.lessons set topic = 'Степень', homework = '§ 7' where lesson_id = {foreign_lesson} returning 1"
    )
    model.make(
        "update journal.lessons set topic = 'Степень', homework = '§ 6' where lesson_id = {old_lesson} returning 1"
    )

    shown = card(model)

    assert [topic[-1] for topic in shown["plan"]["topics"]] == [True, False, False]
    assert [parallel[:3] for parallel in shown["parallels"]] == [["7Б", "Степень", "§ 7"]]
    assert (shown["phrases"], shown["next_lesson_on"]) == (["§ 6"], str(stage.school.today))


def test_nothing_of_a_card_is_ever_deleted(stage, model):
    entries(stage, "petrova", entry(model, "briefing", {"title": "x", "pupil_ids": [model.ids["abramov"]]}, pupil=None))

    for table in ("journal.safety_briefings", "journal.safety_briefing_pupils"):
        code, _facts = stage.owner_refusal(f"delete from {table}")
        assert code == "EJ020"
