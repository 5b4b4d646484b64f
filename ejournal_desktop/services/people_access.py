"""«Люди и доступ»: who is let in, with which roles, by which slips (ACC-3, ACC-4; duties A3, A5, A8, A19, K1, K7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.database.queries import people_access as windows
from ejournal_desktop.database.scram import make_verifier
from ejournal_desktop.database.tokens import role_of
from ejournal_desktop.database.transaction import one_statement, transaction
from ejournal_desktop.domain.access_codes import new_code
from ejournal_desktop.domain.accounts import IssuedCode
from ejournal_desktop.domain.approvals import OrderEntry
from ejournal_desktop.domain.errors import CancelledError, EjournalError, RefusedError, RuleBrokenError
from ejournal_desktop.domain.people import Role
from ejournal_desktop.domain.people_access import AccessKeeper, AccessNotice, AccessPerson, AccountCard
from ejournal_desktop.services import accounts


@dataclass(frozen=True, slots=True)
class NotIssued:
    """A person of a batch who got no code, and why."""

    person: AccessPerson
    error: EjournalError


def people_and_access(engine: Engine) -> tuple[AccessPerson, ...]:
    """Everybody whom the person lets in; the read is on record."""
    with transaction(engine) as connection:
        return windows.people_and_access(connection)


def account_card(engine: Engine, account_id: int) -> AccountCard:
    """An account in full; the read is on record."""
    with transaction(engine) as connection:
        return windows.account_card(connection, account_id)


def grant_role(engine: Engine, account_id: int, role: Role, starts_on: date, ends_on: date | None) -> None:
    """Give another person's account a role, from today on or later, with a last day or without.

    Raises:
        RuleBrokenError: ``EJ051`` for a role of the management: it is proposed for approval instead.
    """
    with transaction(engine) as connection:
        windows.grant_role(connection, account_id, role, starts_on, ends_on)


def propose_role(engine: Engine, person_id: int, role: Role, starts_on: date, ends_on: date | None) -> None:
    """Put a role of the management to a second person, who gives it by saying yes."""
    days = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat() if ends_on else None}
    asked = {"person_id": person_id, "school_role": role, **days}
    with transaction(engine) as connection:
        windows.propose(connection, "role", asked)


def propose_role_end(engine: Engine, role_grant_id: int, last_day: date | None) -> None:
    """Put the end of a role of the management to a second person, whose yes ends it."""
    asked = {"role_grant_id": role_grant_id, "last_day": last_day.isoformat() if last_day else None}
    with transaction(engine) as connection:
        windows.propose(connection, "role-end", asked)


def propose_reissue(engine: Engine, person_id: int) -> None:
    """Put a forgotten password of the management to a second person, whose yes lets the code be issued."""
    with transaction(engine) as connection:
        windows.propose(connection, "account", {"person_id": person_id})


def end_role(engine: Engine, role_grant_id: int, last_day: date | None) -> None:
    """End a role of another person with a day, or at once.

    Raises:
        RuleBrokenError: ``EJ051`` for a role of the management: its end is proposed for approval instead.
    """
    with transaction(engine) as connection:
        windows.end_role(connection, role_grant_id, last_day)


def set_departure(engine: Engine, person_id: int, last_day: date | None, order: OrderEntry | None) -> None:
    """Let one of the staff leave with a last day, by an order; without a day the departure is taken back.

    Raises:
        RuleBrokenError: no order, a day before she came, or, of the management, a day that is over (``EJ020``).
    """
    with transaction(engine) as connection:
        windows.set_departure(connection, person_id, last_day, order)


def access_keeper(engine: Engine) -> AccessKeeper:
    """Who gives new access in this school."""
    with one_statement(engine) as connection:
        return windows.access_keeper(connection)


def save_access_keeper(engine: Engine, keeper: AccessKeeper) -> None:
    """Say who gives new access: slips and login windows name that person."""
    with transaction(engine) as connection:
        windows.set_access_keeper(connection, keeper)


def end_sessions(engine: Engine, account_id: int) -> int:
    """End the sessions of another account; return how many there were."""
    with transaction(engine) as connection:
        return windows.end_sessions(connection, account_id)


def issue_codes(
    engine: Engine,
    profile: ServerProfile,
    people: Sequence[AccessPerson],
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> tuple[tuple[tuple[AccessPerson, IssuedCode], ...], tuple[NotIssued, ...]]:
    """Codes for people, one by one: a first one, or one for a forgotten password; a refusal stops nobody else.

    What was issued before a cancel is lost with its text, so the slips of it are returned and no more are made.
    """
    issued: list[tuple[AccessPerson, IssuedCode]] = []
    refused: list[NotIssued] = []
    for number, person in enumerate(people):
        progress(number, len(people))
        if cancelled():
            break
        try:
            issued.append((person, _code_for(engine, profile, person)))
        except (RefusedError, RuleBrokenError) as error:
            refused.append(NotIssued(person, error))
    if not issued and not refused:
        raise CancelledError("report-cancelled")
    return tuple(issued), tuple(refused)


def issue_recovery_code(engine: Engine, profile: ServerProfile, person_id: int) -> IssuedCode:
    """The sealed code that gives an administrator's account back, for the director's safe (rulings 21)."""
    code = new_code()
    verifier = make_verifier(code.secret)
    with transaction(engine) as connection:
        code_id, until = windows.issue_recovery_code(
            connection, person_id, role_of(profile.database, f"c_{code.name}"), verifier
        )
    return IssuedCode(code_id, code.text, until)


def access_notices(engine: Engine) -> tuple[AccessNotice, ...]:
    """What the person must know about access and has not read yet, newest first."""
    with transaction(engine) as connection:
        return windows.access_notices(connection)


def acknowledge_access_notice(engine: Engine, access_event_id: int) -> None:
    """Say that a notice was read."""
    with transaction(engine) as connection:
        windows.acknowledge_access_notice(connection, access_event_id)


def not_me(engine: Engine) -> None:
    """«Это не я»: lock the account that a code has just made, and have the administrators told."""
    with transaction(engine) as connection:
        windows.not_me(connection)


def _code_for(engine: Engine, profile: ServerProfile, person: AccessPerson) -> IssuedCode:
    if person.account_id is None:
        return accounts.issue_code(engine, profile, person.person_id, person.code_roles)
    return accounts.reissue(engine, profile, person.person_id)
