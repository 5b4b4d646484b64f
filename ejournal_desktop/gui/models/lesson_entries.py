"""Common entries of a lesson being written: topic, homework, type, «посещаемость проверена»; each saved by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.gradebook import VERSIONS, Lesson, LessonField, LessonOperation, Outcome
from ejournal_desktop.domain.outbox import EditPlace, KeptEdit
from ejournal_desktop.domain.plain_text import plain_text
from ejournal_desktop.gui.models.gradebook_port import Gradebook
from ejournal_desktop.gui.models.journal_store import JournalStore

_WORDS: Final[dict[LessonField, str]] = {
    "topic": "тема урока",
    "homework": "домашнее задание",
    "homework_none": "«не задано»",
    "lesson_type": "тип урока",
    "attendance_checked": "«посещаемость проверена»",
    "homework_due": "срок задания",
    "homework_character": "характер задания",
    "lesson_plan_topic_id": "тема из КТП",
}
_STATE_AFTER: Final = {"saved": "kept", "conflict": "conflict"}


class LessonEntries(QObject):
    """Sends edits of lessons, each with the version that was seen."""

    entry_changed = Signal(int, str)
    """Lesson and field whose state is another one now."""

    written = Signal(object, str, object)
    """The ``Lesson`` as it was, the field and the value that a person wrote."""

    given_up = Signal(int)
    """A lesson of which an own text was given up for what the server has."""

    lesson_kept = Signal(int)
    """The server took an entry of a lesson."""

    def __init__(self, store: JournalStore, gradebook: Gradebook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._gradebook = gradebook
        self._operations: dict[str, LessonOperation] = {}
        self._topics: dict[int, str] = {}
        self._states: dict[tuple[int, LessonField], str] = {}
        self._failures: dict[tuple[int, LessonField], Outcome] = {}
        self._mine: dict[tuple[int, LessonField], Any] = {}
        """What was written and not taken: it stands in its field until it is decided."""
        self._on_server: dict[tuple[int, str], dict[str, Any]] = {}
        """What the server is known to hold while a lesson shows what is on its way, by the version that counts it."""

    @property
    def gradebook(self) -> Gradebook:
        """Where the entries go."""
        return self._gradebook

    def state(self, lesson_id: int, entry: LessonField) -> str:
        """«kept», «unsent», «stored», «sending», «waiting», «refused» or «conflict»."""
        return self._states.get((lesson_id, entry), "kept")

    def failure(self, lesson_id: int, entry: LessonField) -> Outcome | None:
        """Why the last edit of an entry was not saved."""
        return self._failures.get((lesson_id, entry))

    def text(self, lesson: Lesson, entry: LessonField) -> str:
        """What stands in the field of an entry: one's own text while it is not taken, else the lesson's."""
        mine = self._mine.get((lesson.lesson_id, entry))
        return str(getattr(lesson, entry) if mine is None else mine)

    def solve(self, operation_id: str, choice: str) -> bool:
        """Deal with an entry that failed; ``False`` when it is not of this page."""
        found = (place for place, outcome in self._failures.items() if outcome.operation_id == operation_id)
        place = next(found, None)
        if place is not None:
            self.decide(*place, choice)
        return place is not None

    def decide(self, lesson_id: int, entry: LessonField, choice: str) -> None:
        """«mine» is written over what the server has; «theirs» gives one's own up."""
        lesson, outcome = self._lesson(lesson_id), self._failures.get((lesson_id, entry))
        mine = self._mine.get((lesson_id, entry))
        if outcome is None:
            return
        if choice == "mine" and mine is not None:
            self._queue(lesson, entry, mine)
            return
        self._gradebook.dismiss(outcome.operation_id)
        if outcome.result == "conflict" and entry in {"topic", "homework"}:
            self._store.lesson_changed(replace(lesson, **{entry: outcome.value or ""}))  # type: ignore[arg-type]  # a text
        self._set_state(lesson_id, entry, "kept")
        self.given_up.emit(lesson_id)

    def unsettled(self) -> int:
        """How many entries are not what the server holds."""
        return sum(1 for state in self._states.values() if state != "kept")

    def is_writing(self, lesson_id: int) -> bool:
        """Whether an entry of a lesson is on its way."""
        return any(operation.lesson_id == lesson_id for operation in self._operations.values())

    def write(self, lesson: Lesson, entry: LessonField, value: str | bool) -> None:
        """Save an entry; «не задано» and homework exclude each other, so the other one is taken back first."""
        if entry == "homework_none" and value and lesson.homework:
            self._queue(lesson, "homework", "")
        if entry == "homework" and value and lesson.homework_none:
            self._queue(lesson, "homework_none", value=False)
        self._queue(lesson, entry, value)
        self.written.emit(lesson, entry, value)

    def pick_topic(self, lesson: Lesson, topic_id: int, topic: str) -> None:
        """Take a topic of the plan: the server brings its text along, the lesson shows it at once."""
        self._topics[topic_id] = topic
        self._queue(lesson, "lesson_plan_topic_id", topic_id)

    def _shown(self, operation: LessonOperation) -> dict[str, Any]:
        """What a lesson shows of an edit."""
        match operation.field, operation.value:
            case "homework_due", str(moment):
                return {"homework_due": datetime.fromisoformat(moment) if moment else None}
            case "lesson_plan_topic_id", int(topic_id) if topic_id in self._topics:
                return {"lesson_plan_topic_id": topic_id, "topic": self._topics[topic_id]}
        return {operation.field: operation.value}

    def _queue(self, lesson: Lesson, entry: LessonField, value: str | bool | int) -> None:
        """Kept and sent at once: the outbox knows which edit follows which and sees to the version."""
        if isinstance(value, str):
            value = plain_text(value)  # half a letter from a broken clipboard can be written nowhere
        failure = self._failures.get((lesson.lesson_id, entry))
        if failure is not None:
            self._gradebook.dismiss(failure.operation_id)
        operation = LessonOperation(str(uuid4()), lesson.lesson_id, entry, getattr(lesson, VERSIONS[entry]), value)
        self._operations[operation.operation_id] = operation
        self._show(operation)
        self._set_state(lesson.lesson_id, entry, "unsent")
        self._gradebook.submit(operation, self, self._place(lesson, entry))

    def _place(self, lesson: Lesson, entry: LessonField) -> EditPlace:
        page = self._store.page
        return EditPlace(
            page.course.course_id, page.period.period_id, page.course.title, lesson.held_on, "", _WORDS[entry]
        )

    def operation_kept(self, operation_id: str) -> None:
        """An entry is on the disk of this computer."""
        self._progress(operation_id, "stored")

    def operation_sending(self, operation_id: str) -> None:
        """An entry is on its way."""
        self._progress(operation_id, "sending")

    def operation_waiting(self, operation_id: str) -> None:
        """The server does not answer: the entry waits."""
        self._progress(operation_id, "waiting")

    def operation_settled(self, outcome: Outcome) -> None:
        """The server has judged an entry."""
        operation = self._operations.pop(outcome.operation_id, None)
        if operation is None:
            return
        followed = self._is_followed(operation, by_version=True)
        self._show_judged(operation, outcome, followed=followed)
        if outcome.result == "saved":
            self._failures.pop((operation.lesson_id, operation.field), None)
            self.lesson_kept.emit(operation.lesson_id)
        if self._is_followed(operation, by_version=False):
            return
        if outcome.result != "saved":
            self._failures[operation.lesson_id, operation.field] = outcome
            self._mine[operation.lesson_id, operation.field] = operation.value
        self._set_state(operation.lesson_id, operation.field, _STATE_AFTER.get(outcome.result, "refused"))

    # What a lesson shows while edits of it are on their way

    def _show(self, operation: LessonOperation) -> None:
        """An edit that is kept stands in the lesson at once: without a server the day goes on with it."""
        lesson, shown = self._lesson(operation.lesson_id), self._shown(operation)
        held = self._on_server.setdefault((operation.lesson_id, VERSIONS[operation.field]), {})
        for name in shown:
            held.setdefault(name, getattr(lesson, name))
        self._store.lesson_changed(replace(lesson, **shown))

    def _show_judged(self, operation: LessonOperation, outcome: Outcome, *, followed: bool) -> None:
        """A lesson shows what the server holds, or the newer edit that is still on its way."""
        version, lesson = VERSIONS[operation.field], self._lesson(operation.lesson_id)
        held = self._on_server.setdefault((operation.lesson_id, version), {})
        changed: dict[str, Any] = {}
        if outcome.result == "saved":
            held |= self._shown(operation)
            changed = {version: outcome.version or operation.seen + 1}
        elif outcome.result == "conflict":
            changed = {version: outcome.version or operation.seen}
        if not followed:
            changed |= self._on_server.pop((operation.lesson_id, version))
        if changed:
            self._store.lesson_changed(replace(lesson, **changed))

    def _is_followed(self, operation: LessonOperation, *, by_version: bool) -> bool:
        """Whether a newer edit of a field, or of all that its version counts, is on its way."""

        def name(one: LessonOperation) -> tuple[int, str]:
            return one.lesson_id, VERSIONS[one.field] if by_version else one.field

        return any(name(one) == name(operation) for one in self._operations.values())

    def _progress(self, operation_id: str, state: str) -> None:
        operation = self._operations.get(operation_id)
        if operation is None:
            return
        is_late = state == "stored" and self.state(operation.lesson_id, operation.field) != "unsent"
        if not is_late:
            self._set_state(operation.lesson_id, operation.field, state)

    def restore(self, edits: Sequence[KeptEdit]) -> None:
        """Show what another run of the program left: what waits stands in the lesson, failures with their reason."""
        for edit in edits:
            operation = edit.operation
            if not isinstance(operation, LessonOperation):
                continue
            if edit.outcome is not None:
                self._failures[operation.lesson_id, operation.field] = edit.outcome
                self._mine[operation.lesson_id, operation.field] = operation.value
                self._set_state(operation.lesson_id, operation.field, _STATE_AFTER.get(edit.outcome.result, "refused"))
                continue
            self._operations[operation.operation_id] = operation
            self._show(operation)
            self._set_state(operation.lesson_id, operation.field, "stored")
            self._gradebook.listen(operation.operation_id, self)

    def _set_state(self, lesson_id: int, entry: LessonField, state: str) -> None:
        if state in {"unsent", "kept"}:
            self._failures.pop((lesson_id, entry), None)
            self._mine.pop((lesson_id, entry), None)
        self._states[lesson_id, entry] = state
        self.entry_changed.emit(lesson_id, entry)

    def _lesson(self, lesson_id: int) -> Lesson:
        return next(column.lesson for column in self._store.columns if column.lesson.lesson_id == lesson_id)
