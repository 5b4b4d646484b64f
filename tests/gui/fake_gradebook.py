"""A gradebook of the tests: keeps what was submitted and answers as it is told, on the thread of the window."""
# ruff: noqa: ARG002 - a fake has the whole signature of what it stands for

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.finals import FinalOperation
from ejournal_desktop.domain.gradebook import CellOperation, Outcome
from ejournal_desktop.domain.lesson_card import CardOperation, FileOperation
from ejournal_desktop.domain.outbox import KeptEdit, field_of
from ejournal_desktop.domain.page_changes import PageChanges
from ejournal_desktop.domain.work_operations import WorkOperation
from tests.gui.journal_pages import KINDS, NOW, PERIODS, small_page


class _Hints(QObject):
    came = Signal(int)


class _Every:
    def __contains__(self, _lesson_id):
        return True


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
        self._hints = _Hints()
        self.course_changed = self._hints.came
        self.asked_versions = []
        self.news = {}
        self._under_way = []
        self._held = {}
        self._follows = {}
        self.places = {}
        self.dismissed = []
        self.sent = []
        self.outcomes = {}
        self.left_over = ()
        self._versions = 100
        self.judge_card = None
        self.draft_texts = {}

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

    def changes_since(self, course_id, version, done, failed):
        self.asked_versions.append(version)
        done(self.news.pop(version, None) or PageChanges(version))

    def submit(self, operation, listener, place=None):
        self.hold(operation, listener, place)
        self.release(operation.operation_id)

    def hold(self, operation, listener, place=None):
        before = [one for one, _ in [*self._held.values(), *self._under_way] if field_of(one) == field_of(operation)]
        self._follows[operation.operation_id] = before[-1] if before else None
        self._held[operation.operation_id] = (operation, listener)
        self.places[operation.operation_id] = place

    def release(self, operation_id):
        held = self._held.pop(operation_id, None)
        if held is not None:
            self.operations.append(held[0])
            self._under_way.append(held)

    def take_back(self, operation_id):
        self._held.pop(operation_id, None)

    def dismiss(self, operation_id):
        self.dismissed.append(operation_id)
        self.left_over = tuple(edit for edit in self.left_over if edit.operation_id != operation_id)

    def keep_draft(self, draft):
        self.draft_texts.pop(draft.place, None)
        if draft.text:
            self.draft_texts[draft.place] = draft

    def drafts(self):
        return tuple(self.draft_texts.values())

    def withdraw(self, operation_id):
        before = len(self._under_way)
        self._under_way = [one for one in self._under_way if one[0].operation_id != operation_id]
        return len(self._under_way) < before

    def unsettled(self, lesson_ids):
        of_cards = [one for one, _ in self._under_way if isinstance(one, CardOperation | FileOperation)]
        edits = (*self.left_over, *(KeptEdit(one, NOW, state="waiting") for one in of_cards))
        return tuple(edit for edit in edits if edit.operation.lesson_id in lesson_ids)

    def unsettled_finals(self, course_id):
        places = self.places
        under_way = [KeptEdit(one, NOW, places.get(one.operation_id), state="waiting") for one, _ in self._under_way]
        finals = [edit for edit in (*self.left_over, *under_way) if isinstance(edit.operation, FinalOperation)]
        return tuple(edit for edit in finals if edit.operation.course_id == course_id)

    def listen(self, operation_id, listener):
        edits = (*self.unsettled(_Every()), *self.unsettled_finals(self.page.course.course_id))
        operations = (edit.operation for edit in edits)
        operation = next(one for one in operations if one.operation_id == operation_id)
        self._under_way = [one for one in self._under_way if one[0].operation_id != operation_id]
        self._under_way.append((operation, listener))
        self.left_over = tuple(edit for edit in self.left_over if edit.operation_id != operation_id)

    def save_work(self, operation, done, failed):
        self.works.append(operation)
        self._versions += 1
        done(Outcome(operation.operation_id, "saved", version=1, work_id=operation.work_id or self._versions))

    def lose_connection(self):
        """The server does not answer."""
        for operation, listener in self._under_way:
            listener.operation_waiting(operation.operation_id)

    def keep(self):
        """The disk has what is held and what is under way."""
        for operation, listener in [*self._held.values(), *self._under_way]:
            listener.operation_kept(operation.operation_id)

    def settle(self):
        """The server answers everything that is under way; an edit that follows another has seen its version."""
        batch, self._under_way = self._under_way, []
        for operation, listener in batch:
            before = self._follows.get(operation.operation_id)
            outcome_before = self.outcomes.get(before.operation_id) if before is not None else None
            if outcome_before is not None and outcome_before.result == "saved":
                operation = replace(operation, seen=outcome_before.version)  # noqa: PLW2901 - as it travels
            self.sent.append(operation)
            listener.operation_sending(operation.operation_id)
            outcome = self.outcomes[operation.operation_id] = self._outcome(operation)
            listener.operation_settled(outcome)

    def _outcome(self, operation):
        answer = self.answers.get(getattr(operation, "pupil_id", None))
        if answer is not None:
            return answer(operation)
        if isinstance(operation, CardOperation | FileOperation):
            return self.judge_card(operation)
        self._versions += 1
        if isinstance(operation, WorkOperation):
            return Outcome(operation.operation_id, "saved", version=1, work_id=operation.work_id or self._versions)
        is_mark = getattr(operation, "field", "") == "mark"
        work_id = (operation.work_id or 500 + operation.lesson_id) if is_mark else None
        return Outcome(operation.operation_id, "saved", version=self._versions, work_id=work_id, receipt=1, at=NOW)
