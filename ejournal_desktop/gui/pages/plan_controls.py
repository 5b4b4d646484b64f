"""The strip of control works on the page of a plan: what others give is read, what the plan gives is laid out here."""

from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from ejournal_desktop.background.lanes import Lane, Lanes
from ejournal_desktop.domain.control_schedule import ControlSchedule, ControlWork
from ejournal_desktop.domain.lesson_plan_book import PlanBook
from ejournal_desktop.gui.models.lesson_plan_model import LessonPlanModel
from ejournal_desktop.gui.ports.control_schedule import ControlScheduleDesk
from ejournal_desktop.gui.widgets.control_strip import ControlStrip

_FURTHEST: Final = 300
"""Days ahead: to the end of the year from wherever it is asked."""


class PlanControls(QObject):
    """Follows the open plan; without the server the strip has the plan's own works only."""

    def __init__(
        self, desk: ControlScheduleDesk, lanes: Lanes, model: LessonPlanModel, strip: ControlStrip, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._lanes, self._model, self._strip = desk, lanes, model, strip
        self._book: PlanBook | None = None
        self._others: tuple[ControlWork, ...] = ()
        model.laid_out.connect(self._show)

    def follow(self, book: PlanBook) -> None:
        """Another course is open, or the same one was read again."""
        course_id = book.course_id
        if self._book is None or self._book.course_id != course_id:
            self._others = ()
        self._book = book
        self._show()
        if course_id is None:
            return
        last = date.fromordinal(book.today.toordinal() + _FURTHEST)
        self._lanes.run(
            Lane.INTERACTIVE,
            self._desk.control_works,
            course_id,
            book.today,
            last,
            owner=self,
            done=lambda found: self._read(course_id, found),
            failed=lambda _error: None,
        )

    def _read(self, course_id: int, found: ControlSchedule) -> None:
        if self._book is not None and self._book.course_id == course_id:
            self._others = found.without(course_id).works
            self._model.know_others(self._others, self._book.subject)
            self._show()

    def _show(self) -> None:
        book = self._book
        if book is None:
            return
        own = self._model.own_controls(book.course_id or 0, book.subject, book.group_name)
        self._strip.show_works((*self._others, *own), book.today)
