"""What a login and a password must be: the server sees a verifier only and cannot judge it, so the rules stand here."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

SHORTEST_PASSWORD = 10
SHORTEST_LOGIN, LONGEST_LOGIN = 3, 40
Weakness = Literal["short", "login", "name", "guessable"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What speaks against a password, and how long it would take to guess: 0 (at once) to 4 (not in a lifetime)."""

    weaknesses: tuple[Weakness, ...]
    strength: int


_SHORTEST_PART = 4  # «Ким» inside a long password gives nothing away
_LOGIN = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")


def weaknesses(
    password: str, login: str, names: Iterable[str], is_guessable: Callable[[str, list[str]], bool]
) -> tuple[Weakness, ...]:
    """What speaks against a password, in the order in which a person mends it; empty when it is good.

    Args:
        password: what the person typed.
        login: her login.
        names: parts of her name.
        is_guessable: says of a password and the words that belong to the person whether it is easily guessed.
    """
    plain, parts = _plain(password), [_plain(name) for name in names if name]
    found: list[Weakness] = []
    if len(password) < SHORTEST_PASSWORD:
        found.append("short")
    if _holds(plain, _plain(login)):
        found.append("login")
    if any(_holds(plain, part) for part in parts):
        found.append("name")
    if is_guessable(password, [_plain(login), *parts]):
        found.append("guessable")
    return tuple(found)


def is_login(login: str) -> bool:
    """Whether people can type and read it: letters and digits, dots and dashes between them."""
    return SHORTEST_LOGIN <= len(login) <= LONGEST_LOGIN and _LOGIN.fullmatch(login) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold().replace("ё", "е")


def _holds(password: str, word: str) -> bool:
    return password == word or (len(word) >= _SHORTEST_PART and word in password)
