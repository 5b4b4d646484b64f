"""Proposals of period, year and final marks: Decimal, half up, and always the teacher's to decide (JRN-5, 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import Final, Literal

from ejournal_desktop.domain.averages import average, average_of_counts, counted_marks
from ejournal_desktop.domain.gradebook import Period, Pupil, WorkKind
from ejournal_desktop.domain.marking_policy import MarkingPolicy, YearTie

NOT_ATTESTED: Final = "н/а"
RELEASED: Final = "осв"
_WHOLE: Final = Decimal(1)
_BEST: Final = 5
_FAIL: Final = 2
_MOST_MARKS: Final = 5
_MOST_WAYS: Final = 3

Doubt = Literal["few-marks", "border", "two", "missing", "tie"]


@dataclass(frozen=True, slots=True)
class Term:
    """A mark of the period with the weight of its work."""

    value: str | None
    weight: Decimal
    is_control: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rule proposes; ``doubts`` say why a person has to look at it."""

    mark: int
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether it is not to be accepted without a look."""
        return bool(self.doubts)

    @property
    def text(self) -> str:
        """«4», or «4?» where it is disputed."""
        return f"{self.mark}?" if self.doubts else str(self.mark)


def propose(terms: Iterable[Term], policy: MarkingPolicy) -> Proposal | None:
    """The mark of a period by the school's rule; ``None`` without a rule or without marks.

    The average is taken as it is shown, in hundredths, so that everybody can check it by hand.
    """
    known = list(terms)
    mean = average((term.value, term.weight) for term in known)
    if mean is None or not policy.proposes:
        return None
    doubts: list[Doubt] = []
    figures = [figure for term in known for figure in counted_marks(term.value)]
    if len(figures) < policy.least_marks:
        doubts.append("few-marks")
    mark = policy.mark_of(mean)
    if policy.is_disputed(mean):
        doubts.append("border")
        if "control-decides" in policy.extra:
            mark = _by_controls(known, policy, mean)
    if mark == _BEST and _FAIL in figures and "no-five-with-two" in policy.extra:
        mark = _BEST - 1
        doubts.append("two")
    return Proposal(mark, tuple(doubts))


def _by_controls(terms: Sequence[Term], policy: MarkingPolicy, mean: Decimal) -> int:
    """In the disputed zone the control works decide between the two marks at the border, when there are any."""
    of_controls = average((term.value, _WHOLE) for term in terms if term.is_control)
    if of_controls is None:
        return policy.mark_of(mean)
    upper = max(mark for mark, least in policy.thresholds if abs(mean - least) <= policy.disputed)
    return max(upper - 1, min(upper, policy.mark_of(of_controls)))


def differs(value: str | None, proposal: Proposal | None) -> bool:
    """Whether a mark is by one or more another than the proposed one: its reason is asked and kept."""
    return proposal is not None and value is not None and value.isdecimal() and int(value) != proposal.mark


# «Для 4 нужно»


@dataclass(frozen=True, slots=True)
class Way:
    """So many marks of one kind of work that lead to a mark."""

    count: int
    mark: int
    kind: WorkKind
    weight: Decimal


def ways_to(
    target: int, counts: Mapping[tuple[str | None, Decimal], int], policy: MarkingPolicy, kinds: Sequence[WorkKind]
) -> tuple[Way, ...]:
    """The smallest additions that reach the border of a mark: few marks first, no way that a smaller one includes."""
    least = policy.threshold(target)
    now = average_of_counts(counts)
    if least is None or (now is not None and now >= least):
        return ()
    found: list[Way] = []
    heavy_first = sorted(_one_of_each_weight(kinds, policy), key=lambda kind: -policy.weight(kind.work_kind_id))
    for count in range(1, _MOST_MARKS + 1):
        for kind in heavy_first:
            weight = policy.weight(kind.work_kind_id)
            for mark in range(_FAIL + 1, _BEST + 1):
                if _with(counts, mark, weight, count) >= least:
                    _keep(found, Way(count, mark, kind, weight))
                    break
    return tuple(found[:_MOST_WAYS])


def _one_of_each_weight(kinds: Sequence[WorkKind], policy: MarkingPolicy) -> list[WorkKind]:
    """Control works speak for a weight where there is one, else the first kind of it."""
    chosen: dict[Decimal, WorkKind] = {}
    for kind in kinds:
        weight = policy.weight(kind.work_kind_id)
        known = chosen.get(weight)
        if weight and (known is None or (kind.is_control and not known.is_control and len(policy.weights) > 0)):
            chosen[weight] = kind
    return list(chosen.values())


def _with(counts: Mapping[tuple[str | None, Decimal], int], mark: int, weight: Decimal, count: int) -> Decimal:
    more = dict(counts)
    key = str(mark), weight
    more[key] = more.get(key, 0) + count
    return average_of_counts(more) or Decimal(0)


def _keep(found: list[Way], way: Way) -> None:
    smaller = (w.count <= way.count and w.mark <= way.mark and w.weight <= way.weight for w in found)
    if not any(smaller):
        found.append(way)


# Who counts, what was missed


@dataclass(frozen=True, slots=True)
class Missed:
    """Lessons really held for a pupil's own group and those he missed (rulings 27)."""

    held: int
    missed: int

    @property
    def percent(self) -> int:
        """In whole per cent, half up; 0 where nothing was held."""
        if not self.held:
            return 0
        return int((Decimal(self.missed * 100) / self.held).quantize(_WHOLE, rounding=ROUND_HALF_UP))


