"""Profiles of servers and the way into one: TLS with everything checked, or our own server on 127.0.0.1."""

import secrets
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import tomlkit
from sqlalchemy import URL, Engine, create_engine, event

from ejournal_desktop import __version__
from ejournal_desktop.database import liveness
from ejournal_desktop.database.role_names import role_name
from ejournal_desktop.domain.errors import BadFileError, RefusedError

_LOOPBACK = "127.0.0.1"
_CONNECT_TIMEOUT_S = 5
_THIS_RUN = secrets.token_hex(2)  # several connections are one program to their owner
_POOL_SIZE = 4  # the lanes, the sender of edits, the listener
# what is said here stands over settings that somebody laid upon the role itself
_SESSION = (
    "-c statement_timeout=60s -c lock_timeout=5s -c timezone=UTC -c datestyle=ISO"
    r" -c default_transaction_isolation=read\ committed -c default_transaction_read_only=off"
)


@dataclass(frozen=True, slots=True)
class ServerProfile:
    """One school's server as a client knows it; written by the school, read by ``load_profile``.

    Attributes:
        access_name: who gives new access («Белозёрова Ирина Михайловна»), shown before anybody is signed in.
    """

    name: str
    host: str
    port: int
    database: str
    salt: str
    sslmode: str = "verify-full"
    ca_file: str = ""
    is_embedded: bool = False
    access_name: str = ""
    access_room: str = ""
    access_phone: str = ""
    access_hours: str = ""

    def role_name(self, login: str) -> str:
        """The PostgreSQL role of a login on this server."""
        return role_name(self.database, self.salt, login)


def load_profile(path: Path) -> ServerProfile:
    """Read a profile file.

    Raises:
        BadFileError: ``profile`` when it is not one (detail: ``file``, ``reason``).
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        known = {field.name: field.type for field in fields(ServerProfile)}
        wrong = [name for name, value in values.items() if name not in known or type(value) is not known[name]]
        if wrong:
            raise BadFileError("profile", {"file": str(path), "reason": ", ".join(wrong)})
        return ServerProfile(**values)
    except (OSError, ValueError, TypeError) as error:
        raise BadFileError("profile", {"file": str(path), "reason": str(error)}) from error


def save_profile(profile: ServerProfile, path: Path) -> None:
    """Write a profile file whole: never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(tomlkit.dumps(asdict(profile)), encoding="utf-8")
    part.replace(path)


def connect(profile: ServerProfile, login: str, password: str) -> Engine:
    """An engine of this person's own PostgreSQL role; connects at the first use.

    Raises:
        RefusedError: ``tls-required`` when the profile asks for less than a checked certificate.
    """
    return connect_as(profile, profile.role_name(login), password)


def connect_as(profile: ServerProfile, role: str, password: str) -> Engine:
    """The same for a role whose name is known: an access code's, or the superuser's of the embedded server."""
    url = URL.create("postgresql+psycopg", role, password, profile.host, profile.port, profile.database)
    engine = create_engine(
        url,
        connect_args=_arguments(profile),
        isolation_level="AUTOCOMMIT",  # most intents are one statement; ``transaction`` begins one of its own
        pool_size=_POOL_SIZE,
        max_overflow=0,
        pool_timeout=15,
        hide_parameters=True,  # personal data must not reach a log through an error's text
    )
    liveness.watch(engine)
    return engine


def use_password(engine: Engine, password: str) -> None:
    """Connect with another password from now on: the person changed it; what is connected stays so."""

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, _arguments: Any, parameters: dict[str, Any]) -> None:
        parameters["password"] = password


def _arguments(profile: ServerProfile) -> dict[str, Any]:
    common: dict[str, Any] = {
        "application_name": f"ejournal-desktop {__version__} #{_THIS_RUN}",
        "connect_timeout": _CONNECT_TIMEOUT_S,
        "tcp_user_timeout": 10_000,
        "options": _SESSION,
        "gssencmode": "disable",
        "require_auth": "scram-sha-256",
    }
    if profile.is_embedded and profile.host == _LOOPBACK:
        return common | {"sslmode": "disable"}
    if profile.sslmode != "verify-full" or not profile.ca_file:
        raise RefusedError("tls-required", {"server": profile.name})
    return common | {"sslmode": "verify-full", "sslrootcert": profile.ca_file, "channel_binding": "require"}
