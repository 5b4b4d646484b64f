"""What the lesson pane needs for the card of a lesson; every method waits and belongs into a lane."""

from pathlib import Path
from typing import Protocol

from ejournal_desktop.domain.lesson_card import FileOperation, LessonCard, LessonNote


class LessonCardDesk(Protocol):
    """Cards of lessons of the signed-in person; what is written there goes through the gradebook."""

    def lesson_card(self, lesson_id: int) -> LessonCard:
        """What stands on a card beside the common entries."""

    def course_notes(self, course_id: int, period_id: int) -> tuple[LessonNote, ...]:
        """Notes on pupils of a course in a period."""

    def take_file(self, lesson_id: int, pupil_id: int | None, path: Path) -> FileOperation:
        """Keep a copy of a file on this computer; raises ``BadFileError`` for what no lesson or disk takes."""

    def save_attachment(self, attachment_id: int, path: Path) -> str:
        """Write a file of a lesson where the person says; its name."""
