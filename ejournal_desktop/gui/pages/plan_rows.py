"""What the keyboard does to the rows of a plan: insert, remove, move, put into a section, pin, copy."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel

from ejournal_desktop.domain.lesson_plan import PlanTopic
from ejournal_desktop.gui.models.lesson_plan_model import LessonPlanModel
from ejournal_desktop.gui.models.plan_cell_rules import TOPIC
from ejournal_desktop.gui.pages.lesson_plan_form import LessonPlanForm
from ejournal_desktop.gui.pages.plan_clipboard import copy_topics


class PlanRows:
    """Edits of the chosen rows; the page says whether they may be edited and whether pinned."""

    def __init__(
        self, model: LessonPlanModel, form: LessonPlanForm, may_edit: Callable[[], bool], may_pin: Callable[[], bool]
    ) -> None:
        self._model, self._form, self._may_edit, self._may_pin = model, form, may_edit, may_pin

    def current(self) -> int:
        """The row under the cursor, -1 where there is none."""
        return self._form.table.currentIndex().row()

    def insert(self) -> None:
        """A new topic under the cursor, in the same section."""
        if not self._may_edit():
            return
        row = self.current()
        section = self._model.placed(row).topic.section if row >= 0 else ""
        if self._model.put([PlanTopic(None, section, "Новая тема")], at=row + 1, name="новая тема"):
            index = self._model.index(row + 1, TOPIC)
            self._form.table.setCurrentIndex(index)
            self._form.table.edit(index)

    def remove(self) -> None:
        """Take the chosen topics out."""
        rows = self._form.chosen_rows()
        if self._may_edit() and rows:
            self._model.remove(rows)
            self._put_cursor(rows[0])

    def move(self, step: int) -> None:
        """Move the chosen topics, or the one under the cursor; they stay chosen."""
        rows = self._form.chosen_rows() or [self.current()]
        if self._may_edit() and rows[0] >= 0:
            self._choose(self._model.move(rows, step))

    def into_section(self) -> None:
        """Put the chosen topics into the section of the topic above them."""
        rows = self._form.chosen_rows() or [self.current()]
        if self._may_edit() and rows[0] >= 0:
            self._model.into_section(rows)

    def pin(self) -> None:
        """Hold the topic under the cursor on its day, in an approved plan too."""
        if self._may_pin() and self.current() >= 0 and not self._model.pin(self.current()):
            self._form.say_error("Закрепить не за что: урока для этой темы нет.")

    def copy(self) -> None:
        """The chosen topics as a table for a spreadsheet."""
        copy_topics(self._model.placed(row).topic for row in self._form.chosen_rows())

    def _put_cursor(self, row: int) -> None:
        self._form.table.setCurrentIndex(self._model.index(min(row, self._model.rowCount() - 1), TOPIC))

    def _choose(self, rows: Sequence[int]) -> None:
        table, flag = self._form.table, QItemSelectionModel.SelectionFlag
        table.setCurrentIndex(self._model.index(rows[0], TOPIC))
        for row in rows[1:]:
            table.selectionModel().select(self._model.index(row, TOPIC), flag.Select | flag.Rows)
