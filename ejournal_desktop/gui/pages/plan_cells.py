"""Typed cells of a plan: what is not taken stays in the editor, and a sentence says why."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QStyledItemDelegate, QWidget

from ejournal_desktop.gui.models.plan_cell_rules import cell_refusal


class TextCells(QStyledItemDelegate):
    """The editor of texts and hours; nothing typed is dropped without a word."""

    refused = Signal(str)
    """Why a text was not taken; empty once one was."""

    def __init__(self, view: QAbstractItemView, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._kept: tuple[QPersistentModelIndex, str] | None = None
        self.closeEditor.connect(self._closed)

    def setEditorData(  # noqa: N802 - Qt's own name
        self, editor: QWidget, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The text of the cell, or the one that was not taken a moment ago."""
        super().setEditorData(editor, index)
        if self._kept is not None and isinstance(editor, QLineEdit):
            kept, self._kept = self._kept, None
            if kept[0] == index:
                editor.setText(kept[1])

    def setModelData(  # noqa: N802 - Qt's own name
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Take the text, or open the editor on it again with the reason said."""
        text = editor.text() if isinstance(editor, QLineEdit) else ""
        why = cell_refusal(index.column(), text)
        self.refused.emit(why)
        if not why:
            model.setData(index, text, Qt.ItemDataRole.EditRole)
            return
        self._kept = QPersistentModelIndex(index), text
        QTimer.singleShot(0, self._open_again)

    def _closed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Esc gives the text up, and with it the sentence about it."""
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self.refused.emit("")

    def _open_again(self) -> None:
        if self._kept is not None and self._kept[0].isValid():
            index = self._view.model().index(self._kept[0].row(), self._kept[0].column())
            self._view.setCurrentIndex(index)
            self._view.edit(index)
