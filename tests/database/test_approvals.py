"""Approvals: content is the server's, another person decides, once, what still stands; deciding applies."""

import json

import psycopg
import pytest

from tests.database.approvals import APPROVE, PROPOSE, RETURN, Approvals
from tests.database.code_holder import issue, new_account, new_teacher, redeem, reissue
from tests.database.test_guard_controls import silence
from tests.database.test_letting_in import open_every_door
from tests.database.whole_model import WholeModel


@pytest.fixture
def approvals(stage):
    return Approvals(stage)


@pytest.fixture
def model(stage):
    return WholeModel(stage)


def approved_by(stage, course):
    return stage.owner("select approved_by from journal.courses where course_id = %s", course)[0][0]


def closed_page(stage):
    """Petrova's math, handed over: what an unlock is asked for."""
    stage.hand_over()
    school = stage.school
    return {"course_id": school.courses["math"], "period_id": school.period, "person_id": school.people["petrova"]}


def test_the_load_is_proposed_as_it_stands_and_marked_as_approved(stage, approvals):
    load = approvals.propose("deputy", "load")
    before = approved_by(stage, stage.school.courses["math"])

    answer = approvals.approve("director", load)

    [(holders,)] = stage.owner("select count(*) from journal.course_holders where approved_by = %s", load)
    assert (before, approved_by(stage, stage.school.courses["math"]), holders) == (None, load, 6)
    assert answer["order"].startswith("№ 61-к от ")


def test_a_change_of_a_row_ends_its_approval_and_the_next_proposal_shows_what_was_before(stage, approvals):
    first = approvals.propose("deputy", "load")
    approvals.approve("director", first)
    math, english = (stage.school.courses[name] for name in ("math", "english"))
    stage.owner("update journal.courses set hours_per_week = 6 where course_id = %s", math)

    second = approvals.propose("deputy", "load", "Час математики")
    [(whole,)] = stage.as_person("director", "select api.approval(%s)", second)

    hours = [
        {row["course_id"]: row["hours"] for row in version["rows"]}[math]
        for version in (whole["previous"]["content"], whole["content"])
    ]
    assert (approved_by(stage, math), approved_by(stage, english), hours) == (None, first, ["5", "6"])
    assert (whole["note"], whole["is_stale"], whole["may_decide"]) == ("Час математики", False, True)


@pytest.mark.parametrize("decider", ["deputy", "administrator"])
def test_only_the_director_approves_the_load(stage, approvals, decider):
    proposer = {"deputy": "administrator", "administrator": "deputy"}[decider]
    load = approvals.propose(proposer, "load")

    code, detail = stage.refusal(decider, *approvals.approval(load, number=None))
    with_order, _ = stage.refusal(decider, *approvals.approval(load))

    silence(stage, "not for this role", "approved by an order")
    assert approvals.approve(decider, load, number=None)["approved"] == 1
    assert (code, detail["reason"], with_order) == ("EJ002", "role", "EJ002")


def test_nobody_approves_an_own_proposal(stage, approvals):
    """The director who is an administrator too; under the judge stands the table's constraint."""
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'administrator')",
        stage.school.accounts["director"],
    )
    administrators = stage.school.database.role("administrator")
    stage.owner(f'grant {administrators} to "{stage.school.role("director")}"')
    load = approvals.propose("director", "load")

    code, detail = stage.refusal("director", *approvals.approval(load))
    silence(stage, "not to oneself")
    constraint, _ = stage.refusal("director", *approvals.approval(load))

    stage.owner("alter table journal.approvals drop constraint approvals_second_person")
    assert approvals.approve("director", load)["approved"] == 1
    assert (code, detail["reason"], constraint) == ("EJ002", "self-grant", "23514")


def test_a_decision_is_taken_once(stage, approvals):
    load = approvals.propose("deputy", "load")
    approvals.approve("director", load)

    again, detail = stage.refusal("director", *approvals.approval(load, number="62-к"))
    back, _ = stage.refusal("director", RETURN, load, "Передумала")
    withdrawn, _ = stage.refusal("deputy", "select api.withdraw_approval(%s)", load)

    silence(stage, "it is decided")
    assert approvals.approve("director", load, number="62-к")["approved"] == 1
    assert (again, detail["reason"], back, withdrawn) == ("EJ020", "decided", "EJ020", "EJ020")


