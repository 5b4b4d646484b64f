"""The left page of a spread: pupils × lessons with marks and absences, final marks at the end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby

from ejournal_desktop.reports import fonts
from ejournal_desktop.reports import typography as ru
from ejournal_desktop.reports.journal_copy_cells import Column, Note, Row
from ejournal_desktop.reports.journal_copy_rows import (
    NAME_WIDE,
    NUMBER_WIDE,
    draw_head_label,
    draw_name_heads,
    draw_names,
    draw_row_rules,
    names_size,
    row_heights,
)
from ejournal_desktop.reports.journal_copy_sheet import TABLE_BOTTOM, row_size
from ejournal_desktop.reports.page import (
    CONTROL_TINT,
    HEAD_TINT,
    MEDIUM,
    PAGE_WIDTH,
    TABLE_TOP,
    THICK,
    THIN,
    Page,
    RunningHead,
    middle,
)
from ejournal_desktop.reports.setting import name_lines, width_mm

MONTH_HIGH, NUMBER_HIGH, DAY_HIGH, KIND_HIGH = 5.0, 4.0, 5.0, 4.6
HEAD_HIGH = MONTH_HIGH + NUMBER_HIGH + DAY_HIGH + KIND_HIGH
ROWS_FREE = TABLE_BOTTOM - TABLE_TOP - HEAD_HIGH
MAX_COLUMNS = 48
_LEAST_COLUMN, _WIDEST_COLUMN = 4.2, 8.5
_LEAST_FINAL, _WIDEST_FINAL = 10.0, 16.0
_GRID_WIDE = PAGE_WIDTH - 30.0 - NUMBER_WIDE - NAME_WIDE
_CELL_ROOM = 0.3
_SMALLEST = 6.0
CONTROL_WORK = "контрольная работа"


@lru_cache(maxsize=4096)
def cell_face(text: str, size: float, measure: float) -> tuple[str, float]:
    """Face and size of a cell's text: its own, narrow, and only then smaller, never below 6 points."""
    for font, points in ((fonts.SANS, size), (fonts.NARROW, size), (fonts.NARROW, 7.0)):
        if width_mm(text, font, points) <= measure:
            return font, points
    return fonts.NARROW, _SMALLEST


