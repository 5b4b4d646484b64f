"""The life of the embedded server, each case with a real PostgreSQL of its own."""

import json
import os
import socket
import stat
import subprocess
import sys

import psutil
import psycopg
import pytest

from ejournal_desktop.database.embedded import EmbeddedServer, cluster, ownership, postmaster
from ejournal_desktop.database.embedded import server as server_module
from ejournal_desktop.database.embedded.account import server_account
from ejournal_desktop.database.embedded.binaries import find_binaries
from ejournal_desktop.domain.errors import ServerUnavailableError

HOLD = """
import json, sys
from pathlib import Path
from ejournal_desktop.database.embedded import EmbeddedServer
running = EmbeddedServer(Path(sys.argv[1]), durable=False).ensure_running()
print(json.dumps({"port": running.port, "started_by_us": running.started_by_us}), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def server(server_home):
    return EmbeddedServer(server_home, durable=False)


@pytest.fixture
def hold(server_home):
    """Start another process that has the server running until its standard input is closed."""
    started = []

    def start() -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(server_home)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _said(process: subprocess.Popen) -> dict:
    return json.loads(process.stdout.readline())


def _kill_postmaster(home):
    psutil.Process(postmaster.live_postmaster(home / "data").pid).kill()


def test_a_first_start_makes_a_server_of_the_version_found(server):
    running = server.ensure_running()

    with psycopg.connect(running.conninfo()) as connection:
        assert connection.info.server_version // 10_000 == find_binaries().major


def _answer_to_a_guess(running):
    with pytest.raises(psycopg.OperationalError) as caught:
        psycopg.connect(running.conninfo(), password="wrong", connect_timeout=2)
    return str(caught.value)


def test_a_wrong_password_is_answered_late_and_holds_nobody_up(server_home):
    """The delay is half an hour here: the guesser's patience certainly ends first."""
    server = EmbeddedServer(server_home, durable=False, guess_delay_ms=1_800_000)
    running = server.ensure_running()

    answer = _answer_to_a_guess(running)

    with psycopg.connect(running.conninfo()) as connection:
        assert connection.execute("show auth_delay.milliseconds").fetchone()[0] == "30min"
    assert "timeout expired" in answer


def test_control_without_the_delay_a_wrong_password_is_answered_at_once(server):
    assert "password authentication failed" in _answer_to_a_guess(server.ensure_running())


def test_the_server_of_a_school_takes_a_second_to_answer_a_wrong_password(server_home):
    assert cluster.Cluster(server_home, server_account()).guess_delay_ms == 1000
    assert EmbeddedServer(server_home)._cluster().guess_delay_ms == 1000


def test_the_password_is_random_and_readable_by_its_owner_only(server, server_home):
    running = server.ensure_running()

    file = server_home / "superuser.password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="ascii") == running.password
    assert len(running.password) >= 40


def test_no_secret_of_initdb_is_left_behind(server, server_home):
    server.ensure_running()

    assert not (server_home / "initdb.password").exists()


@pytest.mark.parametrize("password", ["wrong", ""])
def test_nobody_enters_without_the_password(server, password):
    running = server.ensure_running()

    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(running.conninfo(), password=password)


def test_the_server_listens_on_the_loopback_only(server):
    running = server.ensure_running()

    listening = {
        connection.laddr.ip
        for connection in psutil.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == running.port
    }
    assert listening == {"127.0.0.1"}


def test_a_second_start_adopts_what_runs(server, server_home):
    first = server.ensure_running()

    second = EmbeddedServer(server_home, durable=False).ensure_running()

    assert (second.port, second.started_by_us) == (first.port, True)


def test_a_killed_server_comes_back_with_its_data(server_home):
    server = EmbeddedServer(server_home)
    running = server.ensure_running()
    with psycopg.connect(running.conninfo()) as connection:
        connection.execute("create table kept as select 42 as answer")
    _kill_postmaster(server_home)

    again = server.ensure_running()

    with psycopg.connect(again.conninfo()) as connection:
        assert connection.execute("select answer from kept").fetchone() == (42,)