def test_what_changed_since_it_was_proposed_is_refused_as_stale_and_approved_nowhere(stage, approvals):
    load = approvals.propose("deputy", "load")
    stage.owner(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        stage.school.courses["math"],
        stage.school.people["sidorov"],
        stage.school.today,
    )

    code, detail = stage.refusal("director", *approvals.approval(load))
    [(whole,)] = stage.as_person("director", "select api.approval(%s)", load)

    assert (code, detail["reason"], whole["is_stale"]) == ("EJ020", "stale", True)
    assert stage.owner("select count(*) from journal.orders") == [(0,)]
    silence(stage, "changed since it was proposed")
    assert approvals.approve("director", load)["approved"] == 1


def test_content_that_a_client_claims_and_a_forged_proposer_are_not_kept(stage, model):
    """Through a broken window: the judge assembles the content itself and knows who is there."""
    forged = json.dumps({"asked": {}, "title": "Пусто", "rows": []}, ensure_ascii=False)
    propose = (
        "insert into journal.approvals (subject, title, content, content_sha256, proposed_by, state, decided_by,"
        " decided_at) values ('load', 'Пусто', %s, '', {director}, 'approved', {deputy}, now())"
    )

    model.act("deputy", "journal.approvals", propose, forged)

    [(rows, proposed_by, state)] = stage.owner(
        "select jsonb_array_length(content -> 'rows'), proposed_by, state from journal.approvals"
    )
    assert (rows, proposed_by, state) == (6, stage.school.people["deputy"], "waiting")
    stage.without_judge("journal.approvals")
    model.act("deputy", "journal.approvals", propose, forged)
    assert stage.owner("select count(*) from journal.approvals where state = 'approved'") == [(1,)]


def test_content_does_not_change_after_the_proposal(stage, approvals, model):
    approvals.propose("deputy", "load")
    change = "update journal.approvals set content = content || '{{\"rows\": []}}'"

    code, detail = model.refusal("deputy", "journal.approvals", change)

    silence(stage, "what was written stands")
    assert model.act("deputy", "journal.approvals", change) == [(1,)]
    assert (code, detail["reason"]) == ("EJ020", "written")


@pytest.mark.parametrize("table", ["courses", "course_holders"])
def test_no_row_calls_itself_approved(stage, approvals, model, table):
    """Neither by an administrator nor with a proposal that is still waiting."""
    waiting = approvals.propose("deputy", "load")
    mark = f"update journal.{table} set approved_by = {waiting} where course_id = {{math}}"

    by_administrator, _ = model.refusal("administrator", f"journal.{table}", mark)
    unapproved, detail = model.refusal("director", f"journal.{table}", mark)

    assert (by_administrator, unapproved, detail["reason"]) == ("EJ002", "EJ020", "not-approved")
    silence(stage, "not what was approved")
    assert model.act("director", f"journal.{table}", mark) == [(1,)]


def test_several_of_one_kind_go_under_one_order_and_different_kinds_do_not(stage, approvals):
    both = [
        approvals.propose("deputy", "finals", **approvals.finals()),
        approvals.propose("deputy", "finals", **approvals.finals(class_ids=[stage.school.classes["7Б"]])),
    ]
    load = approvals.propose("deputy", "load")

    mixed, detail = stage.refusal("director", *approvals.approval(load, *both))
    approvals.approve("director", *both, number="52")

    scopes = stage.owner("select count(*), count(distinct order_id) from journal.finals_scopes")
    assert (mixed, detail["reason"], scopes) == ("EJ020", "not-one-kind", [(2, 1)])
    more = [approvals.propose("deputy", "unlock", **closed_page(stage)), load]
    silence(stage, "several of one kind")
    assert approvals.approve("director", *more, number="53")["approved"] == 2


ORDERS = {
    "order-older": ("older than what it approves", {"day": -1}),
    "order-ahead": ("an order has been issued", {"day": 1}),
    "approval-no-order": ("approved by an order", {"number": None}),
}


@pytest.mark.parametrize("reason", ORDERS)
def test_an_order_is_neither_older_nor_ahead_nor_missing(stage, approvals, reason):
    sentence, order = ORDERS[reason]
    load = approvals.propose("deputy", "load")

    code, detail = stage.refusal("director", *approvals.approval(load, **order))

    silence(stage, sentence)
    assert approvals.approve("director", load, **order)["approved"] == 1
    assert (code, detail["reason"]) == ("EJ020", reason)


