"""Everything before somebody is signed in (``gui/session_port.py``: Door): servers, a knock, remembered logins."""

import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from sqlalchemy import Engine

from ejournal_desktop.app.desk import DatabaseDesk
from ejournal_desktop.app.desks.drawing import Draw
from ejournal_desktop.app.strongbox import SESSION, open_strongbox, open_without_server, strongbox_folder
from ejournal_desktop.config import credentials, paths
from ejournal_desktop.config.settings import load_settings, settings_file
from ejournal_desktop.database.connection import ServerProfile, load_profile, save_profile
from ejournal_desktop.domain.errors import EjournalError, RefusedError, ServerUnavailableError
from ejournal_desktop.domain.passwords import Judgement
from ejournal_desktop.domain.people_access import AccessKeeper
from ejournal_desktop.gui.session_port import ServerChoice, ServerState
from ejournal_desktop.services import accounts, people_access

KNOCK_SECONDS = 3


class DatabaseDoor:
    """The servers of this computer and the way into them."""

    def __init__(self, draw: Draw, first: ServerProfile | None = None) -> None:
        self._draw = draw
        self._first = first

    def servers(self) -> tuple[ServerChoice, ...]:
        """The server that the program was started for, then the saved profiles by name."""
        saved = [load_profile(file) for file in sorted(profile_folder().glob("*.toml"))]
        first = [self._first] if self._first else []
        return tuple(_choice(profile) for profile in (*first, *saved))

    def knock(self, server: ServerChoice) -> ServerState:
        """Whether a server takes a connection, and how quickly."""
        profile = _profile(server)
        started = time.perf_counter()
        try:
            with socket.create_connection((profile.host, profile.port), timeout=KNOCK_SECONDS):
                return ServerState(max(1, round((time.perf_counter() - started) * 1000)))
        except OSError:
            return ServerState(None)

    def sign_in(self, server: ServerChoice, login: str, password: str) -> DatabaseDesk:
        """Sign in; raises ``SignInFailedError`` or ``ServerUnavailableError``."""
        profile = _profile(server)
        folder, shared = strongbox_folder(profile, login), load_settings(settings_file()).shared_device
        try:
            session, engine = accounts.sign_in(profile, login, password)
        except ServerUnavailableError:
            desk = None if shared else self._enter_without_server(profile, folder, login, password)
            if desk is None:
                raise
            return desk
        self._learn_keeper(profile, engine)
        strongbox = open_strongbox(folder, password, remembers=not shared)
        strongbox.known.keep(SESSION, session)
        return DatabaseDesk(session, engine, self._draw, profile, login, strongbox=strongbox)

    def _learn_keeper(self, profile: ServerProfile, engine: Engine) -> None:
        """What the login window says next time; where nobody said, what the file of the profile says stays."""
        try:
            keeper = people_access.access_keeper(engine)
        except EjournalError:  # a password that is due opens no window yet
            return
        if not keeper.parts:
            return
        known = {f"access_{name}": value for name, value in asdict(keeper).items()}
        if self._first is not None and _is_same(self._first, profile):
            self._first = replace(self._first, **known)
        for file in profile_folder().glob("*.toml"):
            if _is_same(saved := load_profile(file), profile) and _access_keeper(saved) != keeper:
                save_profile(replace(saved, **known), file)

    def _enter_without_server(
        self, profile: ServerProfile, folder: Path, login: str, password: str
    ) -> DatabaseDesk | None:
        """With what this computer knows of her; ``None`` where it knows nothing."""
        opened = open_without_server(folder, password)
        if opened is None:
            return None
        strongbox, session = opened
        engine = accounts.engine_of_person(profile, login, password)
        desk = DatabaseDesk(session, engine, self._draw, profile, login, strongbox=strongbox)
        desk.enters_later = True
        return desk

    def try_code(self, server: ServerChoice, code: str) -> None:
        """Whether an access code still lets in; raises ``SignInFailedError`` (``code-refused``)."""
        accounts.try_code(_profile(server), code)

    def register(self, server: ServerChoice, code: str, login: str, password: str) -> DatabaseDesk:
        """Turn a code into an account and sign in; raises ``SignInFailedError`` or ``RuleBrokenError``."""
        accounts.redeem(_profile(server), code, login, password)
        return self.sign_in(server, login, password)

    def judge_password(self, password: str, login: str, names: Sequence[str]) -> Judgement:
        """What speaks against a password."""
        return accounts.judge_password(password, login, names)

    def report_own_account(self, server: ServerChoice, login: str, password: str) -> None:
        """Lock one's own account with its password."""
        accounts.report_own_account(_profile(server), login, password)

    def why_not_remembered(self) -> str:
        """Empty where passwords can be kept safely, else the reason in words."""
        if load_settings(settings_file()).shared_device:
            return "Общий компьютер: вход не запоминается."
        return _REASONS[reason] if (reason := credentials.cannot_remember()) else ""

    def remembered(self, server: ServerChoice) -> tuple[str, str] | None:
        """Login and password kept for a server."""
        login = _login_file(server)
        if not login.exists():
            return None
        name = login.read_text(encoding="utf-8")
        password = credentials.remembered(name, server.key)
        return (name, password) if password else None

    def remember(self, server: ServerChoice, login: str, password: str) -> None:
        """Keep them in the system's protected store; raises ``RefusedError`` (``not-remembered``)."""
        try:
            credentials.remember(login, server.key, password)
        except credentials.KeyringUnavailableError as error:
            raise RefusedError("not-remembered", {"reason": error.reason}) from error
        _login_file(server).parent.mkdir(parents=True, exist_ok=True)
        _login_file(server).write_text(login, encoding="utf-8")

    def forget(self, server: ServerChoice, login: str) -> None:
        """Remove them from there; a store that cannot be opened holds nothing that we could have put in."""
        with suppress(credentials.KeyringUnavailableError):
            credentials.forget(login, server.key)
        _login_file(server).unlink(missing_ok=True)


_REASONS = {
    "no-keyring": "На этом компьютере нет защищённого хранилища паролей.",
    "keyring-silent": "Хранилище паролей системы не отвечает.",
    "keyring-refused": "Хранилище паролей системы закрыто.",
}


def profile_folder() -> Path:
    """Where the profile files of servers lie."""
    return paths.config_dir() / "servers"


def _choice(profile: ServerProfile) -> ServerChoice:
    key = f"{profile.host}/{profile.database}"  # no port: our own server takes a free one at each start
    return ServerChoice(
        key, profile.name, profile.host, profile.is_embedded, profile, access_keeper=_access_keeper(profile).parts
    )


def _is_same(one: ServerProfile, other: ServerProfile) -> bool:
    """One school's server, whatever is known of who gives access there."""
    return (one.host, one.port, one.database, one.salt) == (other.host, other.port, other.database, other.salt)


def _access_keeper(profile: ServerProfile) -> AccessKeeper:
    return AccessKeeper(profile.access_name, profile.access_room, profile.access_phone, profile.access_hours)


def _profile(server: ServerChoice) -> ServerProfile:
    if not isinstance(server.profile, ServerProfile):
        raise TypeError(server.profile)
    return server.profile


def _login_file(server: ServerChoice) -> Path:
    name = "".join(sign if sign.isalnum() else "-" for sign in server.key)
    return paths.config_dir() / "remembered" / name
