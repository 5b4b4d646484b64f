"""The clock of the top bar: «3-й урок · до звонка 12 мин», from the person's own lessons of the day."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ejournal_desktop.domain.school_day import LessonOfDay

_LONG_GAP_MINUTES = 45


@dataclass(frozen=True, slots=True)
class SchoolClock:
    """The school's time: the server's at sign-in, carried on by this computer's steady clock."""

    server_time: datetime
    started: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """The moment at the school."""
        return self.server_time + timedelta(seconds=time.monotonic() - self.started)


def current_lesson(lessons: Sequence[LessonOfDay], now: datetime) -> LessonOfDay | None:
    """The lesson that goes on now, else the next one of the day, else nothing."""
    planned = [lesson for lesson in lessons if lesson.state == "planned" and lesson.ends_at is not None]
    return next((lesson for lesson in planned if lesson.ends_at and now.time() < lesson.ends_at), None)


def is_going_on(lesson: LessonOfDay, now: datetime) -> bool:
    """Whether the bell for the lesson has rung and the one after it has not."""
    return bool(lesson.starts_at and lesson.ends_at and lesson.starts_at <= now.time() < lesson.ends_at)


def bell_words(lessons: Sequence[LessonOfDay], now: datetime) -> str:
    """What the clock says; empty on a day without lessons."""
    lesson = current_lesson(lessons, now)
    if not lessons:
        return ""
    if lesson is None or lesson.starts_at is None or lesson.ends_at is None:
        return "Уроки окончены"
    if is_going_on(lesson, now):
        return f"{lesson.lesson_no}-й урок · до звонка {_minutes(now, lesson.ends_at.hour, lesson.ends_at.minute)} мин"
    wait = _minutes(now, lesson.starts_at.hour, lesson.starts_at.minute)
    if wait > _LONG_GAP_MINUTES or _is_first(lesson, lessons):
        return f"{lesson.lesson_no}-й урок в {lesson.starts_at.hour}:{lesson.starts_at:%M}"
    return f"Перемена {wait} мин"


def _is_first(lesson: LessonOfDay, lessons: Sequence[LessonOfDay]) -> bool:
    return lesson.lesson_id == lessons[0].lesson_id


def _minutes(now: datetime, hour: int, minute: int) -> int:
    left = now.replace(hour=hour, minute=minute, second=0, microsecond=0) - now
    return max(1, -(-int(left.total_seconds()) // 60))
