"""Bell schedules of a sheet, several side by side: «Урок | Начало | Конец» under a name."""

import re
from collections.abc import Iterator
from datetime import time

from ejournal_desktop.domain.names import clean, fold
from ejournal_desktop.exchange.cell_values import text_of, time_of
from ejournal_desktop.exchange.headers import Column
from ejournal_desktop.exchange.problem_log import ProblemLog
from ejournal_desktop.exchange.row_reader import RowReader
from ejournal_desktop.exchange.sheets import Sheet, SheetRow
from ejournal_desktop.exchange.values import Bell, BellSchedule, Place, ProblemKind

_LESSON = re.compile(r"(\d{1,2})(?:-?й)?\.?\s*(?:урок)?")
_TITLES = {
    "lesson": ("урок", "№ урока", "номер урока", "№"),
    "starts_at": ("начало", "с"),
    "ends_at": ("конец", "окончание", "по"),
}
_DEFAULT_NAME = "Основное"


def is_bell_sheet(sheet: Sheet) -> bool:
    """Whether some row is a header of bells with times below it."""
    found = _header(sheet)
    if found is None:
        return False
    index, blocks = found
    below = sheet.rows[index + 1 :]
    return any(time_of(row.cells.get(blocks[0]["starts_at"].index)) is not None for row in below)


def read_bells(sheet: Sheet, log: ProblemLog) -> Iterator[BellSchedule]:
    """Read every schedule of the sheet, from left to right."""
    found = _header(sheet)
    if found is None:
        return
    index, blocks = found
    for block in blocks:
        bells = tuple(_bells(sheet, index, block, log))
        if bells:
            name = _name(sheet, index, block["lesson"].index)
            yield BellSchedule(Place(sheet.name, sheet.rows[index].number), name, bells)


def _header(sheet: Sheet) -> tuple[int, list[dict[str, Column]]] | None:
    for index, row in enumerate(sheet.rows):
        blocks = _blocks(row)
        if blocks:
            return index, blocks
    return None


def _blocks(row: SheetRow) -> list[dict[str, Column]]:
    blocks: list[dict[str, Column]] = []
    for index in sorted(row.cells):
        title = clean(text_of(row.cells[index]))
        field = next((name for name, titles in _TITLES.items() if fold(title) in titles), None)
        if field == "lesson":
            blocks.append({})
        if field is not None and blocks:
            blocks[-1].setdefault(field, Column(index, title))
    return [block for block in blocks if len(block) == len(_TITLES)]


def _name(sheet: Sheet, index: int, column: int) -> str:
    if index == 0:
        return _DEFAULT_NAME
    return clean(text_of(sheet.rows[index - 1].cells.get(column))) or _DEFAULT_NAME


def _bells(sheet: Sheet, index: int, block: dict[str, Column], log: ProblemLog) -> Iterator[Bell]:
    previous_end = time.min
    for row in sheet.rows[index + 1 :]:
        reader = RowReader(Place(sheet.name, row.number), row, block, log)
        number = _LESSON.fullmatch(reader.text("lesson").lower())
        if number is None:
            continue
        log.rows_read += 1
        starts_at, ends_at = reader.moment("starts_at"), reader.moment("ends_at")
        if starts_at is None or ends_at is None:
            continue
        if not previous_end <= starts_at < ends_at:
            reader.note(ProblemKind.TIME_ORDER, "starts_at", "time", f"{starts_at:%H:%M}–{ends_at:%H:%M}", blocks=True)
            continue
        previous_end = ends_at
        yield Bell(int(number[1]), starts_at, ends_at)
