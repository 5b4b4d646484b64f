"""The acts of a journal grid in the registry: menus, keys under any layout, the sheet of keys."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from ejournal_desktop.gui.actions import ActionRegistry, ActionSpec
from ejournal_desktop.gui.grid.grid_pane import GridPane
from ejournal_desktop.gui.pages.sibling_courses import SiblingCourses

_UNDO: Final = "Отменить"
_REDO: Final = "Повторить"
_CONFIRM: Final = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
_Act = tuple[ActionSpec, Callable[[], object]]


def register(actions: ActionRegistry, grid: GridPane) -> None:
    """Register the acts of a grid; their keys work while the focus is in it."""
    for spec, act in (*_selection_acts(grid), *_fill_acts(grid), *_walk_acts(grid)):
        _add(actions, grid, spec, act)
    keys = ("Ctrl+Return", "Ctrl+Enter")
    everywhere = ActionSpec("journal.fill-selection", "Введённое — во все выделенные", keys, writes=True)
    actions.add(everywhere, grid.tools.fill_selection, grid)  # what is being typed is what fills
    _follow_history(actions, grid)


def _selection_acts(grid: GridPane) -> list[_Act]:
    clipboard, history = grid.tools.clipboard, grid.history
    return [
        (ActionSpec("journal.undo", _UNDO, ("Ctrl+Z",), writes=True), history.undo),
        (ActionSpec("journal.redo", _REDO, ("Ctrl+Y", "Ctrl+Shift+Z"), writes=True), history.redo),
        (ActionSpec("journal.select-all", "Выделить всё", ("Ctrl+A",)), grid.selection.select_all),
        (ActionSpec("journal.copy", "Копировать", ("Ctrl+C", "Ctrl+Ins")), clipboard.copy),
        (
            ActionSpec("journal.copy-names", "Копировать с фамилиями и датами", ("Ctrl+Shift+C",)),
            lambda: clipboard.copy(with_names=True),
        ),
        (ActionSpec("journal.cut", "Вырезать", ("Ctrl+X",), writes=True), clipboard.cut),
        (ActionSpec("journal.paste", "Вставить", ("Ctrl+V",), writes=True), clipboard.paste),
    ]


def _fill_acts(grid: GridPane) -> list[_Act]:
    fill = grid.tools.fill
    return [
        (ActionSpec("journal.fill-down", "Заполнить вниз", ("Ctrl+D",), writes=True), fill.down),
        (
            ActionSpec("journal.roll-call", "Перекличка", ("F10",), ("отсутствующие",), writes=True),
            grid.tools.call_roll,
        ),
        (ActionSpec("journal.fill-right", "Присутствие — вправо", ("Ctrl+R",), writes=True), fill.right),
        (
            ActionSpec(
                "journal.confirm-drafts",
                "Подтвердить черновики",
                ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
                writes=True,
            ),
            lambda: fill.confirm_drafts(grid.view.cursor()[1]),
        ),
    ]


def _walk_acts(grid: GridPane) -> list[_Act]:
    walk, zoom = grid.walk, grid.zoom
    return [
        (ActionSpec("journal.palette", "Что можно поставить…", ("Alt+Down",), ("список значений",)), walk.offer_values),
        (ActionSpec("journal.find", "К ученику…", ("Ctrl+F",), ("найти", "фамилия")), walk.ask_pupil),
        (ActionSpec("journal.to-date", "К дате…", ("Ctrl+G",)), walk.ask_date),
        (ActionSpec("journal.next-failed", "К следующей непринятой ячейке", ("Ctrl+E",)), walk.next_failed),
        (ActionSpec("journal.totals", "К итогам", ("Ctrl+Alt+Right", "Alt+End"), ("средний балл",)), walk.to_totals),
        (ActionSpec("journal.hide-column", "Скрыть графу", (), ("свернуть",)), lambda: _hide_column(grid)),
        (ActionSpec("journal.show-columns", "Показать скрытые графы", (), ("развернуть",)), grid.view.folds.unfold_all),
        (ActionSpec("journal.zoom-in", "Крупнее", ("Ctrl++", "Ctrl+="), ("масштаб",)), lambda: zoom.step(1)),
        (ActionSpec("journal.zoom-out", "Мельче", ("Ctrl+-",), ("масштаб",)), lambda: zoom.step(-1)),
        (ActionSpec("journal.zoom-plain", "Обычный размер", ("Ctrl+0",), ("масштаб",)), lambda: zoom.set(100)),
    ]


def _hide_column(grid: GridPane) -> None:
    column = grid.view.cursor()[1]
    if column >= 0:
        grid.view.folds.fold(column)


def register_siblings(actions: ActionRegistry, page: QWidget, siblings: SiblingCourses) -> None:
    """The keys that lead to the teacher's other journals of the subject."""
    actions.add(ActionSpec("journal.next-group", "Следующая подгруппа", ("F4",)), siblings.next_group, page)
    previous = ActionSpec("journal.previous-class", "Предыдущий мой класс", ("Ctrl+[", "Ctrl+PgUp"))
    following = ActionSpec("journal.next-class", "Следующий мой класс", ("Ctrl+]", "Ctrl+PgDown"))
    actions.add(previous, lambda: siblings.step(-1), page)
    actions.add(following, lambda: siblings.step(1), page)


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
