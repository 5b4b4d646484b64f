"""What the windows need for the decisions of the teachers' council."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from ejournal_desktop.domain.council import CouncilBoard, CouncilClass, Decision


class CouncilDesk(Protocol):
    """Decisions as a signed-in person may see and record them; every method waits and belongs into a lane."""

    def council_classes(self) -> tuple[CouncilClass, ...]:
        """Classes of this year, then of the one that has just ended."""

    def council_board(self, class_id: int) -> CouncilBoard:
        """A class before the council."""

    def record_decisions(
        self, class_id: int, protocol: str, decided_on: date, entries: Sequence[tuple[int, Decision]]
    ) -> int:
        """Record decisions of one protocol; how many."""

    def sign_decisions(self, decision_ids: Sequence[int]) -> int:
        """The director signs later decisions; how many."""
