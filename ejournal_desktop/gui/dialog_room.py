"""Dialogs that stand whole on the screen: one that needs more is scrolled inside, its buttons stay in sight."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


def keep_inside(dialog: QDialog, room: QSize) -> None:
    """Give a dialog the height that its sentences need, within the room; what is more than that is scrolled."""
    wanted = _wanted(dialog, min(dialog.width(), room.width()))
    if dialog.minimumSizeHint().width() > room.width() or wanted.height() > room.height():
        wanted.setWidth(wanted.width() + _scroll(dialog))
    dialog.resize(wanted.boundedTo(room))


def _wanted(dialog: QDialog, width: int) -> QSize:
    """Its present size, higher where the words need more lines than Qt has thought."""
    layout = dialog.layout()
    least = dialog.minimumSizeHint()
    height = max(dialog.height(), least.height())
    if layout is not None and layout.hasHeightForWidth():
        height = max(height, layout.totalMinimumHeightForWidth(max(width, least.width())))
    return QSize(max(width, least.width()), height)


def _scroll(dialog: QDialog) -> int:
    """Put everything over the buttons into a room that scrolls; the width that its bar takes."""
    form = dialog.layout()
    if form is None or dialog.findChild(QScrollArea) is not None:  # it scrolls already
        return 0
    buttons = dialog.findChild(QDialogButtonBox, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if buttons is not None:
        form.removeWidget(buttons)
    margins = form.contentsMargins()
    inside = QWidget()
    inside.setObjectName("scrolled")
    inside.setLayout(form)
    area = QScrollArea(dialog)
    area.setObjectName("dialogRoom")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, margins.bottom())
    column.addWidget(area, 1)
    dialog.setMinimumSize(0, 0)
    if buttons is not None:
        buttons.setParent(dialog)
        column.addWidget(buttons)
        buttons.show()
        buttons.setContentsMargins(margins.left(), 0, margins.right(), 0)
    return area.verticalScrollBar().sizeHint().width()
