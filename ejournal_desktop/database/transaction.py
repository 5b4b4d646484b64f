"""One intent, one transaction: the only way services talk to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from ejournal_desktop.database.error_codes import translate


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """A READ COMMITTED transaction, committed at the end; database errors leave it as errors a person can act on.

    Raises:
        EjournalError: see ``error_codes.translate``; anything it does not know flies on as the bug it is.
    """
    with (
        _translated(),
        engine.connect() as connection,
        connection.execution_options(isolation_level="READ COMMITTED").begin(),
    ):
        yield connection


@contextmanager
def one_statement(engine: Engine) -> Iterator[Connection]:
    """The same for an intent of one statement, a transaction by itself: no round trips for begin and commit.

    The engine is one of ``connection.connect_as``: nothing is left to set up, a keystroke waits for it.

    Raises:
        EjournalError: see ``error_codes.translate``; anything it does not know flies on as the bug it is.
    """
    with _translated(), engine.connect() as connection:
        yield connection


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, psycopg.Error) as error:
        known = translate(error)
        if known is None:
            raise
        raise known from error
