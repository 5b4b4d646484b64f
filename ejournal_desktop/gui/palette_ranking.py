"""Finds what a person means by a few typed letters: beginnings, pieces and slips of words, under any layout."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from rapidfuzz import fuzz, process

from ejournal_desktop.gui.physical_keys import russian_text

Group = Literal["Открыть", "Ученики", "Действия", "Отчёты"]
GROUPS: Final[tuple[Group, ...]] = ("Открыть", "Ученики", "Действия", "Отчёты")
MOST_OF_A_GROUP: Final = 8
_SHIFTED: Final = str.maketrans(':"<>{}~', ";',.[]`")
_LOOKALIKE: Final = str.maketrans("abceghkmoptxy", "авседнкмортху")
_WHOLE, _BEGINNING, _PIECE, _SLIP = 130, 100, 60, 45
_FIRST_WORD: Final = 5
_SLIP_FROM: Final = 4
_SLIP_CUTOFF: Final = 72


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that can be opened or done.

    Attributes:
        text: what is shown: «7А · Алгебра».
        run: does it.
        also: other words by which it is found.
        note: at the right: the key, the class of a pupil.
        reason: why it cannot be done now; empty when it can.
    """

    group: Group
    text: str
    run: Callable[[], None]
    also: str = ""
    note: str = ""
    reason: str = ""


class PaletteIndex:
    """The words of all entries; asked anew at every key."""

    def __init__(self, entries: Iterable[PaletteEntry]) -> None:
        self.entries = tuple(entries)
        self._first: list[str] = []
        self._entries_of: dict[str, list[int]] = {}
        for at, entry in enumerate(self.entries):
            words = _words(f"{entry.text} {entry.also}")
            self._first.append(words[0] if words else "")
            for word in set(words):
                self._entries_of.setdefault(word, []).append(at)
        self._vocabulary = list(self._entries_of)

    def find(self, typed: str) -> list[PaletteEntry]:
        """Fitting entries by group, the best of each first; nothing typed: how the groups begin."""
        if not typed.strip():
            return self._by_group(dict.fromkeys(range(len(self.entries)), 0))
        best: dict[int, int] = {}
        for variant in _variants(typed):
            for at, score in self._scores(_words(variant)).items():
                best[at] = max(score, best.get(at, 0))
        return self._by_group(best)

    def _scores(self, tokens: list[str]) -> dict[int, int]:
        """Entries in which every token has a word, with the sum of how well."""
        total: dict[int, int] | None = None
        for token in tokens:
            of_token: dict[int, int] = {}
            for word, score in self._words_like(token).items():
                for at in self._entries_of[word]:
                    of_first = score + _FIRST_WORD * (self._first[at] == word)
                    of_token[at] = max(of_first, of_token.get(at, 0))
            if total is None:
                total = of_token
            else:
                total = {at: total[at] + score for at, score in of_token.items() if at in total}
        return total or {}

    def _words_like(self, token: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for word in self._vocabulary:
            if word.startswith(token):
                found[word] = _WHOLE if word == token else _BEGINNING
            elif token in word and len(token) > 1:
                found[word] = _PIECE
        if not found and len(token) >= _SLIP_FROM:
            beginnings = [word[: len(token)] for word in self._vocabulary]
            near = process.extract(token, beginnings, scorer=fuzz.ratio, score_cutoff=_SLIP_CUTOFF, limit=None)
            found = {self._vocabulary[at]: round(_SLIP * ratio / 100) for _, ratio, at in near}
        return found

    def _by_group(self, scores: dict[int, int]) -> list[PaletteEntry]:
        """Groups stand in their order, but the one with the best entry is the first."""
        ranked = sorted(scores, key=lambda at: (-scores[at], bool(self.entries[at].reason), at))
        order = list(dict.fromkeys(self.entries[at].group for at in ranked)) if any(scores.values()) else list(GROUPS)
        chosen: list[PaletteEntry] = []
        for group in order:
            of_group = [self.entries[at] for at in ranked if self.entries[at].group == group]
            chosen += of_group[:MOST_OF_A_GROUP]
        return chosen


def _words(text: str) -> list[str]:
    plain = text.lower().replace("ё", "е")
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


def _variants(typed: str) -> set[str]:
    """What was typed, the same keys under the Russian layout, and Latin letters that look Russian: «7a»."""
    plain = typed.lower()
    return {plain, russian_text(plain.translate(_SHIFTED)), plain.translate(_LOOKALIKE)}
