"""Acts on the works of a lesson: a column is added, changed or voided."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class WorkOperation:
    """One act on one work, as it travels (``api.save_work``).

    Attributes:
        weight: ``None`` takes the weight of the kind.
        seen: the version that was seen; 0 for a new work.
        reason: why kind or weight change, or the work goes, while marks stand in it.
    """

    operation_id: str
    action: Literal["add", "change", "void"]
    lesson_id: int
    work_id: int | None
    work_kind_id: int | None
    weight: Decimal | None
    title: str
    seen: int
    reason: str = ""
