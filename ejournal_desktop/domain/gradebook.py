"""The journal page of a course in a period, as frozen values: what the windows return, what grids and reports read."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Literal

from ejournal_desktop.domain.mark_notices import MarkNotice
from ejournal_desktop.domain.unlocks import PageUnlock

Marking = Literal["five", "pass", "none"]
AttendanceFact = Literal["absent", "late", "released"]
AbsenceReason = Literal["ill", "excused"]
CellField = Literal["mark", "attendance", "note", "private_note"]
"""A note and a private note are of a mark and have versions of their own."""
NoteField = Literal["note", "private_note"]
LessonField = Literal[
    "topic",
    "homework",
    "homework_none",
    "lesson_type",
    "attendance_checked",
    "homework_due",
    "homework_character",
    "lesson_plan_topic_id",
]

VERSIONS: Final[dict[LessonField, str]] = {
    "topic": "topic_version",
    "lesson_plan_topic_id": "topic_version",
    "homework": "homework_version",
    "homework_none": "homework_version",
    "homework_due": "homework_version",
    "homework_character": "homework_version",
    "lesson_type": "lesson_type_version",
    "attendance_checked": "attendance_checked_version",
}
"""Which version of a lesson counts the edits of a field: fields of one version follow each other."""


@dataclass(frozen=True, slots=True)
class Course:
    """A subject of a group in a year: one journal."""

    course_id: int
    subject: str
    group_name: str
    is_whole_class: bool
    class_names: tuple[str, ...]
    grade: int
    hours_per_week: Decimal
    marking: Marking
    teachers: tuple[str, ...] = ()
    held_from: date | None = None
    held_to: date | None = None

    @property
    def title(self) -> str:
        """«7А · Алгебра», or «7А англ. 1 · Английский язык» for a part of a class."""
        group = self.class_names[0] if self.is_whole_class and self.class_names else self.group_name
        return f"{group} · {self.subject}"


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period; ``ends_on`` is its last day.

    Attributes:
        closing_order: «№ 52 от 21.10.2026», where the last day of the order closed the page and nobody handed it over:
            ``handed_over_at`` is then the midnight after that day.
    """

    period_id: int
    kind: Literal["quarter", "trimester", "half-year"]
    number: int
    starts_on: date
    ends_on: date
    handed_over_at: datetime | None = None
    closing_order: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """Days of a pupil in the group: from, and the first day no longer in it (``None``: still in)."""

    starts_on: date | None
    ends_before: date | None

    def covers(self, day: date) -> bool:
        """Whether the pupil belongs on that day."""
        started = self.starts_on is None or self.starts_on <= day
        return started and (self.ends_before is None or day < self.ends_before)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A row of the page."""

    pupil_id: int
    last_name: str
    first_name: str
    middle_name: str
    memberships: tuple[Membership, ...]
    admitted_order: str | None = None
    departed_order: str | None = None

    def belongs(self, day: date) -> bool:
        """Whether marks and absences of that day can be his."""
        return any(membership.covers(day) for membership in self.memberships)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of the page with its common entries and the version of each."""

    lesson_id: int
    held_on: date
    lesson_no: int
    starts_at: time | None
    ends_at: time | None
    room: str
    state: Literal["planned", "cancelled"]
    lesson_type: str
    topic: str
    topic_version: int
    homework: str
    homework_none: bool
    homework_version: int
    lesson_type_version: int
    attendance_checked: bool
    attendance_checked_version: int
    substitute: str | None
    writable: bool
    homework_due: datetime | None = None
    homework_character: str = ""
    lesson_plan_topic_id: int | None = None
    homework_deadline: datetime | None = None
    """Until when homework is to be entered (rulings 33); known for lessons of today."""


