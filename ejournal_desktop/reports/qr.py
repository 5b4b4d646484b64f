"""A QR code as few rectangles: dark squares of a row run together, equal runs of following rows too."""

from collections.abc import Iterable
from functools import lru_cache

import segno

Rectangle = tuple[int, int, int, int]
_MASK = 3  # any mask decodes; choosing the best one costs four times the rest


def _runs(row: Iterable[int]) -> list[tuple[int, int]]:
    runs, start = [], None
    for index, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = index
        elif not dark and start is not None:
            runs.append((start, index - start))
            start = None
    return runs


@lru_cache(maxsize=256)
def squares(text: str) -> tuple[int, tuple[Rectangle, ...]]:
    """Modules a side, and dark rectangles (column, row, columns, rows) from the upper left."""
    code = segno.make_qr(text, error="l", boost_error=False, mask=_MASK)
    done: list[Rectangle] = []
    open_runs: dict[tuple[int, int], int] = {}
    rows = [*code.matrix, bytes(len(code.matrix))]
    for number, row in enumerate(rows):
        runs = _runs(row)
        for run in [run for run in open_runs if run not in runs]:
            first = open_runs.pop(run)
            done.append((run[0], first, run[1], number - first))
        for run in runs:
            open_runs.setdefault(run, number)
    return len(code.matrix), tuple(done)
