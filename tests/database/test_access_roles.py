"""Roles of accounts, their second person, the sealed code of recovery, and who is told of what."""

import threading

import psycopg
import pytest

from ejournal_desktop.domain.access_codes import new_code
from tests.database.approvals import Approvals
from tests.database.code_holder import (
    ISSUE,
    PASSWORD,
    REDEEM,
    REISSUE,
    code_role,
    enter,
    issue,
    new_account,
    new_teacher,
    redeem,
    superuser,
    verifier,
)

GRANT = "select api.grant_role(%s, %s, null, %s)"
NOTICES = "select api.access_notices()"
VERIFIER = verifier("2346789ACD")


def notices(stage, login):
    return [(row["kind"], row["person"], row["caused_by"]) for row in stage.as_person(login, NOTICES)[0][0]]


def test_an_ordinary_role_is_given_at_once_and_opens_its_windows(stage):
    account = stage.school.accounts["sidorov"]
    before = stage.refusal("sidorov", "select api.apply_import('staff', null, '', '', '{}')")[0]

    given = stage.as_person("administrator", GRANT, account, "psychologist", None)[0][0]

    roles = stage.as_person("sidorov", "select api.sign_in(1)")[0][0]["roles"]
    assert (before, given > 0, roles) == ("42501", True, ["psychologist", "teacher"])


@pytest.mark.parametrize("role", ["administrator", "deputy", "director"])
def test_a_role_of_the_management_is_given_by_a_second_person_only(stage, role):
    account, person_id = stage.school.accounts["sidorov"], stage.school.people["sidorov"]
    alone, _ = stage.refusal("administrator", GRANT, account, role, None)
    approvals = Approvals(stage)

    proposal = approvals.propose("administrator", "role", person_id=person_id, school_role=role)
    approvals.approve("director", proposal)

    roles = stage.as_person("sidorov", "select api.sign_in(1)")[0][0]["roles"]
    told = notices(stage, "sidorov")
    assert (alone, roles) == ("EJ051", sorted(["teacher", role]))
    assert told == [("role-granted", "Сидоров А. О.", "Директорова А. О.")]


SELF_GRANTS = {
    "grant_role": (GRANT, ["account", "teacher", None]),
    "create_account": (
        "select api.create_account(%s, %s, %s, '{teacher}', false)",
        ["person", "free_role", VERIFIER],
    ),
    "issue_code": (ISSUE, ["person", "code_role", VERIFIER, ["teacher"]]),
    "reissue": (REISSUE, ["person", "code_role", VERIFIER]),
    "propose": (
        "select api.propose('account', jsonb_build_object('person_id', %s::integer), '')",
        ["person"],
    ),
    "end_sessions": ("select api.end_sessions(%s)", ["account"]),
}


@pytest.mark.parametrize("path", SELF_GRANTS)
def test_no_path_leads_an_administrator_to_a_right_of_her_own(stage, path):
    school = stage.school
    statement, arguments = SELF_GRANTS[path]
    known = {
        "account": school.accounts["administrator"],
        "person": school.people["administrator"],
        "free_role": school.role("second.me"),
        "code_role": school.database.role("c_7k3mpx"),
    }
    asked = [known.get(argument, argument) if isinstance(argument, str) else argument for argument in arguments]

    code, detail = stage.refusal("administrator", statement, *asked)

    assert (code, detail["reason"]) == ("EJ002", "self-grant")


def test_control_without_the_judge_and_the_refusal_an_administrator_makes_herself_a_teacher(stage):
    stage.owner(
        "create or replace function sec.refuse(refusal_code text, sentence text, facts jsonb) returns void"
        " language plpgsql as $$ begin if sentence <> 'not to oneself' then"
        " raise exception using errcode = refusal_code;"
        " end if; end $$"
    )

    stage.as_person("administrator", GRANT, stage.school.accounts["administrator"], "teacher", None)

    assert "teacher" in stage.as_person("administrator", "select api.sign_in(1)")[0][0]["roles"]


