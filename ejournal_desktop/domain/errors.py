"""What can go wrong that a person can act on: data, never sentences (those live in ``gui/error_text.py``)."""

from collections.abc import Mapping
from typing import Any


class EjournalError(Exception):
    """Something a person can act on; everything else is a bug and reaches the crash dialog.

    Attributes:
        code: own SQLSTATE (``database/README.md``) or a short constant of the raising module.
        detail: the facts the sentence needs: names, dates, numbers.
    """

    def __init__(self, code: str = "", detail: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, dict(detail or {}))
        self.code = code
        self.detail: dict[str, Any] = dict(detail or {})


class RefusedError(EjournalError):
    """The database says that this person may not see or do this."""


class RuleBrokenError(EjournalError):
    """A rule of the school's regulation stands against it."""


class ChangedByAnotherError(EjournalError):
    """Somebody changed the same thing since it was seen."""


class SignInFailedError(EjournalError):
    """Wrong login or password, a locked account, or a client too old."""


class ServerUnavailableError(EjournalError):
    """The server does not answer."""


class TooSlowError(EjournalError):
    """The server answered too late and the statement was ended."""


class UnclearAnswerError(EjournalError):
    """The server answered something that this program does not understand; whatever was sent may have been done."""


class CancelledError(EjournalError):
    """The person cancelled it."""


class BadFileError(EjournalError):
    """A file that cannot be read as what it should be; ``detail`` names file, place and reason."""


class ReportFailedError(EjournalError):
    """A report could not be drawn, saved or printed."""
