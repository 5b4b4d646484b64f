"""Re-sits and debts on the services (``gui/ports/resits.py``)."""

from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.domain.resits import Attempt, DebtRow, OpenDot
from ejournal_desktop.services import resits


class ResitServices:
    """The part of a desk that knows re-sits and debts."""

    engine: Engine

    def attempts(self, course_id: int, period_id: int) -> tuple[Attempt, ...]:
        """The re-sits of a page."""
        return resits.attempts(self.engine, course_id, period_id)

    def add_attempt(self, work_id: int, pupil_id: int, value: str) -> int:
        """A new attempt beside the mark that stands."""
        return resits.add_attempt(self.engine, work_id, pupil_id, value)

    def debts(self) -> tuple[DebtRow, ...]:
        """Debts that this person may see, the open ones first."""
        return resits.debts(self.engine)

    def open_dots(self) -> tuple[OpenDot, ...]:
        """Works that are awaited in own journals."""
        return resits.open_dots(self.engine)

    def open_debt(self, course_id: int, pupil_id: int, due_on: date) -> int:
        """Record a debt that arose today."""
        return resits.open_debt(self.engine, course_id, pupil_id, due_on)

    def prolong_debt(self, debt_id: int, due_on: date) -> None:
        """Another last day of an open debt."""
        resits.prolong_debt(self.engine, debt_id, due_on)

    def settle_debt(self, debt_id: int, result: str, year: str | None) -> None:
        """The result of a debt under the order of re-sits, and the year's mark where it changes."""
        resits.settle_debt(self.engine, debt_id, result, year)
