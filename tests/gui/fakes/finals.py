"""The part of a fake desk that sets finals: keeps what was asked, answers what it was given."""
# ruff: noqa: ARG002 - a fake has the whole signature of what it stands for

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from ejournal_desktop.domain.finals import FinalsPage
from ejournal_desktop.domain.gradebook import Outcome

MOSCOW = timezone(timedelta(hours=3))


@dataclass(kw_only=True)
class FakeFinalsDesk:
    """Saves everything; ``finals_answers`` maps pupils to an outcome or an error instead."""

    finals: FinalsPage = field(default_factory=lambda: FinalsPage(date(2026, 9, 25)))
    finals_answers: dict = field(default_factory=dict)
    finals_error: Exception | None = None
    saved_finals: list = field(default_factory=list)
    checks: tuple = ()
    handed_over: list = field(default_factory=list)
    progress: tuple = ()
    norms: tuple = ((), ())
    entered_policies: list = field(default_factory=list)

    def finals_page(self, course_id, period_id):
        return self.finals

    def save_finals(self, operations):
        if self.finals_error is not None:
            raise self.finals_error
        self.saved_finals.extend(operations)
        return [
            self.finals_answers.get(
                operation.pupil_id,
                Outcome(operation.operation_id, "saved", version=operation.seen + 1, value=operation.value),
            )
            for operation in operations
        ]

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
