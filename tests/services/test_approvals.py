"""Services of approvals on a real server: what the windows say becomes values, refusals become known errors."""

from datetime import date

import pytest
from sqlalchemy import text

from ejournal_desktop.domain.approvals import OrderEntry, Proposal, RoleGiven
from ejournal_desktop.domain.errors import RefusedError, RuleBrokenError
from ejournal_desktop.services import approvals, orders

PASSWORD = "правильный-конь-7"


@pytest.fixture
def people(fresh_database):
    with fresh_database.superuser_engine().begin() as connection:
        connection.execute(text("insert into journal.schools (school_id, full_name, short_name) values (1, 'Ш', 'Ш')"))
    ids = {
        login: fresh_database.add_account(login, PASSWORD, role, last_name=login.capitalize())
        for login, role in (("komarova", "administrator"), ("matveeva", "director"), ("semenova", "teacher"))
    }
    with fresh_database.superuser_engine().begin() as connection:
        for person_id in ids.values():
            connection.execute(
                text("insert into journal.staff (person_id, positions) values (:id, '{учитель}')"), {"id": person_id}
            )
    engines = {login: fresh_database.sign_in_as(login, PASSWORD) for login in ids}
    return ids, engines


def today(engine):
    with engine.connect() as connection:
        row = connection.execute(text("select api.sign_in(1) ->> 'server_time'")).scalar_one()
    return date.fromisoformat(row[:10])


def test_a_role_is_proposed_read_and_approved(people):
    ids, engines = people
    asked = {"person_id": ids["semenova"], "school_role": "deputy", "starts_on": today(engines["komarova"])}

    head = approvals.propose(engines["komarova"], Proposal("role", asked, "Назначена"))
    [waiting] = approvals.waiting(engines["matveeva"])
    whole = approvals.approval(engines["matveeva"], head.approval_id)
    words = approvals.approve(
        engines["matveeva"], [head.approval_id], OrderEntry("12-л", today(engines["matveeva"])), "Назначить"
    )

    assert isinstance(whole.content, RoleGiven)
    assert (whole.content.role, whole.content.starts_on, whole.content.acts) == ("deputy", asked["starts_on"], False)
    assert (head.is_mine, waiting.is_mine, head.may_decide, waiting.may_decide) == (True, False, False, True)
    assert (waiting.note, waiting.order_need, words[:8]) == ("Назначена", "optional", "№ 12-л о")
    [decided] = approvals.decided(engines["komarova"])
    assert (decided.state, decided.reason, decided.order) == ("approved", "Назначить", words)


def test_what_is_returned_or_withdrawn_waits_no_longer(people):
    ids, engines = people
    asked = {"person_id": ids["semenova"], "school_role": "deputy"}
    first = approvals.propose(engines["komarova"], Proposal("role", asked))
    approvals.return_approval(engines["matveeva"], first.approval_id, "Рано")
    second = approvals.propose(engines["komarova"], Proposal("role", asked))
    approvals.withdraw(engines["komarova"], second.approval_id)

    assert approvals.waiting(engines["matveeva"]) == ()
    assert {(head.state, head.reason) for head in approvals.decided(engines["komarova"])} == {
        ("withdrawn", ""),
        ("returned", "Рано"),
    }


def test_refusals_are_errors_that_a_person_can_act_on(people):
    ids, engines = people
    head = approvals.propose(engines["komarova"], Proposal("account", {"person_id": ids["matveeva"]}))

    with pytest.raises(RefusedError):
        approvals.approve(engines["matveeva"], [head.approval_id])
    with pytest.raises(RuleBrokenError) as empty:
        approvals.propose(engines["komarova"], Proposal("load"))

    assert empty.value.detail["reason"] == "nothing-to-approve"


def test_orders_are_entered_mended_and_listed(people):
    _ids, engines = people
    day = today(engines["komarova"])

    order_id = orders.enter_order(engines["komarova"], "other", OrderEntry("7", day), "О режиме")
    orders.change_order(engines["komarova"], order_id, OrderEntry("8", day), "О режиме работы")

    [listed] = orders.orders(engines["matveeva"])
    assert (listed.number, listed.title, listed.is_used) == ("8", "О режиме работы", False)


def test_the_director_lets_somebody_act_for_her(people):
    ids, engines = people
    day = today(engines["matveeva"])

    orders.delegate(engines["matveeva"], ids["semenova"], "director", (day, day), OrderEntry("9-к", day))

    [acting] = orders.delegations(engines["semenova"])
    assert (acting.acts_as, acting.starts_on, acting.order[:5]) == ("director", day, "№ 9-к")
    assert orders.write_rights(engines["semenova"]) == ()
