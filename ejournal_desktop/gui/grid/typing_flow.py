"""Typing into the grid: a sign replaces, Enter goes down, Tab right; nothing typed is dropped in silence (ux 5.4.3)."""

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui.grid import typing_habits
from ejournal_desktop.gui.grid.cell_entry import CellEntry
from ejournal_desktop.gui.grid.cell_moves import CellMoves
from ejournal_desktop.gui.grid.grid_keys import ALT, CTRL, NONE, SHIFT, KeyTable, move_keys, selection_keys
from ejournal_desktop.gui.grid.selection import GridSelection
from ejournal_desktop.gui.grid.typed_signs import numpad_sign, typed_sign
from ejournal_desktop.gui.models.cell_writer import CellEdit, CellWriter
from ejournal_desktop.gui.russian_dates import plural

Mode = Literal["plain", "quick", "stack", "numpad"]
MODE_NAMES: Final[dict[Mode, str]] = {
    "plain": "обычный",
    "quick": "быстрый",
    "stack": "стопка",
    "numpad": "цифровой блок",
}
MODE_WORDS: Final[dict[Mode, str]] = {
    "plain": "обычный — отметка и Enter",
    "quick": "быстрый — цифра сразу записана, курсор ниже",
    "stack": "стопка — буквы фамилии, отметка, Enter",
    "numpad": "цифровой блок — 0 н, . долг, * оп, - б, + у",
}
SETTLE_MS: Final = 1_500
_LAST_PUPIL: Final = "Последний ученик. Стрелка вправо — следующий урок."
_LEAVE: Final = "Esc ещё раз — выйти из таблицы."
_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypingFlow(QObject):
    """Turns keys into edits of the store and moves of the grid."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant: «info», «warn» or «err»."""
    mode_changed = Signal(str)
    announced = Signal(str)
    """What a screen reader is told: «Записано 4. Егоров»."""
    leave_wanted = Signal()
    """Esc twice: the focus goes on to what is behind the grid."""

    def __init__(self, writer: CellWriter, selection: GridSelection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        store, view = writer.store, selection.view
        self._writer, self._selection = writer, selection
        self._store = store
        self._view = view
        self._moves = CellMoves(store, view.shown, view.folds)
        self._entry = CellEntry(writer, view, self)
        self._run_column: int | None = None
        self._leaving = False
        self.intercept: Callable[[QKeyEvent], bool] = lambda _event: False
        """Takes keys before they are typed: a preview that waits for an answer."""
        self._quick_cell: tuple[int, int] | None = None
        self.mode: Mode = "plain"
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(store.leave_all)
        self._keys = self._key_table()
        writer.written.connect(self._settle.start)
        self._entry.said.connect(self.said)
        self._entry.announced.connect(self.announced)
        view.key_pressed.connect(self.key)
        view.cell_double_clicked.connect(lambda _row, _column: self.edit_in_place())
        view.current_changed.connect(self._cell_left)
        view.set_leave_guard(self.may_leave)

    @property
    def is_editing(self) -> bool:
        """Whether a text is being typed."""
        return self._entry.editor is not None

    def cycle_mode(self) -> None:
        """F8: обычный → быстрый → стопка → цифровой блок → обычный."""
        modes = list(MODE_NAMES)
        self.use_mode(modes[(modes.index(self.mode) + 1) % len(modes)])

    def use_mode(self, mode: Mode) -> None:
        """Type in a mode from now on."""
        self.mode, self._quick_cell = mode, None
        self.mode_changed.emit(mode)

    def finish(self) -> bool:
        """Take what is being typed before the page closes; ``False`` where it does not fit."""
        fits = self.may_leave()
        self._store.leave_all()
        return fits

    def may_leave(self) -> bool:
        """Commit what is being typed; ``False`` keeps the cursor where the text does not fit."""
        self._run_column = None
        return self._entry.commit()

    def take_text(self) -> str | None:
        """The text that is being typed, which is not put into its cell then; ``None`` where there is none."""
        editor = self._entry.editor
        if editor is None:
            return None
        self._entry.close()
        return editor.text

    # Keys

    def key(self, event: QKeyEvent) -> None:
        """One key press; accepted when it means something here."""
        row, _ = self._view.cursor()
        if row < 0:
            return
        if self.intercept(event) or self._edit_key(event):
            event.accept()
            return
        sign = (numpad_sign(event) if self.mode == "numpad" else "") or typed_sign(event)
        if sign:
            self._type(sign)
            event.accept()
            return
        plain_modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._keys.get((plain_modifiers, Qt.Key(event.key())))
        self._leaving = self._leaving and event.key() == Qt.Key.Key_Escape
        if act is not None:
            act()
            event.accept()

    def _key_table(self) -> KeyTable:
        table: KeyTable = {
            (NONE, Qt.Key.Key_Tab): lambda: self._tab(1),
            (SHIFT, Qt.Key.Key_Backtab): lambda: self._tab(-1),
            (NONE, Qt.Key.Key_F2): self.edit_in_place,
            (NONE, Qt.Key.Key_Delete): self._clear,
            (NONE, Qt.Key.Key_Backspace): lambda: self._entry.open(""),
            (NONE, Qt.Key.Key_Space): self._entry.toggle_absent,
            (NONE, Qt.Key.Key_Escape): self._escape,
            (NONE, Qt.Key.Key_F3): lambda: self._next_empty(1),
            (SHIFT, Qt.Key.Key_F3): lambda: self._next_empty(-1),
        }
        table.update(move_keys(self._go, self._moves, self._page))
        table.update(selection_keys(self._selection, self._page, self.may_leave))
        for key in _ENTERS:
            table[NONE, key] = lambda: self._enter(1)
            table[SHIFT, key] = lambda: self._enter(-1)
        return table

    def _edit_key(self, event: QKeyEvent) -> bool:
        """Keys that mean something else while a text is being typed."""
        editor, key = self._entry.editor, event.key()
        if editor is None or event.modifiers() & (CTRL | ALT):
            return False
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Backspace: editor.erase_before,
            Qt.Key.Key_Delete: editor.erase_after,
        }
        if editor.in_place:
            acts[Qt.Key.Key_Left] = lambda: editor.move(-1)
            acts[Qt.Key.Key_Right] = lambda: editor.move(1)
            acts[Qt.Key.Key_Home] = lambda: editor.move(-len(editor.text))
            acts[Qt.Key.Key_End] = lambda: editor.move(len(editor.text))
        if key not in acts:
            return key == Qt.Key.Key_Space
        acts[key]()
        self._entry.judge()
        return True

    # Typing

    def _type(self, sign: str) -> None:
        if self._entry.editor is None and sign == "/" and self.mode == "quick" and self._quick_cell is not None:
            self._reopen(self._quick_cell)
            return
        self._quick_cell = None
        if not self._entry.type(sign) or self.mode != "quick" or not sign.isdigit():
            return
        if self._entry.fits and self._entry.editor is not None and not self._entry.editor.in_place:
            cell = self._view.cursor()
            self._enter(1)
            self._quick_cell = cell

    def _reopen(self, cell: tuple[int, int]) -> None:
        """«/» after a digit that was taken at once: a second mark for the same cell."""
        self._view.move_to(*cell)
        self._entry.open(self._store.value(*cell).text + "/")

    def edit_in_place(self) -> None:
        """F2 or a double click: the text with a caret that arrows move."""
        self._entry.open(self._store.value(*self._view.cursor()).text, in_place=True)

    def enter_text(self, text: str) -> None:
        """Type a text into the cell under the cursor and enter it."""
        self._entry.open(text)
        self._enter(1)

    def put(self, value: CellValue) -> bool:
        """Put a value that was chosen from a list into the cell under the cursor."""
        return self._entry.commit() and self._entry.put(value)

    def _clear(self) -> None:
        """Delete: the cell, or everything that is selected as one act."""
        if not self._selection.is_many:
            self._entry.put(CellValue())
            return
        filled = [cell for cell in self._selection.cells() if self._store.value(*cell).text]
        edits = [CellEdit(row, column, CellValue()) for row, column in filled]
        refused = self._writer.put_all(edits, f"снято: {plural(len(edits), 'ячейка', 'ячейки', 'ячеек')}")
        if refused:
            self.said.emit(f"Закрыты и остались: {plural(len(refused), 'ячейка', 'ячейки', 'ячеек')}.", "warn")

    def _escape(self) -> None:
        """Esc closes the uppermost: text, selection, unsaved edit, filter; twice with nothing: the grid."""
        if not self.is_editing and self._selection.is_many:
            self._selection.clear()
        elif self._entry.escape():
            return
        elif self._view.shown.is_on:
            self._view.shown.use(None)
        elif self._leaving:
            self.leave_wanted.emit()
        else:
            self._leaving = True
            self.said.emit(_LEAVE, "info")

    # Moving

    def _go(self, target: Callable[[int, int], tuple[int, int]]) -> None:
        """Commit and move; what does not fit keeps the cursor."""
        self._run_column = None
        if self._entry.commit():
            self._selection.clear()
            self._move(target(*self._view.cursor()))

    def _move(self, cell: tuple[int, int]) -> None:
        if cell != self._view.cursor():
            self._view.move_to(*cell)

    def _enter(self, step: int) -> None:
        """Down or up past closed cells; after a run of Tabs back to the column where it began."""
        if not self._entry.commit():
            return
        goes = typing_habits.current().enter
        if goes != "down":
            self._enter_beside(step if goes == "right" else 0)
            return
        row, column = self._view.cursor()
        if self._run_column is not None:
            column, self._run_column = self._run_column, None
        below = self._moves.open_below(row, column, step)
        if below is not None:
            self._move((below, column))
            return
        self._view.flash()
        if step > 0 and not self._store.locks(row, column).is_skipped:
            self.said.emit(_LAST_PUPIL, "info")

    def _enter_beside(self, step: int) -> None:
        """Enter of who writes along the row, or of who stays."""
        row, column = self._view.cursor()
        beside = self._moves.open_beside(row, column, step) if step else column
        if beside is None:
            self._view.flash()
        else:
            self._move((row, beside))

    def _tab(self, step: int) -> None:
        if not self._entry.commit():
            return
        row, column = self._view.cursor()
        run = column if self._run_column is None else self._run_column
        beside = self._moves.open_beside(row, column, step)
        if beside is None:
            self._view.flash()
            return
        self._move((row, beside))
        self._run_column = run

    def _next_empty(self, step: int) -> None:
        """F3: the next pupil of this column who was there and has no mark."""
        if not self._entry.commit():
            return
        row, column = self._view.cursor()
        found = self._moves.empty_of_present(row, column, step)
        if found is None:
            self.said.emit("В этой графе у всех присутствующих есть отметки.", "info")
            return
        self._move((found, column))

    def _cell_left(self, row: int, column: int, new_row: int, new_column: int) -> None:
        del new_row, new_column
        self._quick_cell = None
        if self._entry.editor is not None:  # moved from outside: Ctrl+Tab, a search, the pane
            self._entry.close()
        if row >= 0 and row < len(self._store.pupils) and column < len(self._store.columns):
            self._store.leave(row, column)

    def _page(self) -> tuple[int, int]:
        """Rows and columns that are in sight."""
        place, view = self._view.viewport(), self._view
        rows = place.height() // max(1, view.names.defaultSectionSize())
        columns = place.width() // max(1, view.lessons.defaultSectionSize())
        return max(1, rows - 1), max(1, columns - 1)
