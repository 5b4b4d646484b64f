"""What importers hand out: frozen rows as a file tells them, and the problems found on the way."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Literal, TypeVar

Row = TypeVar("Row")
Sex = Literal["М", "Ж"]


class ProblemKind(StrEnum):
    """What is wrong with a place in a file; ``problem_text`` has a sentence for each."""

    NAME_MISSING = "name-missing"
    NAME_SHORT = "name-short"
    NAME_TOO_LONG = "name-too-long"
    FORBIDDEN_CHARACTER = "forbidden-character"
    LOOK_ALIKE_LETTERS = "look-alike-letters"
    DATE_UNREADABLE = "date-unreadable"
    DATE_IMPOSSIBLE = "date-impossible"
    DATE_OUT_OF_RANGE = "date-out-of-range"
    DATE_GUESSED = "date-guessed"
    DATE_MISSING = "date-missing"
    DATES_REVERSED = "dates-reversed"
    CLASS_UNREADABLE = "class-unreadable"
    CLASS_OF_OTHER_SHEET = "class-of-other-sheet"
    SEX_UNREADABLE = "sex-unreadable"
    SNILS_WRONG = "snils-wrong"
    PHONE_UNREADABLE = "phone-unreadable"
    EMAIL_UNREADABLE = "email-unreadable"
    CONSENT_MISSING = "consent-missing"
    DUPLICATE_MERGED = "duplicate-merged"
    DUPLICATE_DOUBTFUL = "duplicate-doubtful"
    NUMBER_UNREADABLE = "number-unreadable"
    TIME_UNREADABLE = "time-unreadable"
    TIME_ORDER = "time-order"
    PERIOD_UNREADABLE = "period-unreadable"
    PERIOD_OVERLAP = "period-overlap"
    PERIOD_GAP = "period-gap"
    TOTAL_DIFFERS = "total-differs"
    OVER_LIMIT = "over-limit"
    TEACHER_MISSING = "teacher-missing"
    SUBJECT_MISSING = "subject-missing"
    TOPIC_MISSING = "topic-missing"
    TEXT_TOO_LONG = "text-too-long"
    COLUMN_UNKNOWN = "column-unknown"
    COLUMN_GUESSED = "column-guessed"
    SHEET_SKIPPED = "sheet-skipped"
    DAY_UNKNOWN = "day-unknown"
    LESSON_NUMBER_UNKNOWN = "lesson-number-unknown"
    ACTIVITY_UNKNOWN = "activity-unknown"
    ACTIVITY_NOT_PLACED = "activity-not-placed"
    GROUP_UNKNOWN = "group-unknown"
    TEACHER_UNKNOWN = "teacher-unknown"
    TEACHER_AMBIGUOUS = "teacher-ambiguous"
    COURSE_UNKNOWN = "course-unknown"
    HOURS_DIFFER = "hours-differ"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: ``row`` as a spreadsheet program numbers it (a line of a csv, 0 in a file without rows)."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that a person should know or mend; ``problem_text.sentence`` says it in Russian.

    Attributes:
        column: title of the column as the file writes it, «» for the whole row.
        expected: what was waited for (a date, a class), in the words of ``problem_text.EXPECTED``.
        found: what stands there, as text.
        blocks: the row does not go in until it is mended; otherwise a warning.
        repair: facts for mending: proposed value, number of the other row, both totals.
    """

    place: Place
    kind: ProblemKind
    column: str = ""
    expected: str = ""
    found: str = ""
    blocks: bool = False
    repair: tuple[tuple[str, str], ...] = ()

    def fact(self, name: str) -> str:
        """A fact of ``repair``, «» when it is not told."""
        return dict(self.repair).get(name, "")


@dataclass(frozen=True, slots=True)
class ImportResult(Generic[Row]):
    """A file read to its end: accepted rows, and every problem in the order of the file.

    Attributes:
        refused: places of the rows that do not go in (each has a problem that blocks).
        rows_read: rows with data in the file, accepted, merged and refused together.
        source_sha256: hash of the file's bytes, 32 bytes.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    refused: tuple[Place, ...]
    rows_read: int
    file_name: str
    source_sha256: bytes


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person of the staff list; two rows of one person are merged and ``positions`` keeps both posts.

    Attributes:
        category: «высшая», «первая», «соответствие занимаемой должности» or «».
        leads_class: «7А» of a class teacher.
        phone: «+79440816869» or «».
        snils: eleven digits with a right checksum, or «».
    """

    place: Place
    last_name: str
    first_name: str
    middle_name: str
    sex: Sex | None
    birth_date: date | None
    positions: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    category: str = ""
    leads_class: str | None = None
    room: str = ""
    hours: Decimal | None = None
    phone: str = ""
    email: str = ""
    snils: str = ""

    @property
    def full_name(self) -> str:
        """«Копылова Дарья Александровна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian as a pupil's row names her; the same person under two pupils is two equal rows.

    Attributes:
        relation: «мать», «отец», «опекун», «бабушка», «дедушка», «законный представитель» …
        phones: in the order of the file, each «+79764756607».
    """

    relation: str
    last_name: str
    first_name: str
    middle_name: str
    phones: tuple[str, ...] = ()
    email: str = ""

    @property
    def phone(self) -> str:
        """The first phone, «» without one."""
        return self.phones[0] if self.phones else ""

    @property
    def full_name(self) -> str:
        """«Абрамова Лариса Ивановна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil with guardians.

    Without a consent (``has_consent`` false) only name and class are filled: nothing else left the file.

    Attributes:
        class_name: «7А».
        merged: places of the rows that were merged into this one.
    """

    place: Place
    last_name: str
    first_name: str
    middle_name: str
    class_name: str
    sex: Sex | None = None
    birth_date: date | None = None
    snils: str = ""
    file_number: str = ""
    address: str = ""
    has_consent: bool = False
    consent_number: str = ""
    consent_date: date | None = None
    refuses_electronic: bool = False
    guardians: tuple[GuardianRow, ...] = ()
    merged: tuple[Place, ...] = ()

    @property
    def full_name(self) -> str:
        """«Абрамова Полина Станиславовна»."""
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


