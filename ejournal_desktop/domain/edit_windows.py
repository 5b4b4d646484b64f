"""The settings of clause 3.6, dated: what is in force, what comes, and what they close today (rulings 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ejournal_desktop.domain.cell_locks import closes_on

KINDS: Final = ("never", "1 week", "2 weeks", "3 weeks", "1 month")
_LONGEST: Final = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class EditWindow:
    """A setting: it holds for lessons of ``valid_from`` and later, until the next one begins."""

    edit_window_id: int
    valid_from: date
    kind: str
    source: str
    order: str | None = None


@dataclass(frozen=True, slots=True)
class EditWindows:
    """Every setting, newest first, and the school's date."""

    today: date
    windows: tuple[EditWindow, ...]

    @property
    def present(self) -> EditWindow | None:
        """The setting of lessons that are held today."""
        return window_of(self.windows, self.today)

    @property
    def coming(self) -> tuple[EditWindow, ...]:
        """Settings that are still to come, the nearest last."""
        return tuple(window for window in self.windows if window.valid_from > self.today)

    @property
    def closed_before(self) -> date | None:
        """Marks of lessons held before this day are closed today; ``None``: none are."""
        day = self.today
        while day > self.today - _LONGEST:
            day -= timedelta(days=1)
            window = window_of(self.windows, day)
            if window is None:
                return None
            end = closes_on(day, window.kind)
            if end is not None and end < self.today:
                return day + timedelta(days=1)
        return None


def window_of(windows: Sequence[EditWindow], held_on: date) -> EditWindow | None:
    """The setting under which a lesson of that day was held."""
    begun = [window for window in windows if window.valid_from <= held_on]
    return max(begun, key=lambda window: window.valid_from, default=None)
