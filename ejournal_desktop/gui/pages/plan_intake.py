"""How topics come into a plan from outside: a file or a table is read in a lane, asked about, shown, then taken."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ejournal_desktop.background.lanes import Lane, Lanes, Ticket
from ejournal_desktop.domain.errors import BadFileError, EjournalError
from ejournal_desktop.domain.lesson_plan import PlanTopic
from ejournal_desktop.domain.people import Session
from ejournal_desktop.exchange.clipboard_table import PastedText
from ejournal_desktop.exchange.plan_columns import ChosenColumns, PlanColumns
from ejournal_desktop.exchange.problem_text import file_sentence, knows
from ejournal_desktop.gui.pages.plan_clipboard import pasted_plan
from ejournal_desktop.gui.pages.plan_import import ColumnsDialog, ImportDialog
from ejournal_desktop.gui.ports.lesson_plans import LessonPlanDesk
from ejournal_desktop.services.lesson_plans import PlanReading

_FILES: Final = "Планирование (*.xlsx *.xls *.ods *.csv *.txt)"


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """The plan that takes: whether it may, and how many rows it has; both are asked when they are wanted."""

    may_edit: Callable[[], bool]
    rows: Callable[[], int]


class PlanIntake(QObject):
    """One reading at a time; nothing changes before the person has seen what it holds."""

    taken = Signal(object, bool)
    """Topics, and whether they stand instead of the plan."""
    told = Signal(str)
    """How far the reading is, empty when it is over."""
    refused = Signal(str)
    """A sentence; empty takes the last one away."""
    failed = Signal(object)

    def __init__(self, desk: LessonPlanDesk, session: Session, lanes: Lanes, place: PlanPlace, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._session, self._lanes = desk, session, lanes
        self._place, self._window = place, window
        self._ticket: Ticket | None = None

    def paste(self) -> None:
        """A table of a spreadsheet or a text editor: read like a file, shown before it goes in."""
        if not self._place.may_edit():
            return
        pasted = pasted_plan()
        if pasted is None:
            self.refused.emit("Вставить нечего: в буфере нет таблицы.")
        else:
            self.read(pasted)

    def choose_file(self) -> None:
        """Ask for a file of a plan."""
        if self._place.may_edit():
            chosen, _ = QFileDialog.getOpenFileName(self._window, "Загрузить планирование", "", _FILES)
            if chosen:
                self.read(Path(chosen))

    def read(self, file: Path | PastedText, columns: ChosenColumns | None = None) -> None:
        """Dry run, in its lane; a table without a head asks for its columns and is read again."""
        if self._ticket is not None:
            return
        year = self._session.school_year
        self.refused.emit("")
        self.told.emit("Читаю…")
        self._ticket = self._lanes.run_long(
            Lane.BULK,
            self._desk.read_lesson_plan_file,
            file,
            year.starts_on if year else self._session.server_time.date(),
            columns,
            owner=self,
            done=lambda found: self._read(file, found),
            failed=self._failed,
            progress=lambda done, _most: self.told.emit(f"Читаю… {done}" if done > 1 else "Читаю…"),
            settled=self._settled,
        )

    def cancel(self) -> None:
        """Nobody waits for a file any more."""
        if self._ticket is not None:
            self._ticket.cancel()

    def _settled(self) -> None:
        self._ticket = None
        self.told.emit("")

    def _failed(self, error: EjournalError) -> None:
        if isinstance(error, BadFileError) and knows(error.code):
            self.refused.emit(file_sentence(error))
        else:
            self.failed.emit(error)

    def _read(self, file: Path | PastedText, found: PlanReading | PlanColumns) -> None:
        if isinstance(found, PlanColumns):
            asked = ColumnsDialog(found, self._window)
            asked.told.connect(lambda columns: self.read(file, columns))
            asked.open()
            return
        shown = ImportDialog(found, rows_there=self._place.rows(), parent=self._window)
        shown.taken.connect(self._take)
        shown.open()

    def _take(self, topics: tuple[PlanTopic, ...], instead: bool) -> None:
        self.taken.emit(topics, instead)
