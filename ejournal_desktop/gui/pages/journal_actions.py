"""The acts of a journal grid in the registry: menus, keys under any layout, the sheet of keys."""

from collections.abc import Callable
from typing import Final

from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec
from ejournal_desktop.gui.grid.grid_pane import GridPane

_UNDO: Final = "Отменить"
_REDO: Final = "Повторить"


def register(actions: ActionRegistry, grid: GridPane) -> None:
    """Register the acts of a grid; their keys work while the focus is in it."""
    history = grid.history
    specs: list[tuple[ActionSpec, Callable[[], object]]] = [
        (ActionSpec("journal.undo", _UNDO, ("Ctrl+Z",), writes=True), history.undo),
        (ActionSpec("journal.redo", _REDO, ("Ctrl+Y", "Ctrl+Shift+Z"), writes=True), history.redo),
        (ActionSpec("journal.select-all", "Выделить всё", ("Ctrl+A",)), grid.selection.select_all),
    ]
    for spec, act in specs:
        _add(actions, grid, spec, act)
    _follow_history(actions, grid)


def _add(actions: ActionRegistry, grid: GridPane, spec: ActionSpec, act: Callable[[], object]) -> None:
    def run() -> None:
        if grid.flow.may_leave():  # a text that is being typed goes first, or keeps everything
            act()

    actions.add(spec, run, grid)


def _follow_history(actions: ActionRegistry, grid: GridPane) -> None:
    """«Отменить: отметка 5, Белов А., 11.09» in every menu."""
    found = {entry.spec.action_id: entry.action for entry in actions.of(grid) if entry.scope is grid}

    def show(undo: str, redo: str) -> None:
        found["journal.undo"].setText(f"{_UNDO}: {undo}" if undo else _UNDO)
        found["journal.redo"].setText(f"{_REDO}: {redo}" if redo else _REDO)

    grid.history.texts_changed.connect(show)
    show(grid.history.undo_text, grid.history.redo_text)
