"""What a session claims, copies, floods or leaves behind: over real SCRAM connections, each with its control."""

import json
import uuid

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from ejournal_desktop.database.provision import provision
from ejournal_desktop.database.scram import make_verifier
from tests.database.attackers import PAGE, cell, names, run, save
from tests.database.school_factory import PASSWORD


@pytest.fixture
def superuser(school):
    with psycopg.connect(school.database.conninfo, autocommit=True) as connection:
        yield connection


SETTINGS = [
    "set timezone = 'Pacific/Kiritimati'",
    "set datestyle = 'German, DMY'",
    "set application_name = 'owner'",
    "set ejournal.operation_id = '00000000-0000-0000-0000-000000000000'",
    "set ejournal.import_batch = '00000000-0000-0000-0000-000000000000'",
    "set row_security = off",
    "set check_function_bodies = off",
    "set constraint_exclusion = on",
    "set default_transaction_deferrable = on",
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_opens_no_future_lesson_and_no_foreign_page(school, setting):
    with school.connect("sidorov") as connection:
        connection.execute(setting)
        with pytest.raises(psycopg.Error) as caught, connection.transaction():
            connection.execute(PAGE, (school.courses["math"], school.period))
        connection.rollback()

    assert caught.value.sqlstate in ("EJ002", "42501")


def test_a_forged_name_of_an_operation_or_of_a_program_is_told_apart_in_the_record(school, superuser):
    """What a client says of itself is a claim: the account and the session's own name stand beside it."""
    forged = str(uuid.uuid4())
    with school.connect("sidorov", autocommit=True) as connection:
        connection.execute(f"set ejournal.operation_id = '{forged}'; set application_name = 'owner'")
        [outcome] = save(connection, cell(school, -20, "Абрамов", "5"))
        row = superuser.execute(
            "select session_role::text, account_id, ground, operation_id::text from audit.events where event_id = %s",
            (outcome["receipt"],),
        ).fetchone()

    assert row[:3] == (school.role("sidorov"), school.accounts["sidorov"], f"course:{school.courses['english']}")
    assert row[3] not in (None, forged)


def test_a_forged_hint_shows_a_stranger_nothing(school):
    with school.connect("petrova", autocommit=True) as listener, school.connect("pupil", autocommit=True) as forger:
        listener.execute("listen journal")
        forger.execute(f"notify journal, '{school.courses['math_b']}'")
        [hint] = list(listener.notifies(timeout=5, stop_after=1))
        with pytest.raises(psycopg.Error) as caught:
            listener.execute(PAGE, (int(hint.payload), school.period))

    assert caught.value.sqlstate == "EJ002"


def test_a_copied_operation_of_another_person_is_not_told_and_not_applied(school):
    operation = cell(school, 0, "Абрамов", "4")
    with school.connect("sidorov", autocommit=True) as owner, school.connect("petrova", autocommit=True) as thief:
        [mine] = save(owner, operation)
        [theirs] = save(thief, operation)
        [other] = save(owner, operation | {"value": "5"})
        [again] = save(owner, operation)

    assert (mine["result"], again) == ("saved", mine)
    assert theirs["result"] in ("refused", "repeated-with-other-content")
    assert "value" not in theirs
    assert other["result"] == "repeated-with-other-content"


@pytest.mark.parametrize(
    "batch",
    [
        json.dumps([{"operation_id": str(uuid.UUID(int=n)), "field": "mark"} for n in range(501)]),
        json.dumps([{"x": "y" * 3_000_000}]),
        "[" * 7000 + "]" * 7000,
    ],
    ids=["501 operations", "three megabytes", "nested"],
)
def test_a_batch_that_is_too_much_writes_nothing(school, batch):
    with school.connect("petrova") as connection:
        before = connection.execute("select api.my_courses()").fetchone()
        with pytest.raises(psycopg.Error) as caught, connection.transaction():
            connection.execute("select api.save_cells(1, %s::jsonb)", (batch,))
        after = connection.execute("select api.my_courses()").fetchone()

    assert caught.value.sqlstate[:2] in ("22", "23", "54")
    assert before == after


def test_a_query_without_end_fills_no_disk_and_the_limit_is_not_ones_own(school, superuser):
    endless = (
        "set work_mem = '64kB'; select count(*) from ("
        "select n, repeat('x', 400) || n from generate_series(1, 60000) as n order by 2) as t"
    )
    superuser.execute(f"alter database {school.database.name} set temp_file_limit = '1MB'")
    try:
        limited = run(school, "pupil", endless)
    finally:
        superuser.execute(f"alter database {school.database.name} reset temp_file_limit")
    without = run(school, "pupil", endless)
    provision(school.database.server.conninfo(), school.database.name)
    with school.connect("pupil") as connection:
        standing = connection.execute("show temp_file_limit").fetchone()[0]

    assert (limited, without, standing) == ("53400", None, "1GB")


def test_a_pupil_holds_as_few_sessions_as_the_school_gives(school, superuser):
    own = names(school, "pupil")["role"]
    superuser.execute(f"alter role {own} connection limit 2")
    try:
        with school.connect("pupil"), school.connect("pupil"), pytest.raises(psycopg.OperationalError) as caught:
            school.connect("pupil")
        superuser.execute(f"alter role {own} connection limit 3")
        with school.connect("pupil"), school.connect("pupil"), school.connect("pupil") as third:
            assert third.execute("select 1").fetchone() == (1,)
    finally:
        superuser.execute(f"alter role {own} connection limit -1")

    assert "too many connections" in str(caught.value)


LAID = [
    "default_transaction_read_only = on",
    "default_transaction_isolation = 'serializable'",
    "search_path = 'nowhere'",
    "statement_timeout = 1",
]


@pytest.mark.parametrize("setting", LAID)
def test_a_setting_laid_upon_a_role_is_taken_back_at_the_next_sign_in_and_stands_in_the_record(
    school, superuser, setting
):
    """Who sits down at an open session could shut its owner out of saving for good; PostgreSQL lets anybody do it."""
    own = names(school, "sidorov")["role"]
    with school.connect("sidorov", autocommit=True) as connection:
        connection.execute(
            f"alter role {own} set {setting}; alter role {own} in database {school.database.name} set {setting}"
        )
    options = "-c default_transaction_read_only=off -c statement_timeout=60s"  # as the program connects
    with school.connect("sidorov", autocommit=True, options=options) as connection:
        connection.execute("select api.sign_in(1)")

    left = superuser.execute("select count(*) from pg_db_role_setting where setrole = %s::regrole", (own,)).fetchone()
    noted = superuser.execute(
        "select new_row -> 'settings_taken_back' from audit.events"
        " where operation = 'sign-in' order by event_id desc limit 1"
    ).fetchone()[0]

    assert (left, len(noted)) == ((0,), 2)


def test_control_without_the_taking_back_a_read_only_role_saves_nothing(school, superuser):
    own = names(school, "sidorov")["role"]
    superuser.execute(f"alter role {own} set default_transaction_read_only = on")
    try:
        with school.connect("sidorov", autocommit=True) as connection, pytest.raises(psycopg.Error) as caught:
            save(connection, cell(school, -20, "Белова", "5"))
    finally:
        superuser.execute(f"alter role {own} reset all")

    assert caught.value.sqlstate == "25006"


def test_a_password_changed_past_the_program_is_told_to_its_owner(school, superuser):
    """«alter role … password» is everybody's for herself: the hash of the program's last verifier betrays it."""
    own = names(school, "petrova")["role"]
    with school.connect("petrova", autocommit=True) as connection:
        connection.execute("select api.change_password(%s)", (make_verifier(PASSWORD, iterations=4096),))
        before = connection.execute("select api.sign_in(1)").fetchone()[0]["verifier_changed_outside"]
        connection.execute(f"alter role {own} password '{make_verifier(PASSWORD, iterations=4096)}'")
        after = connection.execute("select api.sign_in(1)").fetchone()[0]["verifier_changed_outside"]
        again = connection.execute("select api.sign_in(1)").fetchone()[0]["verifier_changed_outside"]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select server.present_verifier_hash()")
    noted = superuser.execute(
        "select new_row ->> 'verifier_changed_outside' from audit.events"
        " where operation = 'sign-in' order by event_id desc offset 1 limit 1"
    ).fetchone()

    told = {login: notices_of(school, login, "password-outside") for login in TOLD}
    assert (before, after, again, noted) == (False, True, False, ("true",))
    assert told == {"petrova": 1, "director": 1, "administrator": 1, "deputy": 0, "sidorov": 0}


TOLD = ("petrova", "director", "administrator", "deputy", "sidorov")


def notices_of(school, login, kind):
    with school.connect(login, autocommit=True) as connection:
        told = connection.execute("select api.access_notices()").fetchone()[0]
    return [notice["kind"] for notice in told].count(kind)


def test_control_without_the_known_verifier_a_changed_password_goes_unseen(school, superuser):
    own = names(school, "petrova")["role"]
    before = notices_of(school, "petrova", "password-outside")
    superuser.execute(f"update private.accounts set verifier_hash = null where role_name = '{own.strip(chr(34))}'")
    with school.connect("petrova", autocommit=True) as connection:
        connection.execute(f"alter role {own} password '{make_verifier(PASSWORD, iterations=4096)}'")
        said = connection.execute("select api.sign_in(1)").fetchone()[0]["verifier_changed_outside"]

    assert (said, notices_of(school, "petrova", "password-outside")) == (None, before)


def test_the_role_of_one_school_does_not_enter_the_school_beside_it(school, superuser, fresh_database):
    def enters():
        try:
            psycopg.connect(
                make_conninfo(
                    host=school.database.server.host,
                    port=school.database.server.port,
                    dbname=fresh_database.name,
                    user=school.role("administrator"),
                    password=PASSWORD,
                )
            ).close()
        except psycopg.OperationalError as error:
            return "permission denied" not in str(error)
        return True

    own = names(school, "administrator")["role"]
    shut_out = enters()
    superuser.execute(f"grant connect on database {fresh_database.name} to {own}")
    let_in = enters()
    superuser.execute(f"revoke connect on database {fresh_database.name} from {own}")

    assert (shut_out, let_in) == (False, True)
