"""Who also manages the school writes by the approved load only; an ordinary teacher by any (rulings 15, 16)."""

import datetime as dt
import json

import psycopg
import pytest

from tests.database.approvals import Approvals
from tests.database.stage import refused
from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

GRANT = "insert into private.role_grants (account_id, school_role, during) values (%s, %s, daterange(%s, null))"
PAGE = "select api.journal_page(%s, %s::smallint)"
UNLIMITED = (
    "create or replace function sec.holding_lets_write(approved_by integer, is_self_entered boolean, roles text [])"
    " returns boolean language sql immutable return true"
)
FINAL = (
    "insert into journal.final_marks (course_id, period_id, pupil_id, value, order_id, entered_by)"
    " values ({math}, {period}, {abramov}, '5', {order}, {petrova})"
)
YEAR_MARK = (
    "insert into journal.year_marks (course_id, pupil_id, kind, value, order_id, entered_by)"
    " values ({math}, {abramov}, 'year', '5', {order}, {petrova})"
)


def also(stage, role, login="petrova"):
    """The teacher is given a role of the management, by the owner."""
    stage.owner(GRANT, stage.school.accounts[login], role, stage.school.today)


def acting(stage, role):
    """The teacher is и.о. for some days."""
    [(order,)] = stage.owner(
        "insert into journal.orders (number, issued_on, kind, title)"
        " values ('9', %s, 'appointment', 'И. о.') returning order_id",
        stage.school.today,
    )
    stage.owner(
        "insert into journal.delegations (person_id, acts_as, during, order_id) values (%s, %s, daterange(%s, %s), %s)",
        stage.school.people["petrova"],
        role,
        stage.school.day(-1),
        stage.school.day(5),
        order,
    )


def approve_load(stage):
    approvals = Approvals(stage)
    approvals.approve("director", approvals.propose("deputy", "load"), number="60")


def page(stage, login="petrova"):
    return stage.as_person(login, PAGE, stage.school.courses["math"], stage.school.period)[0][0]


@pytest.mark.parametrize("role", ["deputy", "director", "administrator"])
def test_with_a_role_of_the_management_one_writes_by_the_approved_load_only(stage, role):
    also(stage, role)
    reason = refused(stage, "petrova", stage.mark(-1, "Абрамов", "4"))
    shown = page(stage)
    approve_load(stage)

    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "4"))

    assert reason == ("EJ002", {"reason": "load-not-approved"})
    assert (shown["writable"], shown["read_only_reason"], shown["load_approved"]) == (False, "load-not-approved", False)
    assert (outcome["result"], page(stage)["writable"], page(stage)["load_approved"]) == ("saved", True, True)


@pytest.mark.parametrize("role", ["deputy", "director"])
def test_who_acts_for_the_management_is_limited_on_those_days_alike(stage, role):
    acting(stage, role)
    reason = refused(stage, "petrova", stage.mark(-1, "Абрамов", "4"))
    stage.owner(UNLIMITED)
    [control] = stage.save("petrova", stage.mark(-1, "Абрамов", "4"))

    assert (reason[1]["reason"], control["result"]) == ("load-not-approved", "saved")


def test_an_ordinary_teacher_writes_before_the_load_is_approved_and_her_page_says_so(stage):
    [outcome] = stage.save("petrova", stage.mark(-1, "Абрамов", "4"))
    shown = page(stage)
    assert (outcome["result"], shown["writable"], shown["load_approved"]) == ("saved", True, False)


def test_a_course_changed_after_the_approval_is_closed_to_the_deputy_again(stage):
    also(stage, "deputy")
    approve_load(stage)
    stage.owner(
        "update journal.course_holders set during = daterange(%s, null) where course_id = %s and person_id = %s",
        stage.school.day(-70),
        stage.school.courses["math"],
        stage.school.people["petrova"],
    )
    assert refused(stage, "petrova", stage.mark(-1, "Абрамов", "4"))[1]["reason"] == "load-not-approved"


@pytest.mark.parametrize(
    ("table", "statement"), [("journal.final_marks", FINAL), ("journal.year_marks", YEAR_MARK)], ids=["final", "year"]
)
def test_finals_and_results_are_marks_too(stage, table, statement):
    model = WholeModel(stage)
    model.ids["order"] = Approvals(stage).finals_order()
    also(stage, "deputy")
    code, detail = model.refusal("petrova", table, statement)
    stage.owner(UNLIMITED)

    assert (code, detail["reason"]) == ("EJ002", "load-not-approved")
    assert model.act("petrova", table, statement) == [(1,)]


def test_a_stranger_is_told_nothing_of_the_load(stage):
    also(stage, "deputy", "sidorov")
    assert refused(stage, "sidorov", stage.mark(-1, "Абрамов", "4"))[1].get("reason") != "load-not-approved"


def test_silenced_the_refusal_is_the_common_one(stage):
    also(stage, "deputy")
    silence(stage, "the load is not approved")
    assert refused(stage, "petrova", stage.mark(-1, "Абрамов", "4"))[1]["reason"] == "not-holder"


@pytest.mark.attack("a course of the approved load")
def test_over_a_real_sign_in_a_deputy_who_teaches_is_refused_and_without_the_rule_saved(school):
    def save(value):
        with school.stage() as stage:
            operation = stage.mark(-1, "Абрамов", value)
        with school.connect("petrova") as connection:
            [(outcomes,)] = connection.execute(
                "select api.save_cells(1, %s::jsonb)", (json.dumps([operation]),)
            ).fetchall()
            connection.rollback()
        return outcomes[0]

    with psycopg.connect(school.database.conninfo, autocommit=True) as superuser:
        [(rule,)] = superuser.execute(
            "select pg_get_functiondef('sec.holding_lets_write(integer, boolean, text[])'::regprocedure)"
        ).fetchall()
        superuser.execute(GRANT, (school.accounts["petrova"], "deputy", school.today))
        try:
            outcome = save("4")
            superuser.execute(UNLIMITED)
            control = save("4")
        finally:
            superuser.execute(rule)
            superuser.execute(
                "update private.role_grants set during = 'empty' where account_id = %s and school_role = 'deputy'",
                (school.accounts["petrova"],),
            )
    assert (outcome["result"], outcome["detail"], control["result"]) == (
        "refused",
        {"reason": "load-not-approved"},
        "saved",
    )


def test_a_page_that_the_end_of_the_order_closed_names_the_order(stage):
    order = Approvals(stage).finals_order()
    stage.without_judge("journal.finals_scopes")
    stage.owner(
        "update journal.finals_scopes set opens_on = %s, closes_on = %s where order_id = %s",
        stage.school.day(-9),
        stage.school.day(-1),
        order,
    )
    shown = page(stage)["period"]
    assert shown["closing_order"].startswith("№ 52 от ")
    assert dt.datetime.fromisoformat(shown["handed_over_at"]) is not None
