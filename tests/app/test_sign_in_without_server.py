"""Signing in while the server is silent: whom the server let in here lately, with the password of that time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import time_machine

from ejournal_desktop.app.door import DatabaseDoor
from ejournal_desktop.config.settings import Settings, save_settings, settings_file
from ejournal_desktop.domain.errors import ServerUnavailableError, SignInFailedError
from tests.database.school_factory import PASSWORD, build_school
from tests.journeys.cut_network import CutNetwork


@pytest.fixture(scope="module")
def school(database):
    return build_school(database)


@pytest.fixture
def network(school):
    one = CutNetwork(school.database.server.host, school.database.server.port)
    yield one
    one.close()


@pytest.fixture
def enter(school, network, tmp_path, monkeypatch):
    """Signs in through a network that can be cut; the desks are closed at the end."""
    monkeypatch.setenv("EJOURNAL_HOME", str(tmp_path / "home"))
    desks = []

    def enter(login="petrova", password=PASSWORD):
        door = DatabaseDoor(None, replace(school.database.profile, port=network.port))
        desks.append(door.sign_in(door.servers()[0], login, password))
        return desks[-1]

    enter.desks = desks
    yield enter
    for desk in desks:
        desk.close()


def cut(network):
    network.is_down = True
    network.drop_all()


def remembered(enter, school):
    desk = enter()
    desk.reads.remember_all(school.today)
    desk.close()
    enter.desks.clear()


def test_who_was_let_in_here_works_with_her_own_courses(enter, school, network):
    remembered(enter, school)
    cut(network)
    desk = enter()
    assert desk.session.last_name == "Петрова"
    course = next(course for course in desk.my_courses() if course.course_id == school.courses["math"])
    page = desk.reads.page(course.course_id, school.period)
    assert [pupil.last_name for pupil in page.pupils]
    assert desk.known_from is not None


def test_the_next_day_without_the_server_is_the_next_day(enter, school, network):
    remembered(enter, school)
    cut(network)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1), tick=True):
        desk = enter()
        page = desk.reads.page(school.courses["math"], school.period)
    assert page.today == school.today + timedelta(days=1)
    assert desk.session.server_time.date() >= school.today + timedelta(days=1)


def test_a_wrong_password_opens_nothing(enter, school, network):
    remembered(enter, school)
    cut(network)
    with pytest.raises(SignInFailedError) as refusal:
        enter(password="not-hers-17")
    assert refusal.value.code == "known-password"


def test_who_was_never_here_is_not_let_in(enter, network):
    cut(network)
    with pytest.raises(ServerUnavailableError):
        enter()


def test_a_shared_computer_lets_nobody_in_without_the_server(enter, school, network):
    save_settings(replace(Settings(), shared_device=True), settings_file())
    remembered(enter, school)
    cut(network)
    with pytest.raises(ServerUnavailableError):
        enter()


def test_when_the_server_is_back_the_sign_in_is_made_up_for_and_on_record(enter, school, network):
    remembered(enter, school)
    cut(network)
    desk = enter()
    with pytest.raises(ServerUnavailableError):
        desk.ping()
    before = sign_ins(school)
    network.is_down = False
    desk.ping()
    assert not desk.enters_later
    assert sign_ins(school) == before + 1


def test_a_locked_person_learns_it_at_the_next_contact_and_what_was_known_is_gone(enter, school, network):
    remembered(enter, school)
    cut(network)
    desk = enter()
    with psycopg.connect(school.database.conninfo) as connection:
        connection.execute(f'alter role "{school.role("petrova")}" nologin')
    try:
        network.is_down = False
        with pytest.raises(SignInFailedError):
            desk.ping()
    finally:
        with psycopg.connect(school.database.conninfo) as connection:
            connection.execute(f'alter role "{school.role("petrova")}" login')
    cut(network)
    with pytest.raises(ServerUnavailableError):
        desk.my_courses()


def sign_ins(school):
    with psycopg.connect(school.database.conninfo) as connection:
        statement = "select count(*) from audit.events where operation = 'sign-in'"
        return connection.execute(statement).fetchone()[0]
