"""«Стопка»: marks of notebooks in any order; «ег4» finds Егоров and sets his 4 (ux 5.4.3)."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.domain.marks import Problem, parse_cell
from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.gui.grid.fill import Fill
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.lock_text import lock_text
from ejournal_desktop.gui.grid.name_box import NameBox
from ejournal_desktop.gui.grid.problem_text import problem_text
from ejournal_desktop.gui.grid.stack_text import StackText, read_stack
from ejournal_desktop.gui.models.cell_writer import CellWriter

_EXAMPLE: Final = "ег 4"
_NAMED: Final = 6


class StackEntry(QObject):
    """The name box writing marks into the column of the cursor."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant."""
    announced = Signal(str)
    """What a screen reader is told."""
    left = Signal()
    """Esc: another way of typing is wanted."""

    def __init__(
        self, writer: CellWriter, view: JournalView, box: NameBox, fill: Fill, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._writer, self._store, self._view, self._box, self._fill = writer, writer.store, view, box, fill
        self._people = [PersonName(one.last_name, one.first_name, one.middle_name) for one in self._store.pupils]
        self._read = StackText("", "", ())
        self._at = 0
        self._warned_of = ""
        self.is_on = False
        box.typed.connect(self._typed)
        box.entered.connect(self._entered)
        box.stepped.connect(self._step)
        box.left.connect(self._leave)
        view.current_changed.connect(lambda *_cells: self._tell_rest() if self.is_on else None)

    def start(self) -> None:
        """The pile begins."""
        self.is_on = True
        self._box.open("Стопка", _EXAMPLE)
        self._tell_rest()

    def stop(self) -> None:
        """Marks are typed into cells again."""
        if self.is_on:
            self.is_on = False
            self._box.hide()
            self._view.setFocus()

    def _leave(self) -> None:
        if self.is_on and self._box.line.text():
            self._box.clear()
        elif self.is_on:
            self.left.emit()

    def _typed(self, text: str) -> None:
        if not self.is_on:
            return
        self._read, self._at, self._warned_of = self._of_pile(text), 0, ""
        self._show_found()

    def _of_pile(self, text: str) -> StackText:
        """Whom a beginning means: who has no mark yet comes first, a notebook lies in the pile once."""
        read, column = read_stack(text, self._people), self._view.cursor()[1]
        done = {row for row in read.places if self._store.mark(row, column).shown}
        return replace(read, places=tuple(sorted(read.places, key=lambda row: row in done)))

    def _step(self, by: int) -> None:
        if self.is_on and self._read.places:
            self._at = (self._at + by) % len(self._read.places)
            self._show_found()

    def _show_found(self) -> None:
        """The cursor shows who is meant; the others who may be meant are named."""
        places = self._read.places
        if not places:
            self._box.say_found(f"«{self._read.name}» не найдено" if self._read.name else "")
            return
        row = places[self._at]
        self._view.move_to(row, self._view.cursor()[1])
        more = f" (↓ ещё {len(places) - 1})" if len(places) > 1 else ""
        value = f" — {self._read.value}" if self._read.value else ""
        self._box.say_found(f"{self._people[row].last} {self._people[row].first}{value}{more}")

    def _entered(self, text: str) -> None:
        if not self.is_on:
            return
        self._read = self._of_pile(text)
        if not self._read.places:
            self.said.emit("Начните с букв фамилии, затем отметка: «ег 4».", "info")
            return
        row, column = self._read.places[min(self._at, len(self._read.places) - 1)], self._view.cursor()[1]
        if not self._read.value:
            self.said.emit(f"{self._people[row].last}: введите отметку и Enter.", "info")
            return
        self._put(row, column, text)

    def _put(self, row: int, column: int, text: str) -> None:
        value = parse_cell(self._read.value, self._store.rules(row, column))
        if isinstance(value, Problem):
            self._hold(problem_text(value))
            return
        stands = self._store.value(row, column)
        if value.attendance is None and is_absence(stands.attendance) and self._store.rules(row, column).make_up:
            value = replace(
                value, attendance=stands.attendance
            )  # handed in later: that he was absent stays (rulings 23)
        adds_only = stands.mark is None and stands.attendance == value.attendance
        if stands.text and stands != value and not adds_only and self._warned_of != text:
            self._warned_of = text
            name = self._people[row].last
            self._hold(f"{name}: уже стоит «{stands.text}». Enter ещё раз — заменить на «{value.text}».", "warn")
            return
        lock = self._writer.put(row, column, value)
        if lock is not None:
            self._hold(lock_text(lock, self._store.page, self._store.columns[column].lesson, self._store.pupils[row]))
            return
        self._store.leave(row, column)
        said = f"Записано {value.text}. {self._people[row].last} {self._people[row].first}"
        self._box.clear()
        self._read, self._at, self._warned_of = StackText("", "", ()), 0, ""
        self._tell_rest()
        self.said.emit(said, "info")
        self.announced.emit(said)

    def _hold(self, reason: str, tone: str = "err") -> None:
        """What was typed stays until it is mended."""
        self.said.emit(reason, tone)

    def _tell_rest(self) -> None:
        """«осталось 9 из 24: Абрамов, Белов…»."""
        column = self._view.cursor()[1]
        if column < 0:
            return
        rows = self._fill.empty_of_present(column)
        there = sum(1 for row in range(len(self._people)) if self._store.locks(row, column).mark is None)
        names = [self._people[row].last for row in rows]
        shown = ", ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
        words = f"осталось {len(rows)} из {there}" + (f": {shown}" if shown else "")
        self._box.say_rest(words if rows else "отметки есть у всех", ", ".join(names))
