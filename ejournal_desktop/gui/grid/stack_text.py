"""What is typed into the name box of the stack: the beginning of a name, then a mark; any layout."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.exchange.name_matching import find_by_start
from ejournal_desktop.gui.physical_keys import russian_text

_FIGURES: Final = re.compile(r"^(?P<name>.*?)\s*(?P<value>\d[\d/?.]*[нбу]?\??|(?<=\s)[.-])$", re.IGNORECASE)
_WORDS: Final = frozenset({"н", "б", "у", "п", "оп", "осв", "зач", "незач", "нз", "зч"})


@dataclass(frozen=True, slots=True)
class StackText:
    """A name that was begun, whom it may mean, and the value behind it."""

    name: str
    value: str
    places: tuple[int, ...]


def read_stack(text: str, people: Sequence[PersonName]) -> StackText:
    """«ег4», «ег 4», «tu4» under a Latin layout, «ег н»: a last word is a value where no name goes on like it."""
    match = _FIGURES.match(text.strip())
    name, value = (match["name"], match["value"]) if match else (text.strip(), "")
    name = russian_text(name)
    places = find_by_start(name, people)
    if not value and not places and " " in name:
        begun, _space, last = name.rpartition(" ")
        if last.lower() in _WORDS:
            return StackText(begun, last.lower(), tuple(find_by_start(begun, people)))
    return StackText(name, value, tuple(places))
