"""What the login window says of who gives access is learned at each sign-in, for the next one."""

from dataclasses import replace

import pytest

from ejournal_desktop.app.door import DatabaseDoor, profile_folder
from ejournal_desktop.database.connection import load_profile, save_profile
from ejournal_desktop.domain.people_access import AccessKeeper
from ejournal_desktop.services import people_access
from tests.database.school_factory import PASSWORD, build_school

KEEPER = AccessKeeper("Админова Анна Олеговна", "12", "8 (000) 000-00-00", "пн–пт 8:00–16:00")


@pytest.fixture(scope="module")
def school(database):
    school = build_school(database)
    engine = database.sign_in_as("administrator", PASSWORD)
    people_access.save_access_keeper(engine, KEEPER)
    engine.dispose()
    return school


@pytest.fixture
def sign_in(monkeypatch, tmp_path):
    monkeypatch.setenv("EJOURNAL_HOME", str(tmp_path / "home"))

    def sign_in(door):
        door.sign_in(door.servers()[0], "petrova", PASSWORD).close()
        return door.servers()[0].access_keeper

    return sign_in


def test_the_window_names_the_keeper_of_this_server_after_somebody_signed_in(school, sign_in):
    door = DatabaseDoor(None, school.database.profile)
    before = door.servers()[0].access_keeper

    assert before == ()
    assert sign_in(door) == KEEPER.parts


def test_what_changes_later_is_learned_by_the_next_sign_in_from_the_same_window(school, sign_in):
    door = DatabaseDoor(None, school.database.profile)
    shown = door.servers()[0]
    door.sign_in(shown, "petrova", PASSWORD).close()
    engine = school.database.sign_in_as("administrator", PASSWORD)
    people_access.save_access_keeper(engine, replace(KEEPER, room="15"))
    door.sign_in(shown, "petrova", PASSWORD).close()
    people_access.save_access_keeper(engine, KEEPER)
    engine.dispose()

    assert "каб. 15" in door.servers()[0].access_keeper


def test_the_file_of_the_profile_learns_it_and_keeps_everything_else(school, sign_in):
    file = profile_folder() / "school.toml"
    save_profile(replace(school.database.profile, access_name="Прежний администратор"), file)
    other = profile_folder() / "zz-other.toml"
    save_profile(replace(school.database.profile, host="other.local"), other)

    told = sign_in(DatabaseDoor(None))

    learned = load_profile(file)
    assert told == KEEPER.parts
    assert (learned.access_name, learned.access_hours) == (KEEPER.name, KEEPER.hours)
    assert replace(learned, access_name="", access_room="", access_phone="", access_hours="") == school.database.profile
    assert load_profile(other).access_name == ""
