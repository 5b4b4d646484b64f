"""What the windows need of the schedule of control works; every method waits and belongs into a lane."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from ejournal_desktop.domain.control_schedule import ControlSchedule


class ControlScheduleDesk(Protocol):
    """The schedule of control works, as far as the signed-in person may see it."""

    def control_works(self, course_id: int | None, since: date, until: date) -> ControlSchedule:
        """Of the classes of a course; of every class she may ask about when none is named."""

    def control_works_sheet(
        self,
        found: ControlSchedule,
        since: date,
        until: date,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> bytes:
        """The schedule as a workbook: classes × days."""
