"""A pooled connection that died is replaced unseen; one that lives is not asked every time."""

import psycopg
import pytest
from sqlalchemy import event, text

from ejournal_desktop.database import liveness
from ejournal_desktop.database.driver import one_value
from ejournal_desktop.database.transaction import one_statement
from ejournal_desktop.domain.errors import ServerUnavailableError

PASSWORD = "correct horse battery"


@pytest.fixture
def engine(database):
    role = database.add_login("visitor", PASSWORD)
    engine = database.engine(role, PASSWORD)
    yield engine
    engine.dispose()
    with psycopg.connect(database.conninfo) as owner:
        owner.execute(f'drop role "{role}"')


def backend(engine):
    with one_statement(engine) as connection:
        return connection.execute(text("select pg_backend_pid()")).scalar_one()


def end(database, pid):
    with psycopg.connect(database.conninfo, autocommit=True) as owner:
        owner.execute("select pg_terminate_backend(%s, 5000)", (pid,))


def test_an_intent_after_the_server_ended_the_session_gets_a_new_one(database, engine):
    first = backend(engine)
    end(database, first)

    assert backend(engine) != first


def test_a_session_lost_under_a_save_leaves_the_pool_and_the_next_save_finds_another(database, engine, caplog):
    first = backend(engine)

    def save(killed=None):
        with one_statement(engine) as connection:
            if killed:
                end(database, killed)
            return one_value(connection, "select pg_backend_pid()", ())

    with pytest.raises(ServerUnavailableError):
        save(killed=first)

    assert save() != first
    assert caplog.records == []  # nobody complains of a dead session put back


def test_without_the_watch_the_intent_would_have_failed(database, engine):
    """The control."""
    event.remove(engine, "checkout", liveness._on_checkout)
    end(database, backend(engine))

    with pytest.raises(ServerUnavailableError):
        backend(engine)


def test_a_session_that_rested_is_asked_even_when_its_socket_is_quiet(database, engine, monkeypatch):
    monkeypatch.setattr(liveness, "_is_quiet", lambda _connection: True)
    first = backend(engine)
    end(database, first)
    monkeypatch.setattr(liveness, "_REST_S", 0.0)

    assert backend(engine) != first


def test_a_busy_session_is_not_asked(engine, monkeypatch):
    asked = []
    monkeypatch.setattr(liveness, "_ask", asked.append)

    pids = {backend(engine) for _ in range(5)}

    assert (len(pids), asked) == (1, [])


def test_one_statement_is_a_transaction_of_its_own(database, engine):
    with one_statement(engine) as connection:
        connection.execute(text("select set_config('ejournal.trace', 'left', true)"))
        left = connection.execute(text("select current_setting('ejournal.trace', true)")).scalar_one()
        isolation = connection.execute(text("show transaction_isolation")).scalar_one()

    assert (left or "", isolation) == ("", "read committed")
