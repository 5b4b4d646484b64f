"""The schedule of control works (график контрольных работ): what a class writes on which day (ux 5.9).

It advises and never locks (rulings 15). Days of works that stand in the journal are facts; days of those that are only
planned follow from each plan, laid out as its own page lays it out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ejournal_desktop.domain.lesson_plan import PlannedLesson, PlanTopic, lay_out

MOST_A_DAY: Final = 1
"""Control works of a class a day that nobody warns of."""


@dataclass(frozen=True, slots=True)
class ControlWork:
    """A control work of a course on a day.

    Attributes:
        class_names: classes whose pupils write it.
        kind: «контрольная работа»; empty where only the lesson's type says so.
        is_planned: it stands in a plan, no lesson has it yet.
    """

    held_on: date
    course_id: int
    subject: str
    group_name: str
    is_whole_class: bool
    class_names: tuple[str, ...]
    kind: str
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class WaitingTopic:
    """A topic that is a control work or holds a day; ``turn`` is its place among the topics that wait, from 1."""

    turn: int
    is_control: bool
    pinned_on: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """What is left of a course's plan.

    Attributes:
        topics: how many topics wait.
        marked: those of them that are control works or pinned.
        free: days of the lessons that they may take, in order.
    """

    course_id: int
    subject: str
    group_name: str
    is_whole_class: bool
    class_names: tuple[str, ...]
    topics: int
    marked: tuple[WaitingTopic, ...]
    free: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ControlSchedule:
    """Control works of some classes, by day."""

    today: date
    works: tuple[ControlWork, ...] = ()

    def of_class(self, class_name: str) -> tuple[ControlWork, ...]:
        """What one class writes."""
        return tuple(work for work in self.works if class_name in work.class_names)

    def class_names(self) -> tuple[str, ...]:
        """Every class that writes something, «9А» before «10А»."""
        return tuple(sorted({name for work in self.works for name in work.class_names}, key=_class_order))

    def without(self, course_id: int) -> "ControlSchedule":
        """What others give: the page of a course lays its own plan out itself."""
        return ControlSchedule(self.today, tuple(work for work in self.works if work.course_id != course_id))


def schedule(today: date, entered: Iterable[ControlWork], waiting: Iterable[WaitingPlan]) -> ControlSchedule:
    """Facts and plans on one list, in order of days."""
    works = [*entered, *(work for plan in waiting for work in planned_works(plan, today))]
    return ControlSchedule(today, tuple(sorted(works, key=lambda work: (work.held_on, work.subject, work.group_name))))


def planned_works(plan: WaitingPlan, today: date) -> list[ControlWork]:
    """Days of the control works of a plan that are still to come."""
    marked = {topic.turn: topic for topic in plan.marked}
    topics = [
        PlanTopic(turn, "", f"{turn}", pinned_on=marked[turn].pinned_on if turn in marked else None)
        for turn in range(1, plan.topics + 1)
    ]
    lessons = [PlannedLesson(number, day, number, is_cancelled=False) for number, day in enumerate(plan.free)]
    return [
        ControlWork(
            placed.expected_on,
            plan.course_id,
            plan.subject,
            plan.group_name,
            plan.is_whole_class,
            plan.class_names,
            marked[placed.place].kind,
            is_planned=True,
        )
        for placed in lay_out(topics, lessons, today).topics
        if placed.place in marked and marked[placed.place].is_control and placed.expected_on is not None
    ]


def is_crowded(works: Sequence[ControlWork]) -> bool:
    """Whether works of one class on one day are too many; two halves of a class in one subject write one work."""
    return len({work.subject for work in works}) > MOST_A_DAY


def by_day(works: Iterable[ControlWork]) -> dict[date, tuple[ControlWork, ...]]:
    """Works of each day, days in order."""
    days: dict[date, list[ControlWork]] = {}
    for work in sorted(works, key=lambda work: work.held_on):
        days.setdefault(work.held_on, []).append(work)
    return {day: tuple(found) for day, found in days.items()}


def _class_order(name: str) -> tuple[int, str]:
    digits = "".join(sign for sign in name if sign.isdigit())
    return int(digits or 0), name
