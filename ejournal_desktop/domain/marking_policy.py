"""The school's rule of period marks: dated weights, borders and rounding under its local act (rulings 26)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from ejournal_desktop.domain.gradebook import WorkKind

YearTie = Literal["up", "last"]
ExtraRule = Literal["no-five-with-two", "control-decides"]
ONE: Final = Decimal(1)
USUAL_DISPUTED: Final = Decimal("0.1")
USUAL_LEAST_MARKS: Final = 3


@dataclass(frozen=True, slots=True)
class MarkingPolicy:
    """What is in force for a course on a day; without an order every weight is 1 and nothing is proposed.

    Attributes:
        thresholds: the least average of 5, 4 and 3, the best mark first; empty while no local act is entered.
        least_marks: with fewer marks in the period a proposal is disputed.
        disputed: so near to a border a proposal is disputed.
        year_tie: where the mean of the periods lies between two marks: up, or towards the last period.
        weights: by id of the work kind; kinds that are not named weigh 1.
        exam_weight: what an exam weighs beside the year's mark in the final one; ``None``: no rule for it.
        counts_half_years: the certificate of grade 11 is the mean of half-years and years of grades 10 and 11.
        parts: subjects of whose marks those of this subject are made («Математика»); ``parts_first``: their mean is
            taken before the exam joins it, else all are counted together.
        order: «№ 31 от 28.08.2026» of the order that entered the local act.
    """

    thresholds: tuple[tuple[int, Decimal], ...] = ()
    least_marks: int = USUAL_LEAST_MARKS
    disputed: Decimal = USUAL_DISPUTED
    year_tie: YearTie = "up"
    extra: frozenset[ExtraRule] = frozenset()
    weights: tuple[tuple[int, Decimal], ...] = ()
    exam_weight: Decimal | None = None
    counts_half_years: bool = False
    parts: tuple[str, ...] = ()
    parts_first: bool = False
    order: str = ""
    valid_from: date | None = None

    @property
    def proposes(self) -> bool:
        """Whether the school has entered its rule."""
        return bool(self.thresholds)

    def threshold(self, mark: int) -> Decimal | None:
        """The least average of a mark; ``None``: the lowest mark, or no rule."""
        return dict(self.thresholds).get(mark)

    def mark_of(self, average: Decimal) -> int:
        """The mark of an average in hundredths, by the borders."""
        lowest = min(mark for mark, _ in self.thresholds) - 1
        return next((mark for mark, least in self.thresholds if average >= least), lowest)

    def is_disputed(self, average: Decimal) -> bool:
        """Whether an average lies so near to a border that a teacher has to think."""
        return any(abs(average - least) <= self.disputed for _, least in self.thresholds)

    def weight(self, work_kind_id: int) -> Decimal:
        """What a work of a kind weighs from now on."""
        return dict(self.weights).get(work_kind_id, ONE)


WITHOUT_RULE: Final = MarkingPolicy()


def weighed(kinds: Iterable[WorkKind], policy: MarkingPolicy) -> tuple[WorkKind, ...]:
    """Kinds of work with the weights that a new work gets: those of the rule in force, never the directory's."""
    return tuple(replace(kind, weight=policy.weight(kind.work_kind_id)) for kind in kinds)


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """A rule that the administrator enters (``api.set_marking_policy``); empty parts stay as they are.

    Attributes:
        subject_id: of one subject, or ``None``: of every subject that has no rule of its own.
        grades: the first and the last grade.
    """

    subject_id: int | None
    grades: tuple[int, int]
    valid_from: date
    order_number: str
    order_date: date
    thresholds: tuple[tuple[int, Decimal], ...] = ()
    weights: tuple[tuple[int, Decimal], ...] = ()
    least_marks: int | None = None
    disputed: Decimal | None = None
    year_tie: YearTie | None = None
    extra: frozenset[ExtraRule] | None = None
    exam_weight: Decimal | None = None
    counts_half_years: bool | None = None
    parts: tuple[tuple[int, bool], ...] = ()
    parts_first: bool | None = None


@dataclass(frozen=True, slots=True)
class NormRow:
    """One dated norm as the register shows it."""

    norm_id: int
    kind: str
    subject: str
    work_kind: str
    grades: tuple[int, int]
    value: Decimal
    valid_from: date
    source: str
    is_changeable: bool


def in_force(
    norms: Iterable[NormRow], subject: str, grades: tuple[int, int], day: date
) -> dict[tuple[str, str], Decimal]:
    """What holds on a day for a subject («» for all of them) in some grades, by kind and kind of work or part.

    A subject's own norm stands before everybody's, the narrower grades before the wider, then the later.
    """
    fitting = [
        norm
        for norm in norms
        if norm.valid_from <= day
        and norm.subject in {"", subject}
        and norm.grades[0] <= grades[0]
        and grades[1] <= norm.grades[1]
    ]
    fitting.sort(key=lambda norm: (norm.subject != "", norm.grades[0] - norm.grades[1], norm.valid_from, norm.norm_id))
    return {(norm.kind, norm.work_kind): norm.value for norm in fitting}
