"""Topics and homework of the demo's lessons: from the school's own lesson plans, else from invented lists."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from ejournal_desktop.exchange.values import PlanTopic

_LESSONS_A_TOPIC = 3
_NOTHING_SET = 0.08


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """What stands on the right page of the journal for a lesson; ``control`` as in ``PlanTopic``."""

    topic: str
    homework: str
    homework_none: bool
    control: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class TopicList:
    """Invented topics of a subject in some grades."""

    subject: str
    grade_from: int
    grade_to: int
    topics: tuple[str, ...]
    homework: tuple[str, ...]


def read_topic_lists(folder: Path) -> tuple[TopicList, ...]:
    """Every ``topics*.toml`` of the folder."""
    lists: list[TopicList] = []
    for path in sorted(folder.glob("topics*.toml")):
        lists += [_topic_list(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["subject"]]
    return tuple(lists)


def _topic_list(row: Mapping[str, Any]) -> TopicList:
    first, last = row["grades"]
    return TopicList(row["name"], first, last, tuple(row["topics"]), tuple(row["homework"]))


def entries_of_plan(plan: Sequence[PlanTopic]) -> list[LessonEntry]:
    """A lesson plan, lesson by lesson; what is left of half an hour is dropped."""
    return [
        LessonEntry(row.topic, row.homework, row.homework_none, row.control, row.section)
        for row in plan
        for _ in range(max(1, int(row.hours)))
    ]


def invented_entries(
    lists: Iterable[TopicList], subject: str, grade: int, count: int, chance: Random
) -> list[LessonEntry]:
    """Entries of ``count`` lessons of a subject; a subject without a list is a loud mistake of the demo's files."""
    found = next((t for t in lists if t.subject == subject and t.grade_from <= grade <= t.grade_to), None)
    if found is None:
        raise LookupError(subject, grade)
    span = min(_LESSONS_A_TOPIC, max(1, -(-count // len(found.topics))))
    return [_entry(found, number, span, grade, chance) for number in range(count)]


def _entry(found: TopicList, number: int, span: int, grade: int, chance: Random) -> LessonEntry:
    turn, index = divmod(number // span, len(found.topics))
    topic = found.topics[index] if turn == 0 else f"Повторение. {found.topics[index]}"
    if grade == 1 or not found.homework or chance.random() < _NOTHING_SET:
        return LessonEntry(topic, "", homework_none=True)
    page = 6 + number * 2
    homework = chance.choice(found.homework).format(
        n=12 + number * 5 + chance.randrange(4),
        m=chance.randrange(2, 9),
        k=1 + number // 2,
        p=page,
        q=page + chance.randrange(1, 4),
    )
    return LessonEntry(topic, homework, homework_none=False)
