"""«Перекличка»: a letter of the surname, or the sign beside the name, sets «н»; Enter says that the others are here."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.attendance import is_absence
from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.exchange.name_matching import find_by_start
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.lock_text import lock_text
from ejournal_desktop.gui.grid.name_box import NameBox
from ejournal_desktop.gui.grid.roll_signs import roll_signs
from ejournal_desktop.gui.models.cell_writer import CellWriter
from ejournal_desktop.gui.physical_keys import russian_sign, russian_text

_ABSENT: Final = "н"
_EXAMPLE: Final = "буква фамилии или знак"


class RollCall(QObject):
    """The name box marking who is absent from the lesson of the cursor."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant."""
    announced = Signal(str)
    """What a screen reader is told."""
    checked = Signal(int)
    """Column of the lesson whose attendance is checked now."""
    left = Signal()
    """The roll-call is over, or given up."""
    signs_changed = Signal(object)
    """The sign beside each name: a mapping of rows; empty when no roll is called."""

    def __init__(self, writer: CellWriter, view: JournalView, box: NameBox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer, self._store, self._view, self._box = writer, writer.store, view, box
        self._people = [PersonName(one.last_name, one.first_name, one.middle_name) for one in self._store.pupils]
        self._signs = roll_signs(self._people)
        self._places: list[int] = []
        self._at = 0
        self._column = -1
        self.is_on = False
        box.typed.connect(self._typed)
        box.entered.connect(self._entered)
        box.stepped.connect(self._step)
        box.left.connect(self._leave)

    def start(self) -> None:
        """Call the roll of the lesson under the cursor."""
        self._column = self._view.cursor()[1]
        if self._column < 0:
            return
        lesson = self._store.columns[self._column].lesson
        locks = [self._store.locks(row, self._column).attendance for row in range(len(self._people))]
        if all(locks) and locks[0] is not None:
            self.said.emit(lock_text(locks[0], self._store.page, lesson, self._store.pupils[0]), "warn")
            return
        self.is_on = True
        self._box.open(f"Перекличка {lesson.held_on:%d.%m}", _EXAMPLE)
        self.signs_changed.emit({row: sign for sign, row in self._signs.items()})
        self._tell_absent()

    def stop(self) -> None:
        """The grid is typed into again."""
        if self.is_on:
            self.is_on = False
            self._box.hide()
            self.signs_changed.emit({})
            self._view.setFocus()

    def _leave(self) -> None:
        if self.is_on and self._box.line.text():
            self._box.clear()
        elif self.is_on:
            self.left.emit()

    def _typed(self, text: str) -> None:
        """A sign, or letters that mean one pupil, mark him at once."""
        if not self.is_on or self._took_number(text) or self._took_sign(text):
            return
        self._at = 0
        self._places = self._here(
            find_by_start(russian_sign(text) if len(text) == 1 else russian_text(text), self._people)
        )
        if len(self._places) == 1:
            self._toggle(self._places[0])
        else:
            self._show_found(text)

    def _took_sign(self, text: str) -> bool:
        """A lone sign that stands beside a name; whom the lesson is closed for it does not move."""
        row = self._signs.get(russian_sign(text)) if len(text) == 1 else None
        if row is None or not self._here([row]):
            return False
        self._toggle(row)
        return True

    def _took_number(self, text: str) -> bool:
        """A digit behind the letters takes one of those who are named: «б2» is the second of three."""
        if not (len(text) > 1 and text[-1].isdecimal() and self._places):
            return False
        at = int(text[-1]) - 1
        if 0 <= at < len(self._places):
            self._toggle(self._places[at])
        return True

    def _here(self, places: list[int]) -> list[int]:
        return [row for row in places if self._store.locks(row, self._column).attendance is None]

    def _step(self, by: int) -> None:
        if self.is_on and self._places:
            self._at = (self._at + by) % len(self._places)
            self._show_found(self._box.line.text())

    def _show_found(self, text: str) -> None:
        if not self._places:
            self._box.say_found(f"«{russian_text(text)}» не найдено" if text else "")
            return
        row = self._places[self._at]
        self._view.move_to(row, self._column)
        names = [f"{number} {self._people[place].last}" for number, place in enumerate(self._places, 1)]
        self._box.say_found("Ещё буква или номер: " + ", ".join(names))

    def _entered(self, text: str) -> None:
        if not self.is_on:
            return
        if not text.strip():
            self._finish()
        elif self._places:
            self._toggle(self._places[self._at])
        else:
            self.said.emit("Такой фамилии в классе нет: сотрите и введите первые буквы снова.", "info")

    def _toggle(self, row: int) -> None:
        """Absent ↔ here; a reason that somebody gave is changed in the cell only."""
        value, name = self._store.value(row, self._column), self._people[row].last
        self._box.clear()
        if value.attendance not in {None, _ABSENT}:
            self.said.emit(f"{name}: стоит «{value.attendance}», перекличка его не меняет.", "info")
            return
        if value.mark and value.attendance is None:
            self.said.emit(f"{name}: за этот урок стоит {value.mark}. «н» ставят в самой ячейке.", "info")
            return
        absent = value.attendance is None
        lock = self._writer.put(row, self._column, CellValue(value.mark, _ABSENT if absent else None))
        if lock is not None:
            lesson = self._store.columns[self._column].lesson
            self.said.emit(lock_text(lock, self._store.page, lesson, self._store.pupils[row]), "warn")
            return
        self._view.move_to(row, self._column)
        self._tell_absent()
        self.announced.emit(f"{name}: {'отсутствует' if absent else 'присутствует'}")

    def _finish(self) -> None:
        column = self._column
        self._store.leave_all()
        self.left.emit()
        self.checked.emit(column)
        absent = self._absent()
        words = f"отсутствуют {len(absent)}: {', '.join(absent)}" if absent else "отсутствующих нет"
        self.said.emit(f"Посещаемость проверена, {words}.", "info")

    def _absent(self) -> list[str]:
        return [
            self._people[row].last
            for row in range(len(self._people))
            if (code := self._store.attendance(row, self._column).shown) and is_absence(code)
        ]

    def _tell_absent(self) -> None:
        absent = self._absent()
        words = f"отсутствуют {len(absent)}: {', '.join(absent)}" if absent else "отсутствующих нет"
        self._box.say_rest(f"{words} · Enter — проверено", ", ".join(absent))
