"""What the lesson pane needs for the card of a lesson; every method waits and belongs into a lane."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_card import CardOperation, LessonCard, LessonNote


class LessonCardDesk(Protocol):
    """Cards of lessons of the signed-in person."""

    def lesson_card(self, lesson_id: int) -> LessonCard:
        """What stands on a card beside the common entries."""

    def course_notes(self, course_id: int, period_id: int) -> tuple[LessonNote, ...]:
        """Notes on pupils of a course in a period."""

    def save_card_entries(self, operations: Sequence[CardOperation]) -> list[Outcome]:
        """Save homework of single pupils, notes, a briefing, files taken back; each is judged by itself."""

    def attach_file(
        self,
        lesson_id: int,
        pupil_id: int | None,
        path: Path,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Outcome:
        """Attach a file; raises ``BadFileError`` before anything is sent."""

    def save_attachment(self, attachment_id: int, path: Path) -> str:
        """Write a file of a lesson where the person says; its name."""
