"""What the command palette looks through besides actions: journals and pupils of the person."""

from dataclasses import dataclass
from typing import Protocol

from ejournal_desktop.domain.gradebook import Course, Pupil


@dataclass(frozen=True, slots=True)
class CoursePupils:
    """A journal that may be opened and who is to be found through it."""

    course: Course
    pupils: tuple[Pupil, ...] = ()


class PaletteDesk(Protocol):
    """Waits for the server and belongs into a lane."""

    def journals_to_find(self, *, reads: bool) -> tuple[CoursePupils, ...]:
        """Own journals with their pupils; the journals and pupils of all classes for who ``reads`` them."""
