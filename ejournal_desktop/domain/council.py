"""Decisions of the teachers' council (педсовет) about the pupils of a class at the end of a year (rulings 10)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

Decision = Literal[
    "переведён",
    "переведён условно",
    "оставлен на повторный год",
    "допущен к ГИА",
    "не допущен к ГИА",
    "выпущен",
]
Matter = Literal["transfer", "exams"]
_LAST_WEEKS: Final = timedelta(weeks=4)
_EXAM_GRADES: Final = frozenset({9, 11})
_EXAMS: Final[tuple[Decision, ...]] = ("допущен к ГИА", "не допущен к ГИА")


@dataclass(frozen=True, slots=True)
class CouncilDecision:
    """A decision under its protocol.

    Attributes:
        supplements: the decision on the same matter that this later one follows.
        signed_at: when the director signed a supplement; the first one stands by its protocol.
    """

    decision_id: int
    decision: Decision
    protocol: str
    decided_on: date
    supplements: int | None = None
    entered_by: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it counts: a supplement does once it is signed."""
        return self.supplements is None or self.signed_at is not None

    @property
    def matter(self) -> Matter:
        """Where the pupil goes, or whether he is let to the state exams."""
        return "exams" if self.decision in _EXAMS else "transfer"


@dataclass(frozen=True, slots=True)
class CouncilPupil:
    """A pupil with what the council looks at.

    Attributes:
        weak: «Алгебра — 2»: results that do not let him pass.
        without_mark: courses with a year's mark in which he has none yet.
    """

    pupil_id: int
    name: str
    weak: tuple[str, ...] = ()
    debts: int = 0
    without_mark: int = 0
    decisions: tuple[CouncilDecision, ...] = ()

    def standing(self, matter: Matter) -> CouncilDecision | None:
        """The decision on a matter that counts now."""
        return next((one for one in reversed(self.decisions) if one.stands and one.matter == matter), None)

    @property
    def unsigned(self) -> CouncilDecision | None:
        """A supplement that waits for the director."""
        return next((one for one in self.decisions if not one.stands), None)


@dataclass(frozen=True, slots=True)
class CouncilClass:
    """A class of this year or of the one that has just ended: «7А», «7А · 2025/26»."""

    class_id: int
    name: str
    grade: int


@dataclass(frozen=True, slots=True)
class CouncilBoard:
    """A class before the council."""

    class_id: int
    class_name: str
    grade: int
    year: str
    today: date
    may_record: bool
    may_sign: bool
    pupils: tuple[CouncilPupil, ...] = ()
    closed_at: datetime | None = None
    ends_on: date | None = None

    @property
    def is_due(self) -> bool:
        """Whether the council meets about the year: in its last weeks or later."""
        return self.ends_on is not None and self.today >= self.ends_on - _LAST_WEEKS


def decisions_of_grade(grade: int) -> tuple[Decision, ...]:
    """What may be decided about a pupil of a grade."""
    if grade in _EXAM_GRADES:
        return (*_EXAMS, "выпущен", "оставлен на повторный год")
    return ("переведён", "переведён условно", "оставлен на повторный год")


def usual_decision(grade: int, pupil: CouncilPupil) -> Decision | None:
    """What the results speak for; ``None`` while marks of the year are missing or everything is decided.

    A pupil with a debt or a mark that does not let him pass is moved up conditionally (ст. 58 273-ФЗ).
    """
    passes = not pupil.weak and not pupil.debts
    if grade not in _EXAM_GRADES:
        before = pupil.standing("transfer")
        if before is not None:
            return "переведён" if before.decision == "переведён условно" and passes else None
        if pupil.without_mark:
            return None
        return "переведён" if passes else "переведён условно"
    if pupil.standing("transfer") is not None:
        return None
    let = pupil.standing("exams")
    if let is None:
        return None if pupil.without_mark else ("допущен к ГИА" if passes else "не допущен к ГИА")
    return "выпущен" if let.decision == "допущен к ГИА" and passes and not pupil.without_mark else None
