"""Cards of lessons of a signed-in person, on the services."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Engine

from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_card import CardOperation, LessonCard, LessonNote
from ejournal_desktop.services import lesson_card as service


class DatabaseLessonCards:
    """``LessonCardDesk``; what it stands in gives ``engine``."""

    engine: Engine

    def lesson_card(self, lesson_id: int) -> LessonCard:
        """What stands on a card beside the common entries."""
        return service.open_card(self.engine, lesson_id)

    def course_notes(self, course_id: int, period_id: int) -> tuple[LessonNote, ...]:
        """Notes on pupils of a course in a period."""
        return service.course_notes(self.engine, course_id, period_id)

    def save_card_entries(self, operations: Sequence[CardOperation]) -> list[Outcome]:
        """Save homework of single pupils, notes, a briefing, files taken back; each is judged by itself."""
        return service.save_entries(self.engine, operations)

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
        return service.attach_file(self.engine, service.NewFile(lesson_id, pupil_id, path), progress, cancelled)

    def save_attachment(self, attachment_id: int, path: Path) -> str:
        """Write a file of a lesson where the person says; its name."""
        return service.save_file(self.engine, attachment_id, path)
