"""The summary of a class for a period (CLS-2): pupils × courses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ejournal_desktop.domain.averages import Distribution
from ejournal_desktop.domain.gradebook import Marking, Membership, Period


@dataclass(frozen=True, slots=True)
class SummaryPupil:
    """A row: everybody who belonged to the class in the period, with his days in it."""

    pupil_id: int
    last_name: str
    first_name: str
    middle_name: str
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class SummaryCourse:
    """A column; ``lessons`` were really held by today, ``unchecked`` of them without «посещаемость проверена»."""

    course_id: int
    subject: str
    group_name: str
    is_whole_class: bool
    marking: Marking
    teachers: tuple[str, ...]
    lessons: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class SummaryCell:
    """What a pupil has in a course by today.

    Attributes:
        marks: how many count: two of «4/5», also «зач» and «незач»; no drafts, no dots.
        average: by the weights of the works, in hundredths; ``None`` without figures.
        dots: marks to come.
        absent: lessons missed, for whatever reason; being late is not being absent (rulings 27).
    """

    pupil_id: int
    course_id: int
    marks: int
    average: Decimal | None
    fives: int
    fours: int
    threes: int
    twos: int
    dots: int
    absent: int
    ill: int
    excused: int
    late: int

    @property
    def distribution(self) -> Distribution:
        """Fives, fours, threes, twos (ones among them)."""
        return Distribution(((5, self.fives), (4, self.fours), (3, self.threes), (2, self.twos)))


@dataclass(frozen=True, slots=True)
class ClassSummary:
    """The whole table.

    Attributes:
        cells: by pupil and course; no cell where there is neither a mark nor an absence.
        finals: marks of every period of the year by pupil, course and period.
    """

    class_id: int
    class_name: str
    grade: int
    period: Period
    read_at: datetime
    pupils: tuple[SummaryPupil, ...]
    courses: tuple[SummaryCourse, ...]
    cells: Mapping[tuple[int, int], SummaryCell]
    finals: Mapping[tuple[int, int, int], str]

    def final(self, pupil_id: int, course_id: int) -> str | None:
        """The mark of this period."""
        return self.finals.get((pupil_id, course_id, self.period.period_id))
