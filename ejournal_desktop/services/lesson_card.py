"""The card of a lesson: read it, save its entries, add and fetch files. One intent, one function, one transaction."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine

from ejournal_desktop.database.queries import lesson_card as windows
from ejournal_desktop.database.transaction import transaction
from ejournal_desktop.domain.errors import BadFileError, ReportFailedError
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_card import (
    GREATEST_FILE_BYTES,
    MEDIA_TYPES,
    CardOperation,
    FileOperation,
    LessonCard,
    LessonNote,
)


def open_card(engine: Engine, lesson_id: int) -> LessonCard:
    """A lesson's card; raises ``RefusedError`` for a lesson that is not this person's."""
    with transaction(engine) as connection:
        return windows.lesson_card(connection, lesson_id)


def course_notes(engine: Engine, course_id: int, period_id: int) -> tuple[LessonNote, ...]:
    """Notes on the pupils of a course in a period; raises ``RefusedError`` for a course that is not this person's."""
    with transaction(engine) as connection:
        return windows.course_notes(connection, course_id, period_id)


def save_entries(engine: Engine, operations: Sequence[CardOperation]) -> list[Outcome]:
    """Save homework of single pupils, notes, briefings, files taken back: an outcome per operation, in order."""
    with transaction(engine) as connection:
        return windows.save_lesson_entries(connection, operations)


def send_file(engine: Engine, operation: FileOperation, content: bytes) -> Outcome:
    """Attach a file that was announced; a repeat attaches it once."""
    with transaction(engine) as connection:
        return windows.add_attachment(connection, operation, content)


def read_file(lesson_id: int, pupil_id: int | None, path: Path) -> tuple[FileOperation, bytes]:
    """What is announced of a file, and its bytes.

    Raises:
        BadFileError: it is no file that a lesson takes.
    """
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise BadFileError("file-type", {"file": path.name})
    try:
        with path.open("rb") as file:
            content = file.read(GREATEST_FILE_BYTES + 1)  # never more into memory than may be sent
    except OSError as error:
        raise BadFileError("file-unreadable", {"file": path.name}) from error
    if not 0 < len(content) <= GREATEST_FILE_BYTES:
        raise BadFileError("file-size", {"file": path.name})
    digest = sha256(content).hexdigest()
    return FileOperation(str(uuid4()), lesson_id, pupil_id, path.name, media_type, len(content), digest), content


def save_file(engine: Engine, attachment_id: int, path: Path) -> str:
    """Write a file of a lesson where the person says; its name; ``ReportFailedError``: not written."""
    with transaction(engine) as connection:
        _name, content = windows.attachment(connection, attachment_id)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ReportFailedError("not-written", {"path": path.name}) from error
    return path.name
