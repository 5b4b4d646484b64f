"""The menus of the right button: of a lesson's column and of the cells."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from ejournal_desktop.gui.actions import ActionRegistry, key_text
from ejournal_desktop.gui.grid.cell_text import lesson_words
from ejournal_desktop.gui.grid.fill_dialog import FillDialog
from ejournal_desktop.gui.grid.grid_pane import GridPane

_CELLS: Final = (
    "journal.undo",
    "journal.redo",
    "",
    "journal.cut",
    "journal.copy",
    "journal.copy-names",
    "journal.paste",
    "",
    "journal.fill-down",
    "journal.fill-right",
    "journal.palette",
    "journal.note",
    "journal.resit",
    "journal.notice",
)


class JournalMenus(QObject):
    """Opens the menus of one grid."""

    history_wanted = Signal(int)
    """The history of the work of a column."""

    def __init__(
        self,
        grid: GridPane,
        actions: ActionRegistry,
        change_work: Callable[[], None],
        add_work: Callable[[], None],
        show_lesson: Callable[[], None],
    ) -> None:
        super().__init__(grid)
        self._grid, self._actions = grid, actions
        self._change_work, self._add_work, self._show_lesson = change_work, add_work, show_lesson
        custom = Qt.ContextMenuPolicy.CustomContextMenu
        grid.view.lessons.setContextMenuPolicy(custom)
        grid.view.lessons.customContextMenuRequested.connect(self._open_column)
        grid.view.setContextMenuPolicy(custom)
        grid.view.customContextMenuRequested.connect(self._open_cells)

    def column_menu(self, column: int) -> QMenu:
        """What may be done with a work and its lesson."""
        grid, store, folds = self._grid, self._grid.store, self._grid.view.folds
        menu = QMenu(grid)
        menu.setObjectName("lesson_menu")
        place = store.columns[column]
        has_number = place.work is not None and place.work.work_id > 0  # else only this computer knows it
        open_here = store.page.writable and place.lesson.writable and place.lesson.state != "cancelled"
        takes_works = open_here and store.page.course.marking != "none"
        lines: list[tuple[str, Callable[[], None], bool]] = [
            ("Вид работы и вес…", self._change_work, open_here and place.work is not None),
            ("Добавить графу работы…\tCtrl+Shift+W", self._add_work, takes_works),
            ("Тема и домашнее задание\tF7", self._show_lesson, True),
            ("Перекличка\tF10", grid.tools.call_roll, store.page.writable or store.page.attendance_writable),
            ("Заполнить пустые…", lambda: self.ask_fill(column), open_here),
            ("Подтвердить черновики\tCtrl+Shift+Enter", lambda: grid.tools.fill.confirm_drafts(column), open_here),
            ("Выделить графу\tCtrl+Shift+Пробел", lambda: grid.selection.select_column(column), True),
            ("Показать историю", lambda: self.history_wanted.emit(column), has_number),
            ("Скрыть графу", lambda: folds.fold(column), len(folds) < len(store.columns) - 1),
        ]
        if len(folds):
            lines.append((f"Показать скрытые графы: {len(folds)}", folds.unfold_all, True))
        for text, act, may in lines:
            line = menu.addAction(text)
            line.setEnabled(may)
            line.triggered.connect(lambda _checked=False, act=act: act())
        return menu

    def cells_menu(self) -> QMenu:
        """The acts of the grid with their keys."""
        menu = QMenu(self._grid)
        menu.setObjectName("cells_menu")
        found = {entry.spec.action_id: entry for entry in self._actions.of(self._grid) if entry.scope is self._grid}
        for action_id in _CELLS:
            if not action_id:
                menu.addSeparator()
                continue
            entry = found.get(action_id)
            if entry is None:
                continue  # a page of which this act is no part
            line = menu.addAction(f"{entry.action.text()}\t{key_text(entry.spec.keys[0])}")
            line.setEnabled(entry.action.isEnabled() and (self._grid.store.page.writable or not entry.spec.writes))
            line.triggered.connect(entry.action.trigger)
        return menu

    def ask_fill(self, column: int) -> None:
        """«Заполнить пустые…» of a column."""
        store, fill = self._grid.store, self._grid.tools.fill
        rows = fill.empty_of_present(column)
        if not rows:
            self._grid.hints.say("Пустых ячеек у присутствовавших в этой графе нет.")
            return
        place = store.columns[column]
        dialog = FillDialog(f"Урок {lesson_words(place.lesson)}", len(rows), store.rules(rows[0], column), self._grid)
        dialog.agreed.connect(lambda text: fill.empty_cells(column, text))
        dialog.open()

    def _open_column(self, point: QPoint) -> None:
        lessons = self._grid.view.lessons
        column = lessons.logicalIndexAt(point)
        if column < 0 or not self._grid.flow.may_leave():
            return
        self._grid.view.move_to(self._grid.view.cursor()[0], column)
        self._popup(self.column_menu(column), lessons.viewport().mapToGlobal(point))

    def _open_cells(self, point: QPoint) -> None:
        index = self._grid.view.indexAt(point)
        if not index.isValid() or not self._grid.flow.may_leave():
            return
        if (index.row(), index.column()) not in self._grid.selection.cells():
            self._grid.selection.clear()
            self._grid.view.move_to(index.row(), index.column())
        self._popup(self.cells_menu(), self._grid.view.viewport().mapToGlobal(point))

    @staticmethod
    def _popup(menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
