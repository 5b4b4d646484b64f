"""Finding the pupils of a class by names as other programs and people write them: ё, look-alikes, initials, slips."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from ejournal_desktop.domain.names import PersonName, fold

ENOUGH: Final = 0.6
"""Share of cells whose surname is known that makes a column a column of names."""
_ALIKE: Final = 88
_LEAST_OF_A_SLIP: Final = 3
"""Letters of a surname that may be mistyped: fewer are like too many surnames."""
_NUMBER: Final = re.compile(r"^\s*\d{1,3}\s*[.)]?\s+(?=\D)")


def is_name_column(texts: Sequence[str], people: Sequence[PersonName]) -> bool:
    """Whether most cells that are not empty begin with a surname of these people."""
    words = [_words(text) for text in texts if text.strip()]
    surnames = {fold(person.last) for person in people}
    known = sum(1 for parts in words if parts and _is_surname(" ".join(parts), parts[0], surnames))
    return len(words) > 1 and known >= ENOUGH * len(words)


def match_names(texts: Sequence[str], people: Sequence[PersonName]) -> list[int | None]:
    """For each text the place of the person it names; nobody is named twice, a doubtful name names nobody."""
    found: list[int | None] = [None] * len(texts)
    taken: set[int] = set()
    for how in (_exactly, _roughly):
        for at, text in enumerate(texts):
            if found[at] is None and text.strip():
                place = how(text, people, taken)
                if place is not None:
                    found[at] = place
                    taken.add(place)
    return found


def find_by_start(typed: str, people: Sequence[PersonName]) -> list[int]:
    """People whose surname, and first name if more words are typed, begin so; «ег», «егор м»; slips at the end."""
    words = _words(typed)
    if not words:
        return []
    starts = [at for at, person in enumerate(people) if _begins(words, person)]
    if starts or len(words) > 1 or len(words[0]) < _LEAST_OF_A_SLIP:
        return starts
    scores = [(fuzz.partial_ratio(words[0], fold(person.last)), at) for at, person in enumerate(people)]
    return [at for score, at in sorted(scores, key=lambda one: -one[0]) if score >= _ALIKE]


def _words(text: str) -> list[str]:
    return fold(_NUMBER.sub("", text)[:200]).replace(".", " ").replace(",", " ").split()


def _is_surname(whole: str, first: str, surnames: set[str]) -> bool:
    if first in surnames or any(whole.startswith(f"{name} ") or whole == name for name in surnames):
        return True
    return any(fuzz.ratio(first, name) >= _ALIKE for name in surnames)


def _begins(words: list[str], person: PersonName) -> bool:
    last, first = _words_of_name(person.last), _words_of_name(person.first)
    parts = (*last, *first)
    if all(place < len(parts) and parts[place].startswith(word) for place, word in enumerate(words)):
        return True
    return len(words) > 1 and first != () and last[0].startswith(words[0]) and first[0].startswith(words[1])


@lru_cache(maxsize=512)  # a class is asked for letter by letter
def _words_of_name(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def _exactly(text: str, people: Sequence[PersonName], taken: set[int]) -> int | None:
    """Surname whole, first name whole or its initial; a surname alone where only one person bears it."""
    words = _words(text)
    fitting = []
    for at, person in enumerate(people):
        last, first = fold(person.last).split(), fold(person.first)
        rest = words[len(last) :] if words[: len(last)] == last else None
        if at not in taken and rest is not None and (not rest or first.startswith(rest[0]) or rest[0] == first):
            fitting.append(at)
    return fitting[0] if len(fitting) == 1 else _by_middle(words, people, fitting)


def _by_middle(words: list[str], people: Sequence[PersonName], fitting: list[int]) -> int | None:
    """Namesakes are told apart by the whole name only."""
    whole = [at for at in fitting if words == fold(people[at].full).split()]
    return whole[0] if len(whole) == 1 else None


def _roughly(text: str, people: Sequence[PersonName], taken: set[int]) -> int | None:
    """A slip of the pen, if one person is clearly nearer than all others."""
    words = " ".join(_words(text)[:2])
    scores = sorted(
        ((fuzz.ratio(words, fold(f"{person.last} {person.first}")), at) for at, person in enumerate(people)),
        reverse=True,
    )
    free = [(score, at) for score, at in scores if at not in taken and score >= _ALIKE]
    if len(free) == 1 or (len(free) > 1 and free[0][0] - free[1][0] > 4):  # noqa: PLR2004 - a letter of a dozen
        return free[0][1]
    return None