def is_counted(pupil: Pupil, period: Period) -> bool:
    """A departed pupil counts in a period where he was on its last day (rulings 31)."""
    return pupil.belongs(period.ends_on)


# Year and certificate


def year_proposal(values: Sequence[str | None], tie: YearTie = "up") -> Proposal | None:
    """The mark of a year from its periods in order: their mean, half up, or towards the last period.

    «осв» does not count; «н/а» or a missing mark leaves the proposal disputed.
    """
    asked = [value for value in values if value != RELEASED]
    figures = [int(value) for value in asked if value is not None and value.isdecimal()]
    if not figures:
        return None
    mean = Decimal(sum(figures)) / len(figures)
    upwards = tie == "up" or figures[-1] > mean
    mark = int(mean.quantize(_WHOLE, rounding=ROUND_HALF_UP if upwards else ROUND_HALF_DOWN))
    doubts: list[Doubt] = []
    if len(figures) < len(asked):
        doubts.append("missing")
    if mean * 2 % 2 == 1:
        doubts.append("tie")
    return Proposal(mark, tuple(doubts))


def final_proposal(
    policy: MarkingPolicy,
    year: str | None,
    exam: str | None,
    *,
    half_years: Sequence[str | None] = (),
    parts: Sequence[str | None] = (),
) -> Proposal | None:
    """The final mark by the dated rule; ``None`` without the year's mark, or where an exam has no rule.

    ``half_years``, where the rule counts them, are those of this year and of grade 10 with its year, ``None`` where one
    is missing; ``parts`` are the year's marks of the subjects of which this one is made.
    """
    if year is None or not year.isdecimal():
        return None
    if policy.counts_half_years:
        return mean_of([*half_years, year])
    if exam is None or not exam.isdecimal():
        return Proposal(int(year))
    if policy.exam_weight is None:
        return None
    beside = parts if parts and not policy.parts_first else [year]
    return _weighted([*((value, _WHOLE) for value in beside), (exam, policy.exam_weight)])


def mathematics(parts: Sequence[str | None]) -> Proposal | None:
    """The year's mark of «Математика» from its parts: their mean, half up (rulings 31)."""
    return mean_of(parts)


def _weighted(marks: Sequence[tuple[str | None, Decimal]]) -> Proposal | None:
    """The weighted mean, half up; a missing mark leaves it disputed, and so does a mean just between two marks."""
    known = [(Decimal(value), weight) for value, weight in marks if value is not None and value.isdecimal()]
    whole = sum((weight for _, weight in known), Decimal(0))
    if not whole:
        return None
    mean = sum((value * weight for value, weight in known), Decimal(0)) / whole
    doubts: tuple[Doubt, ...] = ("missing",) if len(known) < len(marks) else ()
    return Proposal(int(mean.quantize(_WHOLE, rounding=ROUND_HALF_UP)), doubts)


def mean_of(values: Iterable[str | None]) -> Proposal | None:
    """The mean of marks, half up; ``None`` without any, disputed where one is missing."""
    return _weighted([(value, _WHOLE) for value in values])
