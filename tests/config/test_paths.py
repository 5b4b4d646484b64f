import os
import tomllib
from pathlib import Path

import pytest

from ejournal_desktop.config import paths

ROOT = Path(__file__).resolve().parents[2]


def test_resources_are_found_in_a_work_tree():
    assert paths.resource("help") == ROOT / "resources" / "help"


def test_resources_of_an_installed_wheel_come_first(monkeypatch, tmp_path):
    (tmp_path / "_resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)

    assert paths.resource("help") == tmp_path / "_resources" / "help"


def test_every_style_of_the_three_families_is_there():
    names = {font.name for font in paths.font_files()}

    assert {"PT_Sans-Web-Regular.ttf", "PT_Sans-Web-Bold.ttf"} <= names
    assert len({font.parent.parent.name for font in paths.font_files()}) == 3
    assert all(font.is_file() for font in paths.font_files())


def test_a_missing_font_package_is_said(monkeypatch):
    monkeypatch.setattr(paths, "_FONT_PACKAGES", ("fontpkg_no_such",))

    with pytest.raises(FileNotFoundError, match="fontpkg_no_such"):
        paths.font_files.__wrapped__()


def test_the_chosen_home_holds_everything(monkeypatch, tmp_path):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))

    folders = {paths.data_dir(), paths.config_dir(), paths.log_dir(), paths.server_dir()}

    assert all(folder.is_relative_to(tmp_path) for folder in folders)


def test_a_person_keeps_her_data_in_her_own_home(monkeypatch):
    monkeypatch.delenv(paths.HOME_VARIABLE, raising=False)
    monkeypatch.setattr(paths, "is_root", lambda: False)

    assert paths.data_dir().is_relative_to(Path.home())


@pytest.mark.skipif(os.name == "nt", reason="there is no root on Windows")
def test_root_keeps_data_where_the_servers_account_can_reach(monkeypatch):
    monkeypatch.delenv(paths.HOME_VARIABLE, raising=False)
    monkeypatch.setattr(paths, "is_root", lambda: True)

    assert paths.server_dir() == Path("/var/lib/ejournal-desktop/server")


def test_every_font_package_is_a_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    for package in paths._FONT_PACKAGES:
        assert any(line.startswith(package.replace("_", "-") + ">") for line in project["dependencies"])
