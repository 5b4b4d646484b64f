"""The part of a fake desk that a teacher's day asks: keeps what was asked, answers what it was given."""

from dataclasses import dataclass, field


@dataclass
class FakeTodayDesk:
    """Mixed into ``FakeDesk``: ``today_error`` is raised instead of every answer when set."""

    notices: tuple = field(default=(), kw_only=True)
    today_error: Exception | None = field(default=None, kw_only=True)
    today_calls: list = field(default_factory=list, kw_only=True)

    def mark_notices(self):
        return self._told(None, self.notices)

    def answer_mark_notice(self, mark_notice_id, answer, *, is_mended):
        return self._told(("answer", mark_notice_id, answer, is_mended), None)

    def _told(self, call, answer):
        if call is not None:
            self.today_calls.append(call)
        if self.today_error:
            raise self.today_error
        return answer
