"""Checks of the control works of a plan: they advise, nothing is forbidden (ux 5.9)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from ejournal_desktop.domain.lesson_plan import LaidPlan, PlannedLesson

CONTROL: Final = "контроль"
_LESSONS_OF_REVISION: Final = 2


def early_controls(
    laid: LaidPlan, lessons: Iterable[PlannedLesson], holidays: Sequence[tuple[date, date]]
) -> dict[int, date]:
    """Control works still to come on one of the first two lessons after holidays: place and the holidays' last day."""
    days = sorted(lesson.held_on for lesson in lessons if not lesson.is_cancelled)
    early = {day: last for _first, last in holidays for day in [d for d in days if d > last][:_LESSONS_OF_REVISION]}
    return {
        placed.place: early[placed.expected_on]
        for placed in laid.topics
        if placed.topic.lesson_type == CONTROL and placed.expected_on in early
    }
