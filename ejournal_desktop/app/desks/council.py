"""Decisions of the teachers' council on the services (``gui/ports/council.py``)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Engine

from ejournal_desktop.domain.council import CouncilBoard, CouncilClass, Decision
from ejournal_desktop.services import council


class CouncilServices:
    """The part of a desk that knows the council's decisions."""

    engine: Engine

    def council_classes(self) -> tuple[CouncilClass, ...]:
        """Classes of this year, then of the one that has just ended."""
        return council.council_classes(self.engine)

    def council_board(self, class_id: int) -> CouncilBoard:
        """A class before the council."""
        return council.council_board(self.engine, class_id)

    def record_decisions(
        self, class_id: int, protocol: str, decided_on: date, entries: Sequence[tuple[int, Decision]]
    ) -> int:
        """Record decisions of one protocol; how many."""
        return council.record_decisions(self.engine, class_id, protocol, decided_on, entries)

    def sign_decisions(self, decision_ids: Sequence[int]) -> int:
        """The director signs later decisions; how many."""
        return council.sign_decisions(self.engine, decision_ids)
