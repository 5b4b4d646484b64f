"""Acts on many cells: shown first where they touch more than a few, one step of the history each."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.gui.grid.edit_plan import EditPlan
from ejournal_desktop.gui.grid.ghost import Ghost, MakePlan
from ejournal_desktop.gui.models.cell_writer import CellWriter
from ejournal_desktop.gui.russian_dates import plural

FEW: Final = 5
"""What touches more cells is previewed (ux 2: preview before any action that touches more than 5 cells)."""


class BulkEdits(QObject):
    """Carries out plans, or proposes them."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant."""

    def __init__(self, writer: CellWriter, ghost: Ghost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._ghost = ghost
        self._done_words = ""
        ghost.agreed.connect(self._carry_out)

    def propose(self, make: MakePlan, verb: str, done: str, *, overwrite_few: bool = True) -> None:
        """Do it at once where few cells are touched, else show it; ``done`` names the act: «вставка»."""
        self._done_words = done
        plan = make(False)
        if len(plan.edits) + len(plan.refused) + plan.beyond > FEW:
            self._ghost.show(make, verb, plan)
            return
        plan = make(overwrite_few)
        self._carry_out(plan)
        if plan.refused or plan.beyond or not plan.edits:
            self.said.emit(self._why_not(plan, verb), "warn" if not plan.is_empty else "info")

    @staticmethod
    def _why_not(plan: EditPlan, verb: str) -> str:
        if len(plan.refused) == 1 and not plan.edits:
            return plan.refused[0].reason
        return plan.words(verb) if not plan.is_empty else "Здесь уже стоит то же самое."

    def _carry_out(self, plan: EditPlan) -> None:
        if not plan.edits:
            return
        count = plural(len(plan.edits), "ячейка", "ячейки", "ячеек")
        refused = self._writer.put_all(plan.edits, f"{self._done_words}: {count}")
        if refused:
            self.said.emit(f"Закрыты и остались прежними: {plural(len(refused), 'ячейка', 'ячейки', 'ячеек')}.", "warn")
        else:
            self.said.emit(f"{self._done_words[:1].upper()}{self._done_words[1:]}: {count}. Ctrl+Z — отменить.", "info")
