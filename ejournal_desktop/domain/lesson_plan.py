"""A lesson plan (КТП) laid over the lessons of a course: dates, control works held by pins, corrections, deviation.

Pure: nothing here knows the database. A topic is one lesson hour. What was held is a fact; the rest is computed anew
from the timetable whenever a lesson falls out, so that topics slide by themselves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

LONGEST_TOPIC: Final = 1_000
"""Characters of a topic and of the name of a section."""
LONGEST_HOMEWORK: Final = 4_000
PlanState = Literal["draft", "waiting", "approved"]
CorrectionKind = Literal["shift", "merge", "extra"]
TopicState = Literal["held", "merged", "overdue", "next", "planned", "no-lesson"]


@dataclass(frozen=True, slots=True)
class PlanTopic:
    """A row of the plan; ``topic_id`` ``None``: not saved yet."""

    topic_id: int | None
    section: str
    topic: str
    lesson_type: str = "урок"
    homework: str = ""
    work_kind_id: int | None = None
    pinned_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    """A lesson of the course's year; ``cause``: why it does not take place, by the act of its day (rulings 37)."""

    lesson_id: int
    held_on: date
    lesson_no: int
    is_cancelled: bool
    topic: str = ""
    topic_id: int | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the correction sheet.

    Attributes:
        until_place: of a merge: the last topic (place from 1) that shares the first one's lesson.
        on_date: of an extra lesson: its day; of a shift: the day that fell out, if it is one.
    """

    correction_id: int
    kind: CorrectionKind
    topic_id: int
    until_place: int | None
    on_date: date | None
    reason: str
    author: str = ""
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlacedTopic:
    """Where a topic lies.

    Attributes:
        planned_on: by the timetable as if nothing had fallen out; ``None``: more topics than lessons.
        held_on: when it was held.
        expected_on: when it will be held; ``None`` once held, or where no lesson is left.
    """

    topic: PlanTopic
    place: int
    planned_on: date | None
    held_on: date | None
    expected_on: date | None
    state: TopicState


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Plan against fact on a day.

    Attributes:
        due: topics that the plan has up to today.
        held: of them and of later ones, held in fact.
        ends_on: the day of the last topic by the forecast; ``None`` while topics are left without a lesson.
        planned_end: the same by the plan.
        fallen_out: lessons up to today that did not take place.
        causes: of those the ones that an act of their day explains, with its words.
        lessons_left: lessons from today on that no topic has taken yet.
    """

    topics: int
    due: int
    held: int
    ends_on: date | None
    planned_end: date | None
    fallen_out: tuple[date, ...]
    unplaced: int
    lessons_left: int
    causes: tuple[tuple[date, str], ...] = ()

    @property
    def deviation(self) -> int:
        """Hours behind the plan (negative: ahead)."""
        return self.due - self.held


@dataclass(frozen=True, slots=True)
class LaidPlan:
    """Every topic with its dates, and the sum of it."""

    topics: tuple[PlacedTopic, ...]
    progress: PlanProgress


@dataclass(slots=True)
class _Slot:
    """A lesson that takes topics: one, or several that were merged."""

    held_on: date
    lesson_id: int | None = None
    taken: list[int] = field(default_factory=list)


def lay_out(
    topics: Sequence[PlanTopic],
    lessons: Iterable[PlannedLesson],
    today: date,
    corrections: Sequence[Correction] = (),
) -> LaidPlan:
    """Lay a plan over the lessons of a course.

    Args:
        topics: in the order of the plan.
        lessons: of the whole year, cancelled ones too.
        today: lessons before it without a topic of the plan are lost to it; from it on they are free.
        corrections: of the course.
    """
    ordered = sorted(lessons, key=lambda lesson: (lesson.held_on, lesson.lesson_no))
    planned = _dates_of(_fill(_groups(topics, ()), [_Slot(lesson.held_on) for lesson in ordered], topics))
    facts = facts_of(topics, ordered)
    groups = _groups(topics, corrections)
    held = _held_dates(groups, facts)
    taken = {lesson.lesson_id for lesson in facts.values()}
    free = [
        _Slot(lesson.held_on, lesson.lesson_id)
        for lesson in ordered
        if not lesson.is_cancelled
        and lesson.held_on >= today
        and lesson.lesson_id not in taken
        and not (lesson.topic and lesson.held_on == today)
    ]
    free += [_Slot(c.on_date) for c in corrections if c.kind == "extra" and c.on_date and c.on_date >= today]
    free.sort(key=lambda slot: slot.held_on)
    waiting = [group for group in groups if not any(index in held for index in group)]
    expected = _dates_of(_fill(waiting, free, topics))
    merged = frozenset(index for group in groups for index in group[1:])
    placed = _placed(topics, _Days(planned, held, expected, today, merged))
    return LaidPlan(placed, _progress(placed, ordered, free, today))


