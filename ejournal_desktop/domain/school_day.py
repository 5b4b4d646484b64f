"""A teacher's day: the lessons as «Сегодня» shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any, Final, Self

from ejournal_desktop.domain.gradebook import LessonOperation
from ejournal_desktop.domain.outbox import UNSETTLED, KeptEdit

HOMEWORK_KINDS: Final = frozenset({"curriculum", "elective", "home"})


@dataclass(frozen=True, slots=True)
class LessonOfDay:
    """One lesson of the signed-in teacher on a day."""

    lesson_id: int
    course_id: int
    subject: str
    group_name: str
    is_whole_class: bool
    class_names: tuple[str, ...]
    lesson_no: int
    starts_at: time | None
    ends_at: time | None
    room: str
    topic: str
    homework: str
    homework_none: bool
    attendance_checked: bool
    is_substitution: bool
    state: str
    homework_deadline: datetime | None = None
    """Until when homework is to be entered (rulings 33); known for today."""
    kind: str = "curriculum"
    grade: int = 5
    absent: int = 0

    @property
    def wants_homework(self) -> bool:
        """Whether homework is an entry of this lesson: none in grade 1, none outside the curriculum."""
        return self.grade > 1 and self.kind in HOMEWORK_KINDS

    @property
    def group_title(self) -> str:
        """«7А», or the name of the part of a class: «7А англ. 1»."""
        return self.class_names[0] if self.is_whole_class and self.class_names else self.group_name

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Self:
        """Read what ``api.today`` returns."""
        starts_at, ends_at = (time.fromisoformat(row[key]) if row[key] else None for key in ("starts_at", "ends_at"))
        return cls(
            lesson_id=row["lesson_id"],
            course_id=row["course_id"],
            subject=row["subject"],
            group_name=row["group_name"],
            is_whole_class=row["is_whole_class"],
            class_names=tuple(row["class_names"] or ()),
            lesson_no=row["lesson_no"],
            starts_at=starts_at,
            ends_at=ends_at,
            room=row["room"] or "",
            topic=row["topic"],
            homework=row["homework"],
            homework_none=row["homework_none"],
            attendance_checked=row["attendance_checked"],
            is_substitution=row["is_substitution"],
            state=row["state"],
            homework_deadline=datetime.fromisoformat(row["homework_deadline"])
            if row.get("homework_deadline")
            else None,
            kind=row.get("kind", "curriculum"),
            grade=row.get("grade") or 5,
            absent=row.get("absent", 0),
        )


_SHOWN: Final = frozenset({"topic", "homework", "homework_none", "attendance_checked"})


def with_edits(lessons: Iterable[LessonOfDay], edits: Iterable[KeptEdit]) -> tuple[LessonOfDay, ...]:
    """Lay over a day what waits on this computer, oldest first: what was written without the server is not missing."""
    shown = {lesson.lesson_id: lesson for lesson in lessons}
    for edit in edits:
        operation = edit.operation
        if not isinstance(operation, LessonOperation) or edit.state not in UNSETTLED or operation.field not in _SHOWN:
            continue
        if (lesson := shown.get(operation.lesson_id)) is not None:
            shown[lesson.lesson_id] = replace(lesson, **{operation.field: operation.value})  # type: ignore[arg-type]  # of the field
    return tuple(shown.values())
