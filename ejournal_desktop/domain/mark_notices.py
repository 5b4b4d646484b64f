"""A pupil's notice of a wrong mark (rulings 30): three days from its first showing are flagged, never refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

DAYS_TO_NOTICE: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class MarkNotice:
    """What a pupil wrote of a mark, and the teacher's answer.

    Attributes:
        first_shown_on: when the diary first showed the mark; ``None``: never.
        is_late: sent after the three days.
        is_mended: «исправлено» or «оставлено»; ``None`` while it waits.
        is_changed: the mark is another one since the notice was sent.
    """

    mark_notice_id: int
    work_id: int
    pupil_id: int
    text: str
    sent_at: datetime
    first_shown_on: date | None
    is_late: bool
    answered_at: datetime | None = None
    answered_by: str = ""
    answer: str = ""
    is_mended: bool | None = None
    is_changed: bool = False

    @property
    def waits(self) -> bool:
        """Whether nobody has answered."""
        return self.answered_at is None

    @property
    def last_day(self) -> date | None:
        """The last of the three days."""
        return self.first_shown_on + DAYS_TO_NOTICE if self.first_shown_on is not None else None


@dataclass(frozen=True, slots=True)
class NoticeOfCourse:
    """A notice with where it belongs, for lists.

    Attributes:
        may_answer: whether the reader holds the course and nobody has answered.
    """

    notice: MarkNotice
    course_id: int
    subject: str
    group_name: str
    lesson_id: int
    held_on: date
    kind: str
    pupil: str
    value: str | None
    may_answer: bool


def notice_of(notices: Iterable[MarkNotice], work_id: int, pupil_id: int) -> MarkNotice | None:
    """The notice of a mark that is to be shown: the last one."""
    return max(
        (one for one in notices if (one.work_id, one.pupil_id) == (work_id, pupil_id)),
        key=lambda one: one.mark_notice_id,
        default=None,
    )