def test_a_role_that_ends_today_works_today_and_one_that_ended_opens_nothing(stage):
    account = stage.school.accounts["kuznetsova"]
    grant_id = stage.as_person("administrator", GRANT, account, "psychologist", None)[0][0]
    stage.as_person("administrator", "select api.end_role(%s, %s)", grant_id, stage.school.today)
    today = stage.as_person("kuznetsova", "select api.my_courses()")

    stage.as_person("administrator", "select api.end_role(%s, null)", grant_id)

    assert today
    assert stage.refusal("kuznetsova", "select api.my_courses()")[0] == "42501"


def test_an_end_of_a_role_never_lengthens_it_nor_moves_its_beginning(stage):
    school = stage.school
    [(grant_id,)] = stage.owner(
        "update private.role_grants set during = daterange(%s, %s) where account_id = %s returning role_grant_id",
        school.day(-50),
        school.day(5),
        school.accounts["sidorov"],
    )
    stage.as_person("administrator", "select api.end_role(%s, %s)", grant_id, school.day(90))

    [(kept,)] = stage.owner("select upper(during) from private.role_grants where role_grant_id = %s", grant_id)
    assert kept == school.day(5)


def test_owner_and_director_are_told_of_a_reissue_until_they_have_read_it(stage):
    stage.as_person(
        "administrator", REISSUE, stage.school.people["petrova"], stage.school.database.role("c_7k3mpx"), VERIFIER
    )
    told = {login: notices(stage, login) for login in ("petrova", "director", "administrator", "sidorov", "deputy")}
    [event] = stage.as_person("petrova", NOTICES)[0][0]

    stage.as_person("petrova", "select api.acknowledge_access_notice(%s)", event["access_event_id"])

    row = ("reissued", "Петрова А. О.", "Админов А. О.")
    assert told["petrova"] == [row]
    assert row in told["director"]
    assert [row in told[login] for login in ("administrator", "sidorov", "deputy")] == [False] * 3
    assert notices(stage, "petrova") == []
    assert row in notices(stage, "director")


def test_a_notice_is_neither_rewritten_nor_taken_back(stage):
    stage.as_person("administrator", "select api.lock_account(%s)", stage.school.accounts["petrova"])

    for attack in ("update private.access_events set kind = 'locked'", "delete from private.access_events"):
        assert stage.owner_refusal(attack)[0] == "EJ020"
    stage.owner("alter table private.access_events disable trigger insert_only")  # the control
    assert stage.owner("delete from private.access_events")[0][0] > 0


def test_a_report_of_ones_own_reaches_administrator_and_director(stage):
    stage.as_person("petrova", "select api.lock_account(%s)", stage.school.accounts["petrova"])

    row = ("reported", "Петрова А. О.", "Петрова А. О.")
    assert row in notices(stage, "administrator")
    assert row in notices(stage, "director")


def test_who_says_that_it_is_not_she_shuts_the_account_and_tells_the_administrator(school):
    person_id = new_account(school, "notme", "teacher")
    with school.connect("notme", autocommit=True) as connection:
        connection.execute("select api.not_me()")
        with pytest.raises(psycopg.Error) as caught:
            connection.execute("select api.my_courses()")

    with pytest.raises(psycopg.OperationalError, match="is not permitted to log in"):
        school.connect("notme")
    with school.connect("administrator") as connection:
        told = connection.execute(NOTICES).fetchone()[0]
    assert caught.value.sqlstate == "EJ001"
    assert "not-me" in [row["kind"] for row in told if row["person"].startswith("Notme")]
    assert person_id