def test_a_number_and_date_name_one_order(stage, approvals):
    approvals.approve("director", approvals.propose("deputy", "load"))
    curriculum_like = approvals.propose("deputy", "finals", **approvals.finals())

    code, detail = stage.refusal("director", *approvals.approval(curriculum_like))
    silence(stage, "there is such an order")
    key, _ = stage.refusal("director", *approvals.approval(curriculum_like))

    assert (code, detail["reason"], key) == ("EJ020", "order-taken", "23505")


def test_it_is_returned_with_a_reason_that_its_proposer_reads(stage, approvals):
    load = approvals.propose("deputy", "load")
    foreign = approvals.propose("administrator", "finals", **approvals.finals())

    silent, detail = stage.refusal("director", RETURN, load, "  ")
    by_deputy, _ = stage.refusal("deputy", RETURN, foreign, "Нет")
    stage.as_person("director", RETURN, load, "Проверьте 7А")

    [(decided,)] = stage.as_person("deputy", "select api.approvals(true)")
    assert (silent, detail["reason"], by_deputy) == ("EJ020", "return-reason", "EJ002")
    assert [(row["state"], row["reason"]) for row in decided] == [("returned", "Проверьте 7А")]
    stage.owner("alter table journal.approvals drop constraint approvals_returned_with_reason")
    other = approvals.propose("deputy", "load")
    silence(stage, "returned with a reason")
    stage.as_person("director", RETURN, other, "")


def test_the_director_sees_all_and_others_what_they_proposed(stage, approvals):
    own = approvals.propose("deputy", "load")
    foreign = approvals.propose("administrator", "account", person_id=stage.school.people["deputy"])

    listed = {
        login: [row["approval_id"] for row in stage.as_person(login, "select api.approvals(false)")[0][0]]
        for login in ("director", "deputy", "administrator")
    }
    code, _ = stage.refusal("deputy", "select api.approval(%s)", foreign)

    assert listed == {"director": [own, foreign], "deputy": [own], "administrator": [foreign]}
    assert code == "EJ002"
    silence(stage, "no such proposal")
    assert stage.as_person("deputy", "select api.approval(%s)", foreign)[0][0]["approval_id"] == foreign


def test_the_same_is_not_proposed_twice_and_may_be_again_after_it_is_withdrawn(stage, approvals):
    load = approvals.propose("deputy", "load")

    code, detail = stage.refusal("administrator", *approvals.proposal("load"))
    stage.as_person("deputy", "select api.withdraw_approval(%s)", load)
    again = approvals.propose("administrator", "load")

    assert (code, detail["reason"], again > load) == ("EJ020", "already-waiting", True)
    silence(stage, "the same is waiting")
    assert approvals.propose("deputy", "load") > again


@pytest.mark.parametrize(
    ("subject", "asked", "reason"),
    [
        ("load", {}, "nothing-to-approve"),
        ("curriculum", {}, "nothing-to-approve"),
        ("timetable", {}, "approval-subject"),
        ("account", {"person_id": "petrova"}, "reissue-alone"),
        ("role", {"person_id": "deputy", "school_role": "deputy"}, "role-held"),
        ("role", {"person_id": "Абрамов", "school_role": "deputy"}, "not-staff"),
        ("role", {"person_id": "petrova", "school_role": "deputy", "ends_on": "2020-01-01"}, "days"),
        ("delegation", {"person_id": "petrova", "acts_as": "director"}, "days"),
    ],
)
def test_what_makes_no_sense_is_not_proposed(stage, approvals, subject, asked, reason):
    if "person_id" in asked:
        asked = asked | {"person_id": stage.school.people[asked["person_id"]]}
    if subject == "load":
        stage.owner(
            "create or replace function sec.present_year() returns smallint language sql as $$ select 0::smallint $$"
        )

    code, detail = stage.refusal("administrator", *approvals.proposal(subject, **asked))

    assert (code, detail["reason"]) == ("EJ020", reason)


# roles and accounts: a second person --------------------------------------------------------------------------------


def test_a_role_that_the_director_confirms_opens_its_windows_to_a_real_session(school):
    """Over SCRAM: proposed by the administrator, confirmed by the director, used by the person."""
    person = new_account(school, "novikova", "teacher")
    with school.connect("novikova", autocommit=True) as session, pytest.raises(psycopg.Error):
        session.execute("select api.classes()")
    asked = json.dumps({"person_id": person, "school_role": "deputy"})
    with school.connect("administrator") as session:
        head = session.execute(PROPOSE, ("role", asked, "Назначена")).fetchone()[0]
    with school.connect("director") as session:
        session.execute(APPROVE, ([head["approval_id"]], "12-л", school.today, ""))

    with school.connect("novikova") as session:
        roles = session.execute("select api.sign_in(1) -> 'roles'").fetchone()[0]
        classes = session.execute("select api.classes()").fetchone()[0]

    assert (roles, len(classes)) == (["deputy", "teacher"], 2)


