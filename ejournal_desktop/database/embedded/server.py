"""The server that the program keeps for itself: found, made, started, adopted, stopped only by its owner."""

import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from ejournal_desktop.database.embedded import ownership
from ejournal_desktop.database.embedded.account import reachable_binaries, server_account
from ejournal_desktop.database.embedded.binaries import Binaries, find_binaries
from ejournal_desktop.database.embedded.cluster import GUESS_DELAY_MS, HOST, SUPERUSER, Cluster, free_port, is_free
from ejournal_desktop.database.embedded.postmaster import (
    Postmaster,
    drop_stale_pid_file,
    live_postmaster,
    wait_for_orphans,
)
from ejournal_desktop.database.embedded.process_lock import process_lock
from ejournal_desktop.domain.errors import ServerUnavailableError

_POLL_S = 0.05
_ANSWER_WAIT_S = 60
_PORT_ATTEMPTS = 5
_LOG_LIMIT_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers; ``password`` is the superuser's, ``version`` as «18.6»."""

    host: str
    port: int
    superuser: str
    password: str
    started_by_us: bool
    version: str

    def conninfo(self, database: str = "postgres") -> str:
        """The connection string of the superuser for ``database``."""
        return psycopg.conninfo.make_conninfo(
            host=self.host,
            port=self.port,
            user=self.superuser,
            password=self.password,
            dbname=database,
            sslmode="disable",
            gssencmode="disable",
        )


class EmbeddedServer:
    """One PostgreSQL under ``home``, for the people of this computer only."""

    def __init__(self, home: Path, *, durable: bool = True, guess_delay_ms: int | None = None) -> None:
        """Take a home; ``durable=False`` is for throw-away servers of tests, which refuse a wrong password at once."""
        self._home = home.absolute()
        self._durable = durable
        self._guess_delay_ms = (GUESS_DELAY_MS if durable else 0) if guess_delay_ms is None else guess_delay_ms
        self._owner_file = self._home / "owner.json"

    @property
    def log_file(self) -> Path:
        """The server's own log."""
        return self._home / "log" / "server.log"

    def _cluster(self) -> Cluster:
        return Cluster(self._home, server_account(), self._durable, self._guess_delay_ms)

    def ensure_running(self) -> RunningServer:
        """Make the server if there is none, start it if it is down, adopt it if it runs.

        Raises:
            ServerUnavailableError: with what stands in the way.
        """
        cluster = self._cluster()
        cluster.prepare_home()
        with process_lock(self._home / "server.lock"):
            binaries = reachable_binaries(find_binaries(cluster.major() if cluster.exists else None), cluster.account)
            if not cluster.exists:
                cluster.initialise(binaries)
            port = self._adopt(cluster) or self._start(cluster, binaries)
            return RunningServer(
                HOST, port, SUPERUSER, cluster.password(), ownership.claim(self._owner_file), binaries.version
            )

    def stop_if_owner(self) -> bool:
        """Stop the server if it is this process's to stop and nobody else is connected; return whether it was stopped.

        The caller closes its own connections first. Whoever may not stop it because others work leaves it to them.
        """
        if not (self._home / "data" / "PG_VERSION").is_file():
            return False
        cluster = self._cluster()
        with process_lock(self._home / "server.lock"):
            running = live_postmaster(cluster.data)
            if running is None or not ownership.claim(self._owner_file):
                return False
            ownership.release(self._owner_file)
            if _others_connected(running, cluster.password()):
                return False
            self._stop(cluster)
            return True

    def _adopt(self, cluster: Cluster) -> int | None:
        """The port of a server that runs already; None when there is none left (its remains are cleared away then)."""
        deadline = time.monotonic() + _ANSWER_WAIT_S
        while (running := live_postmaster(cluster.data)) is not None:
            if running.port and _answers(running.port, cluster.password()):
                return running.port
            if time.monotonic() > deadline:
                raise ServerUnavailableError("server-silent", {"pid": running.pid, "log": str(cluster.log_file)})
            time.sleep(_POLL_S)  # starting, recovering, stopping, or just killed and not yet buried
        drop_stale_pid_file(cluster.data)
        wait_for_orphans(cluster.data)
        return None

    def _start(self, cluster: Cluster, binaries: Binaries) -> int:
        _shorten(cluster.log_file)
        port = cluster.last_port()  # the windows that are still open know no other
        for attempt in range(_PORT_ATTEMPTS):
            if attempt or port is None or not is_free(port):
                port = free_port()
            cluster.configure(port, binaries)
            if _pg_ctl(cluster, binaries, "start", "-w", "-t", str(_ANSWER_WAIT_S), "-l", str(cluster.log_file)):
                return port
            if "could not create any TCP/IP sockets" not in _tail(cluster.log_file):
                break  # anything but a port that somebody took in between
        raise ServerUnavailableError(
            "server-not-starting", {"log": str(cluster.log_file), "tail": _tail(cluster.log_file)}
        )

    def _stop(self, cluster: Cluster) -> None:
        binaries = reachable_binaries(find_binaries(cluster.major()), cluster.account)
        if not _pg_ctl(cluster, binaries, "stop", "-m", "fast", "-w"):
            raise ServerUnavailableError("server-not-stopping", {"log": str(cluster.log_file)})


def _pg_ctl(cluster: Cluster, binaries: Binaries, *arguments: str) -> bool:
    command = [binaries.program("pg_ctl"), "-D", str(cluster.data), *arguments]
    return cluster.account.run(command, detached=True).returncode == 0


def _connect(port: int, password: str) -> psycopg.Connection:
    server = RunningServer(HOST, port, SUPERUSER, password, started_by_us=False, version="")
    return psycopg.connect(server.conninfo(), connect_timeout=5, autocommit=True)


def _answers(port: int, password: str) -> bool:
    """Whether our own server answers there: SCRAM proves both sides, so a stranger on the same port does not count."""
    try:
        with _connect(port, password):
            return True
    except psycopg.OperationalError:
        return False


def _others_connected(running: Postmaster, password: str) -> bool:
    if running.port is None:
        return True
    question = "select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()"
    with _connect(running.port, password) as connection:
        row = connection.execute(question).fetchone()
    return row is None or row[0] > 0


def _tail(log: Path) -> str:
    try:
        return log.read_text(encoding="utf-8", errors="replace")[-2000:]
    except OSError:
        return ""


def _shorten(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))
