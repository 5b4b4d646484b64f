"""What real PostgreSQL errors become for a person."""

import re
import threading
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError

from ejournal_desktop.database import error_codes
from ejournal_desktop.database.connection import ServerProfile, connect_as
from ejournal_desktop.database.embedded.cluster import free_port
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.errors import (
    CancelledError,
    EjournalError,
    RefusedError,
    RuleBrokenError,
    ServerUnavailableError,
    SignInFailedError,
    TooSlowError,
)

README = Path(error_codes.__file__).with_name("README.md")


@pytest.fixture(scope="module")
def person(database):
    role = database.add_login("petrova", "right password")
    return database.engine(role, "right password")


@pytest.fixture
def superuser(database):
    return database.engine(database.server.superuser, database.server.password)


def _run(engine, *statements: str) -> None:
    with transaction(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


def _signs_in(engine) -> None:
    _run(engine, "select 1")


def test_a_transaction_is_kept(database, superuser):
    with transaction(superuser) as connection:
        connection.execute(text("create table kept (x int)"))

    with transaction(superuser) as connection:
        assert connection.scalar(text("select to_regclass('kept')")) == "kept"


def test_a_failed_transaction_is_undone(superuser):
    table = "create table undone (x int constraint undone_positive check (x > 0))"
    with pytest.raises(RuleBrokenError):
        _run(superuser, table, "insert into undone values (0)")

    with transaction(superuser) as connection:
        assert connection.scalar(text("select to_regclass('undone')")) is None


def test_transactions_are_read_committed(person):
    with transaction(person) as connection:
        assert connection.scalar(text("show transaction_isolation")) == "read committed"


@pytest.mark.parametrize("login", ["petrova", "nobody-of-this-name"])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(database, person, login):
    with pytest.raises(SignInFailedError) as raised:
        _signs_in(database.sign_in_as(login, "wrong password"))

    assert raised.value.args == ("28P01", {})


def test_a_locked_account_is_told_to_the_right_password_only(database):
    role = database.add_login("locked", "right password")
    with psycopg.connect(database.conninfo) as connection:
        connection.execute(f'alter role "{role}" nologin')

    with pytest.raises(SignInFailedError, match="28P01"):
        _signs_in(database.sign_in_as("locked", "wrong password"))
    with pytest.raises(SignInFailedError, match="EJ001") as caught:
        _signs_in(database.sign_in_as("locked", "right password"))
    assert caught.value.detail == {"state": "locked"}


def test_an_account_of_another_school_is_told_as_a_failed_sign_in(database, fresh_database):
    role = fresh_database.add_login("stranger", "right password")

    with pytest.raises(SignInFailedError, match="42501"):
        _signs_in(database.engine(role, "right password"))


def test_a_limit_of_connections_is_told_as_a_busy_server(database):
    role = database.add_login("many", "right password")
    with psycopg.connect(database.conninfo) as connection:
        connection.execute(f'alter role "{role}" connection limit 1')
    engine = database.sign_in_as("many", "right password")

    with transaction(engine), pytest.raises(ServerUnavailableError, match="53300"):
        _signs_in(engine)


def test_a_server_that_is_down_is_unavailable():
    profile = ServerProfile("down", "127.0.0.1", free_port(), "school", "salt", is_embedded=True)

    with pytest.raises(ServerUnavailableError, match="08006"):
        _signs_in(connect_as(profile, "anybody", "any"))


def test_a_missing_database_is_unavailable(database):
    profile = ServerProfile("other", "127.0.0.1", database.server.port, "no_such", "salt", is_embedded=True)

    with pytest.raises(ServerUnavailableError, match="3D000"):
        _signs_in(connect_as(profile, database.server.superuser, database.server.password))


def test_a_connection_ended_in_the_middle_is_unavailable(database, person):
    def work() -> None:
        with transaction(person) as connection:
            pid = connection.connection.driver_connection.info.backend_pid
            with psycopg.connect(database.conninfo) as other:
                other.execute("select pg_terminate_backend(%s, 5000)", (pid,))
            connection.execute(text("select 1"))

    with pytest.raises(ServerUnavailableError):
        work()


def test_after_a_broken_connection_the_next_one_works(person):
    _signs_in(person)


def test_a_statement_over_its_time_is_too_slow(person):
    with pytest.raises(TooSlowError, match="57014"):
        _run(person, "set local statement_timeout = '50ms'", "select pg_sleep(10)")


def test_a_cancelled_statement_is_cancelled(person):
    def work() -> None:
        with transaction(person) as connection:
            canceller = threading.Timer(0.1, connection.connection.driver_connection.cancel_safe)
            canceller.start()
            try:
                connection.execute(text("select pg_sleep(10)"))
            finally:
                canceller.join()

    with pytest.raises(CancelledError, match="57014"):
        work()


def test_what_she_has_no_right_to_is_refused(person):
    with pytest.raises(RefusedError, match="42501"), transaction(person) as connection:
        connection.execute(text("select * from journal.marks"))


def test_a_lock_that_is_not_given_up_is_too_slow(superuser):
    with transaction(superuser) as holder:
        holder.execute(text("lock table journal.rooms"))
        with pytest.raises(TooSlowError, match="55P03"):
            _run(superuser, "set local lock_timeout = '50ms'", "select * from journal.rooms")


def test_a_broken_constraint_is_named(superuser):
    table = "create temp table once (x int constraint once_key unique)"
    with pytest.raises(RuleBrokenError) as raised:
        _run(superuser, table, "insert into once values (1), (1)")

    assert (raised.value.code, raised.value.detail) == ("23505", {"constraint": "once_key", "table": "once"})


def test_an_own_code_carries_its_facts(superuser):
    with pytest.raises(RuleBrokenError) as raised, transaction(superuser) as connection:
        connection.exec_driver_sql(
            "do $$ begin raise exception 'closed' using errcode = 'EJ010',"
            ' detail = \'{"closed_on": "2026-09-16"}\'; end $$'
        )

    assert (raised.value.code, raised.value.detail) == ("EJ010", {"closed_on": "2026-09-16"})


def test_a_bug_is_no_error_a_person_can_act_on(superuser):
    with pytest.raises(DataError), transaction(superuser) as connection:
        connection.execute(text("select 1 / 0"))


def test_an_error_of_the_program_is_not_touched(superuser):
    with pytest.raises(KeyError), transaction(superuser):
        raise KeyError("x")


def test_every_code_of_the_readme_is_known():
    written = re.findall(r"^\| (EJ\d{3}) \|", README.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(written) == list(error_codes.OWN_CODES)


@pytest.mark.parametrize(
    ("words", "expected", "code"),
    [
        ('ВАЖНО:  пользователь "x" не прошёл проверку подлинности (по паролю)', SignInFailedError, "28P01"),
        ("ВАЖНО:  извините, уже слишком много клиентов", ServerUnavailableError, "53300"),
        ('ВАЖНО:  слишком много подключений для роли "x"', ServerUnavailableError, "53300"),
        ('ВАЖНО:  база данных "x" не существует', ServerUnavailableError, "3D000"),
        ('ВАЖНО:  доступ к базе "x" запрещён', SignInFailedError, "42501"),
        ('ВАЖНО:  для роли "x" вход запрещён', SignInFailedError, "EJ001"),
        ("SSL error: certificate verify failed", ServerUnavailableError, "tls"),
        ('server certificate for "a" does not match host name "b"', ServerUnavailableError, "tls"),
        (
            "channel binding required, but server authenticated client without channel binding",
            ServerUnavailableError,
            "tls",
        ),
    ],
)
def test_a_server_that_speaks_russian_is_understood(words, expected, code):
    error = error_codes.translate(psycopg.OperationalError(f'connection failed: connection to server at "h": {words}'))

    assert (type(error), error.code) == (expected, code)


def test_errors_stay_out_of_reach_of_secrets(database, person):
    with pytest.raises(EjournalError) as raised:
        _signs_in(database.sign_in_as("petrova", "a wrong secret"))

    assert "a wrong secret" not in f"{raised.value!r} {raised.value.__cause__!r} {raised.value.__cause__}"
