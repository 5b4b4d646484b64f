"""Windows under hostile arguments: foreign ids, wrong types, absurd numbers, tricks with works and weights."""

import json
import uuid

import psycopg
import pytest

from tests.database.approvals import Approvals
from tests.database.stage import refused

SAVE = "select api.save_cells(1, %s::jsonb)"
PAGE = "select api.journal_page(%s, %s::smallint)"
COPY = "select api.journal_copy(%s::smallint, %s::integer[], %s::smallint)"
NOTE = "select api.note_printout('journal-copy', %s::smallint, %s, %s::smallint, %s, 3)"
FACTS = "select (select count(*) from journal.marks), (select count(*) from journal.attendance)"


def facts(stage):
    return stage.owner(FACTS)[0]


@pytest.mark.parametrize(
    "operations",
    ["null", "{}", "7", '"x"', "[null]", "[7]", "[[]]", "[{}]", '[{"operation_id": "x"}]', '[{"operation_id": null}]'],
)
@pytest.mark.parametrize("window", ["save_cells", "save_lessons"])
def test_operations_of_another_shape_write_nothing(stage, window, operations):
    code, _ = stage.refusal("petrova", f"select api.{window}(1, %s::jsonb)", operations)

    assert code[:2] in ("22", "23")
    assert facts(stage) == (0, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"pupil_id": "1 or 1=1"},
        {"pupil_id": 2**31},
        {"pupil_id": 1.5},
        {"pupil_id": [1]},
        {"seen": "x"},
        {"seen": 2**40},
        {"lesson_id": {"a": 1}},
        {"work_id": True},
        {"field": None},
        {"field": "final"},
        {"pupil_id": None},
    ],
)
def test_an_argument_of_a_wrong_type_writes_nothing(stage, change):
    try:
        outcome = stage.save("petrova", stage.mark(-1, "Абрамов", "5") | change)[0]["result"]
    except psycopg.Error as error:
        outcome = error.sqlstate[:2]

    assert outcome in ("22", "23", "refused")
    assert facts(stage) == (0, 0)


@pytest.mark.parametrize("seen", [-1, -(2**31), 2**31 - 1])
def test_an_absurd_version_is_a_conflict_and_writes_nothing(stage, seen):
    mark, absence = stage.save(
        "petrova", stage.mark(-1, "Абрамов", "5", seen=seen), stage.attendance(-1, "Белова", "н", seen=seen)
    )

    assert (mark["result"], absence["result"], facts(stage)) == ("conflict", "conflict", (0, 0))


@pytest.mark.parametrize(
    "value",
    [
        "5 ",
        " 5",
        "5\n",
        "\u0665",
        "５",
        "Ⅴ",
        "5\u200b",
        "\u202e5",
        "5'; drop table journal.marks; --",
        "5" * 1_000_000,
        "4/5",
        "6",
        "0",
        "-1",
        "5.0",
        "н",
        "зач",
        [5],
        {"a": 5},
        True,
    ],
)
def test_a_value_that_only_looks_like_a_mark_is_refused(stage, value):
    code, _ = refused(stage, "petrova", stage.mark(-1, "Абрамов", value))

    assert (code, facts(stage)) == ("EJ014", (0, 0))


def test_a_letter_of_another_alphabet_is_no_absence(stage):
    """Latin «y» and «o» for «у» and «о»."""
    outcomes = stage.save("petrova", stage.attendance(-1, "Абрамов", "y"), stage.attendance(-1, "Белова", "oп"))

    assert [outcome["code"] for outcome in outcomes] == ["EJ014", "EJ014"]


@pytest.mark.parametrize("login", ["petrova", "kuznetsova"])
def test_a_mark_in_the_field_of_attendance_is_refused(stage, login):
    code, _ = refused(stage, login, stage.attendance(-1, "Абрамов", "5"))

    assert (code, facts(stage)) == ("EJ014", (0, 0))


def test_more_operations_than_a_page_has_are_refused_before_the_first_is_applied(stage):
    many = [stage.mark(-1, "Абрамов", "5")] * 501

    code, _ = stage.refusal("petrova", SAVE, json.dumps(many))

    assert (code, facts(stage)) == ("22023", (0, 0))


def test_one_operation_repeated_in_one_call_is_applied_once(stage):
    operation = stage.mark(-1, "Абрамов", "5")

    first, again, other = stage.save("petrova", operation, operation, operation | {"value": "4"})

    assert (first, other["result"]) == (again, "repeated-with-other-content")
    assert stage.owner("select value, version from journal.marks") == [("5", 1)]


def test_two_operations_on_one_cell_in_one_call_are_one_winner_and_one_conflict(stage):
    won, lost = stage.save("petrova", stage.mark(-1, "Абрамов", "5"), stage.mark(-1, "Абрамов", "4"))

    assert (won["result"], lost["result"], lost["value"]) == ("saved", "conflict", "5")


