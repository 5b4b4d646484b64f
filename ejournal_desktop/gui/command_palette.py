"""Ctrl+K: one line over everything that can be opened or done (ux 4.8)."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ejournal_desktop.background.lanes import Lane
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.page_registry import KEEPERS
from ejournal_desktop.gui.palette_entries import palette_entries
from ejournal_desktop.gui.palette_ranking import PaletteEntry, PaletteIndex

if TYPE_CHECKING:
    from ejournal_desktop.gui.main_window import MainWindow
    from ejournal_desktop.gui.ports.palette import CoursePupils

_WIDTH, _HEIGHT, _MARGIN, _BELOW_TOP_BAR = 620, 420, 12, 96
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}
_NOTHING: Final = "Ничего не нашлось. Попробуйте фамилию, класс с предметом («7а алгебра») или слово команды."
_ENTRY: Final = Qt.ItemDataRole.UserRole


class PaletteBox(QFrame):
    """The popup: a line and what fits; the focus stays in the line, arrows move the choice."""

    def __init__(self, parent: QWidget, entries: tuple[PaletteEntry, ...]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("commandPalette")
        self.setAccessibleName("Найти ученика, класс, действие")
        self.setProperty("canvas", "surface")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.line = QLineEdit(self)
        self.line.setObjectName("paletteLine")
        self.line.setAccessibleName("Что найти")
        self.line.setPlaceholderText("Ученик, класс с предметом, раздел или действие")
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._show)
        self.list = QTreeWidget(self)
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName("Нашлось")
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(0)
        self.list.setColumnCount(2)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformRowHeights(True)
        self.list.header().setAccessibleName("Столбцы списка")
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemClicked.connect(lambda item, _column: self._do(item))
        self.list.currentItemChanged.connect(lambda now, _before: self._announce(now))
        self.nothing = QLabel(_NOTHING, self)
        self.nothing.setObjectName("paletteNothing")
        self.nothing.setProperty("words", "second")
        self.nothing.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for part in (self.line, self.list, self.nothing):
            column.addWidget(part)
        style.fit(self)
        self.use(entries)

    def use(self, entries: tuple[PaletteEntry, ...]) -> None:
        """Look through other entries from now on."""
        self.index = PaletteIndex(entries)
        self._show(self.line.text())

    def found(self) -> list[PaletteEntry]:
        """What is shown, in order."""
        items = (self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount()))
        return [item.data(0, _ENTRY) for item in items if item is not None and item.data(0, _ENTRY) is not None]

    def chosen(self) -> PaletteEntry | None:
        """What Enter does."""
        item = self.list.currentItem()
        return item.data(0, _ENTRY) if item is not None else None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter of the line belong to the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(self.list.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _show(self, typed: str) -> None:
        self.list.clear()
        group = ""
        for entry in self.index.find(typed):
            if entry.group != group:
                group = entry.group
                self.list.addTopLevelItem(_head(group))
            self.list.addTopLevelItem(_item(entry))
        there = self.list.topLevelItemCount() > 0
        self.list.setVisible(there)
        self.nothing.setVisible(not there)
        self._step(1)

    def _step(self, by: int) -> None:
        items = [self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount())]
        takers = [item for item in items if item is not None and item.data(0, _ENTRY) is not None]
        if not takers:
            return
        now = self.list.currentItem()
        at = takers.index(now) + by if now in takers else 0
        self.list.setCurrentItem(takers[max(0, min(at, len(takers) - 1))])

    def _do(self, item: QTreeWidgetItem | None) -> None:
        entry = item.data(0, _ENTRY) if item is not None else None
        if entry is None or entry.reason:
            return
        self.close()
        entry.run()

    def _announce(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _ENTRY) is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, _spoken(item.data(0, _ENTRY))))


class CommandPalette(QObject):
    """Opens the palette over a main window; journals and pupils are read once, in a lane."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._journals: tuple[CoursePupils, ...] | None = None
        self.box: PaletteBox | None = None

    def open(self) -> None:
        """Ctrl+K."""
        window, look = self._window, theme.current()
        self.box = PaletteBox(window, palette_entries(window, self._journals or ()))
        self.box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.box.destroyed.connect(self._closed)
        width = min(look.px(_WIDTH), window.width() - look.px(_MARGIN))
        height = min(look.px(_HEIGHT), window.height() - look.px(_BELOW_TOP_BAR))
        self.box.resize(width, height)
        self.box.move(window.mapToGlobal(QPoint((window.width() - width) // 2, look.px(_BELOW_TOP_BAR) // 2)))
        self.box.show()
        self.box.line.setFocus()
        if self._journals is None:
            window.workplace.lanes.run(
                Lane.BULK,
                partial(window.desk.journals_to_find, reads=window.role not in KEEPERS),
                owner=self,
                done=self._read,
                failed=lambda _error: None,
            )

    def _read(self, journals: tuple["CoursePupils", ...]) -> None:
        self._journals = journals
        if self.box is not None:
            self.box.use(palette_entries(self._window, journals))

    def _closed(self) -> None:
        self.box = None


def _head(group: str) -> QTreeWidgetItem:
    head = QTreeWidgetItem([group, ""])
    head.setFlags(Qt.ItemFlag.NoItemFlags)
    font = theme.current().font("body")
    font.setBold(True)
    head.setFont(0, font)
    return head


def _item(entry: PaletteEntry) -> QTreeWidgetItem:
    item = QTreeWidgetItem([f"   {entry.text.rstrip('…')}", entry.reason or entry.note])
    item.setData(0, _ENTRY, entry)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _spoken(entry))
    for column in (0, 1) if entry.reason else (1,):
        item.setForeground(column, theme.current().color("text_2"))
    if entry.reason:
        item.setToolTip(1, entry.reason)
    return item


def _spoken(entry: PaletteEntry) -> str:
    said = [entry.text.rstrip("…"), entry.group, entry.note, f"недоступно: {entry.reason}" if entry.reason else ""]
    return ", ".join(part for part in said if part)
