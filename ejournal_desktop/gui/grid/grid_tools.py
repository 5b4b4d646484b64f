"""What is done with a selection: clipboard, fills, the preview of both."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ejournal_desktop.gui.grid.bulk_edits import BulkEdits
from ejournal_desktop.gui.grid.fill import Fill
from ejournal_desktop.gui.grid.ghost import Ghost
from ejournal_desktop.gui.grid.ghost_bar import GhostBar
from ejournal_desktop.gui.grid.grid_clipboard import GridClipboard
from ejournal_desktop.gui.grid.name_box import NameBox
from ejournal_desktop.gui.grid.paste_names_dialog import PasteNamesDialog
from ejournal_desktop.gui.grid.roll_call import RollCall
from ejournal_desktop.gui.grid.selection import GridSelection
from ejournal_desktop.gui.grid.selection_mouse import SelectionMouse
from ejournal_desktop.gui.grid.selection_paint import SelectionPaint
from ejournal_desktop.gui.grid.stack_entry import StackEntry
from ejournal_desktop.gui.grid.typing_flow import TypingFlow
from ejournal_desktop.gui.models.cell_writer import CellWriter


class GridTools(QObject):
    """The tools of one grid, tied to each other."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant."""

    def __init__(self, writer: CellWriter, selection: GridSelection, flow: TypingFlow, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent, self._selection, self._flow, self._store = parent, selection, flow, writer.store
        self.bar = GhostBar(parent)
        self.ghost = Ghost(selection.view, self.bar, self)
        self.bulk = BulkEdits(writer, self.ghost, self)
        self.fill = Fill(writer.store, selection, self.bulk, self)
        self.clipboard = GridClipboard(writer, selection, self.bulk, self)
        self.paint = SelectionPaint(selection.view, selection)
        self.mouse = SelectionMouse(selection.view, selection, self.paint, self)
        self.name_box = NameBox(parent)
        self.stack = StackEntry(writer, selection.view, self.name_box, self.fill, self)
        self.roll = RollCall(writer, selection.view, self.name_box, self)
        self.stack.left.connect(lambda: flow.use_mode("plain"))
        self.roll.left.connect(self._roll_is_over)
        self.roll.signs_changed.connect(selection.view.names.show_signs)
        flow.mode_changed.connect(self._follow_mode)
        self.mouse.handle_dropped.connect(self.fill.dragged)
        self.clipboard.names_found.connect(self._ask_names)
        for source in (self.bulk.said, self.clipboard.said, self.stack.said, self.roll.said):
            source.connect(self.said)
        for spoken in (self.stack.announced, self.roll.announced):
            spoken.connect(flow.announced)
        flow.intercept = self.ghost.key

    def call_roll(self) -> None:
        """F10: who is absent from the lesson under the cursor."""
        self.stack.stop()
        self.roll.start()

    def _roll_is_over(self) -> None:
        self.roll.stop()
        self._follow_mode(self._flow.mode)

    def _follow_mode(self, mode: str) -> None:
        """The name box belongs to the stack; another mode, or another page, closes it."""
        self.roll.stop()
        if mode == "stack":
            self.stack.start()
        else:
            self.stack.stop()

    def fill_selection(self) -> None:
        """Ctrl+Enter: what is being typed, or stands under the cursor, into every selected cell."""
        view = self._selection.view
        text = self._flow.take_text()
        if text is None:
            text = self._store.value(*view.cursor()).text
        if not text:
            self.said.emit("Введите значение и нажмите Ctrl+Enter: оно встанет во все выделенные ячейки.", "info")
        else:
            self.fill.everywhere(text)

    def _ask_names(self, table: object, rows: object) -> None:
        dialog = PasteNamesDialog(table, rows, self.clipboard.people(), self._parent)  # type: ignore[arg-type]  # what the signal carries
        dialog.agreed.connect(self.clipboard.paste_by_names)
        dialog.open()