@pytest.mark.parametrize(
    "login", ["deputy", "director", "administrator", "inspector", "secretary", "pupil", "guardian"]
)
@pytest.mark.parametrize("window", ["save_cells(1, '[]')", "save_lessons(1, '[]')", "save_work(1, '{}')"])
def test_who_does_not_teach_has_no_saving_window(stage, login, window):
    """The control is the matrix of windows: a teacher calls each of them."""
    code, _ = stage.refusal(login, f"select api.{window}")

    assert code == "42501"


@pytest.mark.parametrize("login", ["deputy", "administrator", "director"])
def test_who_also_teaches_writes_only_where_the_load_says_so(stage, login):
    school = stage.school
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'teacher')", school.accounts[login]
    )
    stage.owner(f'grant {school.database.role("teacher")} to "{school.role(login)}"')
    foreign = stage.mark(-1, "Абрамов", "5")
    code, _ = refused(stage, login, foreign)
    page = stage.as_person(login, PAGE, school.courses["math"], school.period)[0][0]
    stage.owner(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        school.courses["math"],
        school.people[login],
        school.day(-80),
    )
    approvals = Approvals(stage)
    approvals.approve("director", approvals.propose("deputy", "load"))
    [control] = stage.save(login, foreign)

    assert (code, page["writable"], page["read_only_reason"], control["result"]) == (
        "EJ002",
        False,
        "not-holder",
        "saved",
    )


@pytest.mark.parametrize("field", ["topic", "homework", "homework_none", "lesson_type", "attendance_checked"])
@pytest.mark.parametrize("login", ["sidorov", "psychologist"])
def test_fields_of_another_teachers_lesson_are_not_written(stage, field, login):
    value = {"homework_none": True, "attendance_checked": True, "lesson_type": "контроль"}.get(field, "Чужое")
    operation = {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": stage.school.lessons["math", -1],
        "field": field,
        "seen": 0,
        "value": value,
    }

    [outcome] = stage.save_lessons(login, operation)
    [control] = stage.save_lessons("petrova", operation)

    assert (outcome["code"], control["result"]) == ("EJ002", "saved")


@pytest.mark.parametrize("action", ["add", "change", "void"])
def test_a_column_of_another_teachers_lesson_is_not_touched(stage, action):
    operation = {
        "action": action,
        "lesson_id": stage.school.lessons["math", -1],
        "work_id": stage.school.works["math", -1],
        "work_kind_id": stage.school.kinds["тест"],
        "title": "Чужое",
        "seen": 1,
    }

    outcome = stage.save_work("sidorov", **operation)
    control = stage.save_work("petrova", **operation)

    assert (outcome["code"], control["result"]) == ("EJ002", "saved")


def test_a_column_of_another_lesson_is_not_reached_through_ones_own(stage):
    """Own lesson, foreign work: the pair has to be true."""
    outcome = stage.save_work(
        "sidorov",
        action="void",
        lesson_id=stage.school.lessons["english", -20],
        work_id=stage.school.works["math", -1],
        seen=1,
    )
    mark, _ = refused(
        stage,
        "sidorov",
        stage.mark(-20, "Абрамов", "5", course="english") | {"work_id": stage.school.works["math", -1]},
    )

    assert (outcome["code"], mark, facts(stage)) == ("EJ002", "EJ002", (0, 0))


@pytest.mark.parametrize("action", ["change", "void"])
@pytest.mark.parametrize("seen", [None, 0, -1])
def test_a_column_is_not_overwritten_blindly(stage, action, seen):
    """Without the version that was seen there is no change: «последний победил» is no rule of a journal."""
    outcome = stage.save_work(
        "petrova",
        action=action,
        lesson_id=stage.school.lessons["math", -1],
        work_id=stage.school.works["math", -1],
        work_kind_id=stage.school.kinds["тест"],
        title="",
        seen=seen,
    )

    assert outcome["result"] == "conflict"


def test_a_work_takes_the_weight_of_its_kind_not_that_of_the_kind_before(stage):
    """Weights are the school's local act: the easy kind's weight does not stay on a control work."""
    stage.owner("update journal.work_kinds set weight = 3 where name = 'контрольная работа'")
    operation = {
        "action": "change",
        "lesson_id": stage.school.lessons["math", -1],
        "work_id": stage.school.works["math", -1],
        "work_kind_id": stage.school.kinds["контрольная работа"],
        "title": "",
        "seen": 1,
        "weight": "1",
    }

    outcome = stage.save_work("petrova", **operation)
    stage.without_judge("journal.works")
    control = stage.save_work("petrova", **operation)

    assert (outcome["code"], outcome["detail"]["reason"], control["result"]) == ("EJ014", "weight", "saved")


@pytest.mark.parametrize("weight", ["NaN", "-1", "1e9", "11", "0"])
def test_no_weight_of_ones_own_passes(stage, weight):
    operation = {
        "operation_id": str(uuid.uuid4()),
        "action": "add",
        "lesson_id": stage.school.lessons["math", -1],
        "work_kind_id": stage.school.kinds["тест"],
        "title": "",
        "weight": weight,
    }
    try:
        outcome = stage.save_work("petrova", **operation)["code"]
    except psycopg.Error as error:
        outcome = error.sqlstate

    assert outcome in ("EJ014", "22003", "23514")
    assert stage.owner("select distinct weight::text from journal.works") == [("1.00",)]


