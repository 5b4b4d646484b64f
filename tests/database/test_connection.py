"""Profiles, and what a client insists on before a password is proved."""

import psycopg
import pytest
from sqlalchemy import text

from ejournal_desktop import __version__
from ejournal_desktop.database.connection import ServerProfile, connect, load_profile, save_profile
from ejournal_desktop.database.role_names import role_name
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.errors import BadFileError, RefusedError

SCHOOL = ServerProfile("МБОУ «Школа»", "school.local", 5432, "school", "соль", ca_file="/etc/ca.pem")


def test_a_profile_survives_its_file(tmp_path):
    save_profile(SCHOOL, tmp_path / "profiles" / "school.toml")

    assert load_profile(tmp_path / "profiles" / "school.toml") == SCHOOL


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"name = [",
        b'name = "a"\nhost = "b"\nport = "5432"\ndatabase = "c"\nsalt = "d"\n',
        b'name = "a"\nhost = "b"\nport = 5432\ndatabase = "c"\nsalt = "d"\npassword = "x"\n',
    ],
    ids=["empty", "binary", "torn", "a port in words", "an unknown key"],
)
def test_a_file_that_is_no_profile_is_refused(tmp_path, content):
    file = tmp_path / "x.toml"
    file.write_bytes(content)

    with pytest.raises(BadFileError, match="profile"):
        load_profile(file)


def test_a_missing_profile_is_refused(tmp_path):
    with pytest.raises(BadFileError, match="profile"):
        load_profile(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "profile",
    [
        ServerProfile("a", "school.local", 5432, "school", "s", sslmode="require", ca_file="/etc/ca.pem"),
        ServerProfile("a", "school.local", 5432, "school", "s", sslmode="disable"),
        ServerProfile("a", "school.local", 5432, "school", "s"),
        ServerProfile("a", "127.0.0.1", 5432, "school", "s", sslmode="disable"),
        ServerProfile("a", "10.0.0.1", 5432, "school", "s", is_embedded=True),
    ],
    ids=["unchecked TLS", "no TLS", "no authority", "a loopback server not ours", "ours but elsewhere"],
)
def test_less_than_a_checked_certificate_is_refused(profile):
    with pytest.raises(RefusedError, match="tls-required"):
        connect(profile, "petrova", "password")


def test_over_the_network_the_server_has_to_prove_itself(monkeypatch):
    asked = {}
    monkeypatch.setattr(psycopg, "connect", lambda **arguments: asked.update(arguments) or pytest.fail("connected"))
    engine = connect(SCHOOL, "petrova", "x")

    with pytest.raises(pytest.fail.Exception):
        engine.connect()

    wanted = {
        "sslmode": "verify-full",
        "sslrootcert": "/etc/ca.pem",
        "channel_binding": "require",
        "require_auth": "scram-sha-256",
    }
    assert wanted.items() <= asked.items()
    assert asked["require_auth"] == "scram-sha-256"


def test_a_session_says_which_program_it_is(database):
    database.add_login("petrova", "right password")

    with transaction(database.sign_in_as("petrova", "right password")) as connection:
        assert connection.scalar(text("show application_name")).startswith(f"ejournal-desktop {__version__} #")


def test_a_login_counts_whatever_its_case_and_spaces():
    assert role_name("school", "salt", " Petrova.AV ") == role_name("school", "salt", "petrova.av")


def test_a_role_name_is_opaque_and_the_schools_own():
    name = role_name("school", "salt", "petrova.av")

    assert name.startswith("school_u_")
    assert len(name) == len("school_u_") + 16
    assert "petrova" not in name
    assert name != role_name("school", "other", "petrova.av")
