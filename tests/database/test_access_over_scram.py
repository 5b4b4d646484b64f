"""Ways to a right of one's own, tried over a real SCRAM connection with one's own password; each with its control.

The control silences exactly the sentences that stand in the way, sees the same statement pass on a connection of the
same person, and puts the judge back. Whatever passes is rolled back.
"""

import json
from contextlib import contextmanager

import psycopg
import pytest

from ejournal_desktop.database.scram import make_verifier
from tests.database.code_holder import (
    ISSUE,
    REDEEM,
    REISSUE,
    code_role,
    enter,
    issue,
    new_account,
    new_teacher,
    reissue,
    superuser,
    verifier,
)
from tests.database.school_factory import PASSWORD

VERIFIER = verifier("2346789ACD")
WEAK = VERIFIER.replace("$4096:", "$1000:")
GRANT = "select api.grant_role(%(account)s, %(role)s, null, null)"
PROPOSE = "select api.propose(%(subject)s, %(asked)s::jsonb, '')"
MYSELF, SECOND = "not to oneself", "a second person has to confirm"
NO_CLASS = "not of this class"  # the next judgement of the same question
HAS_ONE = "the person has an account"


def known(school, login):
    return {
        "account": school.accounts[login],
        "person": school.people[login],
        "free": school.role("second.me"),
        "code": school.database.role("c_7k3mpx"),
        "verifier": VERIFIER,
        "weak": WEAK,
    }


def proposal(subject, **asked):
    return lambda who: (PROPOSE, {"subject": subject, "asked": json.dumps({"person_id": who["person"]} | asked)})


def call(statement, **more):
    return lambda who: (statement, who | more)


CREATE = "select api.create_account(%(person)s, %(free)s, %(verifier)s, array[%(role)s], false)"
TO_MYSELF = "select api.issue_code(%(person)s, %(code)s, %(verifier)s, array[%(role)s])"
ANEW = "select api.reissue(%(person)s, %(code)s, %(verifier)s)"

# name: (who, attack, what refuses it, what else has to fall silent for it to pass)
ATTACKS = {
    "a role to oneself": ("administrator", call(GRANT, role="teacher"), "EJ002", [MYSELF]),
    "the director's role to oneself": ("administrator", call(GRANT, role="director"), "EJ002", [MYSELF, SECOND]),
    "a second account": ("administrator", call(CREATE, role="teacher"), "EJ002", [MYSELF, HAS_ONE]),
    "a code for oneself": ("administrator", call(TO_MYSELF, role="teacher"), "EJ002", [MYSELF, NO_CLASS, HAS_ONE]),
    "one's own password anew": ("administrator", call(ANEW), "EJ002", [MYSELF, NO_CLASS, SECOND]),
    "a proposal for oneself": (
        "administrator",
        proposal("role", school_role="director"),
        "EJ002",
        [MYSELF],
    ),
    "the sealed code for oneself": (
        "director",
        call("select api.issue_recovery_code(%(person)s, %(code)s, %(verifier)s)"),
        "EJ020",
        ["not an administrator", MYSELF],
    ),
    "a weak verifier of one's own": (
        "petrova",
        call("select api.change_password(%(weak)s)"),
        "EJ050",
        ["not a SCRAM-SHA-256 verifier"],
    ),
}


@contextmanager
def silent(school, sentences):
    """Take exactly these refusals away, for everybody, until the block ends."""
    [(judge,)] = superuser(school, "select pg_get_functiondef('sec.refuse(text, text, jsonb)'::regprocedure)")
    named = ", ".join(f"'{sentence}'" for sentence in sentences)
    superuser(
        school,
        "create or replace function sec.refuse(refusal_code text, sentence text, facts jsonb) returns void"
        " language plpgsql set search_path = pg_catalog, pg_temp as $$ begin"
        f" if sentence <> all (array[{named}]) then"
        " raise exception using errcode = refusal_code, message = sentence, detail = facts::text; end if; end $$",
    )
    try:
        yield
    finally:
        superuser(school, judge)


def tried(connection, statement, arguments):
    """The SQLSTATE of the refusal, or None; nothing of it stays."""
    try:
        connection.execute(statement, arguments)
    except psycopg.Error as error:
        return error.sqlstate
    finally:
        connection.rollback()
    return None


@pytest.mark.attack("the refusals that its row names")
@pytest.mark.parametrize("attack", ATTACKS)
def test_no_way_leads_to_a_right_of_ones_own_and_without_its_refusal_it_does(school, attack):
    login, make, expected, sentences = ATTACKS[attack]
    statement, arguments = make(known(school, login))
    with school.connect(login) as connection:
        refused = tried(connection, statement, arguments)
        with silent(school, sentences):
            without = tried(connection, statement, arguments)
        again = tried(connection, statement, arguments)

    assert (refused, without, again) == (expected, None, expected)


