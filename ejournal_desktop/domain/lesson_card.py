"""The card of a lesson: what stands there beside the common entries that the journal page already holds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

NoteKind = Literal["remark", "praise", "recommendation"]
CardField = Literal["individual_homework", "note", "briefing", "attachment"]

MEDIA_TYPES: Final = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""Kinds of files that a lesson takes, by the end of their name."""
GREATEST_FILE_BYTES: Final = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CardOperation:
    """One edit of a lesson card (``api.save_lesson_entries``).

    Attributes:
        entry_id: the note or file that is taken back; ``None`` for a new note and for what has no id.
        value: homework of one pupil as text; ``{"kind", "text"}`` of a new note; ``{"title", "pupil_ids"}`` of a
            briefing; ``None`` takes back.
    """

    operation_id: str
    lesson_id: int
    pupil_id: int | None
    field: CardField
    seen: int
    value: str | dict[str, Any] | None
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class FileOperation:
    """A file that is announced with its size and hash (``api.add_attachment``); its bytes travel beside it."""

    operation_id: str
    lesson_id: int
    pupil_id: int | None
    file_name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CardTopic:
    """A topic of the course's plan; one is one lesson hour."""

    topic_id: int
    place: int
    section: str
    topic: str
    lesson_type: str
    homework: str
    work_kind_id: int | None
    taught: bool


@dataclass(frozen=True, slots=True)
class CardPlan:
    """The lesson plan that the course follows."""

    lesson_plan_id: int
    title: str
    state: str
    topics: tuple[CardTopic, ...]

    def next_topic(self, skipped: int = 0) -> CardTopic | None:
        """The next untaught topic; ``skipped`` earlier lessons without a topic take theirs first."""
        untaught = [topic for topic in self.topics if not topic.taught]
        return untaught[skipped] if skipped < len(untaught) else None


@dataclass(frozen=True, slots=True)
class IndividualHomework:
    """Homework of one pupil; an empty text was taken back."""

    pupil_id: int
    homework: str
    version: int
    author: str


@dataclass(frozen=True, slots=True)
class PupilNote:
    """A remark, praise or recommendation at the lesson."""

    note_id: int
    pupil_id: int
    kind: NoteKind
    text: str
    author: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class LessonNote:
    """A note with the lesson at which it was written."""

    lesson_id: int
    note: PupilNote


@dataclass(frozen=True, slots=True)
class Briefing:
    """A safety briefing with the pupils who were briefed; ``version`` 0: none was held."""

    title: str = ""
    version: int = 0
    author: str = ""
    is_void: bool = True
    pupil_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the lesson."""

    attachment_id: int
    file_name: str
    media_type: str
    size: int
    pupil_id: int | None
    author: str


@dataclass(frozen=True, slots=True)
class ParallelLesson:
    """The same topic in a parallel class of the same teacher."""

    group_name: str
    topic: str
    homework: str
    held_on: date


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A card as it was read.

    Attributes:
        deadline: until when the homework is to be entered (rulings 33); ``None`` where no bell is known.
        next_lesson_on: the day of the course's next lesson: what homework is due by default.
        untaught_before: earlier lessons of the course without a topic: each takes one of the plan.
        phrases: homework texts of the course's last lessons, the latest first.
    """

    lesson_id: int
    now: datetime
    deadline: datetime | None
    next_lesson_on: date | None
    plan: CardPlan | None
    untaught_before: int
    individual: tuple[IndividualHomework, ...]
    notes: tuple[PupilNote, ...]
    briefing: Briefing
    attachments: tuple[Attachment, ...]
    phrases: tuple[str, ...]
    parallels: tuple[ParallelLesson, ...]

    @property
    def proposed_topic(self) -> CardTopic | None:
        """The topic that the lesson takes if nothing else is chosen."""
        return self.plan.next_topic(self.untaught_before) if self.plan is not None else None
