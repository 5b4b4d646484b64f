"""What the paper view of a journal needs; the method waits and belongs into a lane."""

from collections.abc import Callable
from typing import Protocol


class PreviewFile(Protocol):
    """Spreads to be looked at."""

    @property
    def pdf(self) -> bytes:
        """The document."""

    @property
    def pages(self) -> int:
        """Its pages, the blank first one included."""


class PrintedFile(PreviewFile, Protocol):
    """A copy that goes onto a printer."""

    @property
    def title(self) -> str:
        """What the printer's list of jobs shows."""


class PaperPreviewDesk(Protocol):
    """Journal pages as they would be printed."""

    def journal_preview(
        self,
        class_name: str,
        course_id: int,
        period_id: int,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> PreviewFile:
        """Draw the spreads of a course for a class; the read is on record, no printout is."""

    def own_copy_pdf(
        self,
        class_name: str,
        course_id: int,
        period_id: int,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> PrintedFile:
        """Draw the paper copy of a course for a class; it is put on record."""
