"""How the pupils of an open page stand, counted row by row as marks are typed."""

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.domain.final_proposals import Term, propose
from ejournal_desktop.domain.marking_policy import WITHOUT_RULE, MarkingPolicy
from ejournal_desktop.domain.marks import RELEASED
from ejournal_desktop.domain.pupil_standing import (
    PupilLesson,
    Risk,
    RiskRule,
    Standing,
    order_of_asking,
    risks_of,
    rule_for,
    standing_of,
)
from ejournal_desktop.gui.models.page_figures import PageFigures


class PupilFigures:
    """Standings and risks of the pupils; a new mark counts one row anew, not the page."""

    def __init__(self, figures: PageFigures) -> None:
        self.store = figures.store
        self._figures = figures
        self._policy: MarkingPolicy = WITHOUT_RULE
        self._standings: dict[int, Standing] = {}
        self._risks: dict[int, frozenset[Risk]] = {}
        page = self.store.page
        self._day = min(page.today, page.period.ends_on)
        course = page.course
        self.rule: RiskRule = rule_for(course.marking, course.hours_per_week, page.period.kind, self._day)
        self.store.row_totals_changed.connect(self.forget)
        self.store.columns_changed.connect(self.forget_all)

    def use_policy(self, policy: MarkingPolicy) -> None:
        """The school's rule of proposals is known now: it judges the same lessons anew."""
        self._policy = policy
        self._risks.clear()

    @property
    def proposes(self) -> bool:
        """Whether the school has a rule by which marks are proposed."""
        return self._policy.proposes

    def forget(self, row: int) -> None:
        """Something of a pupil has changed."""
        self._standings.pop(row, None)
        self._risks.pop(row, None)

    def forget_all(self) -> None:
        """Works or the rule have changed."""
        self._standings.clear()
        self._risks.clear()

    def standing(self, row: int) -> Standing:
        """Figures of a pupil over the lessons held for him."""
        if row not in self._standings:
            self._standings[row] = standing_of(self._lessons(row))
        return self._standings[row]

    def risks(self, row: int) -> frozenset[Risk]:
        """What is to be looked at; nothing of a pupil who is no longer here."""
        if row not in self._risks:
            self._risks[row] = self._risks_of(row) if self.store.pupils[row].belongs(self._day) else frozenset()
        return self._risks[row]

    def rows_with(self, risk: Risk) -> list[int]:
        """Pupils with a risk, in the order of the page."""
        return [row for row in range(len(self.store.pupils)) if risk in self.risks(row)]

    def whom_to_ask(self, most: int) -> list[int]:
        """Pupils who were not asked for long, the most urgent first."""
        waiting = self.rows_with("long-unasked")
        return order_of_asking([(row, self.standing(row)) for row in waiting], self.store.page.today)[:most]

    def proposed(self, row: int) -> int | None:
        """The mark of the period by the school's rule; ``None`` without one."""
        if not self._policy.proposes:
            return None
        store = self.store
        terms = (
            Term(store.mark(row, at).counted, column.weight, column.is_control)
            for at, column in enumerate(store.columns)
        )
        proposal = propose(terms, self._policy)
        return proposal.mark if proposal is not None else None

    def _risks_of(self, row: int) -> frozenset[Risk]:
        average = self._figures.average(row)
        return risks_of(self.standing(row), self.rule, proposed=self.proposed(row), average=average)

    def _lessons(self, row: int) -> list[PupilLesson]:
        store, pupil = self.store, self.store.pupils[row]
        found: dict[int, PupilLesson] = {}
        for at, column in enumerate(store.columns):
            lesson = column.lesson
            if lesson.state == "cancelled" or lesson.held_on > store.page.today or not pupil.belongs(lesson.held_on):
                continue
            mark, code = store.mark(row, at).counted, store.attendance(row, at).counted
            known = found.get(lesson.lesson_id)
            marks = (*known.marks, mark) if known is not None else (mark,)
            absent, released = is_absence(code), code == RELEASED
            found[lesson.lesson_id] = PupilLesson(lesson.held_on, marks, absent=absent, released=released)
        return list(found.values())
