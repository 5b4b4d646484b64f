import logging

import pytest

from ejournal_desktop.config.settings import Settings, SettingsStore, load_settings, save_settings

CHANGED = Settings(
    "dark", 150, False, "school.local/ejournal", {"petrova.av": "deputy"}, ("petrova.av",), shared_device=True
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "settings.toml"


def test_settings_survive_their_file(file):
    save_settings(CHANGED, file)

    assert load_settings(file) == CHANGED


def test_without_a_file_there_are_defaults(file):
    assert load_settings(file) == Settings()


@pytest.mark.parametrize("content", [b"look = ", b"\xff\xfe\x00", b"[[["], ids=["torn", "binary", "no toml"])
def test_an_unreadable_file_gives_defaults_and_a_line_in_the_log(file, content, caplog):
    file.parent.mkdir()
    file.write_bytes(content)

    with caplog.at_level(logging.WARNING):
        assert load_settings(file) == Settings()

    assert "settings.toml" in caplog.text


@pytest.mark.parametrize(
    "line",
    [
        'look = "pink"',
        "look = []",
        "scale_percent = 5",
        "scale_percent = true",
        'scale_percent = "100"',
        "shared_device = 1",
        'rail_open = "yes"',
        "last_roles = { petrova = 1 }",
        'last_roles = "deputy"',
        'unasked = "petrova"',
        "unasked = [1]",
        "unknown = 1",
    ],
)
def test_a_value_that_does_not_fit_is_left_out_and_the_rest_stays(file, line):
    file.parent.mkdir()
    file.write_text(f'{line}\nlast_server = "school.local/ejournal"\n', encoding="utf-8")

    assert load_settings(file) == Settings(last_server="school.local/ejournal")


def test_an_unreadable_file_is_replaced_by_the_next_save(file):
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00")

    save_settings(CHANGED, file)

    assert load_settings(file) == CHANGED


def test_what_a_person_wrote_into_the_file_stays(file):
    file.parent.mkdir()
    file.write_text('# кабинет 21\nlook = "light"\nof_a_newer_program = 7\n', encoding="utf-8")

    save_settings(CHANGED, file)

    text = file.read_text(encoding="utf-8")
    assert "# кабинет 21" in text
    assert "of_a_newer_program = 7" in text
    assert load_settings(file) == CHANGED


def test_a_change_is_in_the_file_at_once(file):
    store = SettingsStore(file)

    store.change(look="dark", scale_percent=150)

    assert load_settings(file) == store.now == Settings(look="dark", scale_percent=150)


def test_a_folder_that_cannot_be_written_does_not_stop_a_change(file, caplog):
    file.parent.write_bytes(b"a file where the folder should be")
    store = SettingsStore(file)

    store.change(look="dark")

    assert store.now.look == "dark"
    assert "settings.toml" in caplog.text


def test_each_login_keeps_its_own_role_and_its_own_wish_to_be_asked():
    first = Settings().with_role("petrova", "deputy", asks=False).with_role("orlov", "teacher", asks=True)

    again = first.with_role("petrova", "teacher", asks=True)

    assert (first.asks_role("petrova"), first.asks_role("orlov")) == (False, True)
    assert (again.asks_role("petrova"), again.last_roles) == (True, {"petrova": "teacher", "orlov": "teacher"})
