"""Accounts: one LOGIN role of PostgreSQL per person; identity is the server's, never the client's.

Signing in, letting in by access codes, locking, one's own sessions. Passwords become verifiers here and travel nowhere.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine

from ejournal_desktop.database.connection import ServerProfile, connect, connect_as, use_password
from ejournal_desktop.database.queries import accounts as windows
from ejournal_desktop.database.queries import people
from ejournal_desktop.database.scram import make_verifier
from ejournal_desktop.database.tokens import role_of
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.access_codes import AccessCode, new_code, read_code
from ejournal_desktop.domain.accounts import Account, CodeNotice, IssuedCode, OpenSession, Redeemed
from ejournal_desktop.domain.errors import EjournalError, RuleBrokenError, SignInFailedError
from ejournal_desktop.domain.passwords import (
    LONGEST_LOGIN,
    SHORTEST_LOGIN,
    SHORTEST_PASSWORD,
    Judgement,
    is_login,
    weaknesses,
)
from ejournal_desktop.domain.people import Role, Session
from ejournal_desktop.services.password_strength import is_guessable, strength

CLIENT_VERSION = 1  # what this client can talk; the server refuses one that is too old (EJ003)


def sign_in(profile: ServerProfile, login: str, password: str) -> tuple[Session, Engine]:
    """Connect as the person and learn who she is; the caller disposes of the engine.

    Raises:
        SignInFailedError: wrong login or password, a locked account, a client too old.
        ServerUnavailableError: no answer from the server.
    """
    engine = engine_of_person(profile, login, password)
    try:
        return enter(engine), engine
    except EjournalError:
        engine.dispose()
        raise


def engine_of_person(profile: ServerProfile, login: str, password: str) -> Engine:
    """The person's connections; none is made before the first use."""
    return connect(profile, login, password)


def enter(engine: Engine) -> Session:
    """Tell the server that the person is here and learn who she is; put on record.

    Raises:
        SignInFailedError, ServerUnavailableError: as ``sign_in``.
    """
    with transaction(engine) as connection:
        return people.sign_in(connection, CLIENT_VERSION)


def issue_code(engine: Engine, profile: ServerProfile, person_id: int, roles: Sequence[Role]) -> IssuedCode:
    """Make an access code for a person without an account; her older living code ends.

    Raises:
        RefusedError: not one whom this person lets in.
        RuleBrokenError: she has an account, or the roles do not fit her.
    """
    return _issue(
        engine,
        profile,
        lambda connection, role, verifier: windows.issue_code(connection, person_id, role, verifier, roles),
    )


def reissue(engine: Engine, profile: ServerProfile, person_id: int) -> IssuedCode:
    """Make a code for a person who forgot her password: it gives her account back as it is.

    Raises:
        RefusedError: not one whom this person lets in.
        RuleBrokenError: ``EJ051`` where a second person has to confirm; she has no account.
    """
    return _issue(
        engine, profile, lambda connection, role, verifier: windows.reissue(connection, person_id, role, verifier)
    )


def try_code(profile: ServerProfile, code: str) -> None:
    """Learn whether a code still lets in, without using it: it may connect, and that is all that is done.

    Raises:
        SignInFailedError: ``code-refused``: mistyped, used, expired or unknown, all alike.
    """
    with _at_the_code(profile, code) as engine, transaction(engine):
        pass


def redeem(profile: ServerProfile, code: str, login: str, password: str) -> Redeemed:
    """Turn an access code into an account with the login and password of its owner, and learn whom it let in.

    Her name is not known before the code is redeemed, so ``change_password`` judges the password by it later.

    Raises:
        SignInFailedError: ``code-refused``: mistyped, used, expired or unknown, all alike.
        RuleBrokenError: the login is taken (the code lives on), or login or password are no good.
    """
    demand_login(login)
    demand_password(password, login, ())
    with _at_the_code(profile, code) as engine, transaction(engine) as connection:
        return windows.redeem(connection, profile.role_name(login), make_verifier(password))


