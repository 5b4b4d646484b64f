"""What a report is given and what it gives back: frozen values in, bytes out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from ejournal_desktop.domain.gradebook import AbsenceReason, AttendanceFact, Course, Pupil

PrintsMakeup = Literal["н/4", "4"]


@dataclass(frozen=True, slots=True)
class CopySchool:
    """The school on the title and in every footer.

    Attributes:
        prints_makeup: how paper shows a mark given for a missed lesson (rulings 23).
        founder: the body above the school, the upper line of the title; may be empty.
    """

    full_name: str
    short_name: str
    city: str = ""
    prints_makeup: PrintsMakeup = "н/4"
    founder: str = ""


@dataclass(frozen=True, slots=True)
class CopyPeriod:
    """The reporting period of the copy; ``ends_on`` is its last day, ``year_name`` like «2026/2027»."""

    kind: Literal["quarter", "trimester", "half-year"]
    number: int
    starts_on: date
    ends_on: date
    year_name: str


@dataclass(frozen=True, slots=True)
class CopyPupil:
    """A row of the class list.

    Attributes:
        departed_on: the last day in the class.
        admitted_order: «№ 41 от 14.09.2026»; empty while «без приказа» (rulings 12).
    """

    pupil_id: int
    last_name: str
    first_name: str
    middle_name: str = ""
    birth_date: date | None = None
    admitted_on: date | None = None
    admitted_order: str = ""
    departed_on: date | None = None
    departed_order: str = ""

    @property
    def full_name(self) -> str:
        """«Фомин Лев Андреевич»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


@dataclass(frozen=True, slots=True)
class CopyLesson:
    """A lesson; what is cancelled or lies after the day of print is not printed."""

    lesson_id: int
    held_on: date
    lesson_no: int
    lesson_type: str = "урок"
    topic: str = ""
    homework: str = ""
    homework_none: bool = False
    substitute: str | None = None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class CopyWork:
    """One column of a lesson: what its marks are for."""

    work_id: int
    lesson_id: int
    work_no: int
    kind_name: str
    kind_short: str
    is_control: bool = False


@dataclass(frozen=True, slots=True)
class CopyMark:
    """A mark as it stands, with the day of its first entry; ``value`` is canonical cell text."""

    work_id: int
    pupil_id: int
    value: str | None
    entered_on: date | None = None


@dataclass(frozen=True, slots=True)
class CopyAbsence:
    """Presence of a pupil at a lesson: the fact, then the reason."""

    lesson_id: int
    pupil_id: int
    fact: AttendanceFact | None
    reason: AbsenceReason | None = None


@dataclass(frozen=True, slots=True)
class CopyFinal:
    """The final mark of a pupil for the period of the copy."""

    pupil_id: int
    value: str | None


@dataclass(frozen=True, slots=True)
class CopyCourse:
    """One journal: a subject of a group, with this class's own pupils only (rulings 38).

    Attributes:
        final_order: «№ 52 от 21.10.2026», the order under which finals were set.
        hours_planned: hours of the period by the plan; ``None`` while there is none.
    """

    course: Course
    pupils: tuple[Pupil, ...]
    lessons: tuple[CopyLesson, ...] = ()
    works: tuple[CopyWork, ...] = ()
    marks: tuple[CopyMark, ...] = ()
    attendance: tuple[CopyAbsence, ...] = ()
    finals: tuple[CopyFinal, ...] = ()
    hours_planned: int | None = None
    final_order: str = ""


@dataclass(frozen=True, slots=True)
class CopyRemark:
    """A remark on the keeping of the journal and what became of it."""

    made_on: date
    pages: str
    text: str
    author: str
    due_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class JournalCopy:
    """Everything the paper copy of a journal prints.

    Attributes:
        whole_class: every course of the class is here, so attendance and success can be summed up.
        printed_at: aware, in the school's zone; lessons after that day are not printed.
        keep_years: how long the copy is kept, by the school's list of files; ``None`` leaves a line to write on.
    """

    school: CopySchool
    class_name: str
    grade: int
    class_teacher: str
    period: CopyPeriod
    printed_by: str
    deputy: str
    printed_at: datetime
    pupils: tuple[CopyPupil, ...]
    courses: tuple[CopyCourse, ...]
    whole_class: bool = True
    remarks: tuple[CopyRemark, ...] = ()
    director: str = ""
    secretary: str = ""
    file_index: str = ""
    keep_years: int | None = None

    @property
    def printed_on(self) -> date:
        """The school's day of the print."""
        return self.printed_at.date()


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys of one place: how each is printed, and what it does."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeySheet:
    """The cheat sheet of keys, with the program's version."""

    title: str
    groups: tuple[KeyGroup, ...]
    version: str


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A drawn report.

    Attributes:
        content_sha256: hash of what the pages say, not of the bytes: the same on whatever day it is printed.
    """

    pdf: bytes
    pages: int
    content_sha256: bytes
    title: str
