"""What the demo says in the terminal, and what an interrupted build leaves behind."""

import os
import shlex
import signal
import tempfile
from datetime import date
from pathlib import Path

import pytest

from ejournal_desktop.app import demo as command
from ejournal_desktop.app.command_line import main
from ejournal_desktop.database.connection import ServerProfile
from ejournal_desktop.database.embedded import EmbeddedServer
from ejournal_desktop.database.embedded.postmaster import live_postmaster
from ejournal_desktop.services import demo
from ejournal_desktop.services.demo import DemoAccount, DemoSchool

PEOPLE = (
    DemoAccount(("teacher", "class_teacher"), "semenova", "tokovu-ditipa-83", "Семёнова Жанна Николаевна"),
    DemoAccount(("inspector",), "vetrova", "buranu-kibona-81", "Ветрова Ольга Игоревна"),
)


@pytest.fixture
def school(tmp_path) -> DemoSchool:
    profile = ServerProfile("Школа", "127.0.0.1", 5433, "demo", "00" * 16, is_embedded=True)
    psql = str(tmp_path / "Мой журнал" / "psql")
    return DemoSchool("Школа", profile, PEOPLE, psql, EmbeddedServer(tmp_path / "server"), was_built=False)


@pytest.fixture
def home():
    with tempfile.TemporaryDirectory(prefix="ejournal-demo-") as folder:
        Path(folder).chmod(0o711)  # as root the server runs under an account of its own and has to pass through
        yield Path(folder)


def test_the_psql_line_survives_a_folder_with_spaces(school):
    words = shlex.split(command.psql_line(school))

    assert words[:2] == ["PGPASSWORD=tokovu-ditipa-83", school.psql]


def test_the_columns_of_the_accounts_stand_under_their_headings(school):
    heading, *rows = command._table(school)

    for word, person in ((PEOPLE[0].login, 0), (PEOPLE[1].login, 1)):
        assert rows[person].index(word) == heading.index("логин")


def test_an_interrupted_build_leaves_no_server_running(home, monkeypatch):
    def interrupted(*_arguments):
        assert live_postmaster(home / "server" / "data")
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "build", interrupted)

    with pytest.raises(KeyboardInterrupt):
        demo.open_or_build_demo(home, date(2026, 11, 20), lambda _text: None)

    assert live_postmaster(home / "server" / "data") is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_during_the_build_ends_the_command_with_its_code_and_no_traceback(
    home, monkeypatch, capsys, sent, code
):
    def build(*_arguments):
        os.kill(os.getpid(), sent)
        pytest.fail("nobody minded the signal")

    monkeypatch.setenv("EJOURNAL_HOME", str(home))
    monkeypatch.setattr(command, "open_or_build_demo", build)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # started in the background, Python ignores Ctrl+C
    try:
        ended = main(["demo", "--no-window"])
    except SystemExit as end:
        ended = end.code
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)

    assert ended == code
    assert "Traceback" not in capsys.readouterr().err


def test_a_home_that_cannot_be_written_is_said_with_the_way_out(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EJOURNAL_HOME", str(tmp_path / "file" / "home"))

    assert main(["demo", "--no-window"]) == 1

    said = capsys.readouterr().err
    assert str(tmp_path / "file") in said
    assert "EJOURNAL_HOME" in said
