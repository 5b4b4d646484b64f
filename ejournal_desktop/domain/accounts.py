"""Accounts, access codes and sessions, as their keepers see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ejournal_desktop.domain.people import Role

AccountState = Literal["active", "locked", "closed", "out-of-dates"]
_RUN_MARK = " #"  # our program tells its runs apart in the name it gives to its connections
CodeState = Literal["open", "redeemed", "voided", "expired"]


@dataclass(frozen=True, slots=True)
class Account:
    """An account in the administrator's list."""

    account_id: int
    person_id: int
    full_name: str
    roles: tuple[Role, ...]
    state: AccountState
    must_change_password: bool
    last_sign_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A new code: its text is shown and printed once and kept nowhere."""

    access_code_id: int
    text: str
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class CodeNotice:
    """Who let whom in, and what became of the code."""

    access_code_id: int
    person_id: int
    person: str
    roles: tuple[Role, ...]
    is_reissue: bool
    issued_at: datetime
    issued_by: str
    valid_until: datetime
    state: CodeState
    ended_at: datetime | None
    is_recovery: bool = False


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Whom a code let in: told only now."""

    full_name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of the person's own sessions on the server."""

    pid: int
    started_at: datetime
    address: str
    application: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class OpenProgram:
    """One running program of the person, whatever the number of its connections; they began at ``started_at``."""

    pids: tuple[int, ...]
    started_at: datetime
    address: str
    application: str
    is_this: bool


def by_program(sessions: Iterable[OpenSession]) -> tuple[OpenProgram, ...]:
    """Connections of one run of the program as one; what is not our program stays apart, each connection by itself."""
    runs: dict[tuple[str, str, int], list[OpenSession]] = {}
    for session in sessions:
        alone = 0 if _RUN_MARK in session.application else session.pid
        runs.setdefault((session.address, session.application, alone), []).append(session)
    return tuple(
        OpenProgram(
            tuple(session.pid for session in run),
            min(session.started_at for session in run),
            run[0].address,
            run[0].application.partition(_RUN_MARK)[0],
            any(session.is_this for session in run),
        )
        for run in runs.values()
    )