@dataclass(frozen=True, slots=True)
class CurriculumCell:
    """Hours a week of a subject in a stream: a class («7Б») or a profile of a grade («10 ТЕХ»)."""

    place: Place
    stream: str
    subject: str
    hours: Decimal
    by_choice_of_school: bool = False


@dataclass(frozen=True, slots=True)
class CurriculumLimit:
    """The greatest weekly load of a stream and the sum the file really holds."""

    place: Place
    stream: str
    limit: Decimal
    total: Decimal


CurriculumRow = CurriculumCell | CurriculumLimit


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A row of the teaching load: one course.

    Attributes:
        teacher: full name as written, «Абрамова Вера Андреевна».
        class_names: («7А»,), or more for a group of several classes («10А», «10Б»).
        group_name: ``None`` for whole classes.
        group_kind: note of the row («профиль»), «» without one.
    """

    place: Place
    teacher: str
    subject: str
    class_names: tuple[str, ...]
    group_name: str | None
    pupils_count: int | None
    hours: Decimal
    group_kind: str = ""


@dataclass(frozen=True, slots=True)
class Bell:
    """A lesson of a bell schedule."""

    lesson_no: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True)
class BellSchedule:
    """A named set of bells; the first of a file is the usual one."""

    place: Place
    name: str
    bells: tuple[Bell, ...]


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A reporting period of some grades; ``ends_on`` is its last day."""

    place: Place
    kind: Literal["quarter", "trimester", "half-year"]
    number: int
    grade_from: int
    grade_to: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """School holidays of some grades; ``ends_on`` is the last day."""

    place: Place
    name: str
    grade_from: int
    grade_to: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class DayOffRow:
    """A public day off."""

    place: Place
    name: str
    on_date: date


CalendarRow = BellSchedule | PeriodRow | HolidayRow | DayOffRow


@dataclass(frozen=True, slots=True)
class TimetableLesson:
    """A lesson of the week: ``weekday`` 1 is Monday, ``teacher_short`` «Копылова Д.А.» as the timetable writes it."""

    place: Place
    weekday: int
    lesson_no: int
    class_names: tuple[str, ...]
    group_name: str | None
    subject: str
    teacher_short: str
    room: str = ""
    activity_id: str = ""


@dataclass(frozen=True, slots=True)
class StudentGroup:
    """A study group of the timetable program.

    Attributes:
        subgroups: atomic parts it is made of, each with its number of pupils: («2А.1», 14).
    """

    place: Place
    group_name: str
    class_names: tuple[str, ...]
    subgroups: tuple[tuple[str, int], ...]
    pupils_count: int


@dataclass(frozen=True, slots=True)
class FetActivity:
    """An activity of a .fet file, before or after it is placed.

    Attributes:
        class_names: classes whose pupils take part.
        group_name: ``None`` when the whole of these classes take part.
        duration: lessons in a row.
    """

    place: Place
    activity_id: str
    teachers: tuple[str, ...]
    subject: str
    class_names: tuple[str, ...]
    group_name: str | None
    duration: int = 1


@dataclass(frozen=True, slots=True)
class FetSchool:
    """What a .fet file says: days, lesson numbers, classes, groups and activities, in its order.

    Attributes:
        classes: («7А», number of pupils) pairs.
    """

    days: tuple[str, ...]
    hours: tuple[str, ...]
    classes: tuple[tuple[str, int], ...]
    groups: tuple[StudentGroup, ...]
    activities: tuple[FetActivity, ...]


@dataclass(frozen=True, slots=True)
class PlanTopic:
    """A row of a lesson plan (КТП).

    Attributes:
        planned: (class or «», date) pairs; two classes of one plan have dates of their own.
        homework_none: the plan says «не задано».
        control: «control», «laboratory», «practical» or «»: the kind of work, told by a column or by the topic's words.
        control_hours: of how many of the row's hours that is said («в т.ч. практических: 1»); 0: of all.
    """

    place: Place
    section: str
    topic: str
    hours: Decimal
    lesson_type: str = ""
    homework: str = ""
    homework_none: bool = False
    control: Literal["", "control", "laboratory", "practical"] = ""
    control_hours: int = 0
    planned: tuple[tuple[str, date], ...] = ()
