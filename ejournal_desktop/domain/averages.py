"""Averages and shares of marks: Decimal, half up, so that the screen, the paper and the auditor say the same figure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from ejournal_desktop.domain.marks import DRAFT

HUNDREDTH = Decimal("0.01")
_WHOLE = Decimal(1)
_PASSING, _GOOD = 3, 4


@lru_cache(maxsize=1024)
def counted_marks(value: str | None) -> tuple[int, ...]:
    """The figures of a canonical mark that count: two of «4/5»; none of a draft, a dot, «зач», or an empty cell."""
    if not value or value.endswith(DRAFT):
        return ()
    parts = value.split("/")
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else ()


def round_half_up(value: Decimal, step: Decimal = HUNDREDTH) -> Decimal:
    """Round as a school does: a half goes up."""
    return value.quantize(step, rounding=ROUND_HALF_UP)


def average(marks: Iterable[tuple[str | None, Decimal]]) -> Decimal | None:
    """Average of canonical marks with the weights of their works, in hundredths; ``None`` where no mark counts.

    With equal weights it is the plain average. Both marks of «4/5» count with the work's weight.
    """
    return average_of_counts(Counter(marks))


def average_of_counts(counts: Mapping[tuple[str | None, Decimal], int]) -> Decimal | None:
    """The same of marks that were counted before: how often which mark stands with which weight."""
    total, weights = Decimal(0), Decimal(0)
    for (value, weight), times in counts.items():
        for figure in counted_marks(value):
            total += figure * times * weight
            weights += times * weight
    return round_half_up(total / weights) if weights else None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an average is made of: every counted figure with the weight of its work, and both averages of them."""

    terms: tuple[tuple[int, Decimal], ...]

    @property
    def weighted(self) -> Decimal | None:
        """Σ(mark·weight)/Σ(weight) in hundredths; ``None`` where no mark counts."""
        return average((str(figure), weight) for figure, weight in self.terms)

    @property
    def plain(self) -> Decimal | None:
        """The same with every weight 1."""
        return average((str(figure), _WHOLE) for figure, _weight in self.terms)


def explain(marks: Iterable[tuple[str | None, Decimal]]) -> Explanation:
    """The figures that count, in the order of the marks."""
    return Explanation(tuple((figure, weight) for value, weight in marks for figure in counted_marks(value)))


def is_weighted(weights: Iterable[Decimal]) -> bool:
    """Whether the average is «средневзвешенный балл» (weights differ) or «средний балл» (rulings 26)."""
    return len(set(weights)) > 1


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many fives, fours … of a column, a page or a period."""

    counts: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        """All counted marks."""
        return sum(count for _, count in self.counts)

    def count(self, figure: int) -> int:
        """How many of one mark."""
        return dict(self.counts).get(figure, 0)

    @property
    def quality(self) -> Decimal | None:
        """Качество знаний: share of fours and fives in whole per cent; ``None`` without marks."""
        return self._share(_GOOD)

    @property
    def success(self) -> Decimal | None:
        """Успеваемость: share of threes and better in whole per cent; ``None`` without marks."""
        return self._share(_PASSING)

    @property
    def mean(self) -> Decimal | None:
        """Plain average in hundredths; ``None`` without marks."""
        if not self.total:
            return None
        return round_half_up(Decimal(sum(figure * count for figure, count in self.counts)) / self.total)

    def _share(self, least: int) -> Decimal | None:
        if not self.total:
            return None
        enough = sum(count for figure, count in self.counts if figure >= least)
        return round_half_up(Decimal(enough * 100) / self.total, _WHOLE)


def distribution(values: Iterable[str | None]) -> Distribution:
    """Count canonical marks, best first; drafts, dots and «зач» do not count."""
    counts: dict[int, int] = {}
    for value in values:
        for figure in counted_marks(value):
            counts[figure] = counts.get(figure, 0) + 1
    return Distribution(tuple(sorted(counts.items(), reverse=True)))
