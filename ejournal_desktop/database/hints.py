"""Hints that something changed in a course: NOTIFY after the commit; anyone may send one, so it is only a hint."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, cast

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from ejournal_desktop.domain.errors import ServerUnavailableError

_CHANNEL: Final = "journal"
_LOOK_S: Final = 1.0
# thousands of digits are no number of Python's, ten of them none of a signal's: either would end the listening for good
_COURSE: Final = re.compile("[0-9]{1,9}")


def course_hints(engine: Engine, ends: Callable[[], bool]) -> Iterator[int]:
    """Ids of courses in which something was saved, as they come, on a connection of their own, until ``ends()``.

    Raises:
        ServerUnavailableError: the connection is lost or was never made.
    """
    try:
        connection = _own_connection(engine)
        with connection:
            connection.execute(f"listen {_CHANNEL}")
            while not ends():
                for notice in connection.notifies(timeout=_LOOK_S):
                    if _COURSE.fullmatch(notice.payload):
                        yield int(notice.payload)
    except (psycopg.Error, SQLAlchemyError) as error:
        raise ServerUnavailableError from error


def _own_connection(engine: Engine) -> psycopg.Connection[Any]:
    """Out of the pool for good: it waits all day."""
    pooled = engine.raw_connection()
    connection = cast("psycopg.Connection[Any]", pooled.driver_connection)
    pooled.detach()
    connection.autocommit = True
    return connection
