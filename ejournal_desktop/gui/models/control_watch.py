"""What the classes of a course write in a week: read once a week and course, for whoever shows it."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.control_schedule import ControlSchedule, ControlWork
from ejournal_desktop.gui.ports.control_schedule import ControlScheduleDesk

_WEEK = timedelta(days=6)


class ControlWatch(QObject):
    """An advice: without the server there is none, and nobody is disturbed."""

    read = Signal()
    """A week that was asked about is known."""

    def __init__(self, desk: ControlScheduleDesk, lanes: Lanes, course_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._lanes, self._course_id = desk, lanes, course_id
        self._known: dict[date, tuple[ControlWork, ...]] = {}
        self._asked: set[date] = set()

    def forget(self) -> None:
        """Something changed: weeks are read again when they are asked for."""
        self._known.clear()

    def others_of_week(self, day: date) -> tuple[ControlWork, ...] | None:
        """Works of other courses in the week of a day; ``None`` while they are being read: ``read`` follows."""
        monday = day - timedelta(days=day.weekday())
        if monday not in self._known and monday not in self._asked:
            self._asked.add(monday)
            self._lanes.run(
                Lane.INTERACTIVE,
                self._desk.control_works,
                self._course_id,
                monday,
                monday + _WEEK,
                owner=self,
                done=self._keep(monday),
                failed=lambda _error: self._asked.discard(monday),
            )
        return self._known.get(monday)

    def _keep(self, monday: date) -> Callable[[ControlSchedule], None]:
        def keep(found: ControlSchedule) -> None:
            self._asked.discard(monday)
            self._known[monday] = found.without(self._course_id).works
            self.read.emit()

        return keep
