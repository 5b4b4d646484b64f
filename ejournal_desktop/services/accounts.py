"""Signing in: one LOGIN role of PostgreSQL per account, identity is the server's, never the client's."""

from sqlalchemy import Engine

from ejournal_desktop.database.connection import ServerProfile, connect
from ejournal_desktop.database.queries import people
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.errors import EjournalError
from ejournal_desktop.domain.people import Session

CLIENT_VERSION = 1  # what this client can talk; the server refuses one that is too old (EJ003)


def sign_in(profile: ServerProfile, login: str, password: str) -> tuple[Session, Engine]:
    """Connect as the person and learn who she is; the caller disposes of the engine.

    Raises:
        SignInFailedError: wrong login or password, a locked account, a client too old.
        ServerUnavailableError: no answer from the server.
    """
    engine = connect(profile, login, password)
    try:
        with transaction(engine) as connection:
            return people.sign_in(connection, CLIENT_VERSION), engine
    except EjournalError:
        engine.dispose()
        raise