def columns_on_a_page(columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """How many columns stand beside each other so that the widest text of a cell or kind is whole."""
    texts = {cell for row in rows for cell in row.cells if len(cell) > 2} | {column.kind for column in columns}  # noqa: PLR2004
    widest = max((width_mm(text, fonts.NARROW, _SMALLEST) + _CELL_ROOM for text in texts), default=0.0)
    return max(1, min(MAX_COLUMNS, int((_GRID_WIDE - _LEAST_FINAL) / max(_LEAST_COLUMN, widest))))


@dataclass(frozen=True, slots=True)
class MarksSheet:
    """Some rows and some columns of a course; ``final_title`` is empty where the final marks come on a later spread."""

    head: RunningHead
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    final_title: tuple[str, ...]
    order: str

    def content(self) -> object:
        """Heads, cells, notes and finals."""
        columns = [(column.day, column.number, column.kind, column.is_control) for column in self.columns]
        notes = [[(note.first, note.last, note.texts[:1]) for note in row.notes] for row in self.rows]
        rows = [(row.number, row.name, row.cells, row.final if self.final_title else "") for row in self.rows]
        return ["marks", self.head.title, self.head.subtitle, self.head.person, columns, rows, notes, self.order]

    def draw(self, page: Page) -> None:
        """Draw head, rows, rules and the legend."""
        _Drawing(self, page).draw()


class _Drawing:
    """The measures of one left page and its parts."""

    def __init__(self, sheet: MarksSheet, page: Page) -> None:
        self.sheet, self.page = sheet, page
        count = max(1, len(sheet.columns))
        free = _GRID_WIDE - (_LEAST_FINAL if sheet.final_title else 0)
        self.column = min(_WIDEST_COLUMN, free / count)
        self.x0 = page.left
        self.grid = self.x0 + NUMBER_WIDE + NAME_WIDE
        self.grid_end = self.grid + self.column * len(sheet.columns)
        spare = self.x0 + page.width - self.grid_end
        self.end = self.grid_end + (min(_WIDEST_FINAL, spare) if sheet.final_title else 0)
        self.top = TABLE_TOP + HEAD_HIGH
        names = [row.name for row in sheet.rows]
        self.heights = row_heights(names, ROWS_FREE)
        self.names_size = names_size(len(names), ROWS_FREE)
        self.bottom = self.top + sum(self.heights)
        self.size = row_size(min(self.heights, default=5.0))
        # For each row: its notes with the text that fits, or None where they are hatched.
        self.notes = [[(note, self._fitting(note)) for note in row.notes] for row in sheet.rows]

    def x(self, index: int) -> float:
        return self.grid + self.column * index

    def draw(self) -> None:
        page = self.page
        page.running_head(self.sheet.head)
        page.tint(self.x0, TABLE_TOP, self.end - self.x0, HEAD_HIGH, HEAD_TINT)
        self._draw_tints()
        self._draw_heads()
        draw_names(
            page, self.x0, self.top, [(row.number, row.name) for row in self.sheet.rows], self.heights, self.names_size
        )
        self._draw_rows()
        self._draw_rules()
        self._draw_legend()

    # Head -------------------------------------------------------------------------------------------------------

    def _draw_heads(self) -> None:
        page, number_y = self.page, TABLE_TOP + MONTH_HIGH
        day_y = number_y + NUMBER_HIGH
        draw_name_heads(page, self.x0, number_y - 2.0, HEAD_HIGH - MONTH_HIGH)
        for label, y, high in (
            ("№ урока", number_y, NUMBER_HIGH),
            ("число", day_y, DAY_HIGH),
            ("вид контроля", day_y + DAY_HIGH, KIND_HIGH),
        ):
            draw_head_label(page, self.grid, y, high, label)
        for first, last in self._spans(lambda column: (column.day.year, column.day.month)):
            self._month(first, last)
        for first, last in self._spans(_lesson_key):
            number = self.sheet.columns[first].number
            self._spanned(first, last, number_y, NUMBER_HIGH, str(number) if number else "", fonts.NARROW, 6.4)
        for first, last in self._spans(lambda column: column.day):
            day = f"{self.sheet.columns[first].day:%d}"
            self._spanned(first, last, day_y, DAY_HIGH, day, fonts.SANS_BOLD, 8)
        self._draw_kinds(day_y + DAY_HIGH)
        self._draw_final_title()

    def _month(self, first: int, last: int) -> None:
        day, wide = self.sheet.columns[first].day, self.x(last + 1) - self.x(first) - 0.6
        name = ru.month(day)
        shown = next(
            (text for text in (name, name[:3].lower()) if width_mm(text, fonts.NARROW_BOLD, 7.5) <= wide), f"{day:%m}"
        )
        self._spanned(first, last, TABLE_TOP, MONTH_HIGH, shown, fonts.SANS_BOLD, 7.5)

    def _spanned(self, first: int, last: int, y: float, high: float, text: str, font: str, size: float) -> None:
        self.page.cell(self.x(first), y, self.x(last + 1) - self.x(first), high, text, font, size)

    def _draw_kinds(self, y: float) -> None:
        for index, column in enumerate(self.sheet.columns):
            if column.kind:
                measure = self.column - _CELL_ROOM
                bold = width_mm(column.kind, fonts.NARROW_BOLD, 7) <= measure
                font, size = (fonts.NARROW_BOLD, 7.0) if bold else (fonts.NARROW, _SMALLEST)
                x = self.x(index) + self.column / 2
                self.page.text(x, middle(y, KIND_HIGH, size), column.kind, font, size, align="centre")

    def _draw_final_title(self) -> None:
        lines, leading = self.sheet.final_title, 2.7
        x = (self.grid_end + self.end) / 2 - leading * (len(lines) - 1) / 2 + 0.9
        for index, line in enumerate(lines):
            self.page.upwards(x + leading * index, self.top - 1, line, fonts.NARROW_BOLD, 7.5)

    def _spans(self, key: Callable[[Column], object]) -> list[tuple[int, int]]:
        """Runs of neighbouring columns with the same key."""
        spans, index = [], 0
        for _, run in groupby(self.sheet.columns, key):
            length = sum(1 for _ in run)
            spans.append((index, index + length - 1))
            index += length
        return spans

    # Rows -------------------------------------------------------------------------------------------------------

    def _fitting(self, note: Note) -> tuple[str, str] | None:
        measure = self.column * (note.last - note.first + 1) - 2.0
        for text in note.texts:
            for font in (fonts.SANS_ITALIC, fonts.NARROW):
                if width_mm(text, font, 7.2) <= measure:
                    return text, font
        return None

    def _draw_rows(self) -> None:
        y = self.top
        for row, notes, high in zip(self.sheet.rows, self.notes, self.heights, strict=True):
            for index, cell in enumerate(row.cells):
                if cell:
                    font, size = cell_face(cell, self.size, self.column - _CELL_ROOM)
                    x = self.x(index) + self.column / 2
                    self.page.text(x, middle(y, high, size), cell, font, size, align="centre")
            for note, fitting in notes:
                self._draw_note(note, fitting, y, high)
            if self.sheet.final_title:
                self.page.cell(self.grid_end, y, self.end - self.grid_end, high, row.final, fonts.SANS_BOLD, self.size)
            y += high

    def _draw_note(self, note: Note, fitting: tuple[str, str] | None, y: float, high: float) -> None:
        start, end = self.x(note.first), self.x(note.last + 1)
        if fitting is None:
            self.page.hatch(start, y, end - start, high)
            return
        text, font = fitting
        self.page.text(start + 1, middle(y, high, 7.2), text, font, 7.2)
        line_from = start + 1 + width_mm(text, font, 7.2) + 1.5
        if end - 0.6 - line_from > 1:
            self.page.across(y + high / 2, line_from, end - 0.6, THIN)

    def _draw_tints(self) -> None:
        """Control columns from the lesson's number down, not under a note of movement."""
        for index, column in enumerate(self.sheet.columns):
            if column.is_control:
                head_y = TABLE_TOP + MONTH_HIGH
                self.page.tint(self.x(index), head_y, self.column, self.top - head_y, CONTROL_TINT)
                for y1, y2 in self._segments(partial(_covers, index)):
                    self.page.tint(self.x(index), y1, self.column, y2 - y1, CONTROL_TINT)

    def _segments(self, covered: Callable[[Note], bool]) -> list[tuple[float, float]]:
        """Stretches of the body's height without the rows whose written note is ``covered`` there."""
        segments, y, start = [], self.top, self.top
        for notes, high in zip(self.notes, self.heights, strict=True):
            if any(fitting and covered(note) for note, fitting in notes):
                if y > start:
                    segments.append((start, y))
                start = y + high
            y += high
        if y > start:
            segments.append((start, y))
        return segments

    # Rules ------------------------------------------------------------------------------------------------------

    def _draw_rules(self) -> None:
        page, wide = self.page, self.end - self.x0
        number_y = TABLE_TOP + MONTH_HIGH
        page.frame(self.x0, TABLE_TOP, wide, self.bottom - TABLE_TOP)
        for y in (number_y, number_y + NUMBER_HIGH, number_y + NUMBER_HIGH + DAY_HIGH):
            page.across(y, self.grid, self.grid_end, THIN)
        page.across(self.top, self.x0, self.end, MEDIUM)
        draw_row_rules(page, self.x0, self.end, self.top, self.heights)
        page.down(self.x0 + NUMBER_WIDE, TABLE_TOP, self.bottom, THIN)
        page.down(self.grid, TABLE_TOP, self.bottom, MEDIUM)
        for index in range(1, len(self.sheet.columns)):
            self._draw_border(index)
        if self.sheet.final_title:
            page.down(self.grid_end, TABLE_TOP, self.bottom, THICK)

    def _draw_border(self, index: int) -> None:
        """The rule before a column: heavier at a month, interrupted by a spanned number or date and by notes."""
        before, after = self.sheet.columns[index - 1], self.sheet.columns[index]
        x, number_y = self.x(index), TABLE_TOP + MONTH_HIGH
        day_y = number_y + NUMBER_HIGH
        if (before.day.year, before.day.month) != (after.day.year, after.day.month):
            self.page.down(x, TABLE_TOP, self.top, MEDIUM)
            weight = MEDIUM
        else:
            weight = THIN
            if _lesson_key(before) != _lesson_key(after):
                self.page.down(x, number_y, day_y, THIN)
            if before.day != after.day:
                self.page.down(x, day_y, day_y + DAY_HIGH, THIN)
            self.page.down(x, day_y + DAY_HIGH, self.top, THIN)
        for y1, y2 in self._segments(lambda note: note.first < index <= note.last):
            self.page.down(x, y1, y2, weight)

    # Legend -----------------------------------------------------------------------------------------------------

    def _draw_legend(self) -> None:
        page, y = self.page, self.bottom + 3.2
        order_wide = width_mm(self.sheet.order, fonts.SANS, 7) + 6 if self.sheet.order else 0
        measure = page.width - order_wide
        font, lines = name_lines(legend(self.sheet), fonts.SANS, 7, measure)
        for index, line in enumerate(lines):
            page.text(self.x0, y + 2.4 * index, line, font, 7)
        page.text(max(self.end, self.x0 + page.width), y, self.sheet.order, fonts.SANS, 7, align="right")


def _covers(index: int, note: Note) -> bool:
    return note.first <= index <= note.last


def _lesson_key(column: Column) -> object:
    """Columns of one lesson share it; a make-up column has its own."""
    return column.number if column.number is not None else (column.day, column.work_id)


def legend(sheet: MarksSheet) -> str:
    """What the letters, fractions and tints of this very page mean."""
    cells = {cell for row in sheet.rows for cell in row.cells}
    makeup = any(cell.startswith("н/") for cell in cells)
    two = any("/" in cell.removeprefix("н/").removeprefix("осв/") for cell in cells)
    parts = [
        text
        for text, present in (
            ("н — отсутствовал;", any(cell == "н" or (cell.startswith("н/") and cell != "н/а") for cell in cells)),
            ("осв — освобождён;", any(cell.startswith("осв") for cell in cells)),
            ("н/4 — отметка за работу, выполненную после пропуска;", makeup),
            ("4/5 — две отметки за одну работу;", two),
        )
        if present
    ]
    text = "   ".join([*parts, *_kinds_legend(sheet.columns)]).replace(" —", f"{ru.NBSP}—")
    return f"{text[:-1]}." if text else ""


def _kinds_legend(columns: Sequence[Column]) -> list[str]:
    """What the kinds above the columns are called, those of tinted columns together."""
    controls = {column.kind: column.kind_name for column in columns if column.is_control}
    others = {column.kind: column.kind_name for column in columns if column.kind and not column.is_control}
    parts = []
    if list(controls.values()) == [CONTROL_WORK]:
        parts.append(f"тёмный столбец — {CONTROL_WORK};")
    elif controls:
        parts.append(f"тёмные столбцы — контроль: {_named(controls)};")
    return [*parts, *([f"{_named(others)};"] if others else [])]


def _named(kinds: dict[str, str]) -> str:
    return ", ".join(f"{short} — {name}" for short, name in kinds.items() if short)
