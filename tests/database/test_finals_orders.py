"""Finals are set under an order of the director: of this class and period, within its days (rulings 7)."""

import pytest

from tests.database.approvals import Approvals
from tests.database.stage import refused, saved_without_judge
from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

FINAL = (
    "insert into journal.final_marks (course_id, period_id, pupil_id, value, order_id, entered_by)"
    " values ({math}, {period}, {%s}, '5', {order}, {petrova})"
)
HANDOVER = "insert into journal.handovers values ({math}, {period}, clock_timestamp(), {petrova}, null)"


@pytest.fixture
def approvals(stage):
    return Approvals(stage)


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def final(model, order, pupil="abramov"):
    model.ids["order"] = "null" if order is None else order
    return model.refusal("petrova", "journal.final_marks", FINAL % pupil)


def set_final(model, order, pupil="abramov"):
    model.ids["order"] = order
    return model.act("petrova", "journal.final_marks", FINAL % pupil)


def move_scope(stage, opens, closes):
    """Time passes: the scope lies around another today."""
    stage.without_judge("journal.finals_scopes")
    stage.owner(
        "update journal.finals_scopes set opens_on = %s, closes_on = %s",
        stage.school.day(opens),
        stage.school.day(closes),
    )


def test_an_order_opens_the_finals_of_its_class_and_period(stage, approvals, model):
    order = approvals.finals_order()

    assert set_final(model, order) == [(1,)]
    assert stage.owner("select sec.finals_order(%s, %s::smallint, null)", model.ids["math"], stage.school.period) == [
        (order,)
    ]


@pytest.mark.parametrize("other", ["none", "class", "period", "pupil", "later", "ended", "kind"])
def test_no_other_order_opens_them(stage, approvals, model, other):
    school = stage.school
    match other:
        case "class":
            order = approvals.finals_order(class_ids=[school.classes["7Б"]])
        case "period":
            order = approvals.finals_order(
                period_id=school.earlier_period, opens_on=school.day(-50), closes_on=school.day(3)
            )
        case "pupil":
            order = approvals.finals_order(pupil_id=school.pupils["Белова"])
        case "later" | "ended":
            order = approvals.finals_order()
            move_scope(stage, *((1, 9) if other == "later" else (-9, -1)))
        case "kind":
            order = model.ids["other_order"]
        case _:
            order = None

    code, detail = final(model, order)

    silence(stage, "finals are set under an order")
    assert set_final(model, model.ids["order"]) == [(1,)]
    assert (code, detail["reason"]) == ("EJ020", "no-order")
    assert ("opens_on" in detail, "closed_on" in detail) == (other == "later", other == "ended")


def test_an_early_order_for_one_pupil_opens_her_finals_alone_and_closes_no_page(stage, approvals, model):
    early = approvals.finals_order(pupil_id=stage.school.pupils["Белова"], closes_on=stage.school.day(0))

    assert set_final(model, early, "belova") == [(1,)]
    assert final(model, early)[1]["reason"] == "no-order"
    move_scope(stage, -9, -1)
    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "4"))
    assert outcome["result"] == "saved"


def test_the_page_closes_when_the_order_ends_and_not_at_the_first_final(stage, approvals, model):
    order = approvals.finals_order()
    set_final(model, order)
    [open_still] = stage.save("petrova", stage.mark(-1, "Абрамов", "4"))
    move_scope(stage, -9, -1)

    code, detail = refused(stage, "petrova", stage.mark(-3, "Абрамов", "4"))

    assert (open_still["result"], code, detail["reason"]) == ("saved", "EJ011", "order-ended")
    assert detail["order_ended_on"] == str(stage.school.day(-1))
    assert saved_without_judge(stage, "journal.marks", "petrova", stage.mark(-3, "Абрамов", "4"))


