"""``ejournal recovery-code``: the director's command gives the administrator's account back."""

import re
import stat

import pytest

from ejournal_desktop.app.command_line import main
from ejournal_desktop.database.connection import save_profile
from ejournal_desktop.domain.access_codes import read_code
from tests.database.code_holder import redeem
from tests.database.school_factory import PASSWORD, build_school
from tests.reports.paper import texts


@pytest.fixture
def school(fresh_database, monkeypatch, tmp_path):
    monkeypatch.setenv("EJOURNAL_PASSWORD", PASSWORD)
    monkeypatch.setenv("EJOURNAL_HOME", str(tmp_path / "home"))
    return build_school(fresh_database)


@pytest.fixture
def command(school, tmp_path):
    profile = tmp_path / "school.toml"
    save_profile(school.database.profile, profile)

    def run(login, file="code.pdf", *more):
        target = tmp_path / file
        return main(["recovery-code", "--login", login, "--server", str(profile), "--out", str(target), *more]), target

    return run


def test_the_sheet_carries_a_code_that_gives_the_account_back(school, command, capsys):
    ended, file = command("director")

    [page] = texts(file.read_bytes())
    code = read_code(re.search(r"(?:[0-9A-Z]{4}\s*[–-]\s*){3}[0-9A-Z]{4}", page).group())
    assert ended == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert redeem(school, code, "administrator.new")["last_name"] == "Админов"
    assert "файл удалите" in capsys.readouterr().out


def test_nobody_but_the_director_prints_it(command, capsys):
    ended, file = command("administrator")

    assert ended == 1
    assert not file.exists()
    assert capsys.readouterr().err.strip()


def test_a_file_that_is_there_is_not_written_over_and_no_code_is_issued(school, command, tmp_path, capsys):
    (tmp_path / "code.pdf").write_text("something else")

    ended, file = command("director")

    assert (ended, file.read_text()) == (1, "something else")
    with school.connect("director") as connection:
        assert connection.execute("select api.issued_codes()").fetchone()[0] == []


def test_an_administrator_who_is_not_there_is_answered_with_those_who_are(command, capsys):
    ended, file = command("director", "code.pdf", "--administrator", "Неизвестная")

    assert ended == 1
    assert "Админов" in capsys.readouterr().err
    assert not file.exists()
