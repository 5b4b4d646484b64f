import logging

import pytest

from ejournal_desktop.config.settings import Settings, load_settings, save_settings

CHANGED = Settings("dark", 150, "fast", "МБОУ «Школа»", "petrova.av", "deputy", shared_device=True)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "settings.toml"


def test_settings_survive_their_file(file):
    save_settings(CHANGED, file)

    assert load_settings(file) == CHANGED


def test_without_a_file_there_are_defaults(file):
    assert load_settings(file) == Settings()


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"[[["], ids=["torn", "binary", "no toml"])
def test_an_unreadable_file_gives_defaults_and_a_line_in_the_log(file, content, caplog):
    file.parent.mkdir()
    file.write_bytes(content)

    with caplog.at_level(logging.WARNING):
        assert load_settings(file) == Settings()

    assert "settings.toml" in caplog.text


@pytest.mark.parametrize(
    "line",
    [
        'theme = "pink"',
        "scale_percent = 5",
        'scale_percent = "100"',
        "shared_device = 1",
        "typing_mode = true",
        "unknown = 1",
    ],
)
def test_a_value_that_does_not_fit_is_left_out_and_the_rest_stays(file, line):
    file.parent.mkdir()
    file.write_text(f'{line}\nlast_login = "petrova"\n', encoding="utf-8")

    assert load_settings(file) == Settings(last_login="petrova")


def test_an_unreadable_file_is_replaced_by_the_next_save(file):
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00")

    save_settings(CHANGED, file)

    assert load_settings(file) == CHANGED


def test_what_a_person_wrote_into_the_file_stays(file):
    file.parent.mkdir()
    file.write_text('# кабинет 21\ntheme = "light"\nof_a_newer_program = 7\n', encoding="utf-8")

    save_settings(CHANGED, file)

    text = file.read_text(encoding="utf-8")
    assert "# кабинет 21" in text
    assert "of_a_newer_program = 7" in text
    assert load_settings(file) == CHANGED
