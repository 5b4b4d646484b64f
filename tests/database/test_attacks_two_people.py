"""What takes two people is not done by one who has two roles: over real SCRAM, each attack with its control."""

import json

import pytest

from tests.database.attackers import weakened, without
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
