"""What the windows need for re-sits and academic debts."""

from datetime import date
from typing import Protocol

from ejournal_desktop.domain.resits import Attempt, DebtRow, OpenDot


class ResitDesk(Protocol):
    """Re-sits and debts of a signed-in person; every method waits and belongs into a lane."""

    def attempts(self, course_id: int, period_id: int) -> tuple[Attempt, ...]:
        """The re-sits of a page."""

    def add_attempt(self, work_id: int, pupil_id: int, value: str) -> int:
        """A new attempt beside the mark that stands."""

    def debts(self) -> tuple[DebtRow, ...]:
        """Debts that this person may see, the open ones first."""

    def open_dots(self) -> tuple[OpenDot, ...]:
        """Works that are awaited in own journals, the oldest first."""

    def open_debt(self, course_id: int, pupil_id: int, due_on: date) -> int:
        """Record a debt that arose today."""

    def prolong_debt(self, debt_id: int, due_on: date) -> None:
        """Another last day of an open debt."""

    def settle_debt(self, debt_id: int, result: str, year: str | None) -> None:
        """The result of a debt under the order of re-sits that is open, and the year's mark where it changes."""
