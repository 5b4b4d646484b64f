"""Finals on the services (``gui/ports/finals.py``)."""

from datetime import datetime

from sqlalchemy import Engine

from ejournal_desktop.domain.finals import CourseProgress, FinalsPage, HandoverCheck
from ejournal_desktop.domain.marking_policy import NormRow, PolicyEntry
from ejournal_desktop.services import final_marks


class FinalServices:
    """The part of a desk that sets finals."""

    engine: Engine

    def finals_page(self, course_id: int, period_id: int) -> FinalsPage:
        """The rule, the order, reasons, year marks and debts of a page."""
        return final_marks.finals_page(self.engine, course_id, period_id)

    def handover_checks(self, course_id: int, period_id: int) -> tuple[HandoverCheck, ...]:
        """What is done and what is missing."""
        return final_marks.handover_checks(self.engine, course_id, period_id)

    def hand_over(self, course_id: int, period_id: int) -> datetime:
        """Close the page to its teacher."""
        return final_marks.hand_over(self.engine, course_id, period_id)

    def finals_progress(self, period_id: int) -> tuple[CourseProgress, ...]:
        """How far the finals of a period are."""
        return final_marks.finals_progress(self.engine, period_id)

    def marking_policies(self) -> tuple[tuple[tuple[int, str], ...], tuple[NormRow, ...]]:
        """Subjects, and the register of norms of marks."""
        return final_marks.marking_policies(self.engine)

    def set_marking_policy(self, entry: PolicyEntry) -> int:
        """Enter weights and borders under an order."""
        return final_marks.set_marking_policy(self.engine, entry)
