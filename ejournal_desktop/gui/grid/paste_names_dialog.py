"""«Вставить по фамилиям»: which line of a pasted table goes to which pupil, before anything is pasted."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.exchange.clipboard_table import ClipboardTable
from ejournal_desktop.gui import style, theme
from ejournal_desktop.gui.grid.problem_text import quoted
from ejournal_desktop.gui.russian_dates import plural

_NOBODY: Final = "— не вставлять —"
_WIDTH, _HEIGHT = 640, 480


class PasteNamesDialog(QDialog):
    """A line a row: the name as it came, the pupil it is taken for, what will be pasted."""

    agreed = Signal(object, object)
    """The ``ClipboardTable``, and for each line the row of its pupil or ``None``."""

    def __init__(
        self, table: ClipboardTable, rows: Sequence[int | None], people: Sequence[PersonName], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paste_names_dialog")
        self.setWindowTitle("Вставка по фамилиям")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._table = table
        self._people = people
        self._lead = QLabel(self)
        self._lead.setObjectName("paste_names_lead")
        self._lead.setWordWrap(True)
        self._list = QTableWidget(table.height, 3, self)
        self._fill(rows)
        buttons = QDialogButtonBox(self)
        self._yes = buttons.addButton("Показать в журнале", QDialogButtonBox.ButtonRole.AcceptRole)
        self._yes.setObjectName("paste_names_yes")
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole).setObjectName("paste_names_no")
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self._lead, self._list, buttons):
            layout.addWidget(widget)
        style.fit(self)
        self._count()
        look = theme.current()
        self.resize(look.px(_WIDTH), look.px(_HEIGHT))
        self._yes.setFocus()

    def chosen(self) -> list[int | None]:
        """For each line the row of its pupil."""
        return [self._combo(line).currentData() for line in range(self._table.height)]

    def choose(self, line: int, row: int | None) -> None:
        """Take a line for another pupil."""
        self._combo(line).setCurrentIndex(0 if row is None else row + 1)

    def lead(self) -> str:
        """What is said over the list."""
        return self._lead.text()

    def _fill(self, rows: Sequence[int | None]) -> None:
        shown = self._list
        shown.setObjectName("paste_names_list")
        shown.setAccessibleName("Строки буфера и ученики")
        shown.setHorizontalHeaderLabels(["В буфере", "Ученик", "Значения"])
        shown.verticalHeader().setVisible(False)
        shown.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        shown.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        shown.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for line, cells in enumerate(self._table.rows):
            shown.setItem(line, 0, QTableWidgetItem(quoted(cells[0])))
            combo = QComboBox(shown)
            combo.setAccessibleName(f"Ученик для строки «{quoted(cells[0])}»")
            combo.addItem(_NOBODY, None)
            for row, person in enumerate(self._people):
                combo.addItem(f"{person.last} {person.first}", row)
            found = rows[line]
            combo.setCurrentIndex(0 if found is None else found + 1)
            combo.currentIndexChanged.connect(self._count)
            shown.setCellWidget(line, 1, combo)
            shown.setItem(line, 2, QTableWidgetItem("  ".join(quoted(text) or "·" for text in cells[1:8])))
        shown.verticalHeader().setDefaultSectionSize(theme.current().px(34))

    def _combo(self, line: int) -> QComboBox:
        widget = self._list.cellWidget(line, 1)
        assert isinstance(widget, QComboBox)  # noqa: S101 - put there above
        return widget

    def _count(self) -> None:
        chosen = [row for row in self.chosen() if row is not None]
        twice = len(chosen) - len(set(chosen))
        missed = self._table.height - len(chosen)
        said = f"В первом столбце фамилии: найдено {plural(len(chosen), 'ученик', 'ученика', 'учеников')}."
        if missed:
            said += f" Не войдут {plural(missed, 'строка', 'строки', 'строк')} без ученика."
        if twice:
            said += " Один ученик выбран дважды: оставьте одну строку."
        self._lead.setText(said)
        self._yes.setEnabled(bool(chosen) and not twice)

    def _agree(self) -> None:
        rows = self.chosen()
        self.accept()
        self.agreed.emit(self._table, rows)
