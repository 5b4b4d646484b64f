"""Common entries of a lesson being written: topic, homework, type, «посещаемость проверена»; each saved by itself."""

from collections import deque
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.gradebook import Lesson, LessonField, LessonOperation, Outcome
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_store import JournalStore

_VERSION_OF: Final[dict[LessonField, str]] = {
    "topic": "topic_version",
    "homework": "homework_version",
    "homework_none": "homework_version",
    "lesson_type": "lesson_type_version",
    "attendance_checked": "attendance_checked_version",
}


@dataclass(slots=True)
class _Line:
    """Edits of one version of a lesson, in their order: the first is under way."""

    waiting: deque[tuple[LessonField, str | bool]] = field(default_factory=deque)
    operation: LessonOperation | None = None


class LessonEntries(QObject):
    """Sends edits of lessons one after the other, each with the version that was seen."""

    entry_changed = Signal(int, str)
    """Lesson and field whose state is another one now."""

    lesson_kept = Signal(int)
    """The server took an entry of a lesson."""

    def __init__(self, store: JournalStore, gradebook: Gradebook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._gradebook = gradebook
        self._lines: dict[tuple[int, str], _Line] = {}
        self._operations: dict[str, tuple[int, str]] = {}
        self._states: dict[tuple[int, LessonField], str] = {}
        self._failures: dict[tuple[int, LessonField], Outcome] = {}

    def state(self, lesson_id: int, entry: LessonField) -> str:
        """«kept», «unsent», «sending», «waiting», «refused» or «conflict»."""
        return self._states.get((lesson_id, entry), "kept")

    def failure(self, lesson_id: int, entry: LessonField) -> Outcome | None:
        """Why the last edit of an entry was not saved."""
        return self._failures.get((lesson_id, entry))

    def unsettled(self) -> int:
        """How many entries are not what the server holds."""
        return sum(1 for state in self._states.values() if state != "kept")

    def write(self, lesson: Lesson, entry: LessonField, value: str | bool) -> None:
        """Save an entry; «не задано» and homework exclude each other, so the other one is taken back first."""
        if entry == "homework_none" and value and lesson.homework:
            self._queue(lesson, "homework", "")
        if entry == "homework" and value and lesson.homework_none:
            self._queue(lesson, "homework_none", value=False)
        self._queue(lesson, entry, value)

    def _queue(self, lesson: Lesson, entry: LessonField, value: str | bool) -> None:
        line = self._lines.setdefault((lesson.lesson_id, _VERSION_OF[entry]), _Line())
        line.waiting.append((entry, value))
        self._set_state(lesson.lesson_id, entry, "unsent")
        self._send_next(lesson.lesson_id, _VERSION_OF[entry])

    def _send_next(self, lesson_id: int, version: str) -> None:
        line = self._lines[lesson_id, version]
        if line.operation is not None or not line.waiting:
            return
        entry, value = line.waiting.popleft()
        seen = getattr(self._lesson(lesson_id), version)
        line.operation = LessonOperation(str(uuid4()), lesson_id, entry, seen, value)
        self._operations[line.operation.operation_id] = (lesson_id, version)
        self._gradebook.submit(line.operation, self)

    def operation_sending(self, operation_id: str) -> None:
        """An entry is on its way."""
        self._progress(operation_id, "sending")

    def operation_waiting(self, operation_id: str) -> None:
        """The server does not answer: the entry waits."""
        self._progress(operation_id, "waiting")

    def operation_settled(self, outcome: Outcome) -> None:
        """The server has judged an entry."""
        lesson_id, version = self._operations.pop(outcome.operation_id)
        line = self._lines[lesson_id, version]
        operation, line.operation = line.operation, None
        if operation is None:
            return
        lesson = self._lesson(lesson_id)
        if outcome.result == "saved":
            changed = {operation.field: operation.value, version: outcome.version or operation.seen + 1}
            self._store.lesson_changed(replace(lesson, **changed))  # type: ignore[arg-type]  # names come from the field
            self._failures.pop((lesson_id, operation.field), None)
            self.lesson_kept.emit(lesson_id)
        else:
            if outcome.result == "conflict":
                seen = {version: outcome.version or operation.seen}
                self._store.lesson_changed(replace(lesson, **seen))  # type: ignore[arg-type]  # as above
            line.waiting.clear()
            self._failures[lesson_id, operation.field] = outcome
        self._set_state(lesson_id, operation.field, _state_after(outcome, line, operation.field))
        self._send_next(lesson_id, version)

    def _progress(self, operation_id: str, state: str) -> None:
        lesson_id, version = self._operations[operation_id]
        operation = self._lines[lesson_id, version].operation
        if operation is not None:
            self._set_state(lesson_id, operation.field, state)

    def _set_state(self, lesson_id: int, entry: LessonField, state: str) -> None:
        if state in {"unsent", "kept"}:
            self._failures.pop((lesson_id, entry), None)
        self._states[lesson_id, entry] = state
        self.entry_changed.emit(lesson_id, entry)

    def _lesson(self, lesson_id: int) -> Lesson:
        return next(column.lesson for column in self._store.columns if column.lesson.lesson_id == lesson_id)


def _state_after(outcome: Outcome, line: _Line, entry: LessonField) -> str:
    if outcome.result != "saved":
        return "conflict" if outcome.result == "conflict" else "refused"
    return "unsent" if any(waiting == entry for waiting, _ in line.waiting) else "kept"
