"""Answers of the server as values: what is not what it should be is an error a person can act on, not a crash."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import msgspec

from ejournal_desktop.domain.errors import UnclearAnswerError

UNCLEAR: Final = "unclear-answer"
_MISREAD: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_log = logging.getLogger(__name__)
T = TypeVar("T")


@contextmanager
def understood() -> Iterator[None]:
    """Around the reading of an answer.

    Raises:
        UnclearAnswerError: it was malformed JSON, or lacked something, or had something of another type.
    """
    try:
        yield
    except _MISREAD as error:
        _log.exception("an answer of the server was not understood")
        raise UnclearAnswerError(UNCLEAR) from error


def of_type(value: Any, kind: type[T]) -> T:
    """A value that was read, with every field of the type that it promises.

    Raises:
        ValueError: a field is of another type.
    """
    return msgspec.json.decode(msgspec.json.encode(value), type=kind)