@contextmanager
def _at_the_code(profile: ServerProfile, code: str) -> Iterator[Engine]:
    known = read_code(code)
    if known is None:
        raise SignInFailedError("code-refused")
    engine = connect_as(profile, _code_role(profile, known), known.secret)
    try:
        yield engine
    except SignInFailedError as error:
        raise SignInFailedError("code-refused") from error
    finally:
        engine.dispose()


def change_password(engine: Engine, login: str, password: str, names: Sequence[str]) -> None:
    """Give one's own account a new password.

    Raises:
        RuleBrokenError: ``weak-password``.
    """
    demand_password(password, login, names)
    with transaction(engine) as connection:
        windows.change_password(connection, make_verifier(password))
    use_password(engine, password)


def check_password(profile: ServerProfile, login: str, password: str) -> None:
    """Learn from the server whether this is the person's password.

    Raises:
        SignInFailedError: it is not.
    """
    engine = connect(profile, login, password)
    try:
        with transaction(engine):
            pass
    finally:
        engine.dispose()


def judge_password(password: str, login: str, names: Sequence[str]) -> Judgement:
    """What speaks against a password while it is being typed, and how strong it is."""
    words = [word for word in (login, *names) if word]
    return Judgement(weaknesses(password, login, names, is_guessable), strength(password, words))


def report_own_account(profile: ServerProfile, login: str, password: str) -> None:
    """Lock one's own account with its password, from any computer (rulings 19).

    Raises:
        SignInFailedError: wrong login or password, or it is locked already.
    """
    session, engine = sign_in(profile, login, password)
    try:
        lock_account(engine, session.account_id)
    finally:
        engine.dispose()


def demand_login(login: str) -> None:
    """Refuse a login that cannot be typed and read.

    Raises:
        RuleBrokenError: ``bad-login`` (detail: ``shortest``, ``longest``).
    """
    if not is_login(login):
        raise RuleBrokenError("bad-login", {"shortest": SHORTEST_LOGIN, "longest": LONGEST_LOGIN})


def demand_password(password: str, login: str, names: Sequence[str]) -> None:
    """Refuse a password that is easily guessed.

    Raises:
        RuleBrokenError: ``weak-password`` (detail: ``reason``, all ``weaknesses``, ``shortest``).
    """
    found = weaknesses(password, login, names, is_guessable)
    if found:
        facts = {"reason": found[0], "weaknesses": list(found), "shortest": SHORTEST_PASSWORD}
        raise RuleBrokenError("weak-password", facts)


def accounts(engine: Engine) -> tuple[Account, ...]:
    """Every account of the school, for the administrator and the director."""
    with transaction(engine) as connection:
        return windows.accounts(connection)


def issued_codes(engine: Engine) -> tuple[CodeNotice, ...]:
    """Codes of which this person is told: about herself, issued by herself; all for administrator and director."""
    with transaction(engine) as connection:
        return windows.issued_codes(connection)


def lock_account(engine: Engine, account_id: int) -> int:
    """Lock an account at once; return how many of its sessions were ended."""
    with transaction(engine) as connection:
        return windows.lock_account(connection, account_id)


def my_sessions(engine: Engine) -> tuple[OpenSession, ...]:
    """Where else the person is signed in."""
    with transaction(engine) as connection:
        return windows.my_sessions(connection)


def end_session(engine: Engine, pid: int) -> bool:
    """End one of one's own other sessions; tell whether there was one."""
    with transaction(engine) as connection:
        return windows.end_session(connection, pid)


def _issue(
    engine: Engine, profile: ServerProfile, call: Callable[[Connection, str, str], tuple[int, datetime]]
) -> IssuedCode:
    code = new_code()
    verifier = make_verifier(code.secret)
    with transaction(engine) as connection:
        code_id, valid_until = call(connection, _code_role(profile, code), verifier)
    return IssuedCode(code_id, code.text, valid_until)


def _code_role(profile: ServerProfile, code: AccessCode) -> str:
    return role_of(profile.database, f"c_{code.name}")
