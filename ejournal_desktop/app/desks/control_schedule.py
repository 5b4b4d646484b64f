"""The schedule of control works on the services (``gui/ports/control_schedule.py``)."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.app.desks.drawing import Draw
from ejournal_desktop.domain.control_schedule import ControlSchedule
from ejournal_desktop.exchange.control_schedule_sheet import control_schedule_workbook
from ejournal_desktop.services import control_schedule


class ControlScheduleServices:
    """The part of a desk that knows the schedule; what it stands in gives ``engine`` and ``_draw``."""

    engine: Engine
    _draw: Draw

    def control_works(self, course_id: int | None, since: date, until: date) -> ControlSchedule:
        """Of the classes of a course; of every class she may ask about when none is named."""
        return control_schedule.control_works(self.engine, course_id, since, until)

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
        book: bytes = self._draw(control_schedule_workbook, found, since, until, progress=progress, cancelled=cancelled)
        return book
