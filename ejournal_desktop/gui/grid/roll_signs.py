"""The signs of a roll-call: every pupil is one key away, by a letter of the surname or by a sign of his own."""

from collections.abc import Mapping, Sequence
from typing import Final

from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.exchange.name_matching import find_by_start

_DIGITS: Final = "1234567890"
_LETTERS: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_BESIDE: Final = "хъжэбюё"
"""Letters whose keys type punctuation under a Latin layout: taken last."""


def roll_signs(people: Sequence[PersonName]) -> Mapping[str, int]:
    """Signs of those whom one letter does not name, by place: digits, then letters with which no surname begins.

    A letter that names one pupil is not here: it names him already. In a class too big for the signs the last
    pupils are left to their letters.
    """
    named = {letter: find_by_start(letter, people) for letter in _LETTERS}
    alone = {found[0] for found in named.values() if len(found) == 1}
    free = sorted((letter for letter, found in named.items() if not found), key=lambda one: one in _BESIDE)
    crowd = [place for place in range(len(people)) if place not in alone]
    return dict(zip((*_DIGITS, *free), crowd, strict=False))
