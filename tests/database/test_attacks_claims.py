"""What a session uses up, lays upon its role or leaves behind: over real SCRAM connections, each with its control."""

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from ejournal_desktop.database.provision import provision
from ejournal_desktop.database.scram import make_verifier
from tests.database.attackers import cell, names, run, save
from tests.database.school_factory import PASSWORD


@pytest.fixture
def superuser(school):
    with psycopg.connect(school.database.conninfo, autocommit=True) as connection:
        yield connection


@pytest.mark.attack("the limit of temporary files")
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


@pytest.mark.attack("the limit of connections")
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


@pytest.mark.attack("the right to connect to that database")
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
