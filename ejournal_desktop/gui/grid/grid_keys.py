"""The keys of the grid that move the cursor and the selection (ux 5.4.6)."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt

from ejournal_desktop.gui.grid.cell_moves import CellMoves, Target
from ejournal_desktop.gui.grid.selection import GridSelection

KeyTable = dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]]
Pages = Callable[[], tuple[int, int]]
"""How many rows and columns a page has now."""

NONE: Final = Qt.KeyboardModifier.NoModifier
CTRL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
ALT: Final = Qt.KeyboardModifier.AltModifier
_FAR: Final = 10_000


def move_keys(go: Callable[[Target], None], moves: CellMoves, pages: Pages) -> KeyTable:
    """Arrows, edges and pages."""
    return {
        (NONE, Qt.Key.Key_Up): lambda: go(moves.by(-1, 0)),
        (NONE, Qt.Key.Key_Down): lambda: go(moves.by(1, 0)),
        (NONE, Qt.Key.Key_Left): lambda: go(moves.by(0, -1)),
        (NONE, Qt.Key.Key_Right): lambda: go(moves.by(0, 1)),
        (CTRL, Qt.Key.Key_Left): lambda: go(moves.filled_edge(-1)),
        (CTRL, Qt.Key.Key_Right): lambda: go(moves.filled_edge(1)),
        (CTRL, Qt.Key.Key_Up): lambda: go(moves.by(-_FAR, 0)),
        (CTRL, Qt.Key.Key_Down): lambda: go(moves.by(_FAR, 0)),
        (NONE, Qt.Key.Key_Home): lambda: go(moves.in_row(0)),
        (NONE, Qt.Key.Key_End): lambda: go(moves.in_row(-1)),
        (CTRL, Qt.Key.Key_Home): lambda: go(moves.corner(first=True)),
        (CTRL, Qt.Key.Key_End): lambda: go(moves.corner(first=False)),
        (NONE, Qt.Key.Key_PageUp): lambda: go(moves.by(-pages()[0], 0)),
        (NONE, Qt.Key.Key_PageDown): lambda: go(moves.by(pages()[0], 0)),
        (ALT, Qt.Key.Key_PageUp): lambda: go(moves.by(0, -pages()[1])),
        (ALT, Qt.Key.Key_PageDown): lambda: go(moves.by(0, pages()[1])),
    }


def selection_keys(selection: GridSelection, pages: Pages, may_leave: Callable[[], bool]) -> KeyTable:
    """The same with Shift, and whole rows and columns; a text that does not fit keeps everything where it is."""

    def keeping(act: Callable[[], None]) -> Callable[[], object]:
        def run() -> None:
            if may_leave():
                act()

        return run

    def grow(rows: int, columns: int) -> Callable[[], object]:
        return keeping(lambda: selection.extend_by(rows, columns))

    return {
        (SHIFT, Qt.Key.Key_Up): grow(-1, 0),
        (SHIFT, Qt.Key.Key_Down): grow(1, 0),
        (SHIFT, Qt.Key.Key_Left): grow(0, -1),
        (SHIFT, Qt.Key.Key_Right): grow(0, 1),
        (SHIFT, Qt.Key.Key_Home): grow(0, -_FAR),
        (SHIFT, Qt.Key.Key_End): grow(0, _FAR),
        (CTRL | SHIFT, Qt.Key.Key_Up): grow(-_FAR, 0),
        (CTRL | SHIFT, Qt.Key.Key_Down): grow(_FAR, 0),
        (CTRL | SHIFT, Qt.Key.Key_Left): grow(0, -_FAR),
        (CTRL | SHIFT, Qt.Key.Key_Right): grow(0, _FAR),
        (CTRL | SHIFT, Qt.Key.Key_Home): grow(-_FAR, -_FAR),
        (CTRL | SHIFT, Qt.Key.Key_End): grow(_FAR, _FAR),
        (SHIFT, Qt.Key.Key_PageUp): keeping(lambda: selection.extend_by(-pages()[0], 0)),
        (SHIFT, Qt.Key.Key_PageDown): keeping(lambda: selection.extend_by(pages()[0], 0)),
        (SHIFT, Qt.Key.Key_Space): keeping(lambda: selection.widen(rows=True)),
        (CTRL | SHIFT, Qt.Key.Key_Space): keeping(lambda: selection.widen(rows=False)),
    }
