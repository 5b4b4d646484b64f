"""The part of a fake desk that sets finals: keeps what was asked, answers what it was given."""
# ruff: noqa: ARG002 - a fake has the whole signature of what it stands for

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from ejournal_desktop.domain.finals import FinalsPage

MOSCOW = timezone(timedelta(hours=3))


@dataclass(kw_only=True)
class FakeFinalsDesk:
    """Answers what it was given."""

    finals: FinalsPage = field(default_factory=lambda: FinalsPage(date(2026, 9, 25)))
    finals_error: Exception | None = None
    checks: tuple = ()
    handed_over: list = field(default_factory=list)
    progress: tuple = ()
    norms: tuple = ((), ())
    entered_policies: list = field(default_factory=list)

    def finals_page(self, course_id, period_id):
        return self.finals

    def handover_checks(self, course_id, period_id):
        return self.checks

    def hand_over(self, course_id, period_id):
        if self.finals_error is not None:
            raise self.finals_error
        self.handed_over.append((course_id, period_id))
        return datetime(2026, 10, 27, 15, 2, tzinfo=MOSCOW)

    def finals_progress(self, period_id):
        return self.progress

    def marking_policies(self):
        return self.norms

    def set_marking_policy(self, entry):
        if self.finals_error is not None:
            raise self.finals_error
        self.entered_policies.append(entry)
        return len(entry.thresholds) + len(entry.weights)
