"""The oldest server that a school may run: the same tests on Debian's PostgreSQL 15; a missing server fails."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from ejournal_desktop.database.embedded import EmbeddedServer, RunningServer
from ejournal_desktop.database.embedded.binaries import CHOICE_VARIABLE
from ejournal_desktop.database.embedded.postmaster import live_postmaster, wait_for_orphans
from tests.database.school_database import DatabaseMaker

BINARIES = "/usr/lib/postgresql/15/bin"


@pytest.fixture(scope="session")
def cluster() -> Iterator[RunningServer]:
    if not Path(BINARIES, "postgres").is_file():
        pytest.fail(
            f"PostgreSQL 15 is not in {BINARIES}: install Debian's postgresql-15 (installer/start.py test does)"
        )
    home = Path(tempfile.mkdtemp(prefix="ejournal-tests-15-"))
    home.chmod(0o711)
    server = EmbeddedServer(home, durable=False)
    before = os.environ.get(CHOICE_VARIABLE)
    os.environ[CHOICE_VARIABLE] = BINARIES
    try:
        running = server.ensure_running()
    finally:
        os.environ.pop(CHOICE_VARIABLE)
        if before is not None:
            os.environ[CHOICE_VARIABLE] = before
    assert running.version.startswith("15")
    try:
        yield running
    finally:
        if not server.stop_if_owner() and (left := live_postmaster(home / "data")):
            psutil.Process(left.pid).kill()
            wait_for_orphans(home / "data")
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def database_makers(cluster: RunningServer) -> Callable[[str], DatabaseMaker]:
    made: dict[str, DatabaseMaker] = {}

    def maker(name: str) -> DatabaseMaker:
        if name not in made:
            made[name] = DatabaseMaker(cluster, name)
        return made[name]

    return maker
