"""A teacher's day on the services (``gui/ports/today.py``)."""

from sqlalchemy import Engine

from ejournal_desktop.domain.mark_notices import NoticeOfCourse
from ejournal_desktop.services import mark_notices


class TodayServices:
    """The part of a desk that a teacher's day asks."""

    engine: Engine

    def mark_notices(self) -> tuple[NoticeOfCourse, ...]:
        """What pupils wrote of marks, waiting ones first."""
        return mark_notices.mark_notices(self.engine)

    def answer_mark_notice(self, mark_notice_id: int, answer: str, *, is_mended: bool) -> None:
        """Answer once."""
        mark_notices.answer_mark_notice(self.engine, mark_notice_id, answer, is_mended=is_mended)
