"""A teacher's day on the services (``gui/ports/today.py``)."""

from datetime import date, datetime

from sqlalchemy import Engine

from ejournal_desktop.app.desks.sessions import SessionServices
from ejournal_desktop.domain.duties import Duties, DutyClause, DutySettlement, News, NewSettlement
from ejournal_desktop.domain.mark_notices import NoticeOfCourse
from ejournal_desktop.services import duties, mark_notices


class TodayServices(SessionServices):
    """The part of a desk that a teacher's day asks."""

    engine: Engine

    def my_duties(self) -> Duties:
        """What is left of the teacher's rows of the regulation."""
        return duties.my_duties(self.engine)

    def duty_clauses(self, on_date: date) -> tuple[DutyClause, ...]:
        """Those rows as they stood on a day."""
        return duties.duty_clauses(on_date)

    def settle_duty(self, settlement: NewSettlement) -> int:
        """Settle a duty of somebody else by hand."""
        return duties.settle_duty(self.engine, settlement)

    def settled_duties(self) -> tuple[DutySettlement, ...]:
        """What was settled by hand, for who sees all."""
        return duties.settled_duties(self.engine)

    def while_away(self, since: datetime | None) -> tuple[News, ...]:
        """What others did in own courses since a moment."""
        return duties.while_away(self.engine, since)

    def mark_notices(self) -> tuple[NoticeOfCourse, ...]:
        """What pupils wrote of marks, waiting ones first."""
        return mark_notices.mark_notices(self.engine)

    def answer_mark_notice(self, mark_notice_id: int, answer: str, *, is_mended: bool) -> None:
        """Answer once."""
        mark_notices.answer_mark_notice(self.engine, mark_notice_id, answer, is_mended=is_mended)
