"""The one place that turns what the database says into errors a person can act on: by SQLSTATE and constraint name."""

import json
import re
from typing import Any

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ejournal_desktop.domain.errors import (
    CancelledError,
    ChangedByAnotherError,
    EjournalError,
    RefusedError,
    RuleBrokenError,
    ServerUnavailableError,
    SignInFailedError,
    TooSlowError,
)

_OWN: dict[str, type[EjournalError]] = {
    "EJ001": SignInFailedError,
    "EJ002": RefusedError,
    "EJ003": SignInFailedError,
    "EJ004": SignInFailedError,
    "EJ010": RuleBrokenError,
    "EJ011": RuleBrokenError,
    "EJ012": RuleBrokenError,
    "EJ013": RuleBrokenError,
    "EJ014": RuleBrokenError,
    "EJ015": RuleBrokenError,
    "EJ016": RuleBrokenError,
    "EJ017": RuleBrokenError,
    "EJ018": RuleBrokenError,
    "EJ020": RuleBrokenError,
    "EJ030": ChangedByAnotherError,
    "EJ031": RuleBrokenError,
    "EJ040": RefusedError,
    "EJ041": RuleBrokenError,
    "EJ050": RuleBrokenError,
    "EJ051": RuleBrokenError,
    "EJ052": SignInFailedError,
}
_STANDARD: dict[str, type[EjournalError]] = {
    "28P01": SignInFailedError,  # wrong password, unknown name, ended code: all alike
    "28000": SignInFailedError,
    "3D000": ServerUnavailableError,  # the school's database is not there
    "42501": RefusedError,
    "53300": ServerUnavailableError,  # too many connections
    "53400": ServerUnavailableError,
    "53100": ServerUnavailableError,  # disk full
    "57014": CancelledError,
    "57P01": ServerUnavailableError,
    "57P02": ServerUnavailableError,
    "57P03": ServerUnavailableError,
    "57P05": ServerUnavailableError,
    "25P03": ServerUnavailableError,  # idle in a transaction for too long
    "55P03": TooSlowError,  # waited too long for a lock
    "40001": ChangedByAnotherError,
    "40P01": ChangedByAnotherError,
    "23503": RuleBrokenError,
    "23505": RuleBrokenError,
    "23514": RuleBrokenError,
    "23P01": RuleBrokenError,
}
# libpq gives no SQLSTATE for what fails while connecting, only the server's words, in the server's language
_WHILE_CONNECTING: tuple[tuple[re.Pattern[str], type[EjournalError], str], ...] = (
    (re.compile("password authentication failed|не прош[её]л проверку подлинности"), SignInFailedError, "28P01"),
    # said to the right password only: the account is locked
    (re.compile("is not permitted to log in|для роли .* вход запрещ[её]н"), SignInFailedError, "EJ001"),
    (re.compile("permission denied for database|доступ к базе .* запрещ[её]н"), SignInFailedError, "42501"),
    (
        re.compile("too many (connections|clients)|connection slots|слишком много"),
        ServerUnavailableError,
        "53300",
    ),
    (re.compile("certificate|SSL|TLS|channel binding|authentication method"), ServerUnavailableError, "tls"),
    (re.compile("database .* does not exist|база данных .* не существует"), ServerUnavailableError, "3D000"),
)
_BY_TIME_LIMIT = "statement timeout"
OWN_CODES = tuple(sorted(_OWN))


def translate(error: BaseException) -> EjournalError | None:
    """The error a person can act on that ``error`` stands for; None means a bug that must fly on.

    ``code`` is the SQLSTATE (``08006`` for a broken connection without one); ``detail`` holds the raised JSON detail,
    or ``constraint`` and ``table`` of a broken constraint.
    """
    if isinstance(error, PoolTimeoutError):
        return TooSlowError("pool")
    driver_error = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(driver_error, psycopg.Error):
        return None
    if (state := _sqlstate(driver_error)) is not None:
        return _of_state(state, driver_error)
    broken = isinstance(driver_error, psycopg.OperationalError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )
    return _of_connection(driver_error) if broken else None


def _of_state(state: str, error: psycopg.Error) -> EjournalError | None:
    if state == "57014" and _BY_TIME_LIMIT in str(error):
        return TooSlowError(state)
    if state.startswith("08"):
        return ServerUnavailableError(state)
    kind = _OWN.get(state) or _STANDARD.get(state)
    return kind(state, _detail(error)) if kind else None


def _of_connection(error: psycopg.Error) -> EjournalError:
    words = str(error)
    for pattern, kind, code in _WHILE_CONNECTING:
        if pattern.search(words):
            return kind(code, {"state": "locked"} if code == "EJ001" else None)
    return ServerUnavailableError("08006")


def _sqlstate(error: psycopg.Error) -> str | None:
    return error.sqlstate or error.diag.sqlstate


def _detail(error: psycopg.Error) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if error.diag.constraint_name:
        facts = {"constraint": error.diag.constraint_name, "table": error.diag.table_name}
    try:
        raised = json.loads(error.diag.message_detail or "")
    except ValueError:
        return facts
    return facts | raised if isinstance(raised, dict) else facts
