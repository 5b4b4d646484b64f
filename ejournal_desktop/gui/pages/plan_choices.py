"""Cells of a plan that are chosen, not typed: types of lessons, kinds of works."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ejournal_desktop.gui import theme

_LIST_WIDTH = 220


class ChoiceDelegate(QStyledItemDelegate):
    """A combo with what the cell may hold."""

    def __init__(self, name: str, choices: Callable[[], list[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._name, self._choices = name, choices

    def createEditor(  # noqa: N802 - Qt's own name
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A list wide enough for its words, whatever the column's width."""
        combo = QComboBox(parent)
        combo.setAccessibleName(self._name)
        combo.addItems(self._choices())
        combo.view().setMinimumWidth(theme.current().px(_LIST_WIDTH))
        return combo

    def setEditorData(  # noqa: N802 - Qt's own name
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell may show a short name; its tooltip has the whole one that stands in the list."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))

    def setModelData(  # noqa: N802 - Qt's own name
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """What was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
