"""The keeper of the own server: what a person at an open window needs when it dies."""

import contextlib
import time

import psutil
import psycopg
import pytest

from ejournal_desktop.database.embedded import EmbeddedServer
from ejournal_desktop.database.embedded.keeper import kept_running
from ejournal_desktop.database.embedded.postmaster import live_postmaster

PATIENCE_S = 30


@pytest.fixture
def server(server_home):
    made = EmbeddedServer(server_home, durable=False)
    yield made
    made.stop_if_owner()


def answers(running) -> bool:
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(running.conninfo(), connect_timeout=1):
        return True
    return False


def kill(server_home):
    postmaster = psutil.Process(live_postmaster(server_home / "data").pid)
    postmaster.kill()
    psutil.wait_procs([postmaster], timeout=PATIENCE_S)


def comes_back(running, within_s: float) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if answers(running):
            return True
    return False


def test_a_killed_server_comes_back_where_open_windows_look_for_it(server, server_home):
    running = server.ensure_running()

    with kept_running(server, look_every_s=0.1):
        kill(server_home)

        assert comes_back(running, PATIENCE_S)


def test_without_the_keeper_it_would_stay_dead(server, server_home):
    running = server.ensure_running()

    kill(server_home)

    assert not comes_back(running, 1.0)
