"""A line of controls that goes on in the next line where the window is narrow; one row while it fits."""

from typing import Final

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget

_WIDEST: Final = 16_777_215
_Line = list[tuple[QLayoutItem, int]]


class FlowLayout(QLayout):
    """Items in reading order; what may grow shares the rest of its line, a stretch pushes what follows to the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._narrow: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def add_part(self, part: QLayoutItem, *, may_grow: bool) -> None:
        """Take a spacer, or a layout of its own that has the rest of the line or none of it."""
        if not may_grow and part.spacerItem() is None:
            self._narrow.append(part)
        if (inner := part.layout()) is not None:
            self.addChildLayout(inner)
        self.addItem(part)

    def add_stretch(self) -> None:
        """Room that pushes what follows to the end of the line."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    def count(self) -> int:
        """Items, hidden ones too."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # Qt wants no item past the end
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as there is room."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """A narrow line is a high one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def minimumHeightForWidth(self, width: int) -> int:
        """No line can be left out."""
        return self.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """One line."""
        shown = self._shown()
        widths = sum(_wanted(item) for item in shown) + self._gap() * max(0, len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(widths, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """The widest item alone in its line."""
        shown = self._shown()
        width = max((item.minimumSize().width() for item in shown), default=0)
        height = max((item.minimumSize().height() for item in shown), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def setGeometry(self, rect: QRect) -> None:
        """Lay the lines out."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def _gap(self) -> int:
        return max(0, self.spacing())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if item.spacerItem() is None and not item.isEmpty()]

    def _place(self, rect: QRect, *, moves: bool) -> int:
        margins = self.contentsMargins()
        room = rect.marginsRemoved(QMargins(margins.left(), margins.top(), margins.right(), margins.bottom()))
        top = room.top()
        for number, line in enumerate(self._lines(room.width())):
            top += self._gap() if number else 0
            top += self._place_line(line, QRect(room.left(), top, room.width(), 0), moves=moves)
        return top - rect.top() + margins.bottom()

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = []
        left = -1
        for item in self._items:
            if item.spacerItem() is not None:
                if lines and _grows(item):
                    lines[-1].append((item, 0))
                continue
            if item.isEmpty():
                continue
            wanted = min(_wanted(item), width)
            if not lines or wanted + self._gap() > left:
                lines.append([])
                left = width + self._gap()
            lines[-1].append((item, wanted))
            left -= wanted + self._gap()
        return lines

    def _place_line(self, line: _Line, room: QRect, *, moves: bool) -> int:
        shown = [item for item, _wanted in line if item.spacerItem() is None]
        rest = room.width() - sum(wanted for _item, wanted in line) - self._gap() * (len(shown) - 1)
        growing = [item for item, _wanted in line if _grows(item) and item not in self._narrow]
        widths = [wanted + (rest // len(growing) if item in growing else 0) for item, wanted in line]
        height = max((_height(item, width) for (item, _), width in zip(line, widths, strict=True)), default=0)
        if moves:
            left = room.left()
            for (item, _wanted), width in zip(line, widths, strict=True):
                if item.spacerItem() is None:
                    _stand(item, QRect(left, room.top(), width, height))
                    left += self._gap()
                left += width
        return height


def wrap(row: QBoxLayout) -> FlowLayout:
    """Let the row of a form go on in the next line: its items move into a flow at the same place."""
    flow = FlowLayout()
    flow.setObjectName(row.objectName())
    flow.setContentsMargins(row.contentsMargins())
    flow.setSpacing(row.spacing())
    above = row.parent()
    while (first := row.itemAt(0)) is not None:
        grows, item = bool(row.stretch(0)), row.takeAt(0) or first
        widget = item.widget()
        if widget is None:
            flow.add_part(item, may_grow=grows)
            continue
        if grows:
            _let_grow(widget)
        flow.addWidget(widget)
    if isinstance(above, QBoxLayout):
        at = above.indexOf(row)
        above.takeAt(at)
        above.insertLayout(at, flow)
    elif isinstance(above, QWidget):
        QWidget().setLayout(row)  # a widget gives its layout up to another one only
        above.setLayout(flow)
    return flow


def _let_grow(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
    widget.setSizePolicy(policy)


def _grows(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal) or _is_ignored(item)


def _is_ignored(item: QLayoutItem) -> bool:
    widget = item.widget()
    return widget is not None and widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored


def _wanted(item: QLayoutItem) -> int:
    """As wide as it likes to be: a text that may break lines says so although its policy keeps it silent."""
    widget = item.widget()
    if widget is not None and _is_ignored(item):
        return widget.sizeHint().width()
    return min(max(item.sizeHint().width(), item.minimumSize().width()), item.maximumSize().width(), _WIDEST)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _stand(item: QLayoutItem, room: QRect) -> None:
    """In the middle of the line, no wider and no higher than the item may be."""
    height = min(room.height(), _height(item, room.width()), item.maximumSize().height())
    width = min(room.width(), item.maximumSize().width())
    item.setGeometry(QRect(room.left(), room.top() + (room.height() - height) // 2, width, height))