@pytest.mark.attack("a login that is taken")
def test_who_issues_a_code_cannot_take_it_for_her_own_account(school):
    """The administrator holds the slip of a colleague and redeems it under her own name."""
    code = issue(school, new_teacher(school), "teacher")
    with enter(school, code) as connection:
        refused = tried(connection, REDEEM, (school.role("administrator"), VERIFIER))
        free = tried(connection, REDEEM, (school.role("somebody.new"), VERIFIER))  # the control: another name is taken

    assert (refused, free) == ("EJ050", None)


def test_the_end_of_a_rivals_role_is_told_to_her_and_to_the_director_and_gives_nothing(school):
    rival = new_account(school, "rival", "teacher")
    [(grant_id,)] = superuser(
        school,
        "select g.role_grant_id from private.role_grants g join private.accounts a on a.account_id = g.account_id"
        " where a.person_id = %s",
        rival,
    )
    with school.connect("administrator", autocommit=True) as connection:
        before = connection.execute("select api.sign_in(1)").fetchone()[0]["roles"]
        connection.execute("select api.end_role(%s, null)", (grant_id,))
        after = connection.execute("select api.sign_in(1)").fetchone()[0]["roles"]
    with school.connect("director", autocommit=True) as connection:
        told = [event["kind"] for event in connection.execute("select api.access_notices()").fetchone()[0]]

    assert before == after == ["administrator"]
    assert "role-ended" in told


@pytest.mark.parametrize("role", ["director", "deputy", "psychologist"])
def test_a_teacher_opens_no_window_of_access_at_all(school, role):
    """Not her own rise, not another's: PostgreSQL refuses before a window begins; with the group the window judges."""
    asked = {"account": school.accounts["sidorov"], "role": role}
    with school.connect("petrova") as connection:
        refused = tried(connection, GRANT, asked)
        superuser(school, f'grant {school.database.role("administrator")} to "{school.role("petrova")}"')
        try:
            in_the_group = tried(connection, GRANT, asked)
        finally:
            superuser(school, f'revoke {school.database.role("administrator")} from "{school.role("petrova")}"')

    assert (refused, in_the_group) == ("42501", "EJ002")


def test_a_wrong_login_and_a_wrong_password_are_answered_alike(school):
    """By words and code; only the name that was typed differs. Control: the right password enters."""
    answers = {refusal(school, "petrova", "wrong"), refusal(school, "nobody.at.all", "wrong")}

    school.connect("petrova").close()
    assert answers == {'password authentication failed for user "the name"'}


def refusal(school, login, password):
    with pytest.raises(psycopg.OperationalError) as caught:
        psycopg.connect(school.database.conninfo, user=school.role(login), password=password)
    return str(caught.value).replace(school.role(login), "the name").rsplit("FATAL:", 1)[-1].strip()


def test_a_name_that_does_not_exist_is_asked_as_many_rounds_as_an_account(school):
    """The server tells the rounds to whoever asks: for unknown names its default (16 and later), which is ours."""
    with psycopg.connect(school.database.conninfo) as connection:
        if connection.info.server_version < 160_000:
            pytest.skip("on 15 the rounds of unknown names are PostgreSQL's own")
        rounds = connection.execute("show scram_iterations").fetchone()[0]

    assert rounds == "100000"
    assert make_verifier(PASSWORD).startswith("SCRAM-SHA-256$100000:")


@pytest.mark.attack("the refusal of a person of no class of hers")
def test_a_class_teachers_way_is_no_way_to_a_colleague_over_scram(school):
    person_id = new_teacher(school, "Коллегина")
    with school.connect("kuznetsova") as connection:
        arguments = (person_id, school.database.role("c_7k3mpx"), VERIFIER, ["teacher"])
        refused = tried(connection, ISSUE, arguments)
        with silent(school, [NO_CLASS]):
            without = tried(connection, ISSUE, arguments)

    assert (refused, without) == ("EJ002", None)


@pytest.mark.attack("the second person")
def test_a_living_code_of_the_deputy_comes_from_no_single_hand(school):
    deputy = (school.people["deputy"], school.database.role("c_7k3mpx"), VERIFIER)
    with school.connect("administrator") as connection:
        refused = tried(connection, REISSUE, deputy)
        with silent(school, [SECOND]):
            without = tried(connection, REISSUE, deputy)

    assert (refused, without) == ("EJ051", None)


def test_the_code_of_another_tells_nothing_of_whose_it_is_before_it_is_redeemed(school):
    person_id = new_account(school, "secret", "teacher")
    code = reissue(school, person_id)
    with enter(school, code) as connection:
        asked = [
            tried(connection, statement, None)
            for statement in ("select api.issued_codes()", "select api.sign_in(1)", "select api.access_notices()")
        ]
        told = connection.execute(REDEEM, (school.role("secret"), verifier(PASSWORD))).fetchone()[0]  # the control

    assert asked == ["42501"] * 3
    assert told["last_name"] == "Secret"
    assert code_role(school, code).endswith(code.name)
