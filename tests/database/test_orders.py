"""The register of orders, the acting director, and what the director has not seen yet."""

import psycopg
import pytest

from tests.database.approvals import Approvals
from tests.database.code_holder import new_account
from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

ENTER = "select api.enter_order(%s, %s, %s, %s)"
CHANGE = "select api.change_order(%s, %s, %s, %s)"
DELEGATE = "select api.delegate(%s, %s, %s, %s, %s, %s)"
SEE = "select api.see_write_rights(%s, %s, %s)"


@pytest.fixture
def model(stage):
    return WholeModel(stage)


@pytest.fixture
def approvals(stage):
    return Approvals(stage)


def enter(stage, login="secretary", kind="movement", number="14", day=0, title="О зачислении"):  # noqa: PLR0917
    return stage.as_person(login, ENTER, kind, number, stage.school.day(day), title)[0][0]


def entry(stage, **change):
    values = {"kind": "movement", "number": "14", "day": stage.school.today, "title": "О зачислении"} | change
    return ENTER, *values.values()


def test_an_order_comes_late_with_its_back_date_and_the_moment_of_entry(stage):
    enter(stage, day=-20)

    [(orders,)] = stage.as_person("deputy", "select api.orders()")
    [order] = orders

    assert (order["issued_on"], order["is_used"]) == (str(stage.school.day(-20)), False)
    assert order["entered_at"][:10] == str(stage.school.today)


@pytest.mark.parametrize("kind", ["finals", "unlock", "load"])
def test_orders_that_open_marks_are_born_of_an_approval_only(stage, model, kind):
    """In the window, and at the table for a broken window."""
    code, detail = stage.refusal("administrator", *entry(stage, kind=kind))
    write = f"insert into journal.orders (number, issued_on, kind, title) values ('9', current_date, '{kind}', 'Себе')"

    at_table, _ = model.refusal("deputy", "journal.orders", write)

    assert (code, detail["reason"], at_table) == ("EJ020", "order-by-approval", "EJ002")
    silence(stage, "not for this role")
    assert model.act("deputy", "journal.orders", write) == [(1,)]


@pytest.mark.parametrize(
    ("change", "code", "reason", "sentence"),
    [
        ({"number": " "}, "EJ014", "order-empty", "an order has a number and a title"),
        ({"title": ""}, "EJ014", "order-empty", "an order has a number and a title"),
        ({"day": "2199-01-01"}, "EJ020", "order-ahead", "an order has been issued"),
    ],
)
def test_an_order_has_a_number_a_title_and_a_day_that_has_come(stage, change, code, reason, sentence):
    refused, detail = stage.refusal("secretary", *entry(stage, **change))

    silence(stage, sentence)
    assert stage.as_person("secretary", *entry(stage, **change))
    assert (refused, detail["reason"]) == (code, reason)


def test_a_slip_is_mended_until_the_order_is_used(stage, model):
    order = enter(stage, kind="movement")
    stage.as_person("secretary", CHANGE, order, "15", stage.school.day(-1), "О переводе")
    stage.owner(
        "update journal.class_memberships set departed_by = %s where pupil_id = %s", order, model.ids["gusyeva"]
    )

    code, detail = stage.refusal("secretary", CHANGE, order, "16", stage.school.day(-2), "О переводе")

    [(orders,)] = stage.as_person("director", "select api.orders()")
    [listed] = [row for row in orders if row["order_id"] == order]
    assert (listed["number"], listed["is_used"], code, detail["reason"]) == ("15", True, "EJ020", "order-used")
    silence(stage, "the order is in use")
    stage.as_person("secretary", CHANGE, order, "16", stage.school.day(-2), "О переводе")


def test_the_director_hands_over_her_office_for_some_days_and_not_to_herself(stage, school):
    days = (school.day(0), school.day(5))
    attack = (DELEGATE, school.people["director"], "deputy", *days, "7-к", school.today)

    by_deputy, _ = stage.refusal("deputy", DELEGATE, school.people["deputy"], "director", *days, "7-к", school.today)
    to_herself, detail = stage.refusal("director", *attack)

    silence(stage, "not to oneself")
    assert stage.as_person("director", *attack)
    assert (by_deputy, to_herself, detail["reason"]) == ("42501", "EJ002", "self-grant")


