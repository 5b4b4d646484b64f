"""After a write one ``Change`` goes round: open pages decide themselves what they read again."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Change:
    """What was written: «lesson» is a topic, homework or the roll, «cells» are marks and absences."""

    kind: Literal["cells", "lesson", "work", "printout", "notice", "session"]
    course_id: int | None = None
    period_id: int | None = None


class ChangeBus(QObject):
    """Tells every listener of each change, with who made it so that nobody answers to herself."""

    changed = Signal(object, object)
    """``Change``, initiator."""

    def tell(self, change: Change, initiator: QObject | None = None) -> None:
        """Send a change round."""
        self.changed.emit(change, initiator)
