"""Where a person was when she left: the tabs, the period and the cell of each journal; numbers, no names of pupils."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ejournal_desktop.domain.gradebook import Course


@dataclass(frozen=True, slots=True)
class Place:
    """A tab.

    Attributes:
        tab_id: of the tab; a page of the rail is known by it alone.
        course: of a journal.
        pupil_id, lesson_id: of the current cell.
    """

    tab_id: str
    course: Course | None = None
    period_id: int | None = None
    pupil_id: int | None = None
    lesson_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnPoint:
    """The tabs in their order and the one in front."""

    places: tuple[Place, ...]
    front: str
    left_on: date


class ReturnDesk(Protocol):
    """Keeps it on this computer, sealed with the person's key; belongs into a lane."""

    def keep_return_point(self, role: str, point: ReturnPoint) -> None:
        """Keep where she was in a role."""

    def return_point(self, role: str) -> ReturnPoint | None:
        """Where she was in a role; ``None`` when nothing is known."""
