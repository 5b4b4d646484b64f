"""The part of a fake desk that a teacher's day asks: keeps what was asked, answers what it was given."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from ejournal_desktop.domain.duties import Duties
from ejournal_desktop.services.duties import duty_clauses
from tests.gui.fakes.sessions import FakeSessionDesk

NOW = datetime(2026, 9, 25, 10, 43, tzinfo=timezone(timedelta(hours=3)))


@dataclass
class FakeTodayDesk(FakeSessionDesk):
    """Mixed into ``FakeDesk``: ``today_error`` is raised instead of every answer when set."""

    notices: tuple = field(default=(), kw_only=True)
    duties: Duties = field(default=Duties(NOW, NOW.date(), True, False, ()), kw_only=True)
    news: tuple = field(default=(), kw_only=True)
    settlements: tuple = field(default=(), kw_only=True)
    today_error: Exception | None = field(default=None, kw_only=True)
    today_calls: list = field(default_factory=list, kw_only=True)

    def my_duties(self):
        return self._told(None, self.duties)

    def duty_clauses(self, on_date):
        return duty_clauses(on_date)

    def settle_duty(self, settlement):
        return self._told(("settle", settlement), 1)

    def settled_duties(self):
        return self._told(None, self.settlements)

    def while_away(self, since):
        return self._told(("away", since), self.news)

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
