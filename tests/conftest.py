"""A throw-away PostgreSQL for the session (one per xdist worker) and fresh databases made from a migrated template.

``database``        one database per test module, already migrated, empty; what a test writes stays for the module.
``fresh_database``  a database of its own for one test: for tests that commit, race, or break the schema on purpose.
Both give a ``SchoolDatabase``. The two have different names, because roles belong to the cluster and carry the name.
"""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # no test asks the person's own keyring

from ejournal_desktop.background.collector import due_generation
from ejournal_desktop.database.embedded import EmbeddedServer, RunningServer
from ejournal_desktop.database.embedded.postmaster import live_postmaster, wait_for_orphans
from tests.database.school_database import DatabaseMaker, SchoolDatabase


def pytest_configure() -> None:
    gc.disable()  # as the program does (background/collector.py): windows are collected by their own thread


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    if (generation := due_generation()) >= 0:
        gc.collect(generation)


@pytest.fixture(scope="session")
def cluster() -> Iterator[RunningServer]:
    home = Path(tempfile.mkdtemp(prefix="ejournal-tests-"))
    if sys.platform != "win32":
        home.chmod(0o711)  # as root the server runs under an account of its own and has to pass through
    server = EmbeddedServer(home, durable=False)
    try:
        yield server.ensure_running()
    finally:
        if not server.stop_if_owner() and (left := live_postmaster(home / "data")):  # somebody forgot a connection
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


@pytest.fixture(scope="module")
def database(database_makers) -> Iterator[SchoolDatabase]:
    with database_makers("school_module").fresh() as fresh:
        yield fresh


@pytest.fixture
def fresh_database(database_makers) -> Iterator[SchoolDatabase]:
    with database_makers("school_test").fresh() as fresh:
        yield fresh
