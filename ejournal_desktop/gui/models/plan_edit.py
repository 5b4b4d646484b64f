"""Undo of a lesson plan: back to the rows as they were, with the values they had."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from ejournal_desktop.gui.models.lesson_plan_model import LessonPlanModel, Rows


class PlanEdit(QUndoCommand):
    """One edit of a plan, however many rows it touched."""

    def __init__(self, model: LessonPlanModel, before: Rows, name: str, touch: Callable[[], None]) -> None:
        super().__init__(name)
        self._model, self._before, self._after, self._touch = model, before, model.snapshot(), touch
        self._is_first = True

    def redo(self) -> None:
        """Again; the first time it has just been done."""
        if self._is_first:
            self._is_first = False
            return
        self._model.restore(self._after)
        self._touch()

    def undo(self) -> None:
        """Back to what it was."""
        self._model.restore(self._before)
        self._touch()
