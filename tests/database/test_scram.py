"""Our verifiers against the server's own, and against libpq's sign-in."""

import base64

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings, strategies
from psycopg import sql

from ejournal_desktop.database.scram import ITERATIONS, make_verifier, saslprep

PASSWORDS = {
    "ascii": "correct horse",
    "cyrillic": "Ёжик в тумане №5",
    "a letter of two code points": "и\u0306од",
    "a no-break space": "две\u00a0части",
    "a ligature": "\ufb01nish",
    "a soft hyphen, mapped to nothing": "под\u00adпись",
    "right to left": "\u05e9\u05dc\u05d5\u05dd",
    "both directions, used as typed": "abc\u05e9",
    "a sign of a later Unicode, used as typed": "пароль\U0001fae0",
    "a control sign, used as typed": "a\u0080б",
    "only what maps to nothing": "\u00ad\u00ad",
    "quotes and backslashes": "a'b\"c\\d$$",
    "wide digits": "\uff11\uff12\uff13",
}


def _verifier_of(connection, role: str) -> str:
    return connection.execute("select rolpassword from pg_authid where rolname = %s", (role,)).fetchone()[0]


def _again(password: str, verifier: str) -> str:
    iterations, salt = verifier.split("$")[1].split(":")
    return make_verifier(password, iterations=int(iterations), salt=base64.b64decode(salt))


@pytest.fixture
def role(database):
    with psycopg.connect(database.conninfo) as connection:
        connection.execute("create role scram_test login")
        connection.execute(sql.SQL("grant connect on database {} to scram_test").format(sql.Identifier(database.name)))
    yield "scram_test"
    with psycopg.connect(database.conninfo) as connection:
        connection.execute("drop owned by scram_test")
        connection.execute("drop role scram_test")


@pytest.mark.parametrize("password", PASSWORDS.values(), ids=PASSWORDS)
def test_a_verifier_made_here_lets_the_person_in(database, role, password):
    verifier = make_verifier(password, iterations=4096)
    with psycopg.connect(database.conninfo) as connection:
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(verifier)))

    with psycopg.connect(database.conninfo, user=role, password=password) as connection:
        assert connection.info.user == role


@pytest.mark.parametrize("password", PASSWORDS.values(), ids=PASSWORDS)
def test_the_server_makes_the_same_verifier(database, role, password):
    with psycopg.connect(database.conninfo) as connection:
        if connection.info.server_version >= 160_000:
            connection.execute("set scram_iterations = 4096")
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(password)))
        of_server = _verifier_of(connection, role)

    assert _again(password, of_server) == of_server


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(password=strategies.text(strategies.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12))
def test_any_text_is_prepared_as_the_server_prepares_it(database, role, password):
    with psycopg.connect(database.conninfo) as connection:
        if connection.info.server_version >= 160_000:
            connection.execute("set scram_iterations = 4096")
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(password)))
        of_server = _verifier_of(connection, role)

    assert _again(password, of_server) == of_server


def test_a_wrong_password_does_not_let_in(database, role):
    with psycopg.connect(database.conninfo) as connection:
        verifier = make_verifier("right", iterations=4096)
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(verifier)))

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(database.conninfo, user=role, password="wrong")


def test_two_verifiers_of_one_password_differ():
    assert make_verifier("one", iterations=4096) != make_verifier("one", iterations=4096)


def test_people_get_the_rounds_the_server_pretends_for_strangers():
    assert make_verifier("one").startswith(f"SCRAM-SHA-256${ITERATIONS}:")


def test_no_password_is_readable_in_its_verifier():
    assert "secret" not in make_verifier("secret", iterations=4096)


def test_ascii_is_left_as_typed():
    assert saslprep("a b~") == "a b~"
