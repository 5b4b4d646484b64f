"""The part of a fake desk that knows the council's decisions: keeps what was recorded and signed."""
# ruff: noqa: ARG002 - a fake has the whole signature of what it stands for

from dataclasses import dataclass, field
from datetime import date

from ejournal_desktop.domain.council import CouncilBoard, CouncilClass


@dataclass(kw_only=True)
class FakeCouncilDesk:
    """``board`` is what every class shows."""

    board: CouncilBoard = field(
        default_factory=lambda: CouncilBoard(1, "7А", 7, "2026/27", date(2026, 9, 25), may_record=False, may_sign=False)
    )
    council_error: Exception | None = None
    recorded: list = field(default_factory=list)
    signed: list = field(default_factory=list)

    def council_classes(self):
        return (CouncilClass(1, "7А", 7), CouncilClass(2, "9Б · 2025/26", 9))

    def council_board(self, class_id):
        return self.board

    def record_decisions(self, class_id, protocol, decided_on, entries):
        if self.council_error is not None:
            raise self.council_error
        self.recorded.append((class_id, protocol, decided_on, tuple(entries)))
        return len(entries)

    def sign_decisions(self, decision_ids):
        self.signed.append(tuple(decision_ids))
        return len(decision_ids)
