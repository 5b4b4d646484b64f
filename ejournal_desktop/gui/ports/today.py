"""What a teacher's day asks for beside its lessons; every method waits and belongs into a lane."""

from datetime import date, datetime
from typing import Protocol

from ejournal_desktop.domain.duties import Duties, DutyClause, DutySettlement, News, NewSettlement
from ejournal_desktop.domain.mark_notices import NoticeOfCourse
from ejournal_desktop.gui.ports.sessions import SessionDesk


class TodayDesk(SessionDesk, Protocol):
    """Notices, duties, news and a psychologist's sessions of the signed-in person."""

    def my_duties(self) -> Duties:
        """What is left of the teacher's rows of the regulation."""

    def duty_clauses(self, on_date: date) -> tuple[DutyClause, ...]:
        """Those rows as they stood on a day."""

    def settle_duty(self, settlement: NewSettlement) -> int:
        """Settle a duty of somebody else by hand."""

    def settled_duties(self) -> tuple[DutySettlement, ...]:
        """What was settled by hand, for who sees all."""

    def while_away(self, since: datetime | None) -> tuple[News, ...]:
        """What others did in own courses since a moment."""

    def mark_notices(self) -> tuple[NoticeOfCourse, ...]:
        """What pupils wrote of marks, waiting ones first."""

    def answer_mark_notice(self, mark_notice_id: int, answer: str, *, is_mended: bool) -> None:
        """Answer once."""
