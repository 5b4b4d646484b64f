"""Figures behind the finals of a page: proposals, ways to the next mark, what was missed; recalculated at each key."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QObject

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.domain.final_proposals import (
    Missed,
    Proposal,
    Term,
    Way,
    final_proposal,
    is_counted,
    mathematics,
    propose,
    ways_to,
    year_proposal,
)
from ejournal_desktop.domain.finals import FinalField, FinalsPage
from ejournal_desktop.domain.marking_policy import WITHOUT_RULE, MarkingPolicy
from ejournal_desktop.gui.models.final_states import FinalColumn
from ejournal_desktop.gui.models.journal_store import JournalStore

_BEST = 5
_EARLIER_MARKS = 3
"""Two half-years and the year of grade 10."""
Shown = Callable[[FinalColumn], str | None]


class FinalFigures(QObject):
    """Asks the store for marks; knows the rule of the page."""

    def __init__(self, store: JournalStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.policy: MarkingPolicy = WITHOUT_RULE
        self.year_periods: tuple[int, ...] = (store.page.period.period_id,)
        self._parts: dict[int, dict[str, str]] = {}
        self._earlier: dict[int, list[str | None]] = {}
        self._proposals: dict[int, Proposal | None] = {}
        store.row_totals_changed.connect(lambda row: self._proposals.pop(row, None))
        store.columns_changed.connect(self._proposals.clear)

    def use(self, page: FinalsPage) -> None:
        """The rule is another one now."""
        self.policy = page.policy
        self._parts, self._earlier = {}, {}
        for mark in page.counted:
            if mark.matter == "part":
                self._parts.setdefault(mark.pupil_id, {})[mark.subject] = mark.value
            else:
                self._earlier.setdefault(mark.pupil_id, []).append(mark.value)
        self._proposals.clear()

    def proposal(self, row: int) -> Proposal | None:
        """The mark of the page's period by the school's rule."""
        if row not in self._proposals:
            self._proposals[row] = propose(self._terms(row), self.policy)
        return self._proposals[row]

    def year(self, row: int, column: FinalField, shown: Shown) -> Proposal | None:
        """Year: of the periods or parts; final: by the rule of the certificate; an exam is nobody's guess."""
        if not self.policy.proposes:
            return None
        periods = [shown(FinalColumn("period", period_id)) for period_id in self.year_periods]
        parts = self._parts_of(row)
        if column == "year":
            return mathematics(parts) if parts else year_proposal(periods, self.policy.year_tie)
        if column == "final":
            year, exam = shown(FinalColumn("year")), shown(FinalColumn("exam"))
            earlier = self._earlier.get(self._store.pupils[row].pupil_id, [])
            missing: list[str | None] = [None] * (_EARLIER_MARKS - len(earlier))
            return final_proposal(self.policy, year, exam, half_years=[*earlier, *missing, *periods], parts=parts)
        return None

    def _parts_of(self, row: int) -> list[str | None]:
        """The year's marks of the subjects of which this one is made, in the order of the rule."""
        known = self._parts.get(self._store.pupils[row].pupil_id, {})
        return [known.get(part) for part in self.policy.parts]

    def _terms(self, row: int) -> list[Term]:
        return [
            Term(self._store.mark(row, at).counted, column.weight, column.is_control)
            for at, column in enumerate(self._store.columns)
        ]

    def ways(self, row: int) -> tuple[int, tuple[Way, ...]]:
        """The next better mark and what leads to it; 0 where there is none or no rule."""
        proposal = self.proposal(row)
        target = proposal.mark + 1 if proposal is not None else 0
        if not target or target > _BEST:
            return 0, ()
        kinds = self._store.work_kinds
        return target, ways_to(target, Counter(self._store.marks_of_pupil(row)), self.policy, kinds)

    def missed(self, row: int) -> Missed:
        """Lessons held for the pupil, attendance checked, and those he was absent from (rulings 27)."""
        pupil, page = self._store.pupils[row], self._store.page
        held = missed = 0
        before = None
        for at, column in enumerate(self._store.columns):
            lesson = column.lesson
            is_new, before = lesson is not before, lesson
            counts = lesson.state == "planned" and lesson.attendance_checked and lesson.held_on <= page.today
            if is_new and counts and pupil.belongs(lesson.held_on):
                held += 1
                missed += is_absence(self._store.attendance(row, at).counted or "")
        return Missed(held, missed)

    def is_pupil(self, row: int) -> bool:
        """Whether the pupil learns here in the period: a departed one may have his early mark (rulings 7)."""
        period = self._store.page.period
        return any(
            (span.starts_on is None or span.starts_on <= period.ends_on)
            and (span.ends_before is None or span.ends_before > period.starts_on)
            for span in self._store.pupils[row].memberships
        )

    def is_counted(self, row: int) -> bool:
        """Whether he was here on the last day: others need no final of this period (rulings 31)."""
        return is_counted(self._store.pupils[row], self._store.page.period)