def test_a_code_with_a_role_of_two_needs_the_second_person(school):
    person = new_teacher(school, "Назначаемая")
    with pytest.raises(psycopg.Error) as alone:
        issue(school, person, "deputy")
    with school.connect("administrator") as session:
        asked = json.dumps({"person_id": person, "school_role": "deputy"})
        head = session.execute(PROPOSE, ("role", asked, "")).fetchone()[0]
    with pytest.raises(psycopg.Error) as waiting:
        issue(school, person, "deputy")
    with school.connect("director") as session:
        session.execute(APPROVE, ([head["approval_id"]], "13-л", school.today, ""))

    redeem(school, issue(school, person, "deputy"), "naznachaemaya")

    with school.connect("naznachaemaya") as session:
        assert session.execute("select api.sign_in(1) -> 'roles'").fetchone()[0] == ["deputy"]
    assert (alone.value.sqlstate, waiting.value.sqlstate) == ("EJ051", "EJ051")


def test_a_forgotten_password_of_the_deputy_is_reissued_once_after_the_director_agreed(school):
    with school.connect("administrator") as session:
        asked = json.dumps({"person_id": school.people["deputy"]})
        head = session.execute(PROPOSE, ("account", asked, "Забыла пароль")).fetchone()[0]
    with pytest.raises(psycopg.Error) as before:
        reissue(school, school.people["deputy"])
    with school.connect("director") as session:
        session.execute(APPROVE, ([head["approval_id"]], None, None, ""))

    reissue(school, school.people["deputy"])
    with pytest.raises(psycopg.Error) as again:
        reissue(school, school.people["deputy"])

    assert (before.value.sqlstate, again.value.sqlstate) == ("EJ051", "EJ051")


def test_a_director_who_forgot_is_let_in_by_the_deputy_and_not_by_who_asked(stage, approvals):
    account = approvals.propose("administrator", "account", person_id=stage.school.people["director"])

    by_herself, _ = stage.refusal("director", *approvals.approval(account, number=None))
    by_proposer, _ = stage.refusal("administrator", *approvals.approval(account, number=None))
    answer = approvals.approve("deputy", account, number=None)

    assert (by_herself, by_proposer, answer["approved"]) == ("EJ002", "EJ002", 1)


def test_nobody_proposes_a_role_for_herself(stage, approvals):
    attack = approvals.proposal("role", person_id=stage.school.people["administrator"], school_role="director")

    code, detail = stage.refusal("administrator", *attack)

    silence(stage, "not to oneself")
    assert stage.as_person("administrator", *attack)
    assert (code, detail["reason"]) == ("EJ002", "self-grant")


def test_a_second_account_of_the_administrator_confirms_nothing(school):
    """The sock puppet: a teacher invented by the administrator, who would become director by her own hand."""
    puppet = new_account(school, "kukla", "teacher")
    with pytest.raises(psycopg.Error) as directly:
        issue(school, new_teacher(school, "Кукла вторая"), "director")
    asked = json.dumps({"person_id": puppet, "school_role": "director"})
    with school.connect("administrator", autocommit=True) as session:
        head = session.execute(PROPOSE, ("role", asked, "")).fetchone()[0]
        with pytest.raises(psycopg.Error) as by_proposer:
            session.execute(APPROVE, ([head["approval_id"]], "1", school.today, ""))
    with school.connect("kukla", autocommit=True) as session, pytest.raises(psycopg.Error) as by_puppet:
        session.execute(APPROVE, ([head["approval_id"]], "1", school.today, ""))

    assert (directly.value.sqlstate, by_proposer.value.sqlstate, by_puppet.value.sqlstate) == (
        "EJ051",
        "EJ002",
        "42501",
    )


def test_without_the_second_person_an_administrator_would_make_a_director_alone(stage):
    """The control of the whole: the grant is refused at the table, silenced it passes."""
    grant = "insert into private.role_grants (account_id, school_role) values ({}, 'director')".format(
        stage.school.accounts["petrova"]
    )
    model = WholeModel(stage)

    code, detail = model.refusal("administrator", "private.role_grants", grant)

    assert (code, detail["roles"]) == ("EJ051", ["director"])
    open_every_door(stage, "demand_confirmed_roles")
    assert model.act("administrator", "private.role_grants", grant) == [(1,)]
