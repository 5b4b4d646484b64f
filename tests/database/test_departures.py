"""Who leaves the staff: by an order, with a day, by one person; never oneself, never at once of who watches."""

import psycopg
import pytest

from tests.database.attackers import silenced, weakened
from tests.database.stage import Stage
from tests.database.test_guard_controls import silence
from tests.database.whole_model import WholeModel

LEAVE = "select api.set_departure(%s, %s, %s, %s)"


def leave(stage, login, day=-1, number="17-к"):
    """The statement and its arguments; ``number`` None: no order."""
    last = None if day is None else stage.school.day(day)
    return LEAVE, stage.school.people[login], last, number, stage.school.today


def state(stage, login):
    try:
        stage.as_person(login, "select api.sign_in(1)")
    except psycopg.Error as error:
        return stage.explain(error)[1].get("state")
    return "open"


@pytest.mark.parametrize("by", ["administrator", "director"])
def test_a_teacher_leaves_by_an_order_and_her_account_shuts_by_the_date(stage, by):
    stage.as_person(by, *leave(stage, "petrova"))

    [(last, number, kind)] = stage.owner(
        "select upper(s.employed) - 1, o.number, o.kind from journal.staff as s"
        " join journal.orders as o on o.order_id = s.departure_order_id"
    )
    told = [(row["kind"], row["person"]) for row in stage.as_person("director", "select api.access_notices()")[0][0]]
    assert (last, number, kind) == (stage.school.day(-1), "17-к", "appointment")
    assert state(stage, "petrova") == "left"
    assert told == ([("departed", "Петрова А. О.")] if by == "administrator" else [])


def test_a_departure_that_was_a_mistake_is_taken_back_with_its_order(stage):
    stage.as_person("administrator", *leave(stage, "petrova"))
    stage.as_person("administrator", *leave(stage, "petrova", day=None, number=None))

    row = stage.owner(
        "select upper_inf(employed), departure_order_id from journal.staff where person_id = %s",
        stage.school.people["petrova"],
    )
    assert (row, state(stage, "petrova")) == ([(True, None)], "open")


def test_an_order_of_the_register_serves_for_several_who_leave(stage):
    for login in ("petrova", "sidorov"):
        stage.as_person("administrator", *leave(stage, login))
    assert stage.owner("select count(*) from journal.orders") == [(1,)]


REFUSED = {
    "who leaves, leaves by an order": ("petrova", -1, " ", "EJ020", "departure-no-order"),
    "not to oneself": ("administrator", 5, "17-к", "EJ002", "self-grant"),
    "who watches leaves when the day is over": ("director", -1, "17-к", "EJ020", "departure-at-once"),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_departure_is_refused_and_passes_only_without_the_refusal(stage, sentence):
    login, day, number, code, reason = REFUSED[sentence]
    attempt = leave(stage, login, day, number)
    refused, detail = stage.refusal("administrator", *attempt)
    silence(stage, sentence)

    assert (refused, detail["reason"]) == (code, reason)
    assert stage.as_person("administrator", *attempt)


def test_nobody_leaves_before_she_came(stage):
    stage.owner("update journal.staff set employed = daterange(%s, null)", stage.school.day(-10))
    code, detail = stage.refusal("administrator", *leave(stage, "petrova", day=-20))
    model = WholeModel(stage)
    emptied = "update journal.staff set employed = 'empty' where person_id = {petrova}"
    below, facts = model.refusal("administrator", "journal.staff", emptied)
    silence(stage, "nobody leaves before she came")

    assert (code, detail["reason"], below, facts["reason"]) == ("EJ020", "departure-days", "EJ020", "departure-days")
    stage.owner("update journal.staff set departure_order_id = (select min(order_id) from journal.orders)")
    assert model.act("administrator", "journal.staff", emptied) == [(1,)]


def test_who_watched_comes_back_to_her_running_roles_by_no_single_hand(stage):
    stage.owner(
        "update journal.staff set employed = daterange(null, %s) where person_id = %s",
        stage.school.today,
        stage.school.people["director"],
    )
    back = leave(stage, "director", day=None, number=None)
    code, detail = stage.refusal("administrator", *back)
    silence(stage, "two people give a role")

    assert (code, detail["roles"]) == ("EJ051", ["director"])
    assert stage.as_person("administrator", *back)


@pytest.mark.attack("who watches leaves when the day is over")
@pytest.mark.parametrize("login", ["director", "deputy"])
def test_an_administrator_dismisses_nobody_who_watches_her_at_once(school, login):
    def dismissed():
        with school.connect("administrator") as connection:
            try:
                connection.execute(LEAVE, (school.people[login], school.day(-1), "17-к", school.today))
            except psycopg.Error as error:
                return Stage.explain(error)[1]["reason"]
            finally:
                connection.rollback()
        return None

    refused = dismissed()
    with weakened(school, silenced(school, "who watches leaves when the day is over")):
        control = dismissed()

    assert (refused, control) == ("departure-at-once", None)


# Who gives new access

KEEPER = "select api.set_access_keeper(%s, %s, %s, %s)"
SAID = ("Админова Анна Олеговна", "12", "8 (000) 000-00-00", "пн–пт 8:00–16:00")


def test_who_gives_new_access_is_read_by_everybody_with_an_account(stage):
    stage.as_person("administrator", KEEPER, *SAID)

    read = [stage.as_person(login, "select api.access_keeper()")[0][0] for login in ("petrova", "pupil")]
    assert read == [dict(zip(("name", "room", "phone", "hours"), SAID, strict=True))] * 2


def test_only_a_plain_text_of_the_administrator_is_said(stage):
    odd = (SAID[0] + "\u202e", *SAID[1:])
    code, detail = stage.refusal("administrator", KEEPER, *odd)
    other, _ = stage.refusal("director", KEEPER, *SAID)
    silence(stage, "not a text of the journal")

    assert (code, detail["reason"], other) == ("EJ014", "text", "42501")
    assert stage.as_person("administrator", KEEPER, *odd)
