"""Accounts: who is signed in is the server's knowledge, and nobody makes herself more than she is."""

import hashlib
import json

import pytest
from sqlalchemy.exc import OperationalError

from ejournal_desktop.database.scram import make_verifier

VERIFIER = make_verifier("another long password", iterations=4096)
CREATE = "select api.create_account(%s, %s, %s, %s, %s)"


def new_person(stage, last_name="Новикова"):
    [(person,)] = stage.owner(
        "insert into journal.people (last_name, first_name) values (%s, 'Вера') returning person_id", last_name
    )
    stage.owner("insert into journal.staff (person_id, positions) values (%s, '{учитель}')", person)
    return person


def new_role(stage, login="novikova"):
    return stage.school.role(login)


def test_sign_in_tells_who_and_what_she_is_and_leaves_a_record(stage):
    me = stage.as_person("kuznetsova", "select api.sign_in(1)")[0][0]

    event = stage.owner("select operation, session_role::text from audit.events order by event_id desc limit 1")
    assert (me["last_name"], me["roles"], me["class_teacher_of"]) == ("Кузнецова", ["class_teacher"], ["7А"])
    assert me["school_year"]["name"] == "Учебный год"
    assert event == [("sign-in", stage.school.role("kuznetsova"))]


def test_a_second_sign_in_tells_of_the_first(stage):
    first = stage.as_person("petrova", "select api.sign_in(1)")[0][0]
    second = stage.as_person("petrova", "select api.sign_in(1)")[0][0]

    assert (first["last_sign_in_at"], second["last_sign_in_at"] is not None) == (None, True)


def test_a_client_that_is_too_old_is_told_so(stage):
    code, detail = stage.refusal("petrova", "select api.sign_in(0)")

    assert (code, detail["min_client_version"]) == ("EJ003", 1)


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ("state = 'locked'", "locked"),
        ("state = 'closed'", "closed"),
        ("valid = daterange(null, current_date - 2)", "out-of-dates"),
        ("valid = daterange(current_date + 2, null)", "out-of-dates"),
    ],
)
def test_an_account_that_is_shut_signs_in_nowhere(stage, change, state):
    stage.owner(f"update private.accounts set {change} where account_id = %s", stage.school.accounts["petrova"])

    sign_in, detail = stage.refusal("petrova", "select api.sign_in(1)")
    window, _ = stage.refusal("petrova", "select api.my_courses()")

    assert (sign_in, detail["state"], window) == ("EJ001", state, "EJ001")


def test_a_password_that_must_be_changed_shuts_every_window_but_its_own_door(stage):
    stage.as_person("administrator", CREATE, new_person(stage), new_role(stage), VERIFIER, ["teacher"], True)
    me = stage.as_person("novikova", "select api.sign_in(1)")[0][0]
    code, _ = stage.refusal("novikova", "select api.save_cells(1, %s::jsonb)", json.dumps([]))

    stage.as_person("novikova", "select api.change_password(%s)", make_verifier("a newer one", iterations=4096))

    assert (me["must_change_password"], code) == (True, "EJ004")
    assert stage.as_person("novikova", "select api.my_courses()") == [([],)]


def test_the_administrator_makes_an_account_that_can_sign_in(stage):
    person, role = new_person(stage), new_role(stage)

    stage.as_person("administrator", CREATE, person, role, VERIFIER, ["teacher", "class_teacher"], False)

    groups = stage.owner(
        "select array_agg(g.rolname::text order by 1) from pg_auth_members as m join pg_roles as g on g.oid = m.roleid"
        " join pg_roles as r on r.oid = m.member where r.rolname = %s",
        role,
    )[0][0]
    login = stage.owner(
        "select rolcanlogin, rolsuper, rolcreaterole, rolbypassrls, rolconnlimit from pg_roles where rolname = %s", role
    )
    me = stage.as_person("novikova", "select api.sign_in(1)")[0][0]
    assert sorted(groups) == [stage.school.database.role(name) for name in ("class_teacher", "person", "teacher")]
    assert login == [(True, False, False, False, 12)]
    assert me["roles"] == ["class_teacher", "teacher"]


def test_the_hash_of_the_verifier_is_kept_and_not_the_verifier(stage):
    stage.as_person("administrator", CREATE, new_person(stage), new_role(stage), VERIFIER, ["teacher"], True)

    kept = stage.owner("select verifier_hash from private.accounts where role_name = %s", new_role(stage))

    assert kept == [(hashlib.sha256(VERIFIER.encode()).digest(),)]


@pytest.mark.parametrize(
    ("role", "verifier", "roles", "reason"),
    [
        ("postgres2", VERIFIER, ["teacher"], "role-name"),
        ("{db}_u_123", VERIFIER, ["teacher"], "role-name"),
        ("{db}_u_0123456789abcdeF", VERIFIER, ["teacher"], "role-name"),
        ("{db}_u_0123456789abcdef ", VERIFIER, ["teacher"], "role-name"),
        ("{db}_u_0123456789abcdef", "password", ["teacher"], "verifier"),
        ("{db}_u_0123456789abcdef", "md5" + "0" * 32, ["teacher"], "verifier"),
        ("{db}_u_0123456789abcdef", VERIFIER + "' superuser", ["teacher"], "verifier"),
        ("{db}_u_0123456789abcdef", VERIFIER + "\n", ["teacher"], "verifier"),
        ("{db}_u_0123456789abcdef", VERIFIER, ["owner"], "group"),
        ("{db}_u_0123456789abcdef", VERIFIER, ["api"], "group"),
        ("{db}_u_0123456789abcdef", VERIFIER, [], "group"),
    ],
)
def test_a_name_a_verifier_or_a_group_that_is_not_acceptable_makes_no_role(stage, role, verifier, roles, reason):
    code, detail = stage.refusal(
        "administrator", CREATE, new_person(stage), role.format(db=stage.school.database.name), verifier, roles, True
    )

    assert (code, detail["reason"]) == ("EJ050", reason)


def test_a_login_that_is_taken_is_told_so(stage):
    code, detail = stage.refusal(
        "administrator", CREATE, new_person(stage), stage.school.role("petrova"), VERIFIER, ["teacher"], True
    )

    assert (code, detail["reason"]) == ("EJ050", "taken")


def test_an_administrator_makes_no_second_account_for_herself(stage):
    code, detail = stage.refusal(
        "administrator", CREATE, stage.school.people["administrator"], new_role(stage), VERIFIER, ["deputy"], True
    )

    assert (code, detail["reason"]) == ("EJ002", "self-grant")


def test_nobody_grants_a_role_to_herself_even_with_a_windows_rights(stage):
    """With the defence taken away the same insert succeeds: the control."""
    school = stage.school
    me, guard = school.role("administrator"), school.database.role("guard")
    stage.owner(f'grant {guard} to "{me}"; grant usage on schema private to "{me}"')
    grant = (
        f"set local role {guard}; insert into private.role_grants (account_id, school_role)"
        f" values ({school.accounts['administrator']}, 'teacher')"
    )

    code, detail = stage.refusal("administrator", grant)
    stage.without_judge("private.role_grants")
    stage.as_person("administrator", grant)

    roles = stage.as_person("administrator", "select api.sign_in(1) -> 'roles'")
    assert (code, detail["reason"], roles) == ("EJ002", "self-grant", [(["administrator", "teacher"],)])


def test_a_real_sign_in_with_the_wrong_password_is_refused_by_the_server(school):
    with pytest.raises(OperationalError, match="password authentication failed"):
        school.database.sign_in_as("petrova", "wrong").connect()
