"""Signing in from a terminal: the login as an option, the password from the environment or typed unseen."""

import argparse
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.config import paths
from ejournal_desktop.database.connection import ServerProfile, load_profile
from ejournal_desktop.domain.people import Session
from ejournal_desktop.services import accounts
from ejournal_desktop.services.demo import close_demo, open_or_build_demo

PASSWORD_VARIABLE = "EJOURNAL_PASSWORD"  # noqa: S105 - the name of a variable


@contextmanager
def signed_in(options: argparse.Namespace) -> Iterator[tuple[Session, Engine]]:
    """The person whom the options name and her engine, on the profile's server or on the demo's."""
    with signed_in_to(options) as (session, engine, _profile):
        yield session, engine


@contextmanager
def signed_in_to(options: argparse.Namespace) -> Iterator[tuple[Session, Engine, ServerProfile]]:
    """The same, and the server."""
    password = os.environ.get(PASSWORD_VARIABLE) or getpass.getpass(f"Пароль для {options.login}: ")
    with _server(options) as profile:
        session, engine = accounts.sign_in(profile, options.login, password)
        try:
            yield session, engine, profile
        finally:
            engine.dispose()


@contextmanager
def _server(options: argparse.Namespace) -> Iterator[ServerProfile]:
    if options.server:
        yield load_profile(options.server)
        return
    school = open_or_build_demo(options.home or paths.data_dir() / "demo", date.today(), lambda _text: None)  # noqa: DTZ011 - the day here
    try:
        yield school.profile
    finally:
        close_demo(school)
