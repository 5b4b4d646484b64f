"""What the pages of lesson plans need of the program below; every method waits and belongs into a lane."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

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
from ejournal_desktop.reports.values import ReportFile
from ejournal_desktop.services.lesson_plans import PlanReading


class LessonPlanDesk(Protocol):
    """Lesson plans of the signed-in person."""

    def lesson_plans(self) -> tuple[PlanSummary, ...]:
        """Plans that may be opened; those that wait come first."""

    def open_lesson_plan(self, lesson_plan_id: int | None, course_id: int | None) -> PlanBook:
        """A plan with the lessons of a course; the course's own when none is named."""

    def save_lesson_plan(self, operation: PlanOperation) -> Outcome:
        """Save a whole plan, or nothing of it."""

    def assign_lesson_plan(self, course_id: int, lesson_plan_id: int) -> None:
        """Let a course follow a plan."""

    def decide_lesson_plan(self, lesson_plan_id: int, seen: int, act: PlanAct, reason: str) -> None:
        """Submit, withdraw, approve, return or reopen."""

    def decide_lesson_plans(
        self, plans: tuple[tuple[int, int], ...], act: PlanAct, reason: str
    ) -> tuple[PlanDecision, ...]:
        """Decide several plans (id and version that was read), each by itself."""

    def correct_lesson_plan(self, correction: NewCorrection) -> int:
        """Add a line to the correction sheet."""

    def void_correction(self, course_id: int, correction_id: int) -> None:
        """Take a line of the correction sheet back."""

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

    def correction_sheet_pdf(
        self, book: PlanBook, *, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ReportFile:
        """Draw the correction sheet of a course."""
