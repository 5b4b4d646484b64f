"""Access codes over real SCRAM connections: who enters by one, what she can do, and what it leaves."""

import threading

import psycopg
import pytest

from ejournal_desktop.domain.access_codes import AccessCode, new_code
from tests.database.attackers import silenced, weakened, without
from tests.database.code_holder import (
    PASSWORD,
    REDEEM,
    code_role,
    enter,
    issue,
    new_account,
    new_teacher,
    redeem,
    reissue,
    superuser,
    verifier,
)

REFUSED = "password authentication failed"
STILL_AT_WORK = ("and (c.redeemed_at is null or c.redeemed_at >= transaction_timestamp())", "")


def refusal(school, code):
    with pytest.raises(psycopg.OperationalError) as caught:
        enter(school, code).close()
    return str(caught.value).replace(code_role(school, code), "the code").rsplit("FATAL:", 1)[-1].strip()


def signs_in(school, login):
    with school.connect(login) as connection:
        return connection.execute("select api.sign_in(1)").fetchone()[0]


def test_a_code_makes_the_account_it_was_issued_for_and_tells_whose_it_is(school):
    person_id = new_teacher(school, "Первова")
    code = issue(school, person_id, "teacher", "class_teacher")

    told = redeem(school, code, "pervova")

    me = signs_in(school, "pervova")
    assert (told["last_name"], told["roles"]) == ("Первова", ["teacher", "class_teacher"])
    assert (me["person_id"], me["roles"], me["must_change_password"]) == (
        person_id,
        ["class_teacher", "teacher"],
        False,
    )


def test_used_voided_expired_guessed_and_unknown_codes_are_answered_alike(school):
    used, voided, expired, living = (issue(school, new_teacher(school), "teacher") for _ in range(4))
    redeem(school, used, "used")
    superuser(
        school,
        "select sec.void_codes(c.person_id, null) from private.access_codes c where role_name = %s",
        code_role(school, voided),
    )
    superuser(school, f"alter role {code_role(school, expired)} valid until 'yesterday'")
    guessed = AccessCode(living.name, new_code().secret)

    answers = {refusal(school, code) for code in (used, voided, expired, guessed, new_code())}

    enter(school, living).close()
    assert answers == {f'{REFUSED} for user "the code"'}


def test_control_without_its_end_a_used_code_enters_again_but_redeems_nothing(school):
    code = issue(school, new_teacher(school), "teacher")
    redeem(school, code, "control.used")
    superuser(school, f"alter role {code_role(school, code)} login password '{verifier(code.secret)}'")

    with enter(school, code) as connection, pytest.raises(psycopg.Error) as caught:
        connection.execute(REDEEM, (school.role("control.again"), verifier(PASSWORD)))

    assert caught.value.sqlstate == "EJ052"


def test_control_without_the_date_an_expired_code_enters(school):
    code = issue(school, new_teacher(school), "teacher")
    superuser(school, f"alter role {code_role(school, code)} valid until 'yesterday'")
    before = refusal(school, code)

    superuser(school, f"alter role {code_role(school, code)} valid until 'infinity'")

    enter(school, code).close()
    assert REFUSED in before


def test_a_session_that_outlives_its_code_redeems_nothing(school):
    code = issue(school, new_teacher(school), "teacher")

    with enter(school, code, autocommit=True) as connection:
        superuser(
            school, "update private.access_codes set valid_until = now() where role_name = %s", code_role(school, code)
        )
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(REDEEM, (school.role("late"), verifier(PASSWORD)))

    assert caught.value.sqlstate == "EJ052"


def test_a_code_is_redeemed_once_even_in_one_session(school):
    code = issue(school, new_teacher(school), "teacher")

    with enter(school, code, autocommit=True) as connection:
        connection.execute(REDEEM, (school.role("once"), verifier(PASSWORD)))
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(REDEEM, (school.role("twice"), verifier(PASSWORD)))

    assert caught.value.sqlstate == "EJ052"


def accounts_of(school, person_id):
    return superuser(school, "select count(*) from private.accounts where person_id = %s", person_id)[0][0]


