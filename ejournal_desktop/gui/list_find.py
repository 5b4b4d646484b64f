"""Ctrl+F on a page of lists: to the next line that has the text, under any layout."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QInputDialog, QWidget

from ejournal_desktop.gui.actions import ActionSpec
from ejournal_desktop.gui.physical_keys import russian_text
from ejournal_desktop.gui.russian_dates import plural

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow

_ANY: Final = Qt.ItemDataRole.DisplayRole


def list_of(page: QWidget) -> QAbstractItemView | None:
    """The list in sight that has the focus, else the longest one."""
    lists = [
        one
        for one in page.findChildren(QAbstractItemView)
        if one.isVisible() and not isinstance(one, QHeaderView) and one.model() is not None and one.model().rowCount()
    ]
    focused = QApplication.focusWidget()
    found = next((one for one in lists if one is focused), None)
    return found or max(lists, key=lambda one: one.model().rowCount(), default=None)


def find_line(view: QAbstractItemView, text: str) -> int | None:
    """The next line after the present one, round the end, that has the text in any of its cells; «ё» is «е»."""
    asked = {_plain(text.strip()), _plain(russian_text(text.strip()))} - {""}
    model = view.model()
    lines = model.rowCount()
    after = view.currentIndex().row() + 1
    order = [(after + step) % lines for step in range(lines)] if lines else []
    return next((row for row in order if asked & _parts(model, row, asked)), None)


def _parts(model: QAbstractItemModel, row: int, asked: set[str]) -> set[str]:
    texts = [_plain(str(_text(model, model.index(row, column)) or "")) for column in range(model.columnCount())]
    return {part for part in asked if any(part in text for text in texts)}


def _text(model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex) -> object:
    return model.data(index, Qt.ItemDataRole.AccessibleTextRole) or model.data(index, _ANY)


def _plain(text: str) -> str:
    return text.lower().replace("ё", "е")


class ListFind(QInputDialog):
    """Asks for a text; says how many lines there are, and when none has it."""

    def __init__(self, view: QAbstractItemView, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        lines = plural(view.model().rowCount(), "строка", "строки", "строк")
        self._asks = f"Часть слова ({view.accessibleName().lower() or 'список'}, {lines}):"
        self.setObjectName("list_find")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Найти на странице")
        self.setLabelText(self._asks)
        self.setOkButtonText("Найти")
        self.setCancelButtonText("Закрыть")

    def accept(self) -> None:
        """Go to the line; without one the question stays and says so."""
        row = find_line(self._view, self.textValue())
        if row is None:
            self.setLabelText(f"Строки с «{self.textValue().strip()}» нет. {self._asks}")
            return
        index = self._view.model().index(row, max(0, self._view.currentIndex().column()))
        self._view.setCurrentIndex(index)
        self._view.scrollTo(index)
        super().accept()
        self._view.setFocus()


def offer_find(window: "MainWindow", page: QWidget) -> None:
    """Give a page that has no search of its own one through its lists; without lists there is the palette."""
    taken = {key for entry in window.actions_registry.entries() if entry.scope is page for key in entry.spec.keys}
    if "Ctrl+F" in taken:
        return

    def find() -> None:
        if find_on(page, window) is None:
            window.command_palette.open()

    spec = ActionSpec("page.find", "Найти на странице…", ("Ctrl+F",), ("поиск", "строка"))
    window.actions_registry.add(spec, find, page)


def find_on(page: QWidget, over: QWidget) -> ListFind | None:
    """Ask on a page; ``None`` where there is nothing to look through."""
    view = list_of(page)
    if view is None:
        return None
    dialog = ListFind(view, over)
    dialog.open()
    return dialog
