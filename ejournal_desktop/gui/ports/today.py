"""What a teacher's day asks for beside its lessons; every method waits and belongs into a lane."""

from typing import Protocol

from ejournal_desktop.domain.mark_notices import NoticeOfCourse


class TodayDesk(Protocol):
    """Notices of the signed-in person."""

    def mark_notices(self) -> tuple[NoticeOfCourse, ...]:
        """What pupils wrote of marks, waiting ones first."""

    def answer_mark_notice(self, mark_notice_id: int, answer: str, *, is_mended: bool) -> None:
        """Answer once."""
