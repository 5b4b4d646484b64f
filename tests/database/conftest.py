import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
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
