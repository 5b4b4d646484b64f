"""Statements that a keystroke waits for, on the driver itself: SQLAlchemy would take the client half as long again."""

from collections.abc import Sequence
from typing import Any, LiteralString, cast

import psycopg
from sqlalchemy import Connection


def one_value(connection: Connection, statement: LiteralString, arguments: Sequence[Any]) -> Any:
    """The one value that a statement returns; it commits by itself (``transaction.one_statement``).

    Raises:
        psycopg.Error: as the server or the driver says it; a lost connection leaves the pool.
    """
    driver = cast("psycopg.Connection[tuple[Any]]", connection.connection.driver_connection)
    try:
        row = driver.execute(statement, arguments).fetchone()
    except psycopg.Error as error:
        if driver.closed:
            connection.invalidate(error)
        raise
    return None if row is None else row[0]
