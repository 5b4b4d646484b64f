"""Whether a pooled connection still lives, asked without a round trip while it was used a moment ago.

A server that ended says so: the socket becomes readable. Only one that fell silent (a pulled cable) has to be asked,
after a rest.
"""

import select
import time
from typing import Any, Final

import psycopg
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

_REST_S: Final = 10.0
_LAST_USED: Final = "ejournal-last-used"


def watch(engine: Engine) -> None:
    """Ask a connection that leaves the pool if its socket holds something or it has rested; replace a dead one."""
    event.listen(engine, "checkout", _on_checkout)
    event.listen(engine, "checkin", _on_checkin)


def _on_checkin(_connection: Any, record: Any) -> None:
    record.info[_LAST_USED] = time.monotonic()


def _on_checkout(connection: psycopg.Connection[Any], record: Any, _fairy: Any) -> None:
    last_used = record.info.get(_LAST_USED)
    if last_used is None:  # just made
        return
    if time.monotonic() - last_used < _REST_S and _is_quiet(connection):
        return
    try:
        _ask(connection)
    except psycopg.Error as error:
        raise DisconnectionError from error


def _is_quiet(connection: psycopg.Connection[Any]) -> bool:
    if connection.closed:
        return False
    readable, _, _ = select.select([connection.fileno()], [], [], 0)
    return not readable


def _ask(connection: psycopg.Connection[Any]) -> None:
    was = connection.autocommit
    connection.autocommit = True
    try:
        connection.execute("select 1")
    finally:
        connection.autocommit = was
