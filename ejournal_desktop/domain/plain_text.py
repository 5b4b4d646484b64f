"""Texts that a journal holds and paper shows: what the database refuses too (sec.is_plain_text)."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def is_plain_text(text: str) -> bool:
    """Whether a text has no control signs and no signs that turn its direction; half a letter is none either."""
    return not _FORBIDDEN.search(text) and _is_whole(text)


def plain_text(text: str) -> str:
    """The text without those signs."""
    return _FORBIDDEN.sub("", text).encode("utf-8", "ignore").decode("utf-8")


def _is_whole(text: str) -> bool:
    """A lone surrogate, which a broken clipboard may hold, cannot be written anywhere."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)