@pytest.mark.parametrize(
    ("window", "field", "value"),
    [
        ("save_lessons", "topic", "т" * 1_000_000),
        ("save_lessons", "homework", "д" * 1_000_000),
        ("save_lessons", "topic", "Дроби\x07\x1b[2J"),
        ("save_lessons", "homework", "№ 5\u202e1 .рту"),
        ("save_work", "title", "т" * 10_000),
        ("save_work", "title", "Тест\x00".replace("\x00", "\x01")),
    ],
)
def test_a_text_that_no_journal_holds_is_refused(stage, window, field, value):
    """A megabyte would go into the audit twice; control signs and reversed text would lie on paper."""
    lesson = stage.school.lessons["math", -1]
    if window == "save_lessons":
        operation = {"operation_id": str(uuid.uuid4()), "lesson_id": lesson, "field": field, "seen": 0, "value": value}
        [outcome] = stage.save_lessons("petrova", operation)
    else:
        outcome = stage.save_work(
            "petrova", action="add", lesson_id=lesson, work_kind_id=stage.school.kinds["тест"], title=value
        )

    assert (outcome["result"], outcome["code"], outcome["detail"]["reason"]) == ("refused", "EJ014", "text")


def test_texts_are_data_and_lines_are_kept(stage):
    text = "Стр. 5'); drop table journal.marks; --\n№ 1, 2 «а»–«в» {} %s $1"
    operation = {
        "operation_id": str(uuid.uuid4()),
        "lesson_id": stage.school.lessons["math", -1],
        "field": "homework",
        "seen": 0,
        "value": text,
    }

    [outcome] = stage.save_lessons("petrova", operation)

    assert (outcome["result"], outcome["value"]) == ("saved", text)


@pytest.mark.parametrize("arguments", [(None, None), (-1, -1), (0, 0), (2**31 - 1, 1), (1, None)])
def test_a_page_that_is_not_there_tells_what_a_foreign_one_tells(stage, arguments):
    foreign, _ = stage.refusal("sidorov", PAGE, stage.school.courses["math"], stage.school.period)
    absent, _ = stage.refusal("sidorov", PAGE, *arguments)

    assert (absent, foreign) == ("EJ002", "EJ002")


@pytest.mark.parametrize(
    ("class_name", "courses"),
    [("7А", None), ("7А", []), ("7А", [None]), (None, None), ("7А", ["math"]), ("7Б", ["math"]), (None, ["math_b"])],
)
def test_a_copy_is_had_by_no_trick_with_nulls(stage, class_name, courses):
    school = stage.school
    ids = courses and [school.courses.get(name) for name in courses]

    code, _ = stage.refusal("sidorov", COPY, school.classes.get(class_name), ids, school.period)

    assert code == "EJ002"


def test_a_printout_of_a_foreign_class_is_not_put_on_record(stage):
    """Own course, foreign class: the register of copies would say that 7А was printed."""
    school = stage.school

    code, _ = stage.refusal(
        "sidorov", NOTE, school.classes["7А"], school.courses["math_b"], school.period, b"\x00" * 32
    )

    assert code == "EJ002"


@pytest.mark.parametrize("sha256", [b"", b"\x00" * 31, b"\x00" * 1_000_000])
def test_a_printout_carries_a_real_hash(stage, sha256):
    school = stage.school

    code, _ = stage.refusal("petrova", NOTE, school.classes["7А"], school.courses["math"], school.period, sha256)

    assert code == "22023"


def test_a_refusal_shows_no_foreign_row_in_message_detail_or_context(stage):
    """Names, values and texts of a stranger's page stand in nothing that comes back."""
    stage.owner_mark(-1, "Абрамов", "2")
    stage.owner(
        "update journal.lessons set topic = 'Тайная тема' where lesson_id = %s", stage.school.lessons["math", -1]
    )
    operations = (stage.mark(-1, "Абрамов", "5", seen=1), stage.attendance(-1, "Абрамов", "н"))
    told = [json.dumps(stage.save("sidorov", *operations), ensure_ascii=False)]
    for statement, arguments in (
        (PAGE, (stage.school.courses["math"], stage.school.period)),
        (COPY, (stage.school.classes["7А"], [stage.school.courses["math"]], stage.school.period)),
    ):
        with pytest.raises(psycopg.Error) as caught:
            stage.as_person("sidorov", statement, *arguments)
        diagnostics = caught.value.diag
        told += [diagnostics.message_primary, diagnostics.message_detail, diagnostics.context, diagnostics.message_hint]

    said = " ".join(filter(None, told))
    assert not any(word in said for word in ("Абрамов", "Петрова", "Тайная", "Математика"))