def test_an_acting_director_approves_over_a_real_session_and_no_longer_when_it_ended(school):
    person = new_account(school, "vremennaya", "teacher")
    with school.connect("deputy") as session:
        head = session.execute("select api.propose('load', '{}', '')").fetchone()[0]
    days = (school.day(-1), school.day(5))
    with school.connect("director") as session:
        made = session.execute(DELEGATE, (person, "director", *days, "8-к", school.today)).fetchone()[0]

    with school.connect("vremennaya") as session:
        roles = session.execute("select api.sign_in(1) -> 'roles'").fetchone()[0]
        whole = session.execute("select api.approval(%s)", (head["approval_id"],)).fetchone()[0]
        session.execute("select api.return_approval(%s, 'Проверьте')", (head["approval_id"],))
        with pytest.raises(psycopg.Error) as prolonged, session.transaction():
            session.execute(DELEGATE, (person, "director", school.day(6), school.day(90), "9-к", school.today))
    with psycopg.connect(school.database.conninfo) as owner:
        owner.execute(
            "update journal.delegations set during = daterange(lower(during), %s) where delegation_id = %s",
            (school.today, made),
        )
    with school.connect("vremennaya") as session, pytest.raises(psycopg.Error) as after:
        session.execute("select api.approvals(false)")

    assert (roles, whole["may_decide"]) == (["director", "teacher"], True)
    assert (prolonged.value.sqlstate, after.value.sqlstate) == ("EJ002", "EJ002")


def test_an_absent_directors_office_is_given_by_two_people_and_never_by_one(stage, approvals, model):
    """The administrator alone would make her own puppet a director for a day."""
    school = stage.school
    puppet = {"person_id": school.people["sidorov"], "acts_as": "director"}
    days = {"starts_on": school.today, "ends_on": school.day(3)}
    alone = (
        "insert into journal.delegations (person_id, acts_as, during, order_id)"
        " values ({sidorov}, 'director', daterange(current_date, current_date + 3), {appointment_order})"
    )
    by_one, detail = model.refusal("administrator", "journal.delegations", alone)
    proposal = approvals.propose("administrator", "delegation", **puppet, **days)
    by_proposer, _ = stage.refusal("administrator", *approvals.approval(proposal))
    by_puppet, _ = stage.refusal("sidorov", *approvals.approval(proposal))

    approvals.approve("deputy", proposal, number="5-к")

    [(listed,)] = stage.as_person("director", "select api.delegations()")
    assert (by_one, detail["reason"], by_proposer, by_puppet) == ("EJ051", "second-person", "EJ002", "42501")
    assert (listed[0]["acts_as"], listed[0]["ends_on"]) == ("director", str(school.day(3)))
    stage.as_person("director", "select api.end_delegation(%s)", listed[0]["delegation_id"])
    stage.without_judge("journal.delegations")
    stage.owner("update journal.delegations set during = daterange(lower(during) - 9, lower(during) - 5)")
    stage.owner("alter table journal.delegations enable trigger judge")
    silence(stage, "two people give a role")
    assert model.act("administrator", "journal.delegations", alone) == [(1,)]


def test_what_gives_write_access_is_listed_until_the_director_has_seen_it(stage, approvals, model):
    approvals.approve("director", approvals.propose("deputy", "load"))
    school = stage.school
    stage.owner(
        "insert into journal.course_holders (course_id, person_id, during) values (%s, %s, daterange(%s, null))",
        school.courses["math"],
        school.people["sidorov"],
        school.today,
    )
    stage.owner(
        "insert into journal.substitutions (lesson_id, person_id) values (%s, %s)",
        school.lessons["math", 5],
        school.people["sidorov"],
    )
    model.unlock("lesson")

    [(listed,)] = stage.as_person("director", "select api.write_rights()")
    by_deputy, _ = stage.refusal("deputy", SEE, [], [], [])
    rows = {row["kind"]: row["row_id"] for row in listed}
    [(seen,)] = stage.as_person("director", SEE, [rows["holder"]], [rows["substitution"]], [rows["unlock"]])

    assert [(row["kind"], row["subject"]) for row in listed] == [
        ("holder", "Математика"),
        ("substitution", "Математика"),
        ("unlock", "Математика"),
    ]
    assert (seen, by_deputy) == (3, "42501")
    assert stage.as_person("director", "select api.write_rights()") == [([],)]


def test_nobody_marks_a_right_of_her_own_as_seen(stage, model):
    """Through a broken window: only the director has seen it; silenced, the deputy hides it."""
    hide = "update journal.course_holders set seen_by_director_at = now()"

    code, _ = model.refusal("deputy", "journal.course_holders", hide)

    silence(stage, "not for this role")
    assert (code, model.act("deputy", "journal.course_holders", hide)) == ("EJ002", [(6,)])
