"""Who was not at a lesson, and why: illness, excused days, a few without a reason, lateness, released from sport."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ejournal_desktop.services.demo.facts import Course, Facts, Lesson

_ILL_A_WEEK = 0.045
_EXCUSED_A_WEEK = 0.012
_TRUANTS = 0.05
_TRUANCY = 0.04
_LATE = 0.004
_LATE_FIRST_LESSON = 0.018
_RELEASED = 0.03
_DOCUMENT_AT_ONCE = 0.4
_DOCUMENT_AFTER = timedelta(days=3)
_SPORT = "Физическая культура"


@dataclass(frozen=True, slots=True)
class Absence:
    """Presence of a pupil at a lesson as the journal keeps it."""

    fact: str
    reason: str | None = None
    minutes_late: int | None = None


@dataclass(frozen=True, slots=True)
class _Spell:
    first: date
    last: date
    reason: str | None


class Attendance:
    """Asked lesson by lesson; the same seed gives the same answers."""

    def __init__(self, facts: Facts, first: date, today: date, chance: Random) -> None:
        """Throw the dice for every pupil once."""
        self._chance = chance
        pupils = [pupil for name in facts.classes for pupil in facts.classes[name]]
        self._spells = {pupil: list(_spells(first, today, chance)) for pupil in pupils}
        self._truants = {pupil for pupil in pupils if chance.random() < _TRUANTS}
        self._released = {pupil for pupil in pupils if chance.random() < _RELEASED}

    def of(self, pupil: int, course: Course, lesson: Lesson) -> Absence | None:
        """What is to be said of the pupil at the lesson; ``None``: present from the bell."""
        for spell in self._spells[pupil]:
            if spell.first <= lesson.held_on <= spell.last:
                return Absence("absent", spell.reason)
        if pupil in self._truants and self._chance.random() < _TRUANCY:
            return Absence("absent")
        if course.subject == _SPORT and pupil in self._released:
            return Absence("released")
        late = _LATE_FIRST_LESSON if lesson.lesson_no == 1 else _LATE
        if self._chance.random() < late:
            return Absence("late", None, self._chance.choice((None, 3, 5, 5, 7, 10, 15)))
        return None


def _spells(first: date, today: date, chance: Random) -> Iterator[_Spell]:
    for week in range((today - first).days // 7 + 1):
        day = first + timedelta(weeks=week, days=chance.randrange(6))
        dice = chance.random()
        if dice < _ILL_A_WEEK:
            last = day + timedelta(days=chance.randrange(2, 8))
            yield _Spell(
                day, last, "ill" if last + _DOCUMENT_AFTER < today or chance.random() < _DOCUMENT_AT_ONCE else None
            )
        elif dice < _ILL_A_WEEK + _EXCUSED_A_WEEK:
            yield _Spell(day, day, "excused")
