"""Decisions of the teachers' council: under a protocol, of a pupil of the year; a later one is signed (rulings 10)."""

import json

import pytest

from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

BOARD = "select api.council_board(%s::smallint)"
RECORD = "select api.record_decisions(%s::smallint, %s, %s, %s::jsonb)"
SIGN = "select api.sign_decisions(%s)"


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def call(stage, *pupils, decision="переведён", number="8", day=-1):
    decisions = [[stage.school.pupils[pupil], decision] for pupil in pupils]
    return RECORD, stage.school.classes["7А"], number, stage.school.day(day), json.dumps(decisions)


def record(stage, *pupils, login="deputy", **more):
    return stage.as_person(login, *call(stage, *pupils, **more))[0][0]


def refusal(stage, *pupils, login="deputy", **more):
    code, detail = stage.refusal(login, *call(stage, *pupils, **more))
    return code, detail.get("reason")


def board(stage, login="deputy"):
    return stage.as_person(login, BOARD, stage.school.classes["7А"])[0][0]


def decisions(stage, pupil, login="deputy"):
    pupils = {row[0]: row[5] for row in board(stage, login)["pupils"]}
    return [row[1:] for row in pupils[stage.school.pupils[pupil]]]


def test_the_deputy_records_the_decisions_of_a_class_under_a_protocol_past_the_closing_too(stage):
    stage.owner("update journal.school_years set closed_at = clock_timestamp()")

    assert record(stage, "Абрамов", "Белова") == 2
    [row] = decisions(stage, "Абрамов")
    assert row[:4] == ["переведён", "8", stage.school.day(-1).isoformat(), None]
    assert row[6] is None


def test_a_later_decision_follows_the_first_and_waits_for_the_director(stage):
    record(stage, "Абрамов", decision="переведён условно")
    record(stage, "Абрамов", number="11", day=0)
    ids = stage.owner("select council_decision_id, supplements, signed_by from journal.council_decisions order by 1")
    deputy = stage.refusal("deputy", SIGN, [ids[1][0]])[0]

    signed = stage.as_person("director", SIGN, [ids[1][0]])

    assert ids[1][1:] == (ids[0][0], None)
    assert (deputy, signed) == ("42501", [(1,)])
    assert decisions(stage, "Абрамов")[1][6] is not None


def test_the_director_who_records_a_later_decision_has_signed_it(stage):
    record(stage, "Абрамов", decision="переведён условно")
    record(stage, "Абрамов", login="director", day=0)

    assert stage.owner("select count(signed_by) from journal.council_decisions") == [(1,)]


@pytest.mark.parametrize(
    ("more", "expected", "said"),
    [
        ({"day": 3}, ("EJ020", "future"), "a decision has been taken"),
        ({"number": " "}, ("EJ014", "protocol"), "a decision has a protocol"),
        ({"decision": "выпущен"}, ("EJ020", "decision-grade"), "no decision of this grade"),
        ({"decision": "допущен к ГИА"}, ("EJ020", "decision-grade"), "no decision of this grade"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_and_the_control(stage, more, expected, said):
    assert refusal(stage, "Абрамов", **more) == expected
    silence(stage, said)
    if said == "a decision has a protocol":  # the table's own check stands under it
        stage.owner("alter table journal.council_decisions drop constraint council_decisions_protocol_named")
    assert record(stage, "Абрамов", **more) == 1


@pytest.mark.parametrize(
    ("second", "reason", "said"),
    [
        ({"day": 0}, "same-decision", "that is decided already"),
        ({"decision": "переведён условно", "day": -5}, "decision-order", "later than the one it follows"),
    ],
)
def test_a_later_decision_is_another_one_and_later_and_the_control(stage, second, reason, said):
    record(stage, "Абрамов")

    assert refusal(stage, "Абрамов", **second) == ("EJ020", reason)
    silence(stage, said)
    assert record(stage, "Абрамов", **second) == 1


def test_a_supplement_is_signed_before_the_next_and_the_control(stage):
    record(stage, "Абрамов", decision="переведён условно")
    record(stage, "Абрамов", day=0)
    third = {"decision": "оставлен на повторный год", "day": 0}

    assert refusal(stage, "Абрамов", **third) == ("EJ020", "decision-unsigned")
    silence(stage, "a supplement waits for its signature")
    assert record(stage, "Абрамов", **third) == 1


def test_what_was_decided_stands_and_is_signed_once(stage, model):
    record(stage, "Абрамов")
    [(first,)] = stage.owner("select council_decision_id from journal.council_decisions")
    unneeded = stage.refusal("director", SIGN, [first])[1]["reason"]
    change = "update journal.council_decisions set decision = 'выпущен'"

    assert unneeded == "written"
    assert model.refusal("director", "journal.council_decisions", change)[0] == "EJ020"


def test_a_pupil_of_no_class_of_the_year_has_no_decision_and_the_control(stage, model):
    insert = (
        "insert into journal.council_decisions"
        " (school_year_id, pupil_id, decision, protocol_number, decided_on, entered_by)"
        " values ({year}, {abramov}, 'переведён', '3', current_date - 1, {deputy})"
    )
    stage.owner("alter table journal.class_memberships disable trigger user")
    stage.owner("delete from journal.class_memberships where pupil_id = %s", model.ids["abramov"])

    assert model.refusal("deputy", "journal.council_decisions", insert)[0] == "EJ013"
    silence(stage, "not a pupil of that year")
    assert model.act("deputy", "journal.council_decisions", insert) == [(1,)]


def test_another_class_is_not_recorded_in_passing(stage):
    assert refusal(stage, "Зайцев")[0] == "EJ013"


def test_the_board_says_who_is_weak_owes_and_has_no_year_mark_and_is_read_by_the_class_teacher(stage):
    school = stage.school
    owes = (school.courses["math"], school.pupils["Белова"], school.today, school.day(30))
    stage.as_person("deputy", "select api.open_debt(%s, %s, %s, %s)", *owes)
    stage.owner(
        "insert into journal.year_marks (course_id, pupil_id, kind, value, entered_by)"
        " values (%s, %s, 'year', '2', %s)",
        *(school.courses["math"], school.pupils["Абрамов"], school.people["petrova"]),
    )

    seen = board(stage, "kuznetsova")
    rows = {row[1].split()[0]: row[2:5] for row in seen["pupils"]}

    assert (seen["may_record"], seen["may_sign"], seen["class"]) == (False, False, "7А")
    assert rows["Абрамов"][0][0].endswith("— 2")
    assert (rows["Белова"][1], rows["Абрамов"][1]) == (1, 0)
    assert rows["Белова"][2] == rows["Абрамов"][2] + 1
    assert stage.refusal("kuznetsova", BOARD, school.classes["7Б"])[0] == "EJ002"
    assert stage.refusal("petrova", BOARD, school.classes["7А"])[0] == "42501"
