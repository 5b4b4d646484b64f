"""What takes two people is not done by one who has two roles: over real SCRAM, each attack with its control."""

import json

import pytest

from tests.database.attackers import weakened, without
from tests.database.code_holder import new_teacher, verifier
from tests.database.red_team import answer, owner

DEBT = "select api.open_debt(%s, %s, null, %s)"
SETTLE = "select api.settle_debt(%s, '3')"


def approved(school, proposer, subject, number, **asked):
    """Proposed by one, approved by the director under an order of today."""
    told = json.dumps(asked, default=str)
    proposal = answer(school, proposer, "select api.propose(%s, %s::jsonb, '')", subject, told)
    assert isinstance(proposal, dict), proposal
    approve = "select api.approve(array[%s], %s, %s, '')"
    decided = answer(school, "director", approve, proposal["approval_id"], number, school.today)
    assert isinstance(decided, dict), decided
    return proposal["approval_id"]


def also(school, login, role):
    """One more role of an account that is there."""
    owner(
        school,
        "insert into private.role_grants (account_id, school_role) values (%s, %s)",
        school.accounts[login],
        role,
    )
    owner(school, f'grant {school.database.role(role)} to "{school.role(login)}"')


@pytest.fixture(scope="module")
def resits(school):
    """Petrova is a deputy too and holds math by the approved load; an order opens the re-sits of 7А."""
    also(school, "petrova", "deputy")
    approved(school, "administrator", "load", "90")
    approved(
        school,
        "administrator",
        "results",
        "91",
        results=["resit"],
        class_ids=[school.classes["7А"]],
        opens_on=school.today,
        closes_on=school.day(5),
    )
    return school


@pytest.mark.attack("another person settles a debt")
def test_a_deputy_who_teaches_does_not_settle_a_debt_of_her_own_recording(resits):
    math, pupil, due_on = resits.courses["math"], resits.pupils["Белова"], resits.day(5)
    own = answer(resits, "petrova", DEBT, math, pupil, due_on)
    others = answer(resits, "deputy", DEBT, math, resits.pupils["Абрамов"], due_on)
    refused = answer(resits, "petrova", SETTLE, own)
    with weakened(
        resits, without(resits, "sec.judge_debt", ("if me.person_id = old.entered_by then", "if false then"))
    ):
        control = answer(resits, "petrova", SETTLE, own)

    assert (refused, control) == (("EJ002", "own-debt"), "")
    assert owner(resits, "select result from journal.debts where debt_id = %s", own) == "3"
    assert answer(resits, "petrova", SETTLE, others) == ""


PROPOSE = "select api.propose(%s, %s::jsonb, '')"
APPROVE = "select api.approve(array[%s], %s, %s, '')"


@pytest.fixture(scope="module")
def handed_over(school):
    """The director holds math of 7Б; a deputy, Petrova, math of 7А; both pages of the period are handed over."""
    also(school, "director", "teacher")
    owner(
        school,
        "update journal.course_holders set person_id = %s where course_id = %s",
        school.people["director"],
        school.courses["math_b"],
    )
    for course, login in (("math", "petrova"), ("math_b", "director")):
        owner(
            school,
            "insert into journal.handovers (course_id, period_id, handed_over_at, handed_over_by)"
            " values (%s, %s, clock_timestamp(), %s)",
            school.courses[course],
            school.period,
            school.people[login],
        )
    return school


def opening(school, course, login):
    return json.dumps(
        {"course_id": school.courses[course], "period_id": school.period, "person_id": school.people[login]}
    )


FAVOURS = ("'unlock'::text", "'none'::text")


@pytest.mark.attack("whom an unlock favours does not sign it")
def test_the_director_does_not_open_a_closed_period_to_herself(handed_over):
    proposal = answer(handed_over, "deputy", PROPOSE, "unlock", opening(handed_over, "math_b", "director"))
    sign = (APPROVE, proposal["approval_id"], "92", handed_over.today)
    refused = answer(handed_over, "director", *sign)
    with weakened(handed_over, without(handed_over, "sec.favours", FAVOURS)):
        control = answer(handed_over, "director", *sign)

    assert refused == ("EJ002", "self-grant")
    assert control["approved"] == 1


