"""«Запомнить вход» with keyrings of every temper."""

import threading
import time

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, PasswordDeleteError

from ejournal_desktop.config import credentials


class DictKeyring(KeyringBackend):
    """A real backend of the keyring library that keeps everything in memory."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


class LockedKeyring(DictKeyring):
    """A keyring that is locked and has nobody to ask."""

    def get_password(self, service, username):  # noqa: ARG002 - the interface of keyring
        raise InitError

    set_password = get_password


class HangingKeyring(DictKeyring):
    """A keyring whose prompt nobody answers."""

    def __init__(self):
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service, username):  # noqa: ARG002 - the interface of keyring
        self.answered.wait(60)


class PlainTextKeyring(DictKeyring):
    """As the backends of ``keyrings.alt`` are: it would work, and keep passwords readable."""


PlainTextKeyring.__module__ = "keyrings.alt.file"


@pytest.fixture
def use():
    before = keyring.get_keyring()
    yield lambda backend: keyring.set_keyring(backend) or backend
    keyring.set_keyring(before)


def test_what_is_remembered_is_found_again(use):
    use(DictKeyring())

    credentials.remember("petrova", "school.local/school", "пароль")

    assert credentials.remembered("petrova", "school.local/school") == "пароль"
    assert credentials.remembered("petrova", "other.local/school") is None


def test_what_is_forgotten_is_gone(use):
    backend = use(DictKeyring())
    credentials.remember("petrova", "school.local/school", "пароль")

    credentials.forget("petrova", "school.local/school")

    assert not backend.kept


def test_forgetting_what_was_never_kept_is_no_error(use):
    use(DictKeyring())

    credentials.forget("petrova", "school.local/school")


def test_with_a_keyring_nothing_stands_in_the_way(use):
    use(DictKeyring())

    assert credentials.cannot_remember() is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, PlainTextKeyring])
def test_without_a_safe_keyring_the_reason_is_told(use, backend):
    kept = use(backend())

    assert credentials.cannot_remember() == "no-keyring"
    with pytest.raises(credentials.KeyringUnavailableError, match="no-keyring"):
        credentials.remember("petrova", "school.local/school", "пароль")

    assert not getattr(kept, "kept", None)


def test_a_locked_keyring_is_told_as_one_that_refuses(use):
    use(LockedKeyring())

    with pytest.raises(credentials.KeyringUnavailableError, match="keyring-refused"):
        credentials.remember("petrova", "school.local/school", "пароль")


def test_a_keyring_that_hangs_does_not_hold_the_program(use, monkeypatch):
    backend = use(HangingKeyring())
    monkeypatch.setattr(credentials, "TIME_LIMIT_S", 0.1)
    began = time.monotonic()

    assert credentials.remembered("petrova", "school.local/school") is None

    assert time.monotonic() - began < 5
    backend.answered.set()


def test_the_limit_is_two_seconds():
    assert credentials.TIME_LIMIT_S == 2