def test_a_busy_orphan_of_a_killed_server_is_ended(server, server_home, monkeypatch):
    monkeypatch.setattr(postmaster, "ORPHAN_PATIENCE_S", 0.3)
    running = server.ensure_running()
    connection = psycopg.connect(running.conninfo(), autocommit=True)
    connection.pgconn.send_query(b"select count(*) from generate_series(1, 100000000000)")
    orphan = connection.info.backend_pid
    _kill_postmaster(server_home)

    again = server.ensure_running()

    connection.close()
    assert orphan not in [process.pid for process in postmaster.orphans(server_home / "data")]
    psycopg.connect(again.conninfo()).close()
    with psycopg.connect(again.conninfo()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


@pytest.fixture
def sleeper():
    """A live process that is no server, of the account the server runs under: PostgreSQL takes it for one."""
    account = server_account()
    user = {} if account.uid is None else {"user": account.uid, "group": account.gid, "extra_groups": []}
    process = subprocess.Popen(["sleep", "600"], cwd="/", **user)
    yield process
    process.kill()
    process.wait()


def _stale_pid_file(home, pid: int) -> None:
    file = home / "data" / "postmaster.pid"
    file.write_text(f"{pid}\n{home / 'data'}\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready   \n", encoding="ascii")
    server_account().own(file)


def test_a_pid_file_that_names_a_stranger_does_not_keep_the_server_down(server, server_home, sleeper):
    server.ensure_running()
    server.stop_if_owner()
    _stale_pid_file(server_home, sleeper.pid)

    assert server.ensure_running().started_by_us


def test_control_postgresql_itself_refuses_such_a_pid_file(server, server_home, sleeper, monkeypatch):
    server.ensure_running()
    server.stop_if_owner()
    _stale_pid_file(server_home, sleeper.pid)
    monkeypatch.setattr(server_module, "drop_stale_pid_file", lambda _data: None)

    with pytest.raises(ServerUnavailableError, match="server-not-starting"):
        server.ensure_running()


@pytest.mark.parametrize("content", ["", "no number\n", "99999999\n"])
def test_a_torn_pid_file_does_not_keep_the_server_down(server, server_home, content):
    server.ensure_running()
    server.stop_if_owner()
    (server_home / "data" / "postmaster.pid").write_text(content, encoding="ascii")

    assert server.ensure_running().started_by_us


def test_a_killed_first_start_is_begun_anew(server, server_home):
    (server_home / "data.part").mkdir(parents=True)
    (server_home / "data.part" / "half").write_text("x", encoding="ascii")
    server_home.chmod(0o711)

    assert server.ensure_running().started_by_us


def test_a_careful_umask_does_not_lock_the_servers_account_out(server_home):
    before = os.umask(0o077)
    try:
        running = EmbeddedServer(server_home.parent / "new" / "server", durable=False)
        assert running.ensure_running().started_by_us
        assert running.stop_if_owner()
    finally:
        os.umask(before)


def test_the_owner_stops_the_server(server, server_home):
    running = server.ensure_running()

    assert server.stop_if_owner()

    assert postmaster.live_postmaster(server_home / "data") is None
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(running.conninfo(), connect_timeout=1)


def test_who_did_not_start_it_does_not_stop_it(server, hold):
    owner = _said(hold())
    ours = server.ensure_running()
    assert (owner["started_by_us"], ours.started_by_us, ours.port) == (True, False, owner["port"])

    assert not server.stop_if_owner()

    with psycopg.connect(ours.conninfo()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_control_without_the_owner_the_same_stop_would_happen(server, server_home, hold):
    _said(hold())
    server.ensure_running()
    ownership.release(server_home / "owner.json")

    assert server.stop_if_owner()


def test_a_server_whose_program_died_is_adopted_with_its_ownership(server, hold):
    process = hold()
    port = _said(process)["port"]
    process.kill()
    process.wait()

    running = server.ensure_running()

    assert (running.port, running.started_by_us) == (port, True)
    assert server.stop_if_owner()


def test_the_server_is_left_to_others_who_work(server):
    running = server.ensure_running()

    with psycopg.connect(running.conninfo()):
        assert not server.stop_if_owner()

    assert server.ensure_running().port == running.port
    assert server.stop_if_owner()


def test_nothing_is_stopped_where_nothing_was_made(server):
    assert not server.stop_if_owner()


def test_two_programs_that_start_at_once_share_one_server(hold):
    said = [_said(process) for process in (hold(), hold())]

    assert len({answer["port"] for answer in said}) == 1
    assert sorted(answer["started_by_us"] for answer in said) == [False, True]


def test_a_port_taken_in_between_is_replaced(server, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = [taken.getsockname()[1], cluster.free_port()]
        monkeypatch.setattr(server_module, "free_port", lambda: ports.pop(0))

        running = server.ensure_running()

        assert running.port != taken.getsockname()[1]
    assert not ports


def test_windows_that_are_still_open_find_a_killed_server_at_its_old_port(server, server_home):
    first = server.ensure_running()
    with psycopg.connect(first.conninfo()):  # its connection ends together with the server
        _kill_postmaster(server_home)

    assert server.ensure_running().port == first.port


def test_a_stranger_at_the_old_port_does_not_keep_the_server_down(server, server_home):
    first = server.ensure_running()
    assert server.stop_if_owner()
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", first.port))
        stranger.listen()

        assert server.ensure_running().port != first.port


def test_a_lost_password_is_said(server, server_home):
    server.ensure_running()
    server.stop_if_owner()
    (server_home / "superuser.password").unlink()

    with pytest.raises(ServerUnavailableError, match="password-lost"):
        server.ensure_running()


def test_variables_of_somebodys_shell_do_not_steer_the_server(server, server_home, monkeypatch):
    monkeypatch.setenv("PGDATA", "/nonexistent")
    monkeypatch.setenv("PGPORT", "1")

    running = server.ensure_running()

    assert running.port == postmaster.live_postmaster(server_home / "data").port


def test_people_are_asked_as_many_rounds_as_strangers(server):
    running = server.ensure_running()

    with psycopg.connect(running.conninfo()) as connection:
        if connection.info.server_version < 160_000:
            pytest.skip("PostgreSQL 15 has no scram_iterations: security.md says so")
        assert connection.execute("show scram_iterations").fetchone() == ("100000",)


def test_the_process_never_runs_as_root(server, server_home):
    server.ensure_running()

    process = psutil.Process(postmaster.live_postmaster(server_home / "data").pid)
    assert process.uids().real != 0
    if os.geteuid() != 0:
        assert process.uids().real == os.geteuid()
