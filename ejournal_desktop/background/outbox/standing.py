"""How the outbox stands, as a value: what the status bar and the banner tell."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

OLD_AFTER: Final = timedelta(hours=24)
UNCLEAR: Final = "unclear-answer"
"""``barred`` while the server answers what nobody understands: edits stay and are sent again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the status bar tells.

    Attributes:
        pending: edits that the server has not judged.
        unkept: of them those that are not on the disk of this computer either.
        oldest: when the oldest pending edit was made, by this computer's clock.
        trouble: why the disk does not take edits: «disk-full», «disk» or empty.
        barred: the code with which the server turned the person away, or empty.
    """

    pending: int = 0
    unkept: int = 0
    refused: int = 0
    conflicts: int = 0
    is_offline: bool = False
    oldest: datetime | None = None
    trouble: str = ""
    barred: str = ""

    @property
    def unkept_for_long(self) -> bool:
        """Whether edits are nowhere but in the memory of this program."""
        return bool(self.trouble) and self.unkept > 0

    def is_old(self, now: datetime) -> bool:
        """Whether something has waited for more than a day."""
        return self.oldest is not None and now - self.oldest > OLD_AFTER
