"""Cards of lessons of a signed-in person, on the services."""

from pathlib import Path

from sqlalchemy import Engine

from ejournal_desktop.app.desks.remembered import RememberedReads
from ejournal_desktop.app.strongbox import Strongbox
from ejournal_desktop.domain.errors import BadFileError
from ejournal_desktop.domain.lesson_card import FileOperation, LessonCard, LessonNote
from ejournal_desktop.services import lesson_card as service


class DatabaseLessonCards:
    """``LessonCardDesk``; what it stands in gives the three."""

    engine: Engine
    reads: RememberedReads
    strongbox: Strongbox | None

    def lesson_card(self, lesson_id: int) -> LessonCard:
        """What stands on a card beside the common entries."""
        return self.reads.lesson_card(lesson_id)

    def course_notes(self, course_id: int, period_id: int) -> tuple[LessonNote, ...]:
        """Notes on pupils of a course in a period."""
        return service.course_notes(self.engine, course_id, period_id)

    def take_file(self, lesson_id: int, pupil_id: int | None, path: Path) -> FileOperation:
        """Seal a copy of a file on this computer, so that it can be sent when the server answers.

        Raises:
            BadFileError: no lesson takes it, or the disk does not.
        """
        operation, content = service.read_file(lesson_id, pupil_id, path)
        if self.strongbox is None:
            raise BadFileError("file-not-kept", {"file": path.name})
        try:
            self.strongbox.files.put(operation.operation_id, content)
        except OSError as error:
            raise BadFileError("file-not-kept", {"file": path.name}) from error
        return operation

    def save_attachment(self, attachment_id: int, path: Path) -> str:
        """Write a file of a lesson where the person says; its name."""
        return service.save_file(self.engine, attachment_id, path)