@pytest.mark.attack("whom an unlock favours does not propose it")
def test_a_deputy_who_teaches_proposes_no_opening_to_herself_by_another_window(resits, handed_over):
    asked = ("petrova", PROPOSE, "unlock", opening(handed_over, "math", "petrova"))
    refused = answer(handed_over, *asked)
    weak = without(handed_over, "sec.judge_proposal", ("'delegation', 'unlock'", "'delegation'"))
    with weakened(handed_over, weak):
        control = answer(handed_over, *asked)

    assert refused == ("EJ002", "self-grant")
    assert control["subject"] == "unlock"


@pytest.fixture(scope="module")
def acting(school):
    """The director made Sidorov и.о. for two days."""
    owner(school, f'grant {school.database.role("director")} to "{school.role("sidorov")}"')
    delegate = "select api.delegate(%s, 'director', %s, %s, '93', %s)"
    days = (school.today, school.day(2), school.today)
    assert isinstance(answer(school, "director", delegate, school.people["sidorov"], *days), int)
    return school


@pytest.mark.attack("only the director herself delegates at once")
def test_who_acts_for_the_director_makes_no_other_director_for_a_year(acting):
    also(acting, "kuznetsova", "teacher")
    delegate = "select api.delegate(%s, 'director', %s, %s, %s, %s)"
    days = (acting.today, acting.day(365))
    refused = answer(acting, "sidorov", delegate, acting.people["kuznetsova"], *days, "94", acting.today)
    weak = without(acting, "sec.judge_delegation", ("not sec.person_is(me.person_id, 'director')", "false"))
    with weakened(acting, weak):
        control = answer(acting, "sidorov", delegate, acting.people["kuznetsova"], *days, "94", acting.today)

    assert refused == ("EJ051", "second-person")
    assert isinstance(control, int)


@pytest.mark.attack("only the director herself prints the sealed code")
def test_who_acts_for_the_director_prints_no_way_in_that_outlives_the_acting(acting):
    code = "select api.issue_recovery_code(%s, %s, %s)"
    told = (acting.people["administrator"], acting.database.role("c_redtm1"), verifier("a sealed secret"))
    refused = answer(acting, "sidorov", code, *told)
    weak = without(acting, "sec.issue_recovery_code", ("not sec.person_is(sec.person_id(), 'director')", "false"))
    with weakened(acting, weak):
        control = answer(acting, "sidorov", code, *told)

    assert refused == ("EJ002", "role")
    assert control["access_code_id"]


ACCOUNT = "select api.create_account(%s, %s, %s, array[%s], false)"


@pytest.mark.attack("the days that were confirmed")
@pytest.mark.parametrize("way", ["with the account", "by hand afterwards"])
def test_a_role_confirmed_for_a_week_is_not_given_for_ever(school, way):
    person, login = new_teacher(school, f"Н{len(way)}"), school.role(f"week-{len(way)}")
    number = str(100 + len(way))
    week = {"person_id": person, "school_role": "deputy", "starts_on": school.today, "ends_on": school.day(6)}
    approved(school, "administrator", "role", number, **week)
    given = "select upper_inf(g.during) from private.role_grants as g join private.accounts as a using (account_id)"
    given += " where a.person_id = %s and g.school_role = 'deputy'"
    if way == "with the account":
        weak = (
            without(school, "sec.add_account", ("r.school_role = any (sec.roles_of_two())", "false")),
            without(school, "sec.demand_grant_confirmed", ("not given.during <@", "false and given.during <@")),
        )
        act = (ACCOUNT, person, login, verifier("a long password"), "deputy")
        assert isinstance(answer(school, "administrator", *act), int)
        assert owner(school, given, person) is False
        again = new_teacher(school, "Ещё")
        approved(school, "administrator", "role", "120", **(week | {"person_id": again}))
        with weakened(school, *weak):
            answer(school, "administrator", ACCOUNT, again, school.role("ever"), verifier("a long password"), "deputy")
        assert owner(school, given, again) is True
    else:
        account = answer(school, "administrator", ACCOUNT, person, login, verifier("a long password"), "teacher")
        grant = ("select api.grant_role(%s, 'deputy', %s, %s)", account, school.today, school.day(400))
        refused = answer(school, "administrator", *grant)
        weak = without(school, "sec.demand_grant_confirmed", ("not given.during <@", "false and given.during <@"))
        with weakened(school, weak):
            control = answer(school, "administrator", *grant)
        assert refused == ("EJ051", "second-person")
        assert isinstance(control, int)
