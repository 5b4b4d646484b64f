"""A gradebook of the tests: keeps what was submitted and answers as it is told, on the thread of the window."""
# ruff: noqa: ARG002 - a fake has the whole signature of what it stands for

from ejournal_desktop.domain.gradebook import CellOperation, Outcome
from tests.gui.journal_pages import KINDS, NOW, PERIODS, small_page


class FakeGradebook:
    """The hand-written peer of ``Gradebook``; ``answers`` maps pupils to what happens to their next edits."""

    def __init__(self, page=None, periods=PERIODS):
        self.page = page or small_page()
        self.period_list = periods
        self.operations = []
        self.works = []
        self.answers = {}
        self.opened = []
        self.open_error = None
        self._under_way = []
        self._versions = 100

    @property
    def cells(self):
        """Edits of cells as (pupil, field, value)."""
        edits = [operation for operation in self.operations if isinstance(operation, CellOperation)]
        return [(operation.pupil_id, operation.field, operation.value) for operation in edits]

    def open_page(self, course_id, period_id, done, failed):
        self.opened.append((course_id, period_id))
        if self.open_error is not None:
            failed(self.open_error)
        else:
            done(self.page)

    def periods(self, course_id, done, failed):
        done(self.period_list)

    def work_kinds(self, done, failed):
        done(KINDS)

    def submit(self, operation, listener):
        self.operations.append(operation)
        self._under_way.append((operation, listener))

    def save_work(self, operation, done, failed):
        self.works.append(operation)
        self._versions += 1
        done(Outcome(operation.operation_id, "saved", version=1, work_id=operation.work_id or self._versions))

    def lose_connection(self):
        """The server does not answer."""
        for operation, listener in self._under_way:
            listener.operation_waiting(operation.operation_id)

    def settle(self):
        """The server answers everything that is under way."""
        batch, self._under_way = self._under_way, []
        for operation, listener in batch:
            listener.operation_sending(operation.operation_id)
            listener.operation_settled(self._outcome(operation))

    def _outcome(self, operation):
        answer = self.answers.get(getattr(operation, "pupil_id", None))
        if answer is not None:
            return answer(operation)
        self._versions += 1
        is_mark = getattr(operation, "field", "") == "mark"
        work_id = (operation.work_id or 500 + operation.lesson_id) if is_mark else None
        return Outcome(operation.operation_id, "saved", version=self._versions, work_id=work_id, receipt=1, at=NOW)
