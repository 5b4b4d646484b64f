"""What the windows need to set finals, hand a page over and enter the school's rule."""

from datetime import datetime
from typing import Protocol

from ejournal_desktop.domain.finals import CourseProgress, FinalsPage, HandoverCheck
from ejournal_desktop.domain.marking_policy import NormRow, PolicyEntry


class FinalsDesk(Protocol):
    """Finals of a signed-in person; every method waits and belongs into a lane."""

    def finals_page(self, course_id: int, period_id: int) -> FinalsPage:
        """The rule, the order, reasons, year marks and debts of a page."""

    def handover_checks(self, course_id: int, period_id: int) -> tuple[HandoverCheck, ...]:
        """What is done and what is missing."""

    def hand_over(self, course_id: int, period_id: int) -> datetime:
        """Close the page to its teacher."""

    def finals_progress(self, period_id: int) -> tuple[CourseProgress, ...]:
        """How far the finals of a period are."""

    def marking_policies(self) -> tuple[tuple[tuple[int, str], ...], tuple[NormRow, ...]]:
        """Subjects, and the register of norms of marks."""

    def set_marking_policy(self, entry: PolicyEntry) -> int:
        """Enter weights and borders under an order."""