@dataclass(frozen=True, slots=True)
class Work:
    """What marks of a lesson are for: one column of the page."""

    work_id: int
    lesson_id: int
    work_no: int
    work_kind_id: int
    kind_name: str
    kind_short: str
    weight: Decimal
    title: str
    two_marks: bool
    is_control: bool
    version: int


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A row of the school's directory of work kinds."""

    work_kind_id: int
    name: str
    short_name: str
    weight: Decimal
    two_marks: bool
    is_control: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands for a pupil in a work; ``value`` is canonical cell text, ``None`` when cleared."""

    work_id: int
    pupil_id: int
    value: str | None
    version: int
    entered_at: datetime | None
    entered_by: str
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class MarkNote:
    """What a teacher says of a mark: in the diary, or to herself alone; empty when it was taken back."""

    work_id: int
    pupil_id: int
    is_private: bool
    text: str
    version: int
    written_by: str = ""

    @property
    def field(self) -> NoteField:
        """Under which name it is saved."""
        return "private_note" if self.is_private else "note"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Presence of a pupil at a lesson: the fact, then the reason."""

    lesson_id: int
    pupil_id: int
    fact: AttendanceFact | None
    reason: AbsenceReason | None
    minutes_late: int | None
    version: int
    entered_by: str


@dataclass(frozen=True, slots=True)
class FinalMark:
    """A final mark of a pupil for a period."""

    period_id: int
    pupil_id: int
    value: str | None
    version: int


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Everything one page shows, read in one statement.

    Attributes:
        edit_windows: first day and kind of every setting, the oldest first; ``edit_window`` is that of today.
        edit_window: «never», «1 week», «2 weeks», «3 weeks» or «1 month» (Порядок, 3.6).
        writable: whether this person may write marks here at all; the reason of a locked cell follows from the rest.
        read_only_reason: «role», «not-holder» or «load-not-approved» when not writable.
        load_approved: the director has approved who keeps the journal; if not, a banner says so (rulings 15).
        today: the school's date, from the server.
        version: what «changes since» is asked with; it says nothing else.
        beside: names of the other groups of the class in this subject and how many learn in each; of a part of a class.
    """

    course: Course
    period: Period
    pupils: tuple[Pupil, ...]
    lessons: tuple[Lesson, ...]
    works: tuple[Work, ...]
    marks: tuple[Mark, ...]
    attendance: tuple[Attendance, ...]
    finals: tuple[FinalMark, ...]
    edit_window: str
    writable: bool
    attendance_writable: bool
    read_only_reason: str | None
    now: datetime
    today: date
    version: int
    unlocks: tuple[PageUnlock, ...] = ()
    edit_windows: tuple[tuple[date, str], ...] = ()
    notes: tuple[MarkNote, ...] = ()
    load_approved: bool = True
    notices: tuple[MarkNotice, ...] = ()
    beside: tuple[tuple[str, int], ...] = ()

    def window_of(self, held_on: date) -> str:
        """The setting under which a lesson was held: a new one never reaches back."""
        begun = [kind for valid_from, kind in self.edit_windows if valid_from <= held_on]
        return begun[-1] if begun else self.edit_window


@dataclass(frozen=True, slots=True)
class CellOperation:
    """One edit of one field of a cell, as it travels (``api.save_cells``); ``seen`` 0 = «I saw it empty»."""

    operation_id: str
    lesson_id: int
    work_id: int | None
    pupil_id: int
    field: CellField
    seen: int
    value: str | None


@dataclass(frozen=True, slots=True)
class LessonOperation:
    """One edit of one common entry of a lesson (``api.save_lessons``)."""

    operation_id: str
    lesson_id: int
    field: LessonField
    seen: int
    value: str | bool | int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an operation.

    Attributes:
        result: «saved», «conflict» (``value`` and ``author`` are the present ones; nothing written), «refused»
            (``code``, ``detail``) or «repeated-with-other-content».
        receipt: id of the audit event.
    """

    operation_id: str
    result: Literal["saved", "conflict", "refused", "repeated-with-other-content"]
    version: int | None = None
    work_id: int | None = None
    receipt: int | None = None
    value: str | bool | int | None = None
    author: str | None = None
    at: datetime | None = None
    code: str | None = None
    detail: dict[str, object] | None = None
    course_id: int | None = None
    entry_id: int | None = None
    """Of an entry of a lesson card that has an id of its own: a note, a file, a lesson plan."""
