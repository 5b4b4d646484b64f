"""Успеваемость, качество знаний and СОУ of marks of a period: the same figure on every screen and paper."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ejournal_desktop.domain.averages import HUNDREDTH, round_half_up

_TENTH: Final = Decimal("0.1")
_LEARNT: Final = {"fives": 100, "fours": 64, "threes": 36, "twos": 16, "not_attested": 7}


@dataclass(frozen=True, slots=True)
class PeriodMarks:
    """How many pupils have which mark of a period.

    Attributes:
        twos: twos and ones.
        not_attested: «н/а»: counted as not learnt; who left before the last day is not among the pupils at all.
        exempt: «осв»: not counted in any share.
    """

    fives: int = 0
    fours: int = 0
    threes: int = 0
    twos: int = 0
    not_attested: int = 0
    exempt: int = 0

    @property
    def attested(self) -> int:
        """N of the formulas: everybody with a mark or «н/а»."""
        return self.fives + self.fours + self.threes + self.twos + self.not_attested

    @property
    def success(self) -> Decimal | None:
        """Успеваемость, per cent in tenths; ``None`` while nobody has a mark."""
        return self._share(100 * (self.fives + self.fours + self.threes))

    @property
    def quality(self) -> Decimal | None:
        """Качество знаний, per cent in tenths."""
        return self._share(100 * (self.fives + self.fours))

    @property
    def learnt(self) -> Decimal | None:
        """СОУ, степень обученности учащихся (Симонов), per cent in tenths."""
        return self._share(sum(weight * getattr(self, name) for name, weight in _LEARNT.items()))

    @property
    def mean(self) -> Decimal | None:
        """Средний балл in hundredths: «н/а» and «осв» are no figures."""
        figures = self.attested - self.not_attested
        points = 5 * self.fives + 4 * self.fours + 3 * self.threes + 2 * self.twos
        return round_half_up(Decimal(points) / figures, HUNDREDTH) if figures else None

    def _share(self, points: int) -> Decimal | None:
        return round_half_up(Decimal(points) / self.attested, _TENTH) if self.attested else None
