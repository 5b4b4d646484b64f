"""Collects what an importer finds wrong, and closes the reading into a result."""

from collections.abc import Iterable
from typing import TypeVar

from ejournal_desktop.exchange.source import Source
from ejournal_desktop.exchange.values import ImportResult, Place, Problem, ProblemKind

Row = TypeVar("Row")


class ProblemLog:
    """Problems of one file; a row with a problem that blocks is refused."""

    def __init__(self, source: Source, sheet_names: Iterable[str] = ()) -> None:
        self.source = source
        self.rows_read = 0
        self._problems: list[Problem] = []
        self._refused: set[Place] = set()
        self._sheet_order = {name: number for number, name in enumerate(sheet_names)}

    def add(
        self,
        place: Place,
        kind: ProblemKind,
        column: str = "",
        expected: str = "",
        found: str = "",
        *,
        blocks: bool = False,
        **repair: str,
    ) -> None:
        """Note a problem; ``repair`` are the facts that help to mend it."""
        if blocks:
            self._refused.add(place)
        self._problems.append(Problem(place, kind, column, expected, _shortened(found), blocks, tuple(repair.items())))

    def is_refused(self, place: Place) -> bool:
        """Whether something blocks the row."""
        return place in self._refused

    def result(self, rows: Iterable[Row]) -> ImportResult[Row]:
        """Close the reading: problems in the order of the file."""
        ordered = sorted(self._problems, key=lambda problem: self._order(problem.place))
        refused = tuple(dict.fromkeys(problem.place for problem in ordered if problem.blocks))
        source = self.source
        return ImportResult(tuple(rows), tuple(ordered), refused, self.rows_read, source.name, source.sha256)

    def _order(self, place: Place) -> tuple[int, int]:
        return self._sheet_order.get(place.sheet, -1), place.row


_MAX_SHOWN = 80


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"
