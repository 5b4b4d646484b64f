"""«Запомнить вход»: the password in the keyring of the operating system, or not at all.

A keyring may hang on a prompt nobody answers, so every call runs in a worker with a time limit; a plain text
backend (``keyrings.alt``) never counts as one.
"""

import threading
from collections.abc import Callable
from typing import Literal, TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

from ejournal_desktop.config.paths import APPLICATION

TIME_LIMIT_S = 2.0
_SMALLEST_PRIORITY = 1  # below are the failing and the null backend

Unable = Literal["no-keyring", "keyring-silent", "keyring-refused"]
_Answer = TypeVar("_Answer")


class KeyringUnavailableError(Exception):
    """Nothing can be remembered here; ``reason`` says why in a word that ``gui/error_text.py`` knows."""

    def __init__(self, reason: Unable) -> None:
        super().__init__(reason)
        self.reason: Unable = reason


def cannot_remember() -> Unable | None:
    """Why a password cannot be remembered on this computer; None when it can."""
    try:
        _within_limit(_backend)
    except KeyringUnavailableError as error:
        return error.reason
    return None


def remember(login: str, server: str, password: str) -> None:
    """Keep the password of ``login`` at ``server`` («host/database»).

    Raises:
        KeyringUnavailableError: it was not kept.
    """
    _within_limit(lambda: _backend().set_password(APPLICATION, _entry(login, server), password))


def remembered(login: str, server: str) -> str | None:
    """The password kept for ``login`` at ``server``, None when there is none or the keyring does not answer."""
    try:
        return _within_limit(lambda: _backend().get_password(APPLICATION, _entry(login, server)))
    except KeyringUnavailableError:
        return None


def forget(login: str, server: str) -> None:
    """Remove the kept password if there is one.

    Raises:
        KeyringUnavailableError: the keyring does not answer, so it may still be there.
    """

    def remove() -> None:
        backend = _backend()
        if backend.get_password(APPLICATION, _entry(login, server)) is not None:
            backend.delete_password(APPLICATION, _entry(login, server))

    _within_limit(remove)


def _entry(login: str, server: str) -> str:
    return f"{login}@{server}"


def _backend() -> KeyringBackend:
    chosen = keyring.get_keyring()
    backends = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    for backend in backends:
        if backend.priority >= _SMALLEST_PRIORITY and not type(backend).__module__.startswith("keyrings.alt"):
            return backend
    raise KeyringUnavailableError("no-keyring")


def _within_limit(call: Callable[[], _Answer]) -> _Answer:
    answers: list[_Answer] = []
    failures: list[Exception] = []

    def work() -> None:
        try:
            answers.append(call())
        except Exception as error:  # noqa: BLE001 - D-Bus and the backends raise whatever they like; the reason is all we need
            failures.append(error)

    worker = threading.Thread(
        target=work, name="keyring", daemon=True
    )  # a hanging prompt must not keep the program alive
    worker.start()
    worker.join(TIME_LIMIT_S)
    if worker.is_alive():
        raise KeyringUnavailableError("keyring-silent")
    if failures:
        raise _reason(failures[0]) from failures[0]
    return answers[0]


def _reason(failure: Exception) -> KeyringUnavailableError:
    if isinstance(failure, KeyringUnavailableError):
        return failure
    return KeyringUnavailableError(
        "no-keyring" if isinstance(failure, keyring.errors.NoKeyringError) else "keyring-refused"
    )
