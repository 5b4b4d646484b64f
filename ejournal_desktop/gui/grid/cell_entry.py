"""Writing one cell: the text being typed, what the grammar says of it, and what forbids it."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from ejournal_desktop.domain.cell_locks import Lock
from ejournal_desktop.domain.marks import CellValue, Problem, parse_cell
from ejournal_desktop.gui.grid import typing_habits
from ejournal_desktop.gui.grid.cell_editor import CellEditor
from ejournal_desktop.gui.grid.journal_view import JournalView
from ejournal_desktop.gui.grid.lock_text import lock_text
from ejournal_desktop.gui.grid.problem_text import problem_text
from ejournal_desktop.gui.models.cell_writer import CellWriter

_PRESENCE_SIGNS: Final = frozenset("нбупо")
_REASONED: Final = frozenset({"б", "у"})
_LONG_WORDS: Final = ("осв", "зач", "зч", "незач", "нз", "уп")


class CellEntry(QObject):
    """The cell under the cursor while it is written; nothing typed is dropped in silence."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant: «info», «warn» or «err»."""
    announced = Signal(str)
    """What a screen reader is told of what was done: «Записано 4. Егоров»; a refusal is ``said``."""

    def __init__(self, writer: CellWriter, view: JournalView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._store = writer.store
        self._view = view
        self._problem: Problem | None = None
        self._warned_of = ""
        self._draft_cell: tuple[int, int] | None = None
        self.editor: CellEditor | None = None

    @property
    def fits(self) -> bool:
        """Whether the text being typed is a value of the cell."""
        return self.editor is not None and self._problem is None

    # The text

    def type(self, sign: str) -> bool:
        """Type a sign: over what stands there, or into the text; ``False`` where the cell is closed to it."""
        if self.editor is None:
            if self._is_closed_to(sign):
                return False
            self.editor, self._warned_of = CellEditor(), ""
        self.editor.insert(sign)
        self.judge()
        return True

    def open(self, text: str, *, in_place: bool = False) -> None:
        """Edit a text with the caret behind it."""
        if self.editor is not None:
            self.editor.in_place = self.editor.in_place or in_place
        elif not self._is_closed_to(""):
            self.editor, self._warned_of = CellEditor.of(text, in_place=in_place), ""
            self.judge()

    def close(self, *, forgets: bool = True) -> None:
        """Show what stands in the cell again; the text is done with, or still to be entered."""
        if forgets and self._draft_cell is not None:
            self._store.keep_draft(*self._draft_cell, "")
            self._draft_cell = None
        self.editor, self._problem, self._warned_of = None, None, ""
        self._view.show_editor(None)

    def judge(self) -> None:
        """Read the text at each key: an impossible one is shown in the colour of an error, with the reason."""
        if self.editor is None:
            return
        cell = self._draft_cell = self._view.cursor()
        self._store.keep_draft(*cell, self.editor.text if self.editor.text != self._store.value(*cell).text else "")
        result = parse_cell(self.editor.text, self._store.rules(*self._view.cursor()))
        self._problem = result if isinstance(result, Problem) else None
        wrong = self._problem is not None and self._problem.code != "unfinished" and not self._may_go_on()
        self._view.show_editor(self.editor, wrong=wrong)
        if wrong and self._problem is not None:
            self.said.emit(problem_text(self._problem), "err")
        else:
            self.said.emit("", "info")

    def _may_go_on(self) -> bool:
        """Whether more typing may still make a word of it: «ос» becomes «осв»."""
        text = self.editor.text.lower() if self.editor is not None else ""
        return any(word.startswith(text) for word in _LONG_WORDS)

    # Committing

    def commit(self) -> bool:
        """Put the typed text into the cell; ``False`` and the text selected where it does not fit."""
        editor = self.editor
        if editor is None:
            return True
        result = parse_cell(editor.text, self._store.rules(*self._view.cursor()))
        warned = self._warned_of == editor.text
        if isinstance(result, Problem):
            joins = result.code == "slash_needed" and typing_habits.current().joins_two_marks
            if result.suggestion is None or not (warned or joins):
                return self._hold(editor, problem_text(result))
            result = result.suggestion
        elif not warned and (loss := self._loss(result)):
            return self._hold(editor, loss)
        self.close(forgets=False)
        taken = self.put(result)
        self.close()  # the disk hears of the edit before it forgets the text
        return taken

    def put(self, value: CellValue) -> bool:
        """Put a value into the cell; ``False`` and the reason said where it is closed."""
        row, column = self._view.cursor()
        before = self._store.value(row, column)
        lock = self._writer.put(row, column, value)
        if lock is not None:
            self._say_lock(lock)
            return False
        if value != before:
            self.announced.emit(f"Записано {value.text or 'пусто'}. {self._store.pupils[row].last_name}")
        return True

    def toggle_absent(self) -> None:
        """Space: empty ↔ «н»; other attendance is changed by typing, never by a slip of the thumb."""
        value, locks = self._store.value(*self._view.cursor()), self._store.locks(*self._view.cursor())
        wanted = CellValue(value.mark, None if value.attendance else "н")
        result = parse_cell(wanted.text, self._store.rules(*self._view.cursor()))
        if locks.attendance is not None:
            self._say_lock(locks.attendance)
        elif value.attendance not in {None, "н"}:
            self.said.emit(f"Стоит «{value.attendance}»: чтобы заменить, введите новое, чтобы снять — Delete.", "info")
        elif isinstance(result, Problem):
            self.said.emit(problem_text(result), "err")
        else:
            self.put(wanted)

    def escape(self) -> bool:
        """Give up the text, or an edit that was not saved; ``False`` where there was neither."""
        if self.editor is not None:
            self.close()
            self.said.emit("", "info")
            return True
        if self._store.take_back(*self._view.cursor()):
            self.said.emit("Показано то, что хранится на сервере.", "info")
            return True
        return False

    def _hold(self, editor: CellEditor, reason: str) -> bool:
        """Stay in the cell with the text selected and the reason said."""
        self._warned_of, editor.all_selected = editor.text, True
        self._view.show_editor(editor, wrong=True)
        self.said.emit(reason, "err")
        return False

    def _loss(self, value: CellValue) -> str:
        """What a class teacher wrote and a bare mark would wipe away: it has to be confirmed by a second Enter."""
        row, column = self._view.cursor()
        reason = self._store.attendance(row, column).shown
        if value.mark is None or value.attendance is not None or reason not in _REASONED:
            return ""
        later = f" Сдано позже — «{value.mark}{reason}»." if self._store.rules(row, column).make_up else ""
        return f"Стоит «{reason}»: пропуск будет снят.{later} Enter ещё раз — записать {value.mark}."

    # What forbids it

    def _is_closed_to(self, sign: str) -> bool:
        """Whether nothing may be written with this sign; the reason is said."""
        locks = self._store.locks(*self._view.cursor())
        writes_presence = sign[:1] in _PRESENCE_SIGNS or (not sign and not locks.is_skipped)
        if locks.mark is None or (locks.attendance is None and writes_presence):
            return False
        self._say_lock(locks.mark)
        return True

    def _say_lock(self, lock: Lock) -> None:
        row, column = self._view.cursor()
        text = lock_text(lock, self._store.page, self._store.columns[column].lesson, self._store.pupils[row])
        self.said.emit(text, "warn")
