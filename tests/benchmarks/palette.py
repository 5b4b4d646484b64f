"""The command palette over a thousand entries, beside one pass that only looks whether a text holds another."""

from ejournal_desktop.gui.palette_ranking import PaletteEntry, PaletteIndex
from tests.benchmarks.measure import Row, timed
from tests.gui.journal_pages import NAMES

_ENTRIES, _GOAL_MS = 1_000, 50
_TYPED = ("б", "белов", "7а алгебра", ":ehyfk", "белво", "ничегонет")


def _name(at: int) -> str:
    """A thousand different surnames out of thirty."""
    ending = "".join("авекинорст"[int(digit)] for digit in str(at))
    last, first = NAMES[at % len(NAMES)].split()
    return f"{last}{ending} {first}"


def rows() -> list[Row]:
    """The slowest of the usual questions."""
    entries = tuple(
        PaletteEntry("Ученики", _name(at), lambda: None, also=f"{at % 11 + 1}А · Предмет{at // 30}")
        for at in range(_ENTRIES)
    )
    index = PaletteIndex(entries)
    slowest = max((timed(lambda typed=typed: index.find(typed), 40) for typed in _TYPED), key=lambda each: each.p95_ms)
    bare = timed(lambda: [each for each in entries if "белов" in each.text.lower()], 40)
    ratio = slowest.median_ms / bare.median_ms
    measured = f"{slowest.median_ms:.1f} / {slowest.p95_ms:.1f} ms"
    what = f"palette: {_ENTRIES} entries, the slowest question"
    return [
        Row(what, measured, f"{bare.median_ms:.2f} ms", f"x{ratio:.0f}", f"≤ {_GOAL_MS} ms", slowest.p95_ms <= _GOAL_MS)
    ]
