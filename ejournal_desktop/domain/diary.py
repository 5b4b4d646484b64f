"""The diary as a family reads it: set marks of its own child, never a dot or a draft (rulings 3)."""

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True, slots=True)
class Diary:
    """One's own diary, or that of one's own child."""

    pupil_id: int
    last_name: str
    first_name: str
    middle_name: str
    class_name: str


@dataclass(frozen=True, slots=True)
class DiaryMark:
    """A set mark; ``entered_on`` later than its lesson beside an absence is a make-up."""

    work_id: int
    lesson_id: int
    kind: str
    title: str
    is_control: bool
    value: str
    entered_on: date


@dataclass(frozen=True, slots=True)
class DiaryAttempt:
    """A re-sit of a marked work."""

    work_id: int
    attempt: int
    value: str
    set_on: date


@dataclass(frozen=True, slots=True)
class DiaryNote:
    """A teacher's remark, praise or recommendation at a lesson."""

    lesson_id: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class DiaryFile:
    """A file of homework, common or of this child alone."""

    attachment_id: int
    lesson_id: int
    file_name: str
    size: int


@dataclass(frozen=True, slots=True)
class DiaryNotice:
    """A pupil's notice of a wrong mark; ``is_mended`` is ``None`` while it waits for its answer."""

    mark_notice_id: int
    work_id: int
    text: str
    sent_at: datetime
    answered_at: datetime | None
    answer: str
    is_mended: bool | None


@dataclass(frozen=True, slots=True)
class DiaryMarkNote:
    """What the teacher says of a set mark."""

    work_id: int
    text: str


@dataclass(frozen=True, slots=True)
class DiaryLesson:
    """A lesson of the week; ``attendance`` as the cell shows it, ``None`` where nothing stands."""

    lesson_id: int
    held_on: date
    lesson_no: int
    starts_at: time | None
    ends_at: time | None
    room: str
    state: str
    subject: str
    teacher: str
    is_substitution: bool
    lesson_type: str
    topic: str
    homework: str
    homework_none: bool
    homework_due: datetime | None
    own_homework: str
    attendance: str | None
    attendance_checked: bool


@dataclass(frozen=True, slots=True)
class DiaryWeek:
    """A week of one child."""

    pupil_id: int
    monday: date
    today: date
    lessons: tuple[DiaryLesson, ...]
    marks: tuple[DiaryMark, ...]
    attempts: tuple[DiaryAttempt, ...]
    notes: tuple[DiaryNote, ...]
    files: tuple[DiaryFile, ...]
    notices: tuple[DiaryNotice, ...]
    mark_notes: tuple[DiaryMarkNote, ...] = ()


@dataclass(frozen=True, slots=True)
class DiaryFinal:
    """A mark of a period (``kind`` quarter, trimester, half-year), of the year, an exam or the final one."""

    subject: str
    kind: str
    number: int | None
    value: str
