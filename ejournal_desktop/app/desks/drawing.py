"""How a desk has its papers drawn."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Draw(Protocol):
    """Runs a picklable drawing job in the process kept for it and waits (``background.lanes.Lanes.draw``)."""

    def __call__(
        self,
        job: Callable[..., T],
        *args: object,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> T:
        """What the job returns."""
