"""Is it she: by the server, by this computer while the server is silent, by the PIN of this computer."""

from dataclasses import replace

import pytest

from ejournal_desktop.app.door import DatabaseDoor
from ejournal_desktop.config.settings import Settings, save_settings, settings_file
from ejournal_desktop.domain.errors import SignInFailedError
from tests.database.school_factory import PASSWORD, build_school
from tests.journeys.cut_network import CutNetwork

PIN = "480173"


@pytest.fixture(scope="module")
def school(database):
    return build_school(database)


@pytest.fixture
def network(school):
    one = CutNetwork(school.database.server.host, school.database.server.port)
    yield one
    one.close()


@pytest.fixture(params=[False, True], ids=["own", "shared"])
def desk(request, school, network, tmp_path, monkeypatch):
    monkeypatch.setenv("EJOURNAL_HOME", str(tmp_path / "home"))
    save_settings(Settings(shared_device=request.param), settings_file())
    door = DatabaseDoor(None, replace(school.database.profile, port=network.port))
    made = door.sign_in(door.servers()[0], "petrova", PASSWORD)
    yield made
    made.close()


@pytest.mark.parametrize("is_silent", [False, True], ids=["server", "no server"])
def test_her_password_lets_her_back_and_another_does_not(desk, network, is_silent):
    network.is_down = is_silent
    if is_silent:
        network.drop_all()

    desk.check_own_password(PASSWORD)
    with pytest.raises(SignInFailedError):
        desk.check_own_password(PASSWORD + "!")


def test_a_pin_is_set_only_with_her_password(desk):
    with pytest.raises(SignInFailedError):
        desk.set_pin(PIN, "чужой-пароль-1")
    assert not desk.has_pin()

    desk.set_pin(PIN, PASSWORD)

    assert desk.has_pin()
    assert desk.pin_fits(PIN)
    assert not desk.pin_fits("480174")


def test_a_pin_is_never_sent_to_the_server(desk, network, school):
    desk.set_pin(PIN, PASSWORD)
    network.is_down = True
    network.drop_all()

    assert desk.pin_fits(PIN)
