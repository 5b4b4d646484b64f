"""The schedule of control works: what classes write and when."""

from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.database.queries import control_works as windows
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.control_schedule import ControlSchedule


def control_works(engine: Engine, course_id: int | None, since: date, until: date) -> ControlSchedule:
    """Control works of the classes of a course; of every class that the person may ask about when none is named."""
    with transaction(engine) as connection:
        return windows.control_works(connection, course_id, since, until)
