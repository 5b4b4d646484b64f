"""The clipboard of the grid: out as a table that Excel understands, in by place or by names."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from ejournal_desktop.domain.marks import CellValue
from ejournal_desktop.domain.names import PersonName
from ejournal_desktop.exchange.clipboard_table import (
    MOST_CELLS,
    ClipboardTable,
    TooBig,
    read_table,
    write_html,
    write_text,
)
from ejournal_desktop.exchange.name_matching import is_name_column, match_names
from ejournal_desktop.gui.grid.bulk_edits import BulkEdits
from ejournal_desktop.gui.grid.edit_plan import Wanted, make_plan
from ejournal_desktop.gui.grid.selection import GridSelection
from ejournal_desktop.gui.models.cell_writer import CellEdit, CellWriter
from ejournal_desktop.gui.russian_dates import plural

_TOO_BIG: Final = (
    "В буфере {count}, а за один раз вставляют не больше {most}. Ничего не изменено. "
    "Скопируйте только нужные строки и столбцы."
)
_NOTHING: Final = "В буфере нет текста: скопируйте ячейки в таблице и повторите Ctrl+V."

Rows = list[int | None]


class GridClipboard(QObject):
    """Copy, cut and paste of what is selected."""

    said = Signal(str, str)
    """A sentence for the hint strip, and how it is meant."""
    names_found = Signal(object, object)
    """The ``ClipboardTable`` whose first column holds names, and the row found for each of its lines, or ``None``."""

    def __init__(
        self, writer: CellWriter, selection: GridSelection, bulk: BulkEdits, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._writer, self._store = writer, writer.store
        self._selection, self._bulk = selection, bulk

    # Out

    def copy(self, *, with_names: bool = False) -> None:
        """Ctrl+C, and Ctrl+Shift+C with names and dates; cells between blocks stay empty."""
        chosen = set(self._selection.cells())
        rows, columns = sorted({row for row, _ in chosen}), sorted({column for _, column in chosen})
        table = [
            [self._store.value(row, column).text if (row, column) in chosen else "" for column in columns]
            for row in rows
        ]
        if with_names:
            dates = [f"{self._store.columns[column].lesson.held_on:%d.%m.%Y}" for column in columns]
            names = [f"{pupil.last_name} {pupil.first_name}" for pupil in self._store.pupils]
            table = [["Ученик", *dates], *([names[row], *cells] for row, cells in zip(rows, table, strict=True))]
        mime = QMimeData()
        mime.setText(write_text(table))
        mime.setHtml(write_html(table))
        QGuiApplication.clipboard().setMimeData(mime)
        self.said.emit(f"Скопировано: {plural(len(chosen), 'ячейка', 'ячейки', 'ячеек')}.", "info")

    def cut(self) -> None:
        """Ctrl+X: copied, then cleared as one act."""
        self.copy()
        filled = [cell for cell in self._selection.cells() if self._store.value(*cell).text]
        if not filled:
            return
        edits = [CellEdit(row, column, CellValue()) for row, column in filled]
        count = plural(len(edits), "ячейка", "ячейки", "ячеек")
        refused = self._writer.put_all(edits, f"вырезано: {count}")
        if refused:
            left = plural(len(refused), "ячейка", "ячейки", "ячеек")
            self.said.emit(f"Скопировано: {count}. Закрыты и остались на месте: {left}.", "warn")

    # In

    def paste(self) -> None:
        """Ctrl+V."""
        mime = QGuiApplication.clipboard().mimeData()
        table = read_table(mime.html() if mime.hasHtml() else "", mime.text() if mime.hasText() else "")
        if isinstance(table, TooBig):
            count = plural(table.cells, "ячейка", "ячейки", "ячеек").replace(str(table.cells), _figure(table.cells))
            self.said.emit(_TOO_BIG.format(count=count, most=_figure(MOST_CELLS)), "err")
        elif table is None:
            self.said.emit(_NOTHING, "info")
        else:
            self._paste_table(table)

    def _paste_table(self, table: ClipboardTable) -> None:
        people = self.people()
        names = [row[0] for row in table.rows]
        if table.width > 1 and is_name_column(names, people):
            self.names_found.emit(table, match_names(names, people))
            return
        self._propose(lambda: self._by_place(table))

    def people(self) -> list[PersonName]:
        """The pupils of the page as names."""
        return [PersonName(pupil.last_name, pupil.first_name, pupil.middle_name) for pupil in self._store.pupils]

    def paste_by_names(self, table: ClipboardTable, rows: Sequence[int | None]) -> None:
        """Paste the columns behind the names into the rows that were agreed on; others stay out."""
        left = self._selection.active.left
        wanted: list[Wanted] = [
            (row, left + at, text)
            for row, cells in zip(rows, table.rows, strict=True)
            if row is not None
            for at, text in enumerate(cells[1:])
        ]
        self._propose(lambda: wanted)

    def _propose(self, wanted: Callable[[], list[Wanted]]) -> None:
        cells = wanted()
        self._bulk.propose(lambda overwrite: make_plan(self._store, cells, overwrite=overwrite), "Вставить", "вставка")

    def _by_place(self, table: ClipboardTable) -> list[Wanted]:
        """Excel's rules: a single value fills the selection, a fitting selection is tiled, else top left anchors."""
        if table.height == table.width == 1:
            return [(row, column, table.rows[0][0]) for row, column in self._selection.cells()]
        block = self._selection.active
        rows = self._selection.rows_of(block)
        tiles = len(rows) % table.height == 0 and block.width % table.width == 0
        height, width = (len(rows), block.width) if tiles else (table.height, table.width)
        places = self._rows_from(block.top)
        return [
            (
                places[down] if down < len(places) else len(self._store.pupils),
                block.left + across,
                table.rows[down % table.height][across % table.width],
            )
            for down in range(height)
            for across in range(width)
        ]

    def _rows_from(self, row: int) -> list[int]:
        """The rows in sight from one downwards."""
        return self._selection.view.shown.among(range(row, len(self._store.pupils)))


def _figure(count: int) -> str:
    """«100 000»."""
    return f"{count:,}".replace(",", " ")
