import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from ejournal_desktop.database.embedded.postmaster import live_postmaster, wait_for_orphans
from tests.database.school_database import SchoolDatabase
from tests.database.school_factory import School, build_school
from tests.database.stage import Stage


@pytest.fixture
def server_home() -> Iterator[Path]:
    """A home for a server of the test's own; whatever still runs in it at the end is ended."""
    folder = Path(tempfile.mkdtemp(prefix="ejournal-home-"))
    if sys.platform != "win32":
        folder.chmod(0o711)
    home = folder / "server"
    yield home
    left = live_postmaster(home / "data")
    if left is not None:
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(left.pid).kill()
        wait_for_orphans(home / "data")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def school(database: SchoolDatabase) -> School:
    """The hand-made school of ``school_factory``, one per module; tests act on its stage, which is rolled back."""
    return build_school(database)


@pytest.fixture
def stage(school: School) -> Iterator[Stage]:
    with school.stage() as stage:
        yield stage


@pytest.fixture(autouse=True)
def attacker_signed_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test that is counted as an attack signs in by a password, as somebody else than the server's superuser."""
    if request.node.get_closest_marker("attack") is None:
        yield
        return
    signed_in: list[str] = []
    connect = psycopg.connect

    def watched(*arguments: Any, **options: Any) -> psycopg.Connection:
        connection = connect(*arguments, **options)
        if connection.pgconn.used_password:
            signed_in.append(connection.info.user)
        return connection

    monkeypatch.setattr(psycopg, "connect", watched)
    yield
    superuser = request.getfixturevalue("school").database.server.superuser
    assert set(signed_in) - {superuser}, "an attack over a real connection opened none"
