"""Minutes of who came late: a number beside each name (rulings 29)."""

from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QWidget

from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.gui.models.journal_store import JournalStore
from ejournal_desktop.gui.pages.card_dialogs import named
from ejournal_desktop.gui.widgets.quiet_fields import QuietSpin

_LATE = "оп"
_MOST_MINUTES = 120


class LateBox(QWidget):
    """Shown only when somebody was late at the lesson."""

    def __init__(self, store: JournalStore, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._shown: tuple[int, tuple[int, ...]] = (-1, ())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self.boxes: list[QSpinBox] = []
        self.hide()

    def show_column(self, at: int, *, writable: bool) -> None:
        """Names and minutes of a lesson."""
        late = [
            (row, code)
            for row, _pupil in enumerate(self._store.pupils)
            if (code := self._store.attendance(row, at).shown or "").startswith(_LATE)
        ]
        self.setVisible(bool(late))
        shown = (at, tuple(row for row, _code in late))
        if shown == self._shown:
            return  # a number that is being typed keeps its cursor
        self._shown = shown
        self._clear()
        for line, (row, code) in enumerate(late):
            pupil = self._store.pupils[row]
            label, box = QLabel(named(pupil), self), QuietSpin(self)
            box.setObjectName(f"lateMinutes{pupil.pupil_id}")
            box.setAccessibleName(f"Минут опоздания: {named(pupil)}")
            box.setRange(0, _MOST_MINUTES)
            box.setSuffix(" мин")
            box.setSpecialValueText("опоздал")
            box.setKeyboardTracking(False)
            box.setValue(int(code[len(_LATE) :] or 0))
            box.setEnabled(writable)
            box.valueChanged.connect(lambda minutes, row=row: self._write(row, at, minutes))
            label.setBuddy(box)
            self.boxes.append(box)
            self._grid.addWidget(label, line, 0)
            self._grid.addWidget(box, line, 1)

    def _clear(self) -> None:
        self.boxes.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _write(self, row: int, at: int, minutes: int) -> None:
        mark = self._store.mark(row, at).shown
        self._store.enter(row, at, CellValue(mark, f"{_LATE}{minutes or ''}"))
        self._store.leave(row, at)