@pytest.mark.attack("a code that was redeemed is no code")
def test_control_without_its_end_a_code_would_be_redeemed_twice_in_one_session(school):
    person_id = new_teacher(school, "Дважды")
    code = issue(school, person_id, "teacher")
    living = without(school, "sec.redeem", ("c.redeemed_at is null and", ""))
    at_work = without(school, "sec.code_at_work", STILL_AT_WORK)

    with enter(school, code, autocommit=True) as connection:
        connection.execute(REDEEM, (school.role("once.more"), verifier(PASSWORD)))
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(REDEEM, (school.role("twice.more"), verifier(PASSWORD)))
        before = accounts_of(school, person_id)
        with weakened(school, living, at_work, silenced(school, "the person has an account")):
            connection.execute(REDEEM, (school.role("twice.more"), verifier(PASSWORD)))

    assert (caught.value.sqlstate, before, accounts_of(school, person_id)) == ("EJ052", 1, 2)


@pytest.mark.attack("the limit of connections of a code")
def test_a_code_holds_one_session(school):
    code = issue(school, new_teacher(school), "teacher")

    with enter(school, code):
        answer = refusal(school, code)
        superuser(school, f"alter role {code_role(school, code)} connection limit -1")
        enter(school, code).close()  # the control

    assert "too many connections for role" in answer


@pytest.mark.parametrize(
    "statement",
    [
        "alter role current_user login",
        "alter role current_user valid until 'infinity'",
        "grant {db}_person to current_user",
        "grant {db}_administrator to current_user",
        "set role {db}_rolemaker",
        "select sec.make_login('{db}_u_0123456789abcdef', 'x', '{{}}', 1)",
        "create role {db}_c_aaaaaa login",
        "create table api.trap ()",
        "create temporary table trap ()",
    ],
)
def test_a_code_makes_itself_nothing_more(school, statement):
    code = issue(school, new_teacher(school), "teacher")

    with enter(school, code, autocommit=True) as connection, pytest.raises(psycopg.Error):
        connection.execute(statement.format(db=school.database.name))


def test_a_used_code_does_not_revive_itself_by_a_password_of_its_own(school):
    code = issue(school, new_teacher(school), "teacher")

    with enter(school, code, autocommit=True) as connection:
        connection.execute(REDEEM, (school.role("revive"), verifier(PASSWORD)))
        connection.execute(f"alter role current_user password '{verifier(code.secret)}'")  # its own: PostgreSQL allows

    assert "is not permitted to log in" in refusal(school, code)


def test_a_code_reads_no_table_and_calls_no_other_window(school):
    code = issue(school, new_teacher(school), "teacher")
    tables = superuser(
        school,
        "select format('select * from %I.%I limit 1', schemaname, tablename) from pg_tables"
        " where schemaname in ('journal', 'private', 'audit')",
    )
    functions = superuser(
        school,
        "select format('select %s(%s)', oid::regproc, (select string_agg('null::' || format_type(t, null), ', ')"
        " from unnest(proargtypes) as t)) from pg_proc where prokind = 'f' and oid::regproc::text <> 'api.redeem'"
        " and pronamespace in ('api'::regnamespace, 'sec'::regnamespace)",
    )

    with enter(school, code, autocommit=True) as connection:
        answers = {call: sqlstate(connection, call) for (call,) in tables + functions}
        superuser(school, f"grant {school.database.role('person')} to {code_role(school, code)}")
        control = sqlstate(connection, "select api.sign_in(1)")

    assert len(answers) > 100
    assert set(answers.values()) == {"42501"}
    assert control == "EJ001"


def sqlstate(connection, statement):
    try:
        connection.execute(statement)
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_a_login_that_is_taken_leaves_the_code_alive(school):
    code = issue(school, new_teacher(school), "teacher")
    with pytest.raises(psycopg.Error) as caught:
        redeem(school, code, "petrova")

    redeem(school, code, "another.login")

    assert (caught.value.sqlstate, '"taken"' in caught.value.diag.message_detail) == ("EJ050", True)
    assert signs_in(school, "another.login")["roles"] == ["teacher"]


def test_a_new_code_ends_the_old_one_and_its_session(school):
    person_id = new_teacher(school)
    old = issue(school, person_id, "teacher")
    with enter(school, old, autocommit=True) as held:
        new = issue(school, person_id, "teacher")
        with pytest.raises(psycopg.OperationalError):
            held.execute("select 1")

    answer = refusal(school, old)

    enter(school, new).close()
    assert REFUSED in answer


def test_a_code_lives_as_long_as_the_school_says_from_its_issue(school):
    code = issue(school, new_teacher(school), "teacher")

    kept = superuser(
        school,
        "select c.valid_until - c.issued_at between '29 days 23 hours' and '30 days 1 hour',"
        " r.rolvaliduntil = c.valid_until from private.access_codes c"
        " join pg_roles r on r.rolname = c.role_name where c.role_name = %s",
        code_role(school, code),
    )

    assert kept == [(True, True)]