def facts_of(topics: Sequence[PlanTopic], lessons: Sequence[PlannedLesson]) -> dict[int, PlannedLesson]:
    """Which lesson held which topic (by its index): by the link, else by the same text, each lesson once."""
    by_id = {topic.topic_id: index for index, topic in enumerate(topics) if topic.topic_id is not None}
    facts: dict[int, PlannedLesson] = {}
    unlinked: list[PlannedLesson] = []
    for lesson in lessons:
        if lesson.is_cancelled or not lesson.topic:
            continue
        index = by_id.get(lesson.topic_id) if lesson.topic_id is not None else None
        if index is not None:
            facts.setdefault(index, lesson)
        else:
            unlinked.append(lesson)
    by_text: dict[str, list[int]] = {}
    for index, topic in enumerate(topics):
        if index not in facts:
            by_text.setdefault(topic.topic.casefold(), []).append(index)
    for lesson in unlinked:
        left = by_text.get(lesson.topic.casefold())
        if left:
            facts[left.pop(0)] = lesson
    return facts


def _groups(topics: Sequence[PlanTopic], corrections: Sequence[Correction]) -> list[list[int]]:
    """Indexes of topics that share a lesson, in order."""
    until = {c.topic_id: c.until_place for c in corrections if c.kind == "merge" and c.until_place}
    groups: list[list[int]] = []
    last = -1
    for index, topic in enumerate(topics):
        if index <= last and groups:
            groups[-1].append(index)
        else:
            groups.append([index])
        last = max(last, (until.get(topic.topic_id or 0) or 0) - 1)
    return groups


def _held_dates(groups: Sequence[Sequence[int]], facts: Mapping[int, PlannedLesson]) -> dict[int, date]:
    """A merged group was held whole when one of it was."""
    held: dict[int, date] = {}
    for group in groups:
        days = [facts[index].held_on for index in group if index in facts]
        for index in group:
            if index in facts:
                held[index] = facts[index].held_on
            elif days:
                held[index] = min(days)
    return held


def _fill(groups: Sequence[Sequence[int]], slots: Sequence[_Slot], topics: Sequence[PlanTopic]) -> Sequence[_Slot]:
    """Put groups into slots in order; a pinned one keeps the first free slot from its day on, others flow round it."""
    pinned: set[int] = set()
    for number, group in enumerate(groups):
        pin = next((topics[index].pinned_on for index in group if topics[index].pinned_on), None)
        slot = next((s for s in slots if not s.taken and s.held_on >= pin), None) if pin else None
        if slot is not None:
            slot.taken = list(group)
            pinned.add(number)
    rest = iter([slot for slot in slots if not slot.taken])
    for number, group in enumerate(groups):
        if number in pinned:
            continue
        slot = next(rest, None)
        if slot is None:
            break
        slot.taken = list(group)
    return slots


def _dates_of(slots: Iterable[_Slot]) -> dict[int, date]:
    return {index: slot.held_on for slot in slots for index in slot.taken}


@dataclass(frozen=True, slots=True)
class _Days:
    """Days of topics by their index; ``merged`` ones share the lesson of another."""

    planned: Mapping[int, date]
    held: Mapping[int, date]
    expected: Mapping[int, date]
    today: date
    merged: frozenset[int]

    def following(self) -> int | None:
        """The topic that comes next."""
        waiting = self.expected.keys() - self.held.keys()
        return min(waiting, key=lambda index: (self.expected[index], index)) if waiting else None

    def state(self, index: int, following: int | None) -> TopicState:
        """What a topic is today."""
        if index in self.held:
            return "merged" if index in self.merged else "held"
        if index not in self.expected:
            return "no-lesson"
        if index == following:
            return "next"
        day = self.planned.get(index)
        return "overdue" if day is not None and day < self.today else "planned"


def _placed(topics: Sequence[PlanTopic], days: _Days) -> tuple[PlacedTopic, ...]:
    following = days.following()
    return tuple(
        PlacedTopic(
            topic=topic,
            place=index + 1,
            planned_on=days.planned.get(index),
            held_on=days.held.get(index),
            expected_on=None if index in days.held else days.expected.get(index),
            state=days.state(index, following),
        )
        for index, topic in enumerate(topics)
    )


def _progress(
    placed: Sequence[PlacedTopic], lessons: Sequence[PlannedLesson], free: Sequence[_Slot], today: date
) -> PlanProgress:
    unplaced = sum(1 for topic in placed if topic.state == "no-lesson")
    last = [day for topic in placed if (day := topic.held_on or topic.expected_on)]
    planned = [topic.planned_on for topic in placed if topic.planned_on]
    return PlanProgress(
        topics=len(placed),
        due=sum(1 for day in planned if day < today),
        held=sum(1 for topic in placed if topic.held_on is not None),
        ends_on=max(last) if last and not unplaced else None,
        planned_end=max(planned) if planned else None,
        fallen_out=tuple(lesson.held_on for lesson in lessons if lesson.is_cancelled and lesson.held_on <= today),
        unplaced=unplaced,
        lessons_left=sum(1 for slot in free if not slot.taken),
        causes=tuple(
            (lesson.held_on, lesson.cause)
            for lesson in lessons
            if lesson.is_cancelled and lesson.cause and lesson.held_on <= today
        ),
    )


def mergeable(laid: LaidPlan, place: int) -> bool:
    """Whether the topic of a place may share its lesson with the next: both still to come, neither held by a pin."""
    pair = laid.topics[place - 1 : place + 1]
    return len(pair) == 2 and all(  # noqa: PLR2004 - a topic and its neighbour
        topic.held_on is None and topic.topic.pinned_on is None and topic.topic.topic_id is not None for topic in pair
    )