def test_the_sealed_code_gives_the_only_administrator_her_account_back(school):
    person_id = new_account(school, "lonely", "administrator")
    sealed = new_code()
    with school.connect("director") as connection:
        connection.execute(
            "select api.issue_recovery_code(%s, %s, %s)",
            (person_id, code_role(school, sealed), verifier(sealed.secret)),
        )
    account = superuser(school, "select account_id from private.accounts where person_id = %s", person_id)[0][0]
    with school.connect("administrator") as connection:
        connection.execute("select api.lock_account(%s)", (account,))

    redeem(school, sealed, "found.again")

    with school.connect("found.again") as connection:
        roles = connection.execute("select api.sign_in(1)").fetchone()[0]["roles"]
    with school.connect("director") as connection:
        told = [row["kind"] for row in connection.execute(NOTICES).fetchone()[0] if row["person"].startswith("Lonely")]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        enter(school, sealed)
    assert roles == ["administrator"]
    assert "locked" in told


def test_two_who_redeem_one_code_at_once_get_one_account(school):
    """The limit of one session a code is taken away, so that the lock of its row alone decides."""
    person_id = new_teacher(school)
    code = issue(school, person_id, "teacher")
    superuser(school, f"alter role {code_role(school, code)} connection limit 5")
    ready, answers = threading.Barrier(2), []

    def run(login):
        with enter(school, code, autocommit=True) as connection:
            ready.wait(20)
            try:
                connection.execute(REDEEM, (school.role(login), verifier(PASSWORD)))
                answers.append("made")
            except psycopg.Error as error:
                answers.append(error.sqlstate)

    racers = [threading.Thread(target=run, args=(f"racer{number}",)) for number in (1, 2)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(30)

    made = superuser(school, "select count(*) from private.accounts where person_id = %s", person_id)
    assert (sorted(answers), made) == (["EJ052", "made"], [(1,)])


@pytest.mark.parametrize(("iterations", "result"), [(1000, "EJ050"), (4095, "EJ050"), (4096, None)])
def test_a_verifier_of_few_rounds_is_refused(stage, iterations, result):
    weak = VERIFIER.replace("$4096:", f"${iterations}:")
    call = (ISSUE, stage.school.pupils["Белова"], stage.school.database.role("c_7k3mpx"), weak, ["pupil"])

    code = stage.refusal("administrator", *call)[0] if result else None
    if result is None:
        stage.as_person("administrator", *call)

    assert code == result


def test_a_class_teacher_sees_the_access_of_her_class_and_of_nobody_else(stage):
    seen = stage.as_person("kuznetsova", "select api.people_and_access()")[0][0]
    everybody = stage.as_person("administrator", "select api.people_and_access()")[0][0]

    assert {row["last_name"] for row in seen} == {"Абрамов", "Абрамова", "Белова", "Волков", "Ёлкин"}
    assert {"Зайцев", "Петрова", "Гусева"} <= {row["last_name"] for row in everybody}


def test_the_list_says_who_waits_for_a_code_and_who_left(stage):
    stage.as_person(
        "administrator",
        *(ISSUE, stage.school.pupils["Белова"], stage.school.database.role("c_7k3mpx"), VERIFIER, ["pupil"]),
    )
    rows = {row["last_name"]: row for row in stage.as_person("administrator", "select api.people_and_access()")[0][0]}

    assert (rows["Белова"]["account"], rows["Белова"]["code"]["state"]) == (None, "open")
    assert (rows["Гусева"]["is_here"], rows["Абрамов"]["is_here"]) == (False, True)
    assert rows["Абрамова"]["children"] == [["Абрамов Анна", "7А"]]
    assert rows["Петрова"]["account"]["state"] == "active"


def test_the_card_tells_who_gave_which_role_and_where_she_is_signed_in(school):
    new_account(school, "carded", "teacher")
    account = superuser(school, "select account_id from private.accounts where role_name = %s", school.role("carded"))[
        0
    ][0]
    with school.connect("carded", autocommit=True) as there, school.connect("director", autocommit=True) as director:
        card = director.execute("select api.account_card(%s)", (account,)).fetchone()[0]
        ended = director.execute("select api.end_sessions(%s)", (account,)).fetchone()[0]
        with pytest.raises(psycopg.OperationalError):
            there.execute("select 1")

    assert [(row["school_role"], row["granted_by"]) for row in card["grants"]] == [("teacher", "Админов А. О.")]
    assert (len(card["sessions"]), ended) == (1, 1)
