"""A role of the management ends, and a class gets its teacher, by two people (sock-puppets; rulings 16, 19, 21)."""

import json

import psycopg
import pytest

from tests.database.approvals import APPROVE, PROPOSE, Approvals
from tests.database.attackers import silenced, weakened
from tests.database.stage import Stage
from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

APPROVALS = "alter table journal.approvals"
END = "select api.end_role(%s, %s)"


@pytest.fixture
def approvals(stage):
    return Approvals(stage)


def grant_of(school, login):
    with psycopg.connect(school.database.conninfo) as connection:
        return connection.execute(
            "select role_grant_id from private.role_grants where account_id = %s", (school.accounts[login],)
        ).fetchone()[0]


def roles(stage, login):
    return stage.as_person(login, "select api.sign_in(1)")[0][0]["roles"]


@pytest.mark.attack("the second person of the end of a role")
@pytest.mark.parametrize("login", ["director", "deputy"])
def test_an_administrator_rids_herself_of_nobody_who_watches_her(school, login):
    def ended():
        with school.connect("administrator") as connection:
            try:
                connection.execute(END, (grant_of(school, login), None))
            except psycopg.Error as error:
                return error.sqlstate, Stage.explain(error)[1]["roles"]
            finally:
                connection.rollback()
        return None

    refused = ended()
    with weakened(school, silenced(school, "two people end a role")):
        control = ended()

    assert (refused, control) == (("EJ051", [login]), None)


@pytest.mark.attack("who proposed does not decide")
def test_a_proposed_end_is_not_decided_by_who_proposed_it(school):
    """Over SCRAM, all in one session of the administrator, who may also decide what a director proposes."""
    asked = json.dumps({"role_grant_id": grant_of(school, "deputy"), "last_day": None})

    def decided():
        with school.connect("administrator") as connection:
            try:
                head = connection.execute(PROPOSE, ("role-end", asked, "")).fetchone()[0]
                connection.execute(APPROVE, ([head["approval_id"]], None, school.today, ""))
            except psycopg.Error as error:
                return error.sqlstate
            finally:
                connection.rollback()
        return None

    refused = decided()
    doors = ("not for this role", "not to oneself")
    with weakened(
        school,
        silenced(school, *doors),
        (
            f"{APPROVALS} drop constraint approvals_second_person",
            f"{APPROVALS} add constraint approvals_second_person check (decided_by is distinct from proposed_by)",
        ),
    ):
        control = decided()

    assert (refused, control) == ("EJ002", None)


def test_the_director_agrees_and_the_role_ends_at_once(stage, approvals):
    grant_id = grant_of(stage.school, "deputy")
    proposal = approvals.propose("administrator", "role-end", "уходит с должности", role_grant_id=grant_id)
    [(whole,)] = stage.as_person("director", "select api.approval(%s)", proposal)
    approvals.approve("director", proposal, number=None)

    ends = stage.owner("select upper(during) from private.role_grants where role_grant_id = %s", grant_id)
    shut, _ = stage.refusal("deputy", "select api.classes()")
    told = [row["kind"] for row in stage.as_person("deputy", "select api.access_notices()")[0][0]]
    assert (whole["content"]["person"], whole["content"]["last_day"], whole["may_decide"]) == (
        "Завучева Анна Олеговна",
        None,
        True,
    )
    assert (ends, shut in ("EJ002", "42501")) == ([(stage.school.today,)], True)  # the door, or the group taken away
    assert "role-ended" in told


def test_a_last_day_that_was_agreed_is_the_last_day(stage, approvals):
    grant_id = grant_of(stage.school, "deputy")
    last = stage.school.day(3)
    approvals.approve(
        "director",
        approvals.propose("administrator", "role-end", role_grant_id=grant_id, last_day=last),
        number=None,
    )

    ends = stage.owner("select upper(during) - 1 from private.role_grants where role_grant_id = %s", grant_id)
    assert (ends, roles(stage, "deputy")) == ([(last,)], ["deputy"])


# whose role, who proposes its end, who may agree, who may not
AGREE = [
    ("deputy", "administrator", "director", "deputy"),
    ("deputy", "administrator", "director", "administrator"),
    ("administrator", "director", "deputy", "director"),
    ("administrator", "director", "administrator", "director"),
    ("director", "administrator", "deputy", "administrator"),
    ("director", "administrator", "director", "administrator"),
]


@pytest.mark.parametrize("case", AGREE, ids=" ".join)
def test_who_agrees_to_the_end_of_a_role(stage, approvals, case):
    whose, proposer, decider, other = case
    proposal = approvals.propose(proposer, "role-end", role_grant_id=grant_of(stage.school, whose))
    refused, _ = stage.refusal(other, *approvals.approval(proposal, number=None))

    assert refused == "EJ002"
    assert approvals.approve(decider, proposal, number=None)["approved"] == 1


def test_an_ordinary_role_is_ended_by_one_person_and_an_end_of_it_is_not_proposed(stage, approvals):
    grant_id = grant_of(stage.school, "sidorov")
    code, detail = stage.refusal("administrator", *approvals.proposal("role-end", role_grant_id=grant_id))

    stage.as_person("administrator", END, grant_id, stage.school.today)

    assert (code, detail["reason"]) == ("EJ020", "role-end-alone")


