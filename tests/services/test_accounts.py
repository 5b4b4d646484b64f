"""Letting in, signing in, locking: the whole way of a person as the program goes it."""

import contextlib

import psycopg
import pytest

from ejournal_desktop.domain.errors import RefusedError, RuleBrokenError, SignInFailedError
from ejournal_desktop.services import accounts
from ejournal_desktop.services.password_strength import is_guessable

PASSWORD = "тихий лис у реки 7"


@pytest.fixture
def administrator(fresh_database):
    with psycopg.connect(fresh_database.conninfo) as connection:
        connection.execute(
            "insert into journal.schools (school_id, full_name, short_name) values (1, 'Школа', 'Школа')"
        )
    fresh_database.add_account("admin", PASSWORD, "administrator")
    return fresh_database.sign_in_as("admin", PASSWORD)


@pytest.fixture
def teacher(fresh_database):
    """person_id of somebody of the staff without an account."""
    with psycopg.connect(fresh_database.conninfo) as connection:
        return connection.execute(
            "with person as (insert into journal.people (last_name, first_name, middle_name)"
            " values ('Семёнова', 'Жанна', 'Николаевна') returning person_id)"
            " insert into journal.staff (person_id, positions) select person_id, '{учитель}' from person"
            " returning person_id"
        ).fetchone()[0]


@contextlib.contextmanager
def signed_in(database, login, password=PASSWORD):
    session, engine = accounts.sign_in(database.profile, login, password)
    try:
        yield session, engine
    finally:
        engine.dispose()


def test_a_person_comes_in_by_her_code_forgets_and_comes_in_again(fresh_database, administrator, teacher):
    profile = fresh_database.profile
    issued = accounts.issue_code(administrator, profile, teacher, ("teacher",))
    told = accounts.redeem(profile, issued.text.lower(), "semenova", PASSWORD)
    again = accounts.reissue(administrator, profile, teacher)
    accounts.redeem(profile, again.text, "semenova", PASSWORD + "8")

    with signed_in(fresh_database, "semenova", PASSWORD + "8") as (session, engine):
        notices = accounts.issued_codes(engine)

    assert (told.full_name, told.roles) == ("Семёнова Жанна Николаевна", ("teacher",))
    assert session.roles == ("teacher",)
    assert [(notice.is_reissue, notice.state) for notice in notices] == [(True, "redeemed"), (False, "redeemed")]
    assert 29 <= (issued.valid_until - notices[1].issued_at).days <= 30


def test_used_unknown_and_mistyped_codes_read_the_same(fresh_database, administrator, teacher):
    profile = fresh_database.profile
    used = accounts.issue_code(administrator, profile, teacher, ("teacher",)).text
    accounts.redeem(profile, used, "semenova", PASSWORD)

    codes = []
    for text in (used, "7K3M-PX9A-CDEF-HJKL", "не код"):
        with pytest.raises(SignInFailedError) as caught:
            accounts.redeem(profile, text, "another", PASSWORD)
        codes.append((caught.value.code, caught.value.detail))

    assert codes == [("code-refused", {})] * 3


def test_a_weak_password_or_a_bad_login_never_reaches_the_server(fresh_database, administrator, teacher):
    issued = accounts.issue_code(administrator, fresh_database.profile, teacher, ("teacher",))

    with pytest.raises(RuleBrokenError, match="weak-password"):
        accounts.redeem(fresh_database.profile, issued.text, "semenova", "qwertyuiop")
    with pytest.raises(RuleBrokenError, match="bad-login"):
        accounts.redeem(fresh_database.profile, issued.text, "s", PASSWORD)

    assert accounts.redeem(fresh_database.profile, issued.text, "semenova", PASSWORD).roles == ("teacher",)


def test_a_login_that_is_taken_is_told_and_the_code_still_works(fresh_database, administrator, teacher):
    issued = accounts.issue_code(administrator, fresh_database.profile, teacher, ("teacher",))

    with pytest.raises(RuleBrokenError) as caught:
        accounts.redeem(fresh_database.profile, issued.text, "admin", PASSWORD)

    assert (caught.value.code, caught.value.detail["reason"]) == ("EJ050", "taken")
    assert accounts.redeem(fresh_database.profile, issued.text, "semenova", PASSWORD).roles == ("teacher",)


def test_an_account_is_listed_and_locked_at_once(fresh_database, administrator, teacher):
    issued = accounts.issue_code(administrator, fresh_database.profile, teacher, ("teacher",))
    accounts.redeem(fresh_database.profile, issued.text, "semenova", PASSWORD)
    [listed] = [account for account in accounts.accounts(administrator) if account.person_id == teacher]

    with signed_in(fresh_database, "semenova"):
        ended = accounts.lock_account(administrator, listed.account_id)

    with pytest.raises(SignInFailedError) as caught:
        accounts.sign_in(fresh_database.profile, "semenova", PASSWORD)
    [locked] = [account for account in accounts.accounts(administrator) if account.person_id == teacher]
    assert (listed.full_name, listed.state, ended) == ("Семёнова Жанна Николаевна", "active", 1)
    assert (locked.state, caught.value.code, caught.value.detail) == ("locked", "EJ001", {"state": "locked"})


def test_a_person_sees_her_sessions_and_ends_the_other_one(fresh_database, administrator):
    with signed_in(fresh_database, "admin") as (_session, other):
        sessions = accounts.my_sessions(other)
        [foreign] = [session.pid for session in accounts.my_sessions(administrator) if session.is_this]
        ended = accounts.end_session(other, foreign)
        left = accounts.my_sessions(other)

    assert len(sessions) >= 1
    assert (ended, [session.is_this for session in left]) == (True, [True])
    assert left[0].application.startswith("ejournal-desktop")


def test_a_new_password_is_judged_by_name_and_login(fresh_database, administrator):
    with pytest.raises(RuleBrokenError) as caught:
        accounts.change_password(administrator, "admin", "Иванова у реки 7", ("Иванова", "Анна"))

    accounts.change_password(administrator, "admin", "совсем другой лис 9", ("Иванова", "Анна"))

    with signed_in(fresh_database, "admin", "совсем другой лис 9") as (session, _engine):
        assert session.roles == ("administrator",)
    assert caught.value.detail["reason"] == "name"


def test_a_teacher_lets_nobody_in(fresh_database, administrator, teacher):
    fresh_database.add_account("petrova", PASSWORD, "teacher")

    with pytest.raises(RefusedError):
        accounts.issue_code(
            fresh_database.sign_in_as("petrova", PASSWORD), fresh_database.profile, teacher, ("teacher",)
        )


@pytest.mark.parametrize(
    "password", ["qwertyuiop", "1234567890", "password123", "йцукенгшщз", "пароль123456", "petrova2013"]
)
def test_what_everybody_tries_first_is_guessable(password):
    assert is_guessable(password, ["petrova"])


@pytest.mark.parametrize("password", ["тихий лис у реки", "correct horse battery", "x" * 30 + "мост-окно-7" * 20])
def test_several_words_are_not(password):
    assert not is_guessable(password, ["petrova"])
