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
    try:
        with engine.begin() as connection:
            yield connection
    except (SQLAlchemyError, psycopg.Error) as error:
        known = translate(error)
        if known is None:
            raise
        raise known from error