def test_a_longer_order_opens_the_page_again_and_topics_of_lessons_that_remain_stay_open(stage, approvals):
    approvals.finals_order()
    move_scope(stage, -9, -1)
    lesson = {"lesson_id": stage.school.lessons["math", 0], "field": "topic", "value": "Дроби", "seen": 0}
    topic = stage.save_lessons("petrova", {"operation_id": "5d1dbb6e-8e5c-4a1e-9c43-3a1f1f5f0001"} | lesson)
    closed, _ = refused(stage, "petrova", stage.mark(-3, "Абрамов", "4"))

    stage.owner("alter table journal.finals_scopes enable trigger judge")
    approvals.finals_order(number="53")
    [outcome] = stage.save("petrova", stage.mark(-3, "Абрамов", "4"))

    assert (topic[0]["result"], closed, outcome["result"]) == ("saved", "EJ011", "saved")


def test_a_page_is_handed_over_under_the_order_that_is_open(stage, approvals, model):
    code, detail = model.refusal("petrova", "journal.handovers", HANDOVER)
    order = approvals.finals_order()
    model.act("petrova", "journal.handovers", HANDOVER)

    assert (code, detail["reason"]) == ("EJ020", "no-order")
    assert stage.owner("select order_id from journal.handovers") == [(order,)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"class_ids": []}, "finals-classes"),
        ({"class_ids": [9999]}, "finals-classes"),
        ({"closes_on": "2020-01-01"}, "finals-days"),
        ({"opens_on": None}, "finals-days"),
        ({"opens_on": "2020-01-01"}, "finals-before-period"),
        ({"pupil": "Зайцев"}, "finals-pupil"),
    ],
)
def test_an_order_that_makes_no_sense_is_not_proposed(stage, approvals, change, reason):
    if "pupil" in change:
        change = {"pupil_id": stage.school.pupils[change["pupil"]]}

    code, detail = stage.refusal("deputy", *approvals.proposal("finals", **approvals.finals(**change)))

    assert (code, detail["reason"]) == ("EJ020", reason)


def test_a_class_that_has_done_long_before_the_end_needs_a_reason(stage, approvals):
    early = approvals.finals(closes_on=stage.school.day(1))

    code, detail = stage.refusal("deputy", *approvals.proposal("finals", **early))

    assert (code, detail["reason"]) == ("EJ020", "finals-early")
    assert approvals.propose("deputy", "finals", "Сборы всего класса", **early)
    silence(stage, "why so early", "the same is waiting")
    assert approvals.propose("deputy", "finals", **early)


@pytest.mark.parametrize("who", ["deputy", "director"])
def test_a_scope_is_not_written_past_the_approval(stage, approvals, model, who):
    """Neither by another than the director, nor by her with what she did not sign, nor longer afterwards."""
    order = approvals.finals_order()
    write = (
        "insert into journal.finals_scopes (order_id, class_id, period_id, opens_on, closes_on)"
        f" values ({order}, {{class_b}}, {{period}}, current_date, current_date + 200)"
    )
    longer = "update journal.finals_scopes set closes_on = closes_on + 100"

    added, _ = model.refusal(who, "journal.finals_scopes", write)
    changed, _ = model.refusal(who, "journal.finals_scopes", longer)

    silence(stage, "not for this role", "not what was approved", "what was written stands")
    assert model.act(who, "journal.finals_scopes", write) == [(1,)]
    assert (added, changed) == (("EJ020", "EJ020") if who == "director" else ("EJ002", "EJ002"))


def test_a_scope_stands_under_an_order_for_finals_only(stage, model):
    write = (
        "insert into journal.finals_scopes (order_id, class_id, period_id, opens_on, closes_on)"
        " values ({other_order}, {class}, {period}, current_date, current_date)"
    )

    code, detail = stage.owner_refusal(write.format(**model.ids))

    silence(stage, "not an order for finals")
    assert stage.owner(write.format(**model.ids)) == [(1,)]
    assert (code, detail["reason"]) == ("EJ020", "finals-no-order")
