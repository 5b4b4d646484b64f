"""A data folder: made by initdb, configured for 127.0.0.1 and SCRAM only."""

import os
import secrets
import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from ejournal_desktop.config.paths import SYSTEM_HOME
from ejournal_desktop.database.embedded.account import SystemAccount
from ejournal_desktop.database.embedded.binaries import Binaries
from ejournal_desktop.domain.errors import ServerUnavailableError

HOST = "127.0.0.1"
SUPERUSER = "postgres"
BUILTIN_LOCALES_FROM = 17
SCRAM_ITERATIONS_FROM = 16
SCRAM_ITERATIONS = 100_000
GUESS_DELAY_MS = 1000
_GUESS_DELAY_MODULE = "auth_delay"

_HBA = f"""# Written by the program at every start. Never trust: whoever connects proves a password.
host all all {HOST}/32 scram-sha-256
host all all all reject
"""
_SETTINGS = {
    "listen_addresses": f"'{HOST}'",
    "unix_socket_directories": "''",  # no path limit of 107 bytes, no second door
    "max_connections": "120",
    "shared_buffers": "'128MB'",
    "max_wal_size": "'512MB'",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "lc_messages": "'C'",
    "password_encryption": "'scram-sha-256'",
    "idle_in_transaction_session_timeout": "'5min'",
    "log_min_error_statement": "panic",  # statements may hold personal data
    "log_connections": "on",  # who came in past the program signs in nowhere
    "log_line_prefix": "'%m [%p] %q%u@%d '",
}
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """The folders of one server: ``home`` is ours, ``data`` and ``logs`` belong to the account that runs it."""

    home: Path
    account: SystemAccount
    durable: bool = True
    guess_delay_ms: int = GUESS_DELAY_MS

    @property
    def data(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.home / "data"

    @property
    def log_file(self) -> Path:
        """What the server writes to its standard error."""
        return self.home / "log" / "server.log"

    @property
    def password_file(self) -> Path:
        """The superuser's password, 0600."""
        return self.home / "superuser.password"

    @property
    def exists(self) -> bool:
        """Whether initdb has finished here."""
        return (self.data / "PG_VERSION").is_file()

    def major(self) -> int:
        """The major version of PostgreSQL that made the data folder."""
        return int((self.data / "PG_VERSION").read_text(encoding="ascii").split(".")[0])

    def password(self) -> str:
        """The superuser's password.

        Raises:
            ServerUnavailableError: ``password-lost`` when its file cannot be read.
        """
        try:
            return self.password_file.read_text(encoding="ascii").strip()
        except OSError as error:
            raise ServerUnavailableError("password-lost", {"file": str(self.password_file)}) from error

    def prepare_home(self) -> None:
        """Make the home; as root the server's account must be able to pass through it."""
        if self.account.uid is not None and SYSTEM_HOME in self.home.parents and SYSTEM_HOME.exists():
            SYSTEM_HOME.chmod(SYSTEM_HOME.stat().st_mode | 0o011)  # somebody may have made it for himself alone
        if not self.home.exists():
            missing = [folder for folder in self.home.parents if not folder.exists()]
            for folder in (*reversed(missing), self.home):
                folder.mkdir()
                folder.chmod(0o700 if self.account.uid is None else 0o711)  # whatever root's umask is
        self.log_file.parent.mkdir(mode=0o700, exist_ok=True)
        self.account.own(self.log_file.parent)

    def initialise(self, binaries: Binaries) -> None:
        """Run initdb beside and rename: a killed first start leaves nothing half-made.

        Raises:
            ServerUnavailableError: ``initdb-failed`` (detail: ``output``).
        """
        part = self.home / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        self.account.own(part)
        password = secrets.token_urlsafe(32)
        _write_private(self.password_file, password)
        secret = self.home / "initdb.password"
        _write_private(secret, password)
        self.account.own(secret)
        try:
            self._initdb(binaries, part, secret)
        finally:
            secret.unlink()
        part.rename(self.data)

    def _initdb(self, binaries: Binaries, folder: Path, secret: Path) -> None:
        command = [binaries.program("initdb"), "-D", str(folder), "-U", SUPERUSER, "-E", "UTF8", "-A", "scram-sha-256"]
        command += ["--pwfile", str(secret), "--data-checksums", "--no-instructions"]
        builtin = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += builtin if binaries.major >= BUILTIN_LOCALES_FROM else ["--locale=C.UTF-8"]
        command += [] if self.durable else ["--no-sync"]
        made = self.account.run(command)
        if made.returncode != 0:
            raise ServerUnavailableError("initdb-failed", {"output": (made.stderr or made.stdout).strip()[-2000:]})

    def configure(self, port: int, binaries: Binaries) -> None:
        """Write the settings of this start; the files are ours and written whole each time."""
        settings = _SETTINGS | {"port": str(port)} | ({} if self.durable else _CARELESS)
        if self.major() >= SCRAM_ITERATIONS_FROM:
            # the default for people: a name that does not exist must take as long as one that does
            settings["scram_iterations"] = str(SCRAM_ITERATIONS)
        if binaries.has_module(_GUESS_DELAY_MODULE):  # a wrong password is answered late: guessing takes years
            settings["shared_preload_libraries"] = f"'{_GUESS_DELAY_MODULE}'"
            settings[f"{_GUESS_DELAY_MODULE}.milliseconds"] = str(self.guess_delay_ms)
        lines = [f"{name} = {value}\n" for name, value in settings.items()]
        self._write_data_file("ejournal.conf", "# Written by the program at every start.\n" + "".join(lines))
        self._write_data_file("pg_hba.conf", _HBA)
        main = self.data / "postgresql.conf"
        text = main.read_text(encoding="utf-8")
        if "include = 'ejournal.conf'" not in text:
            self._write_data_file(main.name, f"{text}\ninclude = 'ejournal.conf'\n")

    def last_port(self) -> int | None:
        """The port of the last start, which clients that are still open know; None before the first."""
        try:
            lines = (self.data / "ejournal.conf").read_text(encoding="utf-8").splitlines()
        except OSError:
            return None
        ports = [value for name, _, value in (line.partition(" = ") for line in lines) if name == "port"]
        return int(ports[0]) if ports and ports[0].isdigit() else None

    def _write_data_file(self, name: str, text: str) -> None:
        part = self.data / f"{name}.part"
        _write_private(part, text)
        self.account.own(part)
        part.replace(self.data / name)


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def free_port() -> int:
    """A port of 127.0.0.1 nobody listens on at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of 127.0.0.1; connections that just ended there are no hindrance."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # as PostgreSQL does itself; on Windows the option would mean stealing
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
