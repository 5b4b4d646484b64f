"""The part of a fake desk that knows re-sits and debts: keeps what was asked, answers what it was given."""
# ruff: noqa: ARG002 - a fake has the whole signature of what it stands for

from dataclasses import dataclass, field


@dataclass(kw_only=True)
class FakeResitDesk:
    """``attempt_list`` grows with what is added."""

    attempt_list: tuple = ()
    resit_error: Exception | None = None
    added_attempts: list = field(default_factory=list)
    debt_list: tuple = ()
    dot_list: tuple = ()
    opened_debts: list = field(default_factory=list)
    prolonged: list = field(default_factory=list)
    settled: list = field(default_factory=list)

    def attempts(self, course_id, period_id):
        return self.attempt_list

    def add_attempt(self, work_id, pupil_id, value):
        if self.resit_error is not None:
            raise self.resit_error
        self.added_attempts.append((work_id, pupil_id, value))
        return 2

    def debts(self):
        return self.debt_list

    def open_dots(self):
        return self.dot_list

    def open_debt(self, course_id, pupil_id, due_on):
        self.opened_debts.append((course_id, pupil_id, due_on))
        return 7

    def prolong_debt(self, debt_id, due_on):
        if self.resit_error is not None:
            raise self.resit_error
        self.prolonged.append((debt_id, due_on))

    def settle_debt(self, debt_id, result, year):
        if self.resit_error is not None:
            raise self.resit_error
        self.settled.append((debt_id, result, year))
