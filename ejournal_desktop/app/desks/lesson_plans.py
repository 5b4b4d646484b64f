"""Lesson plans of a signed-in person, on the services."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from ejournal_desktop.app.desks.drawing import Draw
from ejournal_desktop.domain.gradebook import Outcome
from ejournal_desktop.domain.lesson_plan_book import (
    NewCorrection,
    PlanAct,
    PlanBook,
    PlanDecision,
    PlanOperation,
    PlanSummary,
)
from ejournal_desktop.exchange.clipboard_table import PastedText
from ejournal_desktop.exchange.plan_columns import ChosenColumns, PlanColumns
from ejournal_desktop.exchange.source import Watch
from ejournal_desktop.reports.correction_sheet import draw_correction_sheet
from ejournal_desktop.reports.values import ReportFile
from ejournal_desktop.services import lesson_plans
from ejournal_desktop.services.lesson_plans import PlanReading


class DatabaseLessonPlans:
    """``LessonPlanDesk``; what it stands in gives ``engine`` and ``_draw``."""

    engine: Engine
    _draw: Draw

    def lesson_plans(self) -> tuple[PlanSummary, ...]:
        """Plans that may be opened; those that wait come first."""
        return lesson_plans.plans(self.engine)

    def open_lesson_plan(self, lesson_plan_id: int | None, course_id: int | None) -> PlanBook:
        """A plan with the lessons of a course; the course's own when none is named."""
        return lesson_plans.open_plan(self.engine, lesson_plan_id, course_id)

    def save_lesson_plan(self, operation: PlanOperation) -> Outcome:
        """Save a whole plan, or nothing of it."""
        return lesson_plans.save_plan(self.engine, operation)

    def assign_lesson_plan(self, course_id: int, lesson_plan_id: int) -> None:
        """Let a course follow a plan."""
        lesson_plans.assign_plan(self.engine, course_id, lesson_plan_id)

    def decide_lesson_plan(self, lesson_plan_id: int, seen: int, act: PlanAct, reason: str) -> None:
        """Submit, withdraw, approve, return or reopen."""
        lesson_plans.decide_plan(self.engine, lesson_plan_id, seen, act, reason)

    def decide_lesson_plans(
        self, plans: tuple[tuple[int, int], ...], act: PlanAct, reason: str
    ) -> tuple[PlanDecision, ...]:
        """Decide several plans (id and version that was read), each by itself."""
        return lesson_plans.decide_plans(self.engine, plans, act, reason)

    def correct_lesson_plan(self, correction: NewCorrection) -> int:
        """Add a line to the correction sheet."""
        return lesson_plans.add_correction(self.engine, correction)

    def void_correction(self, course_id: int, correction_id: int) -> None:
        """Take a line of the correction sheet back."""
        lesson_plans.void_correction(self.engine, course_id, correction_id)

    def read_lesson_plan_file(
        self,
        file: Path | PastedText,
        year_starts_on: date,
        columns: ChosenColumns | None,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> PlanReading | PlanColumns:
        """Dry run of a file or a pasted table; nothing is written. Without a head it asks what the columns are."""
        return lesson_plans.read_plan_file(file, year_starts_on, Watch(cancelled, progress), columns)

    def correction_sheet_pdf(
        self, book: PlanBook, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ReportFile:
        """Draw the correction sheet of a course."""
        sheet = lesson_plans.correction_sheet(book)
        report: ReportFile = self._draw(draw_correction_sheet, sheet, progress=progress, cancelled=cancelled)
        return report
