"""Every refusal of access codes, roles and notices with its control: silenced, the same act passes."""

import psycopg
import pytest

from tests.database.code_holder import ISSUE, REISSUE, verifier

VERIFIER = verifier("2346789ACD")
REDEEM = "select api.redeem(%s, %s)"
GRANT = "select api.grant_role(%s, %s, %s, %s)"


def silence(stage, *sentences):
    """Take exactly these refusals away until the rollback."""
    known = ", ".join(f"'{sentence}'" for sentence in sentences)
    stage.owner(
        "create or replace function sec.refuse(refusal_code text, sentence text, facts jsonb) returns void"
        " language plpgsql set search_path = pg_catalog, pg_temp as $$ begin"
        f" if sentence <> all (array[{known}]) then"
        " raise exception using errcode = refusal_code, message = sentence, detail = facts::text; end if; end $$"
    )


def code_role(stage, name="7k3mpx"):
    return stage.school.database.role(f"c_{name}")


def issue(pupil="Белова", roles=("pupil",), by="administrator", role=None):
    def act(stage):
        asked = role or code_role(stage)
        return stage.as_person(
            by, ISSUE, stage.school.people[pupil], asked.format(db=stage.school.database.name), VERIFIER, list(roles)
        )

    return act


def reissue(login, by="administrator"):
    return lambda stage: stage.as_person(by, REISSUE, stage.school.people[login], code_role(stage), VERIFIER)


def grant(login, role, starts=0, ends=None):
    def act(stage):
        school = stage.school
        ends_on = school.day(ends) if ends is not None else None
        return stage.as_person("administrator", GRANT, school.accounts[login], role, school.day(starts), ends_on)

    return act


def end_role(login, last_day):
    def act(stage):
        [(grant_id,)] = stage.owner(
            "select role_grant_id from private.role_grants where account_id = %s", stage.school.accounts[login]
        )
        return stage.as_person("administrator", "select api.end_role(%s, %s)", grant_id, stage.school.day(last_day))

    return act


def on_the_way(school_role, account="petrova"):
    """The session of a code under way, with the rights of a broken window, gives itself a role."""

    def act(stage):
        reissue("petrova")(stage)
        me, guard = code_role(stage), stage.school.database.role("guard")
        stage.owner(f'grant {guard} to "{me}"; grant usage on schema private to "{me}"')
        stage.owner(
            f'set local session authorization "{me}"; set local role {guard};'
            " insert into private.role_grants (account_id, school_role)"
            f" values ({stage.school.accounts[account]}, '{school_role}')"
        )

    return act


def redeemed_after_a_promotion(stage):
    reissue("petrova")(stage)
    stage.owner(
        "insert into private.role_grants (account_id, school_role) values (%s, 'inspector')",
        stage.school.accounts["petrova"],
    )
    stage.connection.execute(f'set local session authorization "{code_role(stage)}"')
    stage.connection.execute(REDEEM, (stage.school.role("petrova"), VERIFIER))


def recovery(login):
    return lambda stage: stage.as_person(
        "director", "select api.issue_recovery_code(%s, %s, %s)", stage.school.people[login], code_role(stage), VERIFIER
    )


def read_notice_about(login):
    def act(stage):
        [(event_id,)] = stage.owner(
            "insert into private.access_events (kind, person_id) values ('locked', %s) returning access_event_id",
            stage.school.people[login],
        )
        return stage.as_person("petrova", "select api.acknowledge_access_notice(%s)", event_id)

    return act


def without_roles(stage):
    stage.owner(
        "update private.role_grants set during = 'empty' where account_id = %s", stage.school.accounts["petrova"]
    )


def nothing(_stage):
    """No preparation."""


CASES = {
    "a second person has to confirm": ("EJ051", nothing, reissue("deputy")),
    "no such account": (
        "EJ020",
        nothing,
        lambda stage: stage.as_person("administrator", "select api.end_sessions(0)"),
    ),
    "not a name of a code": ("EJ050", nothing, issue(role="{db}_u_0123456789abcdef")),
    "not of this class": ("EJ002", nothing, issue("Зайцев", by="kuznetsova")),
    "not what the code was issued for": ("EJ002", nothing, on_the_way("inspector")),
    "the account has no role left": ("EJ050", without_roles, reissue("petrova")),
    "the account is not what the code was issued for": ("EJ052", nothing, redeemed_after_a_promotion),
    "the person has no account": ("EJ020", nothing, reissue("Белова")),
    "the person is not of these roles": ("EJ050", nothing, issue("Белова", ["teacher"])),
    "a role begins today or later and ends after": ("EJ020", nothing, grant("sidorov", "psychologist", -5)),
    "a role ends today or later": ("EJ020", nothing, end_role("sidorov", -5)),
    "not an administrator": ("EJ020", nothing, recovery("petrova")),
    "not a notice to you": ("EJ002", nothing, read_notice_about("sidorov")),
}
# the refusal words what PostgreSQL refuses too: silenced, the same act fails one step further on
BELOW = {
    "the name is taken": ("EJ050", issue(), issue("Волков"), "42710"),
    "the person has that role": ("EJ020", nothing, grant("sidorov", "teacher"), "23P01"),
    "no such role of an account": (
        "EJ020",
        nothing,
        lambda stage: stage.as_person("administrator", "select api.end_role(0, null)"),
        "EJ020",  # «no such account»
    ),
}
ACCESS_REFUSALS = {*CASES, *BELOW, "the code has ended"}


def code_of(stage, act):
    """The code of a refusal, None when the act passed."""
    try:
        with stage.connection.transaction():
            act(stage)
    except psycopg.Error as error:
        return error.sqlstate
    finally:
        stage.owner("reset role")
    return None


@pytest.mark.parametrize("sentence", CASES)
def test_a_refusal_holds_and_without_it_the_same_act_passes(stage, sentence):
    code, prepare, act = CASES[sentence]
    prepare(stage)

    refused = code_of(stage, act)
    silence(stage, sentence)

    assert (refused, code_of(stage, act)) == (code, None)


@pytest.mark.parametrize("sentence", BELOW)
def test_what_postgresql_refuses_too_is_said_in_the_guards_words_first(stage, sentence):
    code, prepare, act, below = BELOW[sentence]
    prepare(stage)

    refused = code_of(stage, act)
    silence(stage, sentence)

    assert (refused, code_of(stage, act)) == (code, below)


def test_a_code_that_has_ended_gives_nothing_and_without_its_end_gives_the_account_again(stage):
    def redeem_again(stage):
        stage.connection.execute(f'set local session authorization "{code_role(stage)}"')
        stage.connection.execute(REDEEM, (stage.school.role("petrova"), VERIFIER))

    reissue("petrova")(stage)
    stage.owner("update private.access_codes set redeemed_at = now() - interval '1 hour'")
    refused = code_of(stage, redeem_again)
    [(source,)] = stage.owner("select pg_get_functiondef('sec.redeem'::regproc)")
    ended = " and c.redeemed_at is null and c.voided_at is null and c.valid_until > clock_timestamp()"
    assert ended in source
    stage.owner(source.replace(ended, ""))

    assert (refused, code_of(stage, redeem_again)) == ("EJ052", None)