def test_a_forgotten_password_gives_the_same_account_back_under_a_new_login(school):
    person_id = new_account(school, "forgetful", "teacher")
    before = signs_in(school, "forgetful")
    with school.connect("forgetful", autocommit=True) as left_open:
        code = reissue(school, person_id)
        redeem(school, code, "mindful")
        with pytest.raises(psycopg.OperationalError):
            left_open.execute("select 1")

    after = signs_in(school, "mindful")

    with pytest.raises(psycopg.OperationalError, match=REFUSED):
        school.connect("forgetful")
    assert (after["account_id"], after["roles"]) == (before["account_id"], ["teacher"])


def test_a_locked_account_is_open_again_once_its_owner_redeems(school):
    person_id = new_account(school, "lockedout", "teacher")
    with school.connect("director") as connection:
        connection.execute("select api.lock_account(%s)", (account_of(school, person_id),))

    redeem(school, reissue(school, person_id), "lockedout")

    assert signs_in(school, "lockedout")["person_id"] == person_id


def account_of(school, person_id):
    return superuser(school, "select account_id from private.accounts where person_id = %s", person_id)[0][0]


def test_a_code_gives_back_no_account_that_has_grown_since(school):
    person_id = new_account(school, "promoted", "teacher")
    code = reissue(school, person_id)
    superuser(
        school,
        "insert into private.role_grants (account_id, school_role) values (%s, 'deputy')",
        account_of(school, person_id),
    )

    with pytest.raises(psycopg.Error) as caught:
        redeem(school, code, "promoted")

    superuser(
        school,
        "update private.role_grants set during = 'empty' where school_role = 'deputy' and account_id = %s",
        account_of(school, person_id),
    )  # the control
    redeem(school, code, "promoted")
    assert caught.value.sqlstate == "EJ052"


def test_everything_a_code_did_stands_in_the_record(school):
    person_id = new_account(school, "recorded", "teacher")

    events = superuser(
        school,
        "select e.table_name, e.operation, starts_with(e.session_role, %s), e.ground like 'code:%%'"
        " from audit.events e where e.row_key ->> 'account_id' = %s order by e.event_id",
        school.database.role("c_"),
        str(account_of(school, person_id)),
    )
    codes = superuser(
        school,
        "select e.operation, e.new_row ? 'redeemed_at' from audit.events e"
        " where e.table_name = 'private.access_codes' and e.row_key ->> 'person_id' = %s order by e.event_id",
        str(person_id),
    )

    assert events == [("private.accounts", "insert", True, True), ("private.role_grants", "insert", True, True)]
    assert [operation for operation, _ in codes] == ["insert", "update"]


def redeemed_twice_at_once(school, *logins):
    """The SQLSTATE of the slower session (None: it got an account too), and how many accounts were made."""
    person = new_teacher(school, "Двойная")
    code = issue(school, person, "teacher")
    superuser(school, f'alter role "{code_role(school, code)}" connection limit 2')  # else there is no second session
    with enter(school, code) as first, enter(school, code, autocommit=True) as second:
        first.execute(REDEEM, (school.role(logins[0]), verifier(PASSWORD)))
        outcome = []

        def race():
            try:
                second.execute(REDEEM, (school.role(logins[1]), verifier(PASSWORD)))
                outcome.append(None)
            except psycopg.Error as error:
                outcome.append(error.sqlstate)

        thread = threading.Thread(target=race)
        thread.start()
        wait_until_blocked(school, second.info.backend_pid)
        first.commit()
        thread.join(10)
    return outcome, accounts_of(school, person)


def wait_until_blocked(school, pid):
    """The slower session has reached the row that the quicker one holds."""
    for _ in range(1000):
        if superuser(school, "select cardinality(pg_blocking_pids(%s)) > 0", pid) == [(True,)]:
            return
    raise AssertionError("the second session never waited")


@pytest.mark.attack("the lock of the code's row")
def test_a_code_is_redeemed_once_even_by_two_sessions_at_once(school):
    outcome, made = redeemed_twice_at_once(school, "twice", "thrice")
    unlocked = without(school, "sec.redeem", ("for update;", ";"))
    with weakened(school, unlocked, without(school, "sec.code_at_work", STILL_AT_WORK)):
        control, made_without = redeemed_twice_at_once(school, "fourth", "fifth")

    assert (outcome, made) == (["EJ052"], 1)
    assert (control, made_without) == ([None], 2)
