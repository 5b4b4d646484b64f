"""One final mark between the finger and the server: what was typed is never lost (ux 4.1, 5.4.10)."""

from dataclasses import dataclass
from typing import Final, Literal

from ejournal_desktop.domain.finals import FinalField, StandingFinal
from ejournal_desktop.domain.gradebook import Outcome

FinalStage = Literal["kept", "sending", "waiting", "refused", "conflict"]
FinalLock = Literal[
    "role", "not-named", "handed-over", "no-order", "later", "ended", "not-here", "elsewhere", "reading", "none"
]
UNSETTLED: Final = frozenset({"sending", "waiting", "refused", "conflict"})


@dataclass(frozen=True, slots=True)
class FinalColumn:
    """What a column of finals holds; ``period_id`` only for the mark of a period."""

    field: FinalField
    period_id: int | None = None


@dataclass(slots=True)
class FinalState:
    """What the server holds and what the person sees.

    Attributes:
        operation_id: the last edit, as long as the server has not taken it.
        outcome: why the last edit was not saved.
    """

    kept: str | None = None
    version: int = 0
    shown: str | None = None
    kept_reason: str = ""
    reason: str = ""
    order: str = ""
    author: str = ""
    changed_after: bool = False
    stage: FinalStage = "kept"
    operation_id: str = ""
    outcome: Outcome | None = None
    failure: str = ""

    @property
    def is_unsettled(self) -> bool:
        """Whether the server does not hold what is shown."""
        return self.stage in UNSETTLED

    def stand(self, standing: StandingFinal) -> None:
        """The server tells what it holds; an edit that is not settled stays in sight."""
        self.kept, self.version, self.kept_reason = standing.value, standing.version, standing.reason
        self.order, self.author, self.changed_after = standing.order, standing.author, standing.changed_after
        if not self.is_unsettled:
            self.shown, self.reason = self.kept, self.kept_reason

    def give_up(self) -> None:
        """Show what the server holds."""
        self.shown, self.reason, self.stage = self.kept, self.kept_reason, "kept"
        self.outcome, self.failure, self.operation_id = None, "", ""
