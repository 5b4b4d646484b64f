"""Timing and the table: medians and 95th percentiles in milliseconds, each beside its bare twin of the same run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    measured: str
    bare: str
    ratio: str
    goal: str
    is_met: bool


def timed(act: Callable[[], object], times: int, warm_up: int = 3) -> Timing:
    for _ in range(warm_up):
        act()
    samples = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        samples.append((time.perf_counter() - started) * 1000)
    samples.sort()
    return Timing(statistics.median(samples), samples[min(len(samples) - 1, round(len(samples) * 0.95))])


def print_table(rows: list[Row]) -> None:
    heads = Row("what", "measured", "bare, same run", "ratio", "goal", is_met=True)
    widths = [
        max(len(getattr(row, name)) for row in (heads, *rows)) for name in ("what", "measured", "bare", "ratio", "goal")
    ]
    for row in (heads, *rows):
        cells = (row.what, row.measured, row.bare, row.ratio, row.goal)
        mark = "" if row is heads else ("  met" if row.is_met else "  NOT met")
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + mark)