def test_nobody_proposes_the_end_of_a_role_of_her_own(stage, approvals):
    own = approvals.proposal("role-end", role_grant_id=grant_of(stage.school, "administrator"))
    code, detail = stage.refusal("administrator", *own)
    silence(stage, "not to oneself")

    assert (code, detail["reason"]) == ("EJ002", "self-grant")
    assert stage.as_person("administrator", *own)


def test_an_agreed_end_reaches_no_other_role_and_no_other_day(stage, approvals):
    """Through a broken window beside a decision that has just been taken."""
    model = WholeModel(stage)
    deputy, director = grant_of(stage.school, "deputy"), grant_of(stage.school, "director")
    proposal = approvals.propose(
        "administrator", "role-end", role_grant_id=deputy, last_day=stage.school.day(3).isoformat()
    )
    approvals.approve("director", proposal, number=None)
    end = "update private.role_grants set during = daterange(null, %s) where role_grant_id = %s"

    other_role, _ = model.refusal("administrator", "private.role_grants", end, stage.school.day(4), director)
    other_day, _ = model.refusal("administrator", "private.role_grants", end, stage.school.day(1), deputy)
    silence(stage, "two people end a role")

    assert (other_role, other_day) == ("EJ051", "EJ051")
    assert model.act("administrator", "private.role_grants", end, stage.school.day(1), deputy) == [(1,)]


def test_the_lock_stays_an_act_of_one_person(stage):
    """A leak is met at once (rulings 19): nobody is asked."""
    stage.as_person("administrator", "select api.lock_account(%s)", stage.school.accounts["director"])
    code, _ = stage.refusal("director", "select api.my_courses()")
    assert code in ("EJ001", "42501")


ACTING = """with made as (
    insert into journal.orders (number, issued_on, kind, title) values ('9', current_date, 'appointment', 'И. о.')
    returning order_id
)
insert into journal.delegations (person_id, acts_as, during, order_id)
select {sidorov}, 'director', daterange(current_date, current_date + 9), made.order_id from made"""
GONE = "set session_replication_role = replica; delete from journal.delegations; set session_replication_role = origin"
BROKEN = """grant {api} to "{own}"; grant update on journal.delegations to {api};
create policy hole on journal.delegations to {api} using (true)"""
MENDED = """drop policy hole on journal.delegations; revoke {api} from "{own}";
revoke update on journal.delegations from {api}"""


@pytest.mark.attack("who acts ends early as the director says")
def test_an_administrator_ends_no_acting_director_before_her_day(school):
    end = "update journal.delegations set during = daterange(lower(during), current_date + 1)"
    known = {"api": school.database.role("api"), "own": school.role("administrator")}

    def ended(statement):
        with school.connect("administrator") as connection:
            try:
                return connection.execute(statement).rowcount
            except psycopg.Error as error:
                return error.sqlstate
            finally:
                connection.rollback()

    acting = ACTING.format(sidorov=school.people["sidorov"]), GONE
    broken = BROKEN.format(**known), MENDED.format(**known)
    with weakened(school, acting):
        at_the_window = ended("select api.end_delegation(1)")
        with weakened(school, broken):
            at_the_table = ended(end)
            with weakened(school, silenced(school, "two people end a role")):
                control = ended(end)

    assert (at_the_window, at_the_table, control) == ("42501", "EJ051", 1)


# Who leads a class


def test_the_only_administrator_is_given_a_class_by_the_director(stage, approvals):
    school = stage.school
    asked = {"person_id": school.people["administrator"], "class_id": school.classes["7А"]}
    proposal = approvals.propose("administrator", "class-teacher", **asked)
    by_herself, _ = stage.refusal("administrator", *approvals.approval(proposal))
    order = approvals.approve("director", proposal, number="5")["order_id"]

    led = stage.owner(
        "select person_id, lower(during), upper(during), order_id from journal.class_teachers where class_id = %s"
        " order by lower(during)",
        school.classes["7А"],
    )
    assert by_herself == "EJ002"
    assert led == [
        (school.people["kuznetsova"], school.day(-80), school.today, None),
        (school.people["administrator"], school.today, None, order),
    ]


def test_nobody_decides_of_a_class_of_her_own(stage, approvals):
    """A director who is to lead a class: the deputy decides."""
    asked = {"person_id": stage.school.people["director"], "class_id": stage.school.classes["7Б"]}
    proposal = approvals.propose("administrator", "class-teacher", **asked)
    own = approvals.approval(proposal)
    code, _ = stage.refusal("director", *own)
    with stage.connection.transaction() as trying:
        silence(stage, "not for this role", "not to oneself")
        control = stage.as_person("director", *own)[0][0]["approved"]
        raise psycopg.Rollback(trying)

    assert (code, control) == ("EJ002", 1)
    assert approvals.approve("deputy", proposal)["approved"] == 1


@pytest.mark.parametrize(
    ("person", "of_class", "reason"),
    [("kuznetsova", "7А", "class-led"), ("Абрамов", "7А", "not-staff"), ("sidorov", "0", "class-unknown")],
)
def test_a_class_goes_to_one_of_the_staff_who_does_not_lead_it_yet(stage, approvals, person, of_class, reason):
    asked = {"person_id": stage.school.people[person], "class_id": stage.school.classes.get(of_class, 0)}
    code, detail = stage.refusal("deputy", *approvals.proposal("class-teacher", **asked))
    assert (code, detail["reason"]) == ("EJ020", reason)
